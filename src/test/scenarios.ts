import { jouerCalculs } from '../features/comite/index.ts'
import { paths } from '../paths.ts'
import { ouvrirComite } from './comite.ts'
import { lisible } from './vico.ts'

const p = paths.comite
const CRITERES = ['portage', 'resultats', 'constat', 'co_construction', 'feuille_de_route', 'logiciel_libre']
const CODES = [...CRITERES, ...[1, 2, 3, 4].map(n => `priorite_${n}`)]
const tout = (valeur: number) => Object.fromEntries(CODES.map(c => [`note-${c}`, String(valeur)]))
export type Qui = { id: string; cookie: string }

/** A comité whose first member has scored three dossiers of 10 000 € each, 3 then 2 then 1 everywhere, with an envelope of 25 000 €. */
export async function ouvrirScenarios() {
  const m = await ouvrirComite()
  const monde = { ...m, nouvelleSeance: m.seance, seance: '', dossiers: [] as string[] }
  const recommencer = async () => {
    m.w.regler('2021-10-18T09:00:00')
    monde.dossiers = await m.dossiers(3)
    monde.seance = await m.seance(monde.dossiers)
    await m.w.owner.query('update enveloppe set montant = accorde + 2500000')
    await declarer(m.regionale)
    await noter(m.regionale)
    m.w.regler('2021-10-21T10:42:00')
  }
  /** Interests of a member; `conflits`: dossiers in which they have some. */
  const declarer = async (qui: Qui, conflits: readonly string[] = []) => {
    const corps = monde.dossiers.map(d => [`interet-${d}`, conflits.includes(d) ? 'conflit' : 'aucun'] as const)
    const motifs = conflits.map(d => [`motif-${d}`, 'Ancien employeur.'] as const)
    await m.w.post(p.conflits(monde.seance), Object.fromEntries([...corps, ...motifs]), qui.cookie)
  }
  const noter = async (qui: Qui, combien = 3) => {
    for (const [n, d] of monde.dossiers.slice(0, combien).entries())
      await m.w.post(p.finalisation(monde.seance, d), tout(3 - n), qui.cookie)
  }
  const DEMANDE = { nom: 'Meilleures notes', objectif: 'points', reduits: 'oui' }
  const proposer = (plus: Record<string, string | string[]> = {}, qui: Qui = m.administratrice) =>
    m.w.post(p.scenarios(monde.seance), { ...DEMANDE, ...plus }, qui.cookie)
  /** Plays what waits, with a few draws only. */
  const calculer = async (o: Parameters<typeof jouerCalculs>[1] = {}) => {
    await m.w.owner.query(`update scenario set tirages = jsonb_set(tirages, '{tirages}', '4') where calcul = 'demande'`)
    await jouerCalculs(m.w.deps, o)
  }
  /** Proposes one, has it calculated, and gives its address. */
  const propose = async (plus: Record<string, string | string[]> = {}) => {
    const r = await proposer(plus)
    const href = r.headers.get('location')
    if (!href) throw new Error(`scénario: ${r.status} ${await lisible(r)}`)
    await calculer()
    return href
  }
  const lire = async (href: string, qui: Qui = m.administratrice) => texte(await m.w.get(href, qui.cookie))
  return Object.assign(monde, { recommencer, declarer, noter, proposer, propose, calculer, lire })
}
export type MondeScenarios = Awaited<ReturnType<typeof ouvrirScenarios>>

export const texte = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
