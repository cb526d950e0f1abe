import { afterAll, beforeAll, beforeEach } from 'vitest'
import { paths } from '../paths.ts'
import { type MondeComite, ouvrirComite, redeposer as redeposerAuComite } from './comite.ts'
import { lisible } from './vico.ts'
import { URL_TEST } from './world.ts'

export let m: MondeComite
export let ids: string[]
export let id: string
export let d: string
const p = paths.comite
export type Qui = { id: string; cookie: string }

/** A séance of two dossiers for each test, whose members have no conflict of interest. */
export function preparerGrilles() {
  beforeAll(async () => {
    m = await ouvrirComite()
  })
  beforeEach(async () => {
    m.w.regler('2021-10-18T09:00:00')
    ids = await m.dossiers(2)
    id = await m.seance(ids)
    d = ids[0]!
    for (const qui of m.sieges) await m.w.post(p.conflits(id), Object.fromEntries(ids.map(x => [`interet-${x}`, 'aucun'])), qui.cookie)
    m.w.regler('2021-10-21T10:42:00')
  })
  afterAll(() => m.w.close())
}

const CRITERES = ['portage', 'resultats', 'constat', 'co_construction', 'feuille_de_route', 'logiciel_libre']
export const CODES = [...CRITERES, ...[1, 2, 3, 4].map(n => `priorite_${n}`)]
export const tout = (valeur: number, plus: Record<string, string> = {}) => ({
  ...Object.fromEntries(CODES.map(c => [`note-${c}`, String(valeur)])),
  ...plus,
})
export const page = async (qui: Qui, dossier = d) => lisible(await m.w.get(p.grille(id, dossier), qui.cookie))
export const enregistrer = (qui: Qui, corps: Record<string, string>, dossier = d) => m.w.post(p.grille(id, dossier), corps, qui.cookie)
export const finaliser = (qui: Qui, corps = tout(2), dossier = d) => m.w.post(p.finalisation(id, dossier), corps, qui.cookie)
export const auFil = (qui: Qui, corps: Record<string, string>) =>
  m.w.app.request(URL_TEST + p.grille(id, d), {
    method: 'PUT',
    headers: { origin: URL_TEST, cookie: qui.cookie },
    body: new URLSearchParams(corps),
  })
export const notesDe = async (qui: Qui, dossier = d) => {
  const sql = `select n.critere, n.valeur, n.sans_objet, n.commentaire, n.depot_id from note n join grille g on g.id = n.grille_id
    join seance_membre x on x.id = g.membre_id where g.dossier_id = $1 and x.compte_id = $2 order by n.critere`
  return (await m.w.owner.query(sql, [dossier, qui.id])).rows as {
    critere: string
    valeur: number | null
    commentaire: string
    depot_id: string
  }[]
}
export const redeposer = (dossier = d) => redeposerAuComite(m.w, dossier)
