// `npm run bench -- --pages MOT [--avant COMMIT] [--garder DOSSIER]`: only the pages whose name has this word (all without `--pages`), on a database of `dossiers`
// invented dossiers; with `--avant`, in turn with that commit on as many of its own. `--garder` keeps what was built and filled from one run to the next.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPool } from '../src/db/db.ts'
import { preparerAvant } from './avant.ts'
import { attendrePrete, demarrer } from './demarrer.ts'
import { generer } from './generer.ts'
import { mesurerHttp } from './http.ts'
import { type Noter, plafond } from './resultats.ts'
import { mesurerService } from './service.ts'
import { socketDe } from './socket.ts'

const [PORT, PORT_AVANT] = [3990, 3991]
type Choix = { pages: RegExp; avant: string | undefined; garde: string | undefined; dossiers: number }

export async function mesurerSeules({ pages, avant, garde, dossiers }: Choix, noter: Noter) {
  if (!existsSync('dist/main.js')) throw new Error('dist/ is missing: node scripts/build.mjs')
  const dossier = garde ?? mkdtempSync(join(tmpdir(), 'gt-pages-'))
  mkdirSync(dossier, { recursive: true })
  const ancien = avant === undefined ? undefined : await preparerAvant(avant, garde)
  const notre = await demarrer(join(dossier, 'donnees'), PORT)
  try {
    await attendrePrete(`http://localhost:${PORT}`)
    const pool = openPool(socketDe(join(dossier, 'donnees')), { max: 1 })
    noter(`${dossiers} dossiers inventés`, await generer(pool, dossiers), 's', plafond(300))
    await pool.end()
    const alors = ancien && (await ancien.demarrer(join(dossier, `donnees-${avant}`), PORT_AVANT, dossiers))
    try {
      await mesurerHttp(`http://localhost:${PORT}`, join(dossier, 'donnees'), noter, { quoi: /^page$/, pages, avant: alors })
    } finally {
      await alors?.arreter()
    }
    await mesurerService(`http://localhost:${PORT}`, pages, noter)
  } finally {
    await notre.arreter()
    ancien?.effacer()
    if (garde === undefined) rmSync(dossier, { recursive: true, force: true })
  }
}
