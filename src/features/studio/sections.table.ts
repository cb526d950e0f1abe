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

/** The part that holds a place; what stands nowhere, such as a fault of the whole file, is in none. */
export const sectionDe = (chemin: Chemin): Section | undefined =>
  parmiLesDates(chemin) ? 'argent' : SECTIONS_EN_ORDRE.find(s => (SECTIONS[s].cles as readonly unknown[]).includes(chemin[0]))
