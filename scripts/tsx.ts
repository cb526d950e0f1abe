// Imported first by a command that reads sources whose doors open on views: Node takes types off `.ts` by itself, not off `.tsx`.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'esbuild'

registerHooks({
  load(url, contexte, suivant) {
    if (!url.endsWith('.tsx')) return suivant(url, contexte)
    const fichier = fileURLToPath(url)
    const { code } = transformSync(readFileSync(fichier, 'utf8'), {
      loader: 'tsx',
      format: 'esm',
      jsx: 'automatic',
      jsxImportSource: 'hono/jsx',
      sourcefile: fichier,
    })
    return { format: 'module', shortCircuit: true, source: code }
  },
})
