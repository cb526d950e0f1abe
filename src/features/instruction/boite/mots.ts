import { formatJourCourt, joursEntre } from '../../../lib/dates.ts'
import { formatEuros, formatNombre } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { TYPES_STRUCTURE } from '../../cahier/index.ts'
import { ETAPES_SUIVI } from '../../decret/index.ts'
import { MOTS_ETAPE } from '../../etats/index.ts'
import { type Filtre, SANS_FILTRE, type Suite, TERRITOIRE, type Tri } from './filtres.ts'

export type SuiteALaListe = {
  suite: Suite
  etat: string
  /** Titles of the rules that wait for somebody's verdict. */
  aTrancher: readonly string[]
  pointsAttendus: number
  pointsRecus: number
  complementAvant: Date | null
}

/** What is to be done next with a dossier, as a row of the list says it. */
export function motSuite(s: SuiteALaListe): string {
  switch (s.suite) {
    case 'releve':
      return 'Attendre le relevé'
    case 'prendre':
      return 'Prendre en charge'
    case 'verifier':
      return `Trancher\u00a0: ${s.aTrancher.slice(0, 2).join(', ')}${s.aTrancher.length > 2 ? ` et ${pluriel(s.aTrancher.length - 2, 'autre')}` : ''}`
    case 'attendre':
      return `Attendre ${pluriel(s.pointsAttendus, 'réponse')}${s.complementAvant ? ` avant le ${formatJourCourt(s.complementAvant)}` : ''}`
    case 'examiner':
      return `Examiner ${pluriel(s.pointsRecus, 'réponse')}`
    case 'analyser':
      return 'Finir l’analyse'
    case 'presenter':
      return 'Passer au comité'
    case 'comite':
      return s.etat === 'delibere' ? 'Rien avant la notification de la décision' : 'Rien avant la séance du comité'
    case 'clos':
      return CLOS[s.etat] ?? 'Rien'
  }
}

/** Why nothing more is to be done with a dossier. */
const CLOS: Record<string, string> = {
  retire: 'Rien, la structure a retiré le dossier',
  irrecevable: 'Rien, le dossier est irrecevable',
  retenu: 'Rien, le dossier est retenu',
  liste_complementaire: 'Rien, le dossier est sur la liste complémentaire',
  non_retenu: 'Rien, le dossier n’est pas retenu',
  sans_suite: 'Rien, le dossier est classé sans suite',
  renonce: 'Rien, la structure a renoncé',
}

const MOTIFS: Record<string, string> = {
  recevabilite: 'Recevabilité',
  complement: 'Compléments',
  examen: 'Examen',
  fiche: 'Fiche',
  decision: 'Décision',
}
/** What a due date is for. */
export const motMotif = (motif: string | null) => (motif && MOTIFS[motif]) || ''

/** « J‑12 », « aujourd’hui », « retard 4 j ». */
export function motDelai(instant: Date, echeance: Date): string {
  if (echeance < instant) return `retard ${Math.max(1, -joursEntre(instant, echeance))}\u00a0j`
  const n = joursEntre(instant, echeance)
  return n === 0 ? 'aujourd’hui' : `J\u2011${n}`
}

/** Views of the list, each a set of next things to do. « Tous » has none: what was taken back shows only among the closed ones. */
export const VUES: readonly { libelle: string; suites: readonly Suite[]; siPlein?: true }[] = [
  { libelle: 'Avant le relevé', suites: ['releve'], siPlein: true },
  { libelle: 'À traiter', suites: ['analyser', 'examiner', 'prendre', 'presenter', 'verifier'] },
  { libelle: 'À prendre', suites: ['prendre'] },
  { libelle: 'À vérifier', suites: ['verifier'] },
  { libelle: 'Compléments attendus', suites: ['attendre'] },
  { libelle: 'Compléments reçus', suites: ['examiner'] },
  { libelle: 'À analyser', suites: ['analyser'] },
  { libelle: 'À présenter', suites: ['presenter'] },
  { libelle: 'Au comité', suites: ['comite'] },
  { libelle: 'Clos', suites: ['clos'] },
  { libelle: 'Tous', suites: [] },
]
export const vueDe = (f: Filtre) => VUES.find(v => v.suites.join() === f.suite.join())

export const MOTS_VERDICTS: Record<Filtre['verdict'][number], string> = {
  non_respectee: 'Une règle non respectée',
  a_completer: 'Une règle à compléter',
  a_verifier: 'Une règle à vérifier',
  attention: 'Un point d’attention',
}
export const MOTS_ETATS: Record<Filtre['etat'][number], string> = {
  depose: 'Déposé',
  en_instruction: 'En instruction',
  irrecevable: 'Irrecevable',
  au_comite: 'Au comité',
  delibere: 'Délibéré',
  retenu: 'Retenu',
  liste_complementaire: 'Liste complémentaire',
  non_retenu: 'Non retenu',
  sans_suite: 'Sans suite',
  renonce: 'A renoncé',
  retire: 'Retiré',
}

export const MOTS_ETAPES = Object.fromEntries(ETAPES_SUIVI.map(e => [e, MOTS_ETAPE[e].mot])) as Record<Filtre['etape'][number], string>

/** By what a list is sorted. */
const MOTS_TRIS: Record<Tri, string> = {
  depose_le: 'date de dépôt',
  numero: 'numéro',
  titre: 'titre',
  porteur: 'porteur',
  population: 'population',
  volet: 'volet',
  cout_global: 'coût global',
  aide_demandee: 'aide demandée',
  suite: 'suite à donner',
  echeance: 'échéance',
}

/** How the codes of a filter are called: from the calls and the accounts. */
export type Noms = Record<'volet' | 'departement' | 'epci' | 'regle' | 'affecte', (code: string) => string>

const bornes = <T>(
  quoi: string,
  min: T | undefined,
  max: T | undefined,
  dire: (v: T) => string,
  [de, a, seul] = ['de', 'à', 'jusqu’à'],
) => {
  if (min === undefined && max === undefined) return undefined
  if (min === undefined) return `${quoi}\u00a0: ${seul} ${dire(max!)}`
  return `${quoi}\u00a0: ${max === undefined ? 'à partir de' : de} ${dire(min)}${max === undefined ? '' : ` ${a} ${dire(max)}`}`
}
const jour = (d: string) => d.split('-').reverse().join('/')

/** Each thing that the filter asks, in words, and the filter without it. The view and the call are not among them: they have their own place. */
export function filtresActifs(f: Filtre, noms: Noms): { libelle: string; sans: Filtre }[] {
  const un = (libelle: string | undefined | false, ...cles: (keyof Filtre)[]) =>
    libelle ? [{ libelle, sans: { ...f, ...Object.fromEntries(cles.map(c => [c, SANS_FILTRE[c]])) } as Filtre }] : []
  const chacun = <C extends 'volet' | 'departement' | 'epci' | 'type' | 'verdict' | 'regle' | 'etat' | 'etape' | 'etiquette'>(
    cle: C,
    quoi: string,
    dire: (v: never) => string,
  ) =>
    (f[cle] as string[]).map(v => ({
      libelle: `${quoi}\u00a0: ${dire(v as never)}`,
      sans: { ...f, [cle]: (f[cle] as string[]).filter(x => x !== v) } as Filtre,
    }))
  return [
    ...un(f.q !== undefined && `Recherche\u00a0: ${f.q}`, 'q'),
    ...chacun('volet', 'Volet', noms.volet),
    ...chacun('departement', 'Département', (d: string) => (d === TERRITOIRE ? 'tout le territoire' : noms.departement(d))),
    ...chacun('epci', 'EPCI', noms.epci),
    ...chacun('type', 'Porteur', (t: keyof typeof TYPES_STRUCTURE) => TYPES_STRUCTURE[t]),
    ...chacun('etat', 'État', (e: Filtre['etat'][number]) => MOTS_ETATS[e].toLowerCase()),
    ...chacun('etape', 'Suivi de l’aide', (e: Filtre['etape'][number]) => MOTS_ETAPES[e].toLowerCase()),
    ...chacun('verdict', 'Recevabilité', (v: Filtre['verdict'][number]) => MOTS_VERDICTS[v].toLowerCase()),
    ...chacun('regle', 'Règle', noms.regle),
    ...chacun('etiquette', 'Étiquette', (e: string) => e),
    ...un(
      f.affecte !== undefined && `Affecté à\u00a0: ${['moi', 'personne'].includes(f.affecte) ? f.affecte : noms.affecte(f.affecte)}`,
      'affecte',
    ),
    ...un(bornes('Population', f.population_min, f.population_max, formatNombre), 'population_min', 'population_max'),
    ...un(bornes('Coût global', f.cout_min, f.cout_max, formatEuros), 'cout_min', 'cout_max'),
    ...un(bornes('Aide demandée', f.aide_min, f.aide_max, formatEuros), 'aide_min', 'aide_max'),
    ...un(bornes('Déposé', f.depose_du, f.depose_au, jour, ['du', 'au', 'jusqu’au']), 'depose_du', 'depose_au'),
    ...un(f.pieces !== undefined && 'Une pièce manque', 'pieces'),
    ...un(f.retard !== undefined && 'En retard', 'retard'),
    ...un(f.messages !== undefined && 'Messages non lus', 'messages'),
  ]
}

/** A list in words: its view, what its filter asks, its order. */
export const decrireListe = (f: Filtre, noms: Noms) =>
  [
    ...(f.suite.length > 0 ? [vueDe(f)?.libelle ?? 'Liste choisie'] : []),
    ...filtresActifs(f, noms).map(a => a.libelle),
    `par ${MOTS_TRIS[f.tri]}`,
  ].join(', ')
