import type { Chemin } from '../formes/index.ts'

/** The ten parts of a call, in the order in which they are told, and its test dossiers: each holds keys of the file, and every key is in one. */
export const SECTIONS = {
  bref: {
    titre: 'L’appel en bref',
    cles: ['titre', 'sous_titre', 'accroche', 'resume', 'description', 'slug', 'code_dossier', 'exemples', 'documents'],
  },
  argent: { titre: 'Argent et calendrier', cles: ['calendrier', 'programme', 'enveloppes'] },
  qui: { titre: 'Qui et où', cles: ['porteurs', 'territoire'] },
  quoi: { titre: 'Volets et dépenses', cles: ['orientations', 'volets', 'renvois', 'natures', 'plan', 'aide'] },
  formulaire: { titre: 'Formulaire', cles: ['formulaires', 'pieces', 'engagements', 'depot', 'simulateur', 'phases'] },
  regles: { titre: 'Règles', cles: ['parametres', 'calculs', 'regles', 'clauses', 'antecedents'] },
  comite: { titre: 'Critères et comité', cles: ['criteres', 'priorites', 'comite', 'instances', 'avis'] },
  textes: { titre: 'Textes et actes', cles: ['regime', 'lettres', 'actes'] },
  suivi: { titre: 'Suivi des lauréats', cles: ['suivi', 'donnees_ouvertes'] },
  contacts: { titre: 'Équipe et contacts', cles: ['contacts', 'contacts_internes'] },
  essais: { titre: 'Essais', cles: ['essais'] },
} as const satisfies Record<string, { titre: string; cles: readonly string[] }>
export type Section = keyof typeof SECTIONS
export const SECTIONS_EN_ORDRE = Object.keys(SECTIONS) as Section[]

/** Dates of the two temps: part of the calendar, wherever the file keeps them. */
export const DATES_DES_TEMPS: readonly Chemin[] = [
  ...['reponse', 'places'].map(cle => ['phases', 'intention', cle]),
  ...['cloture', 'releve', 'comite', 'resultats'].map(cle => ['phases', 'dossier_complet', cle]),
]
const parmiLesDates = (chemin: Chemin) => DATES_DES_TEMPS.some(d => d.length === chemin.length && d.every((cle, i) => cle === chemin[i]))

/** Words of a délibération: the file keeps them with the document, and they are written with the texts. */
export const estDeliberation = ([cle, rang, modeles]: Chemin) => cle === 'documents' && rang !== undefined && modeles === 'modeles'
export const codeDeliberation = (type: string) => `deliberation_${type}`
/** The page of one by its place alone, which a remark knows. */
export const codeAuRang = (chemin: Chemin) =>
  codeDeliberation(
    chemin
      .filter(c => typeof c === 'number')
      .slice(0, 2)
      .join('_'),
  )

/** The part that holds a place; what stands nowhere, such as a fault of the whole file, is in none. */
export const sectionDe = (chemin: Chemin): Section | undefined =>
  parmiLesDates(chemin)
    ? 'argent'
    : estDeliberation(chemin)
      ? 'textes'
      : SECTIONS_EN_ORDRE.find(s => (SECTIONS[s].cles as readonly unknown[]).includes(chemin[0]))
