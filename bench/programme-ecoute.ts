import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { choisirDossier } from '../src/db/pg-embarque.ts'
import { espionner } from './espion.ts'
import { ACCEPTE, OPTIONS } from './options.ts'

const PORT = 3989

/** A second program on the same data, whose connections are listened to. It is asked one request at a time, and nothing while rates are measured. */
export async function ouvrirEspion(donnees: string) {
  const ecoute = join(tmpdir(), `gt-espion-${process.pid}`)
  const { pendant, fermer } = await espionner(ecoute, join(choisirDossier(donnees).dossier, 'pg'), 'guichet_app')
  const p = spawn(process.execPath, [...OPTIONS, 'dist/main.js'], {
    env: {
      PATH: process.env.PATH,
      GUICHET_DONNEES: donnees,
      PORT: String(PORT),
      DATABASE_URL: `postgres://postgres@/guichet?host=${encodeURIComponent(ecoute)}`,
    },
    stdio: 'ignore',
  })
  const site = `http://localhost:${PORT}`
  while (!(await fetch(`${site}/sante`).catch(() => undefined))?.ok) {
    if (p.exitCode !== null) throw new Error('the listened program stopped')
    await new Promise(ok => setTimeout(ok, 50))
  }
  /** What one request asks of PostgreSQL, once all that is remembered from one request to the next is. */
  const noter = async (methode: string, chemin: string, cookie: string, corps?: string) => {
    const envoyer = async () => {
      const r = await fetch(site + chemin, {
        method: methode,
        redirect: 'manual',
        headers: { accept: ACCEPTE[methode] ?? '*/*', origin: site, cookie },
        ...(corps === undefined ? {} : { body: new URLSearchParams(corps) }),
      })
      await r.arrayBuffer()
      if (r.status >= 400) throw new Error(`${methode} ${chemin}: ${r.status}`)
    }
    return pendant(envoyer)
  }
  return {
    site,
    noter,
    fermer: async () => {
      const fini = new Promise(ok => p.once('exit', ok))
      p.kill('SIGTERM')
      await fini
      fermer()
      rmSync(ecoute, { recursive: true, force: true })
    },
  }
}
