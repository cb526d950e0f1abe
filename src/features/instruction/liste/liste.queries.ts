import type { Tx } from '../../../db/db.ts'
import type { Lecteur } from '../../perimetre/index.ts'
import { chercher, type Demande } from './boite.queries.ts'
import { compterListe, type Totaux } from './comptes.queries.ts'
import { lirePage, type PageInstruction } from './page.queries.ts'

// What the rest of the inbox, and who shares its filter, may ask: how lists are counted, searched and walked (ADR 0011, 0014, 0016, 0020) stays behind.
export { filtrees, nomEpci, TOUS } from './boite.queries.ts'
export { type ComptesDesVues, comptesDesVues, totauxDe, valeursDe } from './comptes.queries.ts'
export type { LigneInstruction } from './page.queries.ts'
export { voisinsDe } from './voisins.queries.ts'

/** A page of the filtered list and the totals of all of it; `approchee`: its words are not those that were typed, which no dossier has, but the nearest. */
export async function lireListe(tx: Tx, l: Lecteur, d: Demande): Promise<{ totaux: Totaux; page: PageInstruction; approchee: boolean }> {
  const recherche = await chercher(tx, d.filtre, d.commun)
  const demande = { ...d, recherche }
  const { totaux, ids } = await compterListe(tx, l, demande)
  const page = await lirePage(tx, l, { ...demande, ids, nombre: totaux.partiel ? undefined : totaux.nombre })
  return { totaux: totaux.partiel ? auMoins(totaux, page, d.instant) : totaux, page, approchee: recherche.approchee ?? false }
}

/** What was counted in part is at least what the page shows; and a page that is the whole list says all of it. */
function auMoins(compte: Totaux, { lignes, precedents, suivants }: PageInstruction, instant: Date): Totaux {
  const somme = (f: (l: PageInstruction['lignes'][number]) => number | null) => lignes.reduce((s, l) => s + (f(l) ?? 0), 0)
  const vus = {
    nombre: lignes.length,
    cout: somme(l => l.cout_global),
    aide: somme(l => l.aide_demandee),
    enRetard: somme(l => Number(l.echeance !== null && l.echeance < instant)),
  }
  if (!precedents && !suivants) return { ...vus, partiel: false }
  return compte.nombre < vus.nombre ? { ...vus, partiel: true } : compte
}
