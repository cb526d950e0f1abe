import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { createApp } from '../app.tsx'
import { assetsDuTheme, type Manifeste, type Theme } from '../ui/site.ts'
import type { World } from './world.ts'

/** The world of a test on a real socket, with the files of the browser that the build made: for a journey that needs data which no demonstration has. */
export async function servir(w: World) {
  const manifeste = JSON.parse(readFileSync('dist/public/assets.json', 'utf8')) as Manifeste
  const journal = { error: ({ err }: { err: unknown }) => console.error(err), info: () => {} } as never
  const deps = { ...w.deps, assets: (theme: Theme) => assetsDuTheme(manifeste, theme), assetsDir: 'dist/public', log: journal }
  let app: ReturnType<typeof createApp> | undefined
  const serveur = serve({ fetch: (q, env) => app!.fetch(q, env), port: 0, hostname: '127.0.0.1' })
  await new Promise(fin => serveur.once('listening', fin))
  const url = `http://localhost:${(serveur.address() as AddressInfo).port}`
  app = createApp({ ...deps, urlPublique: url })
  return { url, fermer: () => new Promise(fin => serveur.close(fin)) }
}
