import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { paths } from '../src/paths.ts'
import { ouvrirDecisions } from '../src/test/decisions.ts'
import { SLUG } from '../src/test/vico.ts'
import type { World } from '../src/test/world.ts'

/** As many decisions confirmed by their authority as asked, each with a letter for both structures of its project, none asked to leave yet. */
export async function decisionsConfirmees(nombre: number) {
  const { w, admin, dossiers, decide } = await ouvrirDecisions()
  const decisions: string[] = []
  for (const d of await dossiers(nombre)) decisions.push(await decide(d, { sens: 'retenu', montant: 100_000 }))
  const r = await w.post(paths.administration.confirmation(SLUG), { decisions }, admin.cookie)
  if (r.status !== 303) throw new Error(`confirmation: ${r.status} ${await r.text()}`)
  return { w, admin, lettres: nombre * 2 }
}

/** The administrateur asks that all leave, from the page. */
export const demanderLettres = async (w: World, cookie: string) => {
  const r = await w.post(paths.administration.envois(SLUG), {}, cookie)
  if (r.status !== 303) throw new Error(`envois: ${r.status}`)
}

export const envoyees = async (w: World) =>
  (await w.owner.query<{ n: number }>('select count(*)::int as n from notification where envoyee_le is not null')).rows[0]!.n

/** The storage of the program, when it is a folder. */
export const auDossier = (donnees: string) => (cle: string) => existsSync(join(donnees, 'fichiers', cle))

/** Of the letters of this database: sent, whose bytes are kept, told once by the journal, told once by mail to each member; payments followed once. */
export async function compterLettres(w: World, garde: (cle: string) => boolean) {
  const { rows } = await w.owner.query<{ cle: string; actes: number; courriels: number; membres: number }>(
    `select n.cle, (select count(*)::int from evenement e where e.action = 'notification.envoyee' and e.donnees ->> 'notification' = n.id::text) as actes,
        (select count(*)::int from courriel c where c.cle like 'notification-' || n.id || '-%') as courriels,
        (select count(*)::int from appartenance a where a.structure_id = n.structure_id and a.etat = 'active') as membres
       from notification n where n.envoyee_le is not null`,
  )
  const { rows: suivis } = await w.owner.query<{ n: number; dossiers: number }>(
    'select count(*)::int as n, count(distinct dossier_id)::int as dossiers from suivi',
  )
  return {
    envoyees: rows.length,
    sansFichier: rows.filter(r => !garde(r.cle)).length,
    memesFichiers: rows.length - new Set(rows.map(r => r.cle)).size,
    mauvaisJournal: rows.filter(r => r.actes !== 1).length,
    mauvaisCourriels: rows.filter(r => r.courriels !== r.membres).length,
    suivisEnDouble: suivis[0]!.n - suivis[0]!.dossiers,
  }
}
export const justes = (lettres: number) => ({
  envoyees: lettres,
  sansFichier: 0,
  memesFichiers: 0,
  mauvaisJournal: 0,
  mauvaisCourriels: 0,
  suivisEnDouble: 0,
})
