import { delaiRestant, formatDateCivile } from '../../../lib/dates.ts'
import { type Centimes, formatEuros, formatNombre, formatTaux } from '../../../lib/euros.ts'
import { finExclue } from '../../../lib/periodes.ts'
import {
  type Appel,
  etatAppel,
  montantTotal,
  type Parametre,
  questionDe,
  TYPES_STRUCTURE,
  type TypeStructure,
  type Vague,
  vagueUtile,
  voletDe,
} from '../../cahier/index.ts'
import { type Quand, quandDeposer } from '../../calendrier/index.ts'

const NBSP = '\u00a0'

const PLURIELS: Record<TypeStructure, string> = {
  commune: 'communes',
  epci: 'EPCI',
  collectivite_corse: 'Collectivité de Corse',
  departement: 'départements',
  region: 'régions',
  syndicat: 'syndicats',
  pole_territorial: 'pôles territoriaux',
  groupement: 'groupements',
  etablissement_public: 'établissements publics',
  personne_morale_financee: 'structures financées par des collectivités',
  association: 'associations',
  entreprise: 'entreprises',
  etat: 'services de l’État',
  autre: 'autres structures',
}

export const majuscule = (t: string) => t.charAt(0).toUpperCase() + t.slice(1)
/** « Petite » inside a sentence; « EPCI » stays. */
export const minuscule = (t: string) => (/^\p{Lu}\p{Ll}/u.test(t) ? t.charAt(0).toLowerCase() + t.slice(1) : t)
/** « a, b et c ». */
export const liste = (mots: readonly string[]) => (mots.length < 2 ? (mots[0] ?? '') : `${mots.slice(0, -1).join(', ')} et ${mots.at(-1)}`)
/** « Communes, EPCI, Collectivité de Corse et groupements ». */
export const pourQui = (appel: Appel) => majuscule(liste([...new Set(appel.porteurs.types.map(t => PLURIELS[t.type]))]))

/** « 34 M€ » for whole millions, else « 794 000 € ». */
export const montantCourt = (c: Centimes) =>
  c >= 100_000_000 && c % 10_000_000 === 0 ? `${formatNombre(c / 100_000_000).replace('.', ',')}${NBSP}M€` : formatEuros(c)

export type Valeur = number | string
/** The value of a parameter as people read it: cents, fraction, whole number or civil date, by its type. */
export function valeurLisible(type: Parametre['type'], v: Valeur): string {
  if (typeof v === 'string') return formatDateCivile(v)
  if (type === 'montant') return formatEuros(v)
  return type === 'taux' ? formatTaux(v, [0, 1].find(n => Math.round(v * 10_000) % 10 ** (2 - n) === 0) ?? 2) : formatNombre(v)
}

type Seuil = NonNullable<NonNullable<Parametre['tranches']>[number]['jusqu_a']>
/** Where a band ends: a number, an amount or a rate. */
export const seuilLisible = (s: Seuil) =>
  typeof s === 'number' ? formatNombre(s) : 'montant' in s ? formatEuros(s.montant) : valeurLisible('taux', s.taux)

/** What a code of `selon` stands for: an option of a question, a volet, a type of structure, a département. */
export function libelleDeCode(appel: Appel, selon: string, code: string): string {
  if (selon === 'volet') return voletDe(appel, code)?.titre ?? code
  if (selon === 'type de structure') return majuscule(TYPES_STRUCTURE[code as TypeStructure] ?? code)
  if (selon === 'département') return appel.territoire.departements.find(d => d.code === code)?.nom ?? code
  return questionDe(appel, selon)?.options?.find(o => o.code === code)?.libelle ?? code
}

/** « volets 1, 2 et 3 », from the codes of volets. */
export function nomVolets(appel: Appel, codes: readonly string[] | undefined): string {
  if (!codes || codes.length === appel.volets.length) return 'Tous les volets'
  const numeros = codes.map(c => String(voletDe(appel, c)?.numero ?? c))
  return numeros.length > 1 ? `Volets${NBSP}${liste(numeros)}` : `Volet${NBSP}${numeros[0] ?? ''}`
}

/** First fixed figure of a type among the parameters: what the page shows at once (« Coût minimal : 5 000 € »). */
function chiffreFixe(appel: Appel, type: Parametre['type']): { nom: string; valeur: string } | undefined {
  const trouve = Object.entries(appel.parametres).find(([, p]) => p.type === type && p.valeur !== undefined)
  return trouve && { nom: majuscule(trouve[0]), valeur: valeurLisible(type, trouve[1].valeur as Valeur) }
}

type Fait = { libelle: string; valeur: string; note?: string }
/** Who, how much at least, how much to share, or what is left of it, by when: as plain words. */
export function faitsTexte(appel: Appel, reste?: Fait): Fait[] {
  const minimum = chiffreFixe(appel, 'montant')
  const limite = chiffreFixe(appel, 'date')
  const { axe } = appel.programme
  return [
    { libelle: 'Pour qui', valeur: pourQui(appel) },
    ...(minimum ? [{ libelle: minimum.nom, valeur: minimum.valeur }] : []),
    reste ?? {
      libelle: 'À répartir',
      valeur: montantCourt(montantTotal(appel)),
      ...(axe ? { note: `sur ${montantCourt(axe.montant)} en France` } : {}),
    },
    ...(limite ? [{ libelle: limite.nom, valeur: limite.valeur }] : []),
  ]
}

/** What can be said of a call's time at an instant. */
export type Moment = {
  etat: ReturnType<typeof etatAppel>
  vague: Vague
  /** Last millisecond at which a filing is in time; none where nothing closes. */
  fin: Date | undefined
  delai: string | undefined
  quand: Quand
}
export function momentDe(appel: Appel, instant: Date): Moment {
  const vague = vagueUtile(appel, instant)
  const fin = vague.cloture && new Date(finExclue(vague) - 1)
  const quand = quandDeposer(appel, instant)
  return { etat: etatAppel(appel, instant), vague, fin, delai: fin && delaiRestant(instant, fin), quand }
}

/** « Part marginale, 10 % de l’aide au plus ». */
export const partMarginale = (n: Appel['natures'][number]) =>
  n.part_max === undefined ? 'Part marginale' : `Part marginale, ${valeurLisible('taux', n.part_max)} de l’aide au plus`

/** « Structures réunies : 3 au moins. », when the call says so. */
export const membresAttendus = ({ membres_min: n }: Appel['porteurs']) =>
  n !== undefined && n > 1 ? `Structures réunies${NBSP}: ${formatNombre(n)} au moins.` : undefined

/** What the call says of the other dossiers of a porteur: how many it may file, in what order, how much de minimis aid. A sentence each, with its clauses. */
export function limitesDuPorteur({ porteurs, aide }: Appel): { texte: string; clauses: readonly string[] }[] {
  const { dossiers_max: n, ordre } = porteurs
  const { minimis: m } = aide
  return [
    ...(n === undefined
      ? []
      : [{ texte: `Dossiers par porteur${NBSP}: ${formatNombre(n)} au plus.`, clauses: porteurs.types.flatMap(t => t.clauses) }]),
    ...(ordre ? [{ texte: ordre.texte, clauses: ordre.clauses }] : []),
    ...(m
      ? [
          {
            texte: `Aide de minimis${NBSP}: ${formatEuros(m.plafond)} au plus sur trois ans glissants pour une entreprise unique, tous financeurs publics compris (règlement (UE) 2023/2831).`,
            clauses: m.clauses.length > 0 ? m.clauses : aide.clauses,
          },
        ]
      : []),
  ]
}
