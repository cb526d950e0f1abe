// `npm run dev`: builds and runs; node's watcher starts it again at every change under src/ and appels/.
await import('./build.mjs')
await import('../dist/main.js')
