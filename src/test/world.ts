import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { inject } from 'vitest'
import { createApp } from '../app.tsx'
import { lireConfig } from '../config.ts'
import { type Acteur, type Contexte, nouvelId, type Role } from '../contexte.ts'
import { auGuichet, openDb, openPool, type Tx } from '../db/db.ts'
import { suivreHorloge } from '../db/jour.ts'
import { donnerPortees } from '../features/agents/index.ts'
import { creerStockage } from '../features/fichiers/index.ts'
import { installerGuichet, reprendreReglages } from '../features/guichet/index.ts'
import { fabriquerSceau, lireSceau } from '../features/sceaux/index.ts'
import type { Deps } from '../http.ts'
import { instantDeParis } from '../lib/dates.ts'

export const URL_TEST = 'http://localhost:3000'
const ASSETS = { css: '/assets/style.css', js: '/assets/app.js' }
/** A fault of ours (500) is shown in the test's output; requests are not. */
const JOURNAL = { error: ({ err }: { err: unknown }) => console.error(err), info: () => {} } as never
/** As the demonstration has it, made once a process. */
const sceauDEssai = fabriquerSceau().then(pem => lireSceau(pem, pem, new Date()))
let n = 0

/**
 * The application on a database of its own (a clone of the model), with a clock that tests set. Nothing of ours is replaced: requests go
 * through `app.request`, sessions are real rows and real cookies.
 */
export async function openWorld({
  env = {} as Record<string, string>,
  instant = '2021-09-13T10:00:00',
  log = JOURNAL as Logger,
  pgUrl = inject('pgUrl'),
  onQuery = () => {},
} = {}) {
  const base = `t_${process.pid}_${Date.now()}_${n++}`
  const url = (b: string, role = 'postgres') => pgUrl.replace('/BASE', `/${b}`).replace('//postgres@', `//${role}@`)
  const admin = openPool(url('postgres'), { max: 1 })
  await admin.query(`create database ${base} template modele strategy file_copy`)
  const dossier = mkdtempSync(join(tmpdir(), 'gt-fichiers-'))
  const owner = openPool(url(base), { max: 2 })
  const pool = openPool(url(base, 'guichet_app'), { max: 10, onQuery })
  const echanges = compterEchanges(pool)
  const db = openDb(pool)
  const config = lireConfig({ SECRET: 's'.repeat(40), ...env })
  const guichetId = await installerGuichet(owner, config.guichet)
  await reprendreReglages({ db, guichetId, config })
  const horloge = {
    instant: instantDeParis(instant),
    maintenant: () => horloge.instant,
    regler: (d: Date) => {
      horloge.instant = d
    },
  }
  suivreHorloge(guichetId, horloge)
  const deps: Deps = {
    db,
    config,
    guichetId,
    horloge,
    urlPublique: URL_TEST,
    secret: config.SECRET!,
    stockage: creerStockage(dossier),
    sceau: await sceauDEssai,
    assets: () => ASSETS,
  }
  const montre = { avance: 0 }
  const app = createApp({ ...deps, assetsDir: dossier, log, montre: () => montre.avance })

  const ctx = (acteur: Acteur | null = null): Contexte => ({ db, guichetId, acteur, instant: horloge.instant })
  return {
    app,
    deps,
    db,
    owner,
    guichetId,
    horloge,
    /** Milliseconds that the application takes to have gone by: requests arrive in no time unless a test moves it. */
    montre,
    ctx,
    dossierFichiers: dossier,
    /** For the built program, on the same database. */
    adresses: { DATABASE_URL: url(base), DATABASE_URL_APP: url(base, 'guichet_app') },
    /** Puts the clock at a Paris time, « 2021-09-17T23:59:59 ». */
    regler: (local: string) => {
      horloge.instant = instantDeParis(local)
    },
    auGuichet: <T>(f: Parameters<typeof auGuichet<T>>[2]) => auGuichet(db, guichetId, f),
    /** A structure of the referential, by name. */
    structure: (nom: string) =>
      auGuichet(db, guichetId, tx =>
        tx
          .selectFrom('structure')
          .selectAll()
          .where('nom', '=', nom)
          .executeTakeFirstOrThrow(() => new Error(`unknown structure ${nom}`)),
      ),
    /** An account signed in: member of structures (by name), or agent with roles. Gives the cookie to send. */
    compte: (v: { nom?: string; courriel?: string; structures?: string[]; roles?: RoleDonne[]; secondFacteur?: boolean } = {}) =>
      ouvrirCompte({ db, guichetId, config, horloge }, v),
    get: (chemin: string, cookie?: string, entetes: Record<string, string> = {}) =>
      app.request(URL_TEST + chemin, { headers: { ...(cookie ? { cookie } : {}), ...entetes } }),
    post: (chemin: string, corps: Record<string, string | string[]> | FormData, cookie?: string, entetes: Record<string, string> = {}) =>
      app.request(URL_TEST + chemin, {
        method: 'POST',
        headers: { origin: URL_TEST, ...(cookie ? { cookie } : {}), ...entetes },
        body: corps instanceof FormData ? corps : enFormulaire(corps),
      }),
    /** How many times what `f` asks waits for the database: statements that leave before the answer to others are one exchange with them. */
    echanges: async (f: () => unknown) => {
      const avant = echanges.n
      await f()
      return echanges.n - avant
    },
    journal: () =>
      auGuichet(db, guichetId, tx => tx.selectFrom('evenement').select(['action', 'objet_id', 'donnees']).orderBy('rang').execute()),
    courriels: () => auGuichet(db, guichetId, tx => tx.selectFrom('courriel').selectAll().orderBy('id').execute()),
    close: async () => {
      await pool.end()
      await owner.end()
      // `end` does not wait until the server has let go of its side: dropped now, « terminated by administrator » would reach a client left alone
      for (let reste = 40; reste > 0; reste--) {
        const { rowCount } = await admin.query('select 1 from pg_stat_activity where datname = $1', [base])
        if (!rowCount) break
        await sleep(50)
      }
      await admin.query(`drop database ${base} with (force)`)
      await admin.end()
      rmSync(dossier, { recursive: true, force: true })
    },
  }
}
export type World = Awaited<ReturnType<typeof openWorld>>

function compterEchanges(pool: ReturnType<typeof openPool>) {
  const compte = { n: 0 }
  pool.on('connect', client => {
    const query = client.query.bind(client) as (...a: unknown[]) => Promise<unknown>
    let enVol = 0
    client.query = ((...a: unknown[]) => {
      if (enVol++ === 0) compte.n++
      const reponse = query(...a)
      const fini = () => {
        enVol--
      }
      reponse.then(fini, fini)
      return reponse
    }) as typeof client.query
  })
  return compte
}

const enFormulaire = (corps: Record<string, string | string[]>) =>
  new URLSearchParams(Object.entries(corps).flatMap(([k, v]) => (Array.isArray(v) ? v.map(x => [k, x]) : [[k, v]])))

/** A role for a test: for every call, those to come too, unless it names its own (by slug; none at all: `[]`); or with its perimeters. */
export type RoleDonne = { role: Role['role']; departements: string[]; volets: string[]; appels?: string[] } | Role
async function donnerLeRole(tx: Tx, guichetId: string, compteId: string, r: RoleDonne) {
  const perimetres = 'perimetres' in r ? r.perimetres : await porteesDe(tx, guichetId, r)
  await donnerPortees(tx, guichetId, { compteId, role: r.role, perimetres })
}
async function porteesDe(tx: Tx, guichetId: string, { role, departements, volets, appels }: Exclude<RoleDonne, Role>) {
  if (role === 'administrateur' || role === 'direction') return []
  if (!appels) return [{ appel: null, departements, volets }]
  const ids = await tx
    .selectFrom('appel')
    .select('id')
    .where('guichet_id', '=', guichetId)
    .where('slug', 'in', ['', ...appels])
    .execute()
  if (ids.length !== appels.length) throw new Error(`unknown call among ${appels}`)
  return ids.map(a => ({ appel: a.id, departements, volets }))
}

type Base = Pick<Deps, 'db' | 'guichetId' | 'config'> & { horloge: { instant: Date } }
async function ouvrirCompte(
  { db, guichetId, config, horloge }: Base,
  v: { nom?: string; courriel?: string; structures?: string[]; roles?: RoleDonne[]; secondFacteur?: boolean },
) {
  const id = nouvelId()
  const courriel = v.courriel ?? `compte-${id}@guichet.example`
  const jeton = nouvelId()
  await auGuichet(db, guichetId, async tx => {
    await tx
      .insertInto('compte')
      .values({ id, name: v.nom ?? 'Secrétariat', email: courriel, email_verified: true })
      .execute()
    for (const nom of v.structures ?? []) {
      const s = await tx.selectFrom('structure').select('id').where('nom', '=', nom).executeTakeFirstOrThrow()
      const dates = { demandee_le: horloge.instant, active_le: horloge.instant }
      await tx
        .insertInto('appartenance')
        .values({ id: nouvelId(), guichet_id: guichetId, structure_id: s.id, compte_id: id, etat: 'active', preuve: 'declaree', ...dates })
        .execute()
    }
    for (const r of v.roles ?? []) await donnerLeRole(tx, guichetId, id, r)
    const fin = new Date(Date.now() + 3_600_000)
    await tx
      .insertInto('session_http')
      .values({ user_id: id, token: jeton, expires_at: fin, updated_at: new Date(), second_facteur: v.secondFacteur ?? true })
      .execute()
  })
  return { id, courriel, cookie: await cookieDe(jeton, config.SECRET!) }
}

/** The cookie that better-auth writes for this session. */
export async function cookieDe(jeton: string, secret: string) {
  const cle = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const signature = Buffer.from(await crypto.subtle.sign('HMAC', cle, new TextEncoder().encode(jeton))).toString('base64')
  return `guichet.session_token=${encodeURIComponent(`${jeton}.${signature}`)}`
}
