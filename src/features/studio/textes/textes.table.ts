import { TYPES_STRUCTURE } from '../../cahier/index.ts'
import { type Chemin, valeurA } from '../../formes/index.ts'
import { codeAuRang, codeDeliberation } from '../sections.table.ts'

export type Famille = 'lettre' | 'acte' | 'deliberation'
/** The letters and acts of a call, in the order in which they come; each has a usual text, kept until the call writes its own. */
const FIXES = {
  retenu: { famille: 'lettre', titre: 'Lettre\u00a0: retenu' },
  partiel: { famille: 'lettre', titre: 'Lettre\u00a0: retenu en partie' },
  liste_complementaire: { famille: 'lettre', titre: 'Lettre\u00a0: liste complémentaire' },
  non_retenu: { famille: 'lettre', titre: 'Lettre\u00a0: non retenu' },
  sans_suite: { famille: 'lettre', titre: 'Lettre\u00a0: sans suite' },
  arrete: { famille: 'acte', titre: 'Arrêté' },
  convention: { famille: 'acte', titre: 'Convention' },
  avenant: { famille: 'acte', titre: 'Avenant' },
} as const satisfies Record<string, { famille: Famille; titre: string }>

/**
 * A text of a call. `code`: its name in an address. `chemin`: where it stands in the file, or would. `propre`: the call writes it itself. `types`: the structures that a
 * délibération is for; none for whoever has no text of theirs.
 */
export type Ecrit = { code: string; famille: Famille; titre: string; chemin: Chemin; propre: boolean; types: readonly string[] }

const dit = (brut: unknown, chemin: Chemin) => (valeurA(brut, chemin) ?? undefined) !== undefined
const liste = (v: unknown): readonly unknown[] => (Array.isArray(v) ? v : [])
const nomDe = (type: string) => (Object.hasOwn(TYPES_STRUCTURE, type) ? TYPES_STRUCTURE[type as 'commune'] : type)

/** The texts of a draft, in their order, whatever its faults: letters and acts, then the délibérations, where it gives one. */
export const ecritsDe = (brut: unknown): readonly Ecrit[] => [
  ...Object.entries(FIXES).map(([code, { famille, titre }]): Ecrit => {
    const chemin = [famille === 'lettre' ? 'lettres' : 'actes', code]
    return { code, famille, titre, chemin, propre: dit(brut, chemin), types: [] }
  }),
  ...deliberationsDe(brut),
]

/** Where the models of its délibérations stand: one list for each document that the site writes. */
const listesDeModeles = (brut: unknown): Chemin[] =>
  liste(valeurA(brut, ['documents'])).flatMap((d, i) =>
    valeurA(d, ['genere']) === 'modele_deliberation' ? [['documents', i, 'modeles']] : [],
  )

function deliberationsDe(brut: unknown): Ecrit[] {
  const listes = listesDeModeles(brut)
  if (listes.length === 0) return []
  const pris = new Set<string>()
  const propres = listes.flatMap(ici => liste(valeurA(brut, ici)).map((m, i) => propreA([...ici, i], m, pris)))
  // whoever has none of theirs reads one too: the call's, or the usual one
  const tous = pris.has(POUR_TOUS) ? propres : [aEcrireA(brut, listes[0]!, []), ...propres]
  const seule = tous.length === 1
  return tous.map(e => ({
    ...e,
    titre: `Délibération\u00a0: ${e.types.map(nomDe).join(', ') || (seule ? 'toutes les structures' : 'toutes les autres structures')}`,
  }))
}
const POUR_TOUS = 'deliberation'

function propreA(chemin: Chemin, modele: unknown, pris: Set<string>): Ecrit {
  const types = liste(valeurA(modele, ['types'])).map(String)
  const siens = types.length > 0 ? types.filter(t => Object.hasOwn(TYPES_STRUCTURE, t)).map(codeDeliberation) : [POUR_TOUS]
  // two for one type are a fault, and the second has a page all the same
  const code = siens.find(c => !pris.has(c)) ?? codeAuRang(chemin)
  pris.add(code)
  return { code, famille: 'deliberation', titre: '', chemin, propre: true, types }
}
const aEcrireA = (brut: unknown, ici: Chemin, types: readonly string[]): Ecrit => ({
  code: types[0] ? codeDeliberation(types[0]) : POUR_TOUS,
  famille: 'deliberation',
  titre: `Délibération\u00a0: ${types.map(nomDe).join(', ')}`,
  chemin: [...ici, liste(valeurA(brut, ici)).length],
  propre: false,
  types,
})

/** The text of this name: one of the draft, or the délibération of a type of structure that has none of its own yet. */
export function ecritNomme(brut: unknown, code: string): Ecrit | undefined {
  const ecrits = ecritsDe(brut)
  const type = code.slice(codeDeliberation('').length)
  const deliberations = codeDeliberation(type) === code ? ecrits.filter(e => e.famille === 'deliberation' && e.propre) : []
  const sien = ecrits.find(e => e.code === code) ?? deliberations.find(e => e.types.includes(type) || codeAuRang(e.chemin) === code)
  if (sien || codeDeliberation(type) !== code || !Object.hasOwn(TYPES_STRUCTURE, type)) return sien
  const [ici] = listesDeModeles(brut)
  return ici && aEcrireA(brut, ici, [type])
}

/** The types of structures that have no délibération of their own, with their names. */
export function typesSansTexte(ecrits: readonly Ecrit[]): { code: string; nom: string }[] {
  const pris = new Set(ecrits.flatMap(e => e.types))
  return Object.entries(TYPES_STRUCTURE).flatMap(([type, nom]) => (pris.has(type) ? [] : [{ code: codeDeliberation(type), nom }]))
}
