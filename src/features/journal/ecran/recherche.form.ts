import { type DateCivile, formatDateCivileCourte, parseDate } from '../../../lib/dates.ts'
import { actionsDe, FAMILLES } from '../noms.ts'

/** What the guichet did by itself, as a person. */
export const LE_GUICHET = 'guichet'
export const Q_MAX = 100
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** What is looked for in the journal. `qui`: an account, or `LE_GUICHET`; `acte`: a kind of act. Both days are in it. */
export type Recherche = {
  q: string
  qui: string
  acte: string
  du: DateCivile | undefined
  au: DateCivile | undefined
  /** Dates that are none, as they were typed. */
  illisibles: { du?: string; au?: string }
}

/** Reads the address of the page: what it names and does not exist looks for nothing. */
export function lireRecherche(lire: (nom: string) => string | undefined): Recherche {
  const mot = (nom: string, max = Q_MAX) => (lire(nom) ?? '').trim().slice(0, max)
  const [qui, acte] = [mot('qui', 40), mot('acte', 40)]
  const [du, au] = [mot('du', 20), mot('au', 20)]
  const [duLu, auLu] = [du ? parseDate(du) : undefined, au ? parseDate(au) : undefined]
  return {
    q: mot('q').replaceAll('\0', ''),
    qui: qui === LE_GUICHET || UUID.test(qui) ? qui : '',
    acte: FAMILLES.some(f => f.code === acte) ? acte : '',
    du: duLu,
    au: auLu,
    illisibles: { ...(du && !duLu ? { du } : {}), ...(au && !auLu ? { au } : {}) },
  }
}

/** The same as an address; nothing for what is not looked for. */
export function ecrireRecherche(r: Recherche, plus: Record<string, string | undefined> = {}): string {
  const champs = {
    q: r.q,
    qui: r.qui,
    acte: r.acte,
    du: r.du && formatDateCivileCourte(r.du),
    au: r.au && formatDateCivileCourte(r.au),
    ...plus,
  }
  const query = new URLSearchParams(Object.entries(champs).filter((e): e is [string, string] => !!e[1]))
  return query.size > 0 ? `?${query}` : ''
}

/** Whether anything at all is looked for. */
export const estVide = (r: Recherche) => !(r.q || r.qui || r.acte || r.du || r.au)
export const actionsCherchees = (r: Recherche) => (r.acte ? actionsDe(r.acte) : undefined)
