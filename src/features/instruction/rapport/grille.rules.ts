import type { Appel } from '../../cahier/index.ts'
import { lireProposition, phraseProposition } from './proposition.rules.ts'

/** A degree of the scale, as the form sends it; `note` is the figure of the call. */
export type Echelon = { valeur: string; libelle: string }
/** The answer where a criterion does not concern the project. */
export const SANS_OBJET = 'sans_objet'

export type Critere = {
  code: string
  libelle: string
  clause: string
  /** How the criterion is named in a sentence: « (f) », or its rank. */
  repere: string
  poids: number | undefined
  /** Whether the instructeur may say that it does not concern the project. */
  sansObjet: boolean
  /** The call says that it does not concern this dossier: nobody has to appreciate it. */
  applicable: boolean
}
export type Priorite = { champ: string; libelle: string; clauses: readonly string[] }
/** What a call asks the report to appreciate (C5.5, C5.9). */
export type Grille = {
  texte: string
  clauses: readonly string[]
  echelle: readonly Echelon[]
  criteres: readonly Critere[]
  priorites: readonly Priorite[]
}

/** Where the call names no degree of its scale: what a report says before anybody scores. */
const PAR_DEFAUT: readonly Echelon[] = ['Absent', 'Partiel', 'Solide', 'Exemplaire'].map((libelle, i) => ({ valeur: String(i), libelle }))

export const REPONSES_PRIORITE = [
  { valeur: 'oui', libelle: 'Oui' },
  { valeur: 'en_partie', libelle: 'En partie' },
  { valeur: 'non', libelle: 'Non' },
] as const

export const AVIS = [
  { valeur: 'favorable', libelle: 'Favorable' },
  { valeur: 'reserve', libelle: 'Favorable avec réserves' },
  { valeur: 'defavorable', libelle: 'Défavorable' },
] as const
export type Avis = (typeof AVIS)[number]['valeur']

const repereDe = (clause: string, rang: number) => {
  const lettre = /\s([a-z])$/.exec(clause)?.[1]
  return lettre ? `(${lettre})` : String(rang)
}

/** What a call asks to appreciate in a dossier. `applicables`: codes of the criteria whose condition holds. Pure. */
export function grilleDe(appel: Pick<Appel, 'criteres' | 'priorites'>, applicables: ReadonlySet<string>): Grille {
  const { echelle, liste, texte, clauses } = appel.criteres
  const nommes = [...echelle.libelles].sort((a, b) => a.note - b.note).map(l => ({ valeur: String(l.note), libelle: l.libelle }))
  return {
    texte,
    clauses,
    echelle: nommes.length > 0 ? nommes : PAR_DEFAUT,
    criteres: liste.map((c, i) => ({
      code: c.code,
      libelle: c.libelle.replace(/\.$/, ''),
      clause: c.clause,
      repere: repereDe(c.clause, i + 1),
      poids: c.poids,
      sansObjet: c.sans_objet,
      applicable: applicables.has(c.code),
    })),
    priorites: appel.priorites.map((p, i) => ({ champ: `priorite.${i + 1}`, libelle: p.libelle, clauses: p.clauses })),
  }
}

/** The degrees offered for a criterion. */
export const echelonsDe = (g: Pick<Grille, 'echelle'>, c: Pick<Critere, 'sansObjet'>): readonly Echelon[] =>
  c.sansObjet ? [...g.echelle, { valeur: SANS_OBJET, libelle: 'Sans objet' }] : g.echelle

/** « Solide »; nothing for a degree that the call does not have. */
export const motEchelon = (g: Pick<Grille, 'echelle'>, valeur: string | undefined): string | undefined =>
  valeur === SANS_OBJET ? 'Sans objet' : g.echelle.find(e => e.valeur === valeur)?.libelle

/** Names of the fields of the report that hold one text each, in the order of the page. */
export const champsDe = (g: Grille): string[] => [
  ...g.criteres.filter(c => c.applicable).flatMap(c => [champAppreciation(c.code), champCommentaire(c.code)]),
  ...g.priorites.map(p => p.champ),
  'points_forts',
  'reserves',
  'avis',
]
export const champAppreciation = (code: string) => `critere.${code}`
export const champCommentaire = (code: string) => `commentaire.${code}`

/** A field of the report, in words, for who is told about it. */
export function libelleChamp(g: Grille, champ: string): string {
  const c = g.criteres.find(x => champ === champAppreciation(x.code) || champ === champCommentaire(x.code))
  if (c) return champ === champAppreciation(c.code) ? `appréciation du critère ${c.repere}` : `commentaire du critère ${c.repere}`
  const p = g.priorites.find(x => x.champ === champ)
  if (p) return `priorité «\u00a0${p.libelle}\u00a0»`
  return LIBELLES[champ] ?? champ
}
const LIBELLES: Record<string, string> = {
  points_forts: 'points forts',
  reserves: 'réserves',
  avis: 'avis proposé',
  proposition: 'base, taux et montant',
}

/** A value of a field, in words. */
export function motChamp(g: Grille, champ: string, valeur: string): string {
  if (champ.startsWith('critere.')) return motEchelon(g, valeur) ?? valeur
  if (champ.startsWith('priorite.')) return REPONSES_PRIORITE.find(r => r.valeur === valeur)?.libelle ?? valeur
  if (champ === 'proposition') return phraseProposition(lireProposition(valeur))
  if (champ === 'avis') return AVIS.find(a => a.valeur === valeur)?.libelle ?? valeur
  return valeur
}
