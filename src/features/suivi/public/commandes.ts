import type { AidePublique } from './aides.queries.ts'
import { type NomsDepartements, nomEntreprise, ouDe } from './argent.mots.ts'
import type { LignePayee } from './entreprises.queries.ts'
import type { Flux } from './flux.rules.ts'
import { enEuros } from './rendre.ts'

const COLONNES = [
  'projet',
  'titre',
  'porteur',
  'appel',
  'entreprise',
  'siren',
  'departement',
  'objet',
  'date',
  'montant_ht',
  'paye_par_l_aide',
]

/** Orders as a file: one line an order of a company that may be named; the others of a project, a line a département. Pure. */
export function commandesCsv(aides: readonly AidePublique[], lignes: readonly LignePayee[], noms: NomsDepartements): string[][] {
  const parId = new Map(aides.map(a => [a.id, a]))
  return [
    COLONNES,
    ...lignes.map(l => {
      const a = parId.get(l.dossierId)!
      const quoi = [nomEntreprise(l), l.siren ?? '', ouDe(l, noms), l.objet ?? '', l.date ?? '']
      return [a.numero, a.titre, a.porteur.nom, a.slug, ...quoi, enEuros(l.ht), enEuros(l.depense)]
    }),
  ]
}

const COLONNES_AIDES = 'projet titre porteur appel annee departement cout demande accorde verse depense'.split(' ')
/** Projects as a file, one line each. Pure. */
export const aidesCsv = (aides: readonly AidePublique[]): string[][] => [
  COLONNES_AIDES,
  ...aides.map(a => [
    ...[a.numero, a.titre, a.porteur.nom, a.slug, a.annee, a.departementNom],
    ...[a.cout, a.demande, a.aide, a.verse, a.depense].map(m => (m === null ? '' : enEuros(m))),
  ]),
]

/** The bands of the drawing: from what, to what, how much. Pure. */
export function fluxCsv(flux: Flux | undefined): string[][] {
  const noms = new Map(flux?.etages.flatMap(e => e.barres.map(b => [b.cle, b.nom] as const)))
  return [['de', 'vers', 'montant'], ...(flux?.bandes ?? []).map(b => [noms.get(b.de) ?? '', noms.get(b.vers) ?? '', enEuros(b.montant)])]
}
