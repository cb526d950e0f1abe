import { parseDate, parseHeure } from '../../lib/dates.ts'
import { formatNombre, MONTANT_MAX, parseEuros } from '../../lib/euros.ts'
import { MOIS } from '../../lib/mois.ts'
import { sansAccents } from '../../lib/mots.ts'
import { sansSignesCaches } from '../../lib/signes-caches.ts'

/**
 * What to write instead of a value that was refused, when it is clear what was meant: « 6,2 M€ » is 6 200 000 €. `attendu`: what the schema waits for, in its words.
 * `cle`: the key under which it stands. Finishes the sentence « on attend …, on trouve … ».
 */
export function conseil(attendu: string, valeur: unknown, cle = ''): string {
  if (typeof valeur === 'string' && valeur.length > LONGUEUR_MAX) return ''
  if (cle === 'volets' && typeof valeur === 'number') return '\u00a0: citez un volet par son code, pas par son numéro'
  const regle = REGLES.find(([debut]) => attendu.startsWith(debut))
  const dit = regle?.[1](typeof valeur === 'string' ? sansGuillemets(valeur.trim()) : valeur, cle)
  return dit ? `\u00a0: ${dit}` : ''
}

/** Beyond, it is no slip of the pen. */
const LONGUEUR_MAX = 120
const ecrivez = (t: string) => `écrivez «\u00a0${t}\u00a0»`
/** Quotes of word processors are part of the text for the machine. */
const sansGuillemets = (t: string) => t.replace(/^[“”«»„\u00a0 ]+|[“”«»„\u00a0 ]+$/g, '')

/** Words of everyday for the codes of a call. */
const SYNONYMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['bloquant', ['non_respectee']],
  ['bloquante', ['non_respectee']],
  ['refus', ['non_respectee', 'rejet']],
  ['erreur', ['non_respectee']],
  ['avertissement', ['attention']],
  ['accord', ['acceptation']],
  ['word', ['docx']],
  ['excel', ['xlsx']],
  ['jpeg', ['jpg']],
  ['image', ['jpg']],
  ['pourcentage', ['taux']],
  ['euros', ['montant']],
  ['texte', ['texte_court']],
  ['liste', ['choix']],
  ['case a cocher', ['oui_non']],
  ['ineligible', ['non']],
  ['mairie', ['commune']],
  ['intercommunalite', ['epci']],
])
/** « : écrivez « docx » » of « word », when that is one of those that are possible. */
export function synonyme(valeur: unknown, possibles: readonly unknown[]): string {
  const dit = typeof valeur === 'string' ? SYNONYMES.get(sansAccents(valeur).toLowerCase())?.find(s => possibles.includes(s)) : undefined
  return dit === undefined ? '' : `\u00a0: ${ecrivez(dit)}`
}

type Regle = (valeur: unknown, cle: string) => string | undefined
const REGLES: readonly [string, Regle][] = [
  ['un montant', montant],
  ['un taux', taux],
  ['une date et une heure', instant],
  ['un jour', jour],
  ['oui ou non', ouiNon],
  ['un nombre entier', entier],
  ['un code en minuscules', v => identifiant(v, '_')],
  ['un identifiant', v => identifiant(v, '-')],
  ['deux à huit capitales', v => (typeof v === 'string' ? capitales(v) : undefined)],
  ['une liste', v => (typeof v === 'string' || typeof v === 'number' ? enListe(String(v)) : undefined)],
  ['un texte', texte],
  ['un code de département', guillemets],
  ['un code de région', guillemets],
  ['une adresse électronique', v => (typeof v === 'string' && /\s|,|;/.test(v) ? 'une seule adresse, sans espace' : undefined)],
  [
    'une adresse qui commence par https',
    v => (typeof v === 'string' && /^(www\.|http:)/.test(v) ? ecrivez(`https://${v.replace(/^http:\/\//, '')}`) : undefined),
  ],
]

/** « 20 000 habitants » is 20000: never the figures before its first space. */
function entier(v: unknown): string | undefined {
  const lu = typeof v === 'string' ? /^\d{1,3}(?:[ \u00a0\u202f.’']\d{3})+\b|^\d{1,12}\b/.exec(v) : null
  return lu ? ecrivez(lu[0].replace(/\D/g, '')) : undefined
}

const UNITES: Record<string, number> = { k: 1e3, M: 1e6, Md: 1e9, million: 1e6, millions: 1e6, milliard: 1e9, milliards: 1e9, mille: 1e3 }
function montant(v: unknown): string | undefined {
  if (typeof v === 'number') return v < 0 ? 'un montant n’est jamais négatif' : undefined
  if (typeof v !== 'string') return undefined
  if (/^[-−]\s*\d/.test(v)) return 'un montant n’est jamais négatif'
  const m = /^(\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?)\s*(k|M|Md|millions?|milliards?|mille)?\s*(?:€|d[’']euros|euros?|eur)?$/i.exec(v)
  const [nombre, unite] = [Number((m?.[1] ?? '').replace(/\s/g, '').replace(',', '.')), m?.[2]]
  const facteur = unite === undefined ? undefined : (UNITES[unite] ?? UNITES[unite.toLowerCase()] ?? 1e6)
  if (m && facteur) return euros(Math.round(nombre * facteur * 100) / 100)
  const autre = /^(?:€|eur|euros?)?\s*(\d{1,3}(?:[.\s\u00a0\u202f’']\d{3})*|\d+)(?:,(\d{1,2}))?\s*(?:€|eur|euros?)?\s*(?:ht|ttc)?$/i.exec(v)
  return autre ? euros(Number(`${autre[1]!.replace(/\D/g, '')}.${autre[2] ?? '0'}`)) : undefined
}
const euros = (n: number) => {
  const ecrit = `${formatNombre(n).replace(/\u00a0/g, ' ')} €`
  return n * 100 <= MONTANT_MAX && parseEuros(ecrit).ok ? ecrivez(ecrit) : undefined
}

function taux(v: unknown): string | undefined {
  if (typeof v === 'number' && v > 0) return ecrivez(`${String(v < 1 ? Math.round(v * 10_000) / 100 : v).replace('.', ',')} %`)
  const m = typeof v === 'string' ? /^(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|pour\s?cent|pct|p\.?\s?100)?$/i.exec(v) : null
  return m ? ecrivez(`${m[1]} %`) : undefined
}

/** « 31 novembre » has the form of a date, and is none. */
function impossible(v: string): string | undefined {
  const m = /^(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})[/. -](\d{1,2})[/. -]\d{4}|(\d{1,2}) (\p{L}+\.?) \d{4})/u.exec(v)
  if (!m) return undefined
  const [jourDit, mois] = m[3] ? [m[3], Number(m[2])] : m[4] ? [m[4], Number(m[5])] : [m[6], rangDe(m[7] ?? '')]
  const nom = MOIS[(mois ?? 0) - 1]
  if (mois !== undefined && !nom) return `il n’y a pas de mois ${mois}\u00a0: l’année, puis le mois, puis le jour`
  const max = nom && new Date(Date.UTC(2023, mois!, 0)).getUTCDate() + (mois === 2 ? 1 : 0)
  if (nom && max && Number(jourDit) > max) return `${nom} n’a que ${max} jours`
  return nom === 'février' && Number(jourDit) === 29 ? 'cette année-là, février n’a que 28 jours' : undefined
}
const rangDe = (mot: string) => {
  const rang = MOIS.findIndex(m => sansAccents(m).startsWith(sansAccents(mot).replace(/\.$/, '')))
  return rang === -1 ? undefined : rang + 1
}

function jour(v: unknown): string | undefined {
  if (typeof v !== 'string') return undefined
  const [date] = coupe(v)
  return impossible(v) ?? (date ? ecrivez(date) : undefined)
}

/** Between brackets, the signs of the language cut a text that has no quotes. */
function enListe(v: string): string {
  if (v.includes('\n')) return 'retirez «\u00a0|\u00a0» et écrivez «\u00a0- » devant chaque ligne'
  if (v.includes('"')) return 'allez à la ligne et écrivez «\u00a0- » devant ce texte'
  return ecrivez(/[[\]{},:#]/.test(v) ? `["${v}"]` : `[${v}]`)
}

function instant(v: unknown): string | undefined {
  if (typeof v !== 'string') return undefined
  const faux = impossible(v)
  if (faux) return faux
  const [date, heure] = coupe(v)
  if (!date) return undefined
  if (heure === undefined) return `ajoutez l’heure, par exemple «\u00a0${date} 23:59:59\u00a0»`
  if (/^24\b/.test(heure)) return ecrivez(`${date} 23:59:59`)
  const lue = /^\d{1,2}:\d{2}:\d{2}$/.test(heure)
    ? heure.padStart(8, '0')
    : parseHeure(heure.replace(/heures?/, 'h').replace(/\s*h\s*/, 'h'))
  if (!lue)
    return /^midi$/i.test(heure)
      ? ecrivez(`${date} 12:00:00`)
      : /^minuit$/i.test(heure)
        ? 'écrivez l’heure, avec le jour qui la contient'
        : undefined
  const ecrite = `${date} ${lue.length === 5 ? `${lue}:00` : lue}`
  return ecrite === v ? 'cette heure n’existe pas, ou existe deux fois, le jour du changement d’heure' : ecrivez(ecrite)
}
/** The day and what follows it. */
function coupe(v: string): [string | undefined, string | undefined] {
  const m = /^(.+?\d{4}|\d{4}-\d{2}-\d{2})(?:(?:T|\s*,?\s+(?:à\s+)?)(.+))?$/.exec(v.replace(/^le /i, ''))
  return [m ? parseDate(m[1]!) : undefined, m?.[2]]
}

const CODES_TERRITOIRE: ReadonlySet<string> = new Set(['code', 'departement', 'departements', 'regions'])
const OUI = ['oui', 'o', 'yes', 'y', 'vrai', 'true', 'x', '1']
const NON = ['non', 'n', 'no', 'faux', 'false', '0']
function ouiNon(v: unknown): string | undefined {
  const dit = sansAccents(String(v))
  return OUI.includes(dit) ? ecrivez('oui') : NON.includes(dit) ? ecrivez('non') : undefined
}

function identifiant(v: unknown, lien: '_' | '-'): string | undefined {
  const mot = sansAccents(sansSignesCaches(String(v ?? '')))
    .replace(/[^a-z0-9]+/g, lien)
    .replace(/^[-_]+|[-_]+$/g, '')
  if (mot === '' || mot.length > 60 || typeof v === 'object') return undefined
  return lien === '_' && !/^[a-z]/.test(mot) ? 'il commence par une lettre' : ecrivez(mot)
}
const capitales = (v: string) => {
  const mot = sansAccents(v)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 8)
  return mot.length >= 2 ? ecrivez(mot) : undefined
}
function texte(v: unknown, cle: string): string | undefined {
  return Array.isArray(v) && v.length === 1 && typeof v[0] === 'string'
    ? 'écrivez le texte seul, sans tiret ni crochets'
    : guillemets(v, cle)
}
/** A zero in front is lost by then: a code of département or of région has two figures, a telephone ten. */
function guillemets(v: unknown, cle: string): string | undefined {
  if (typeof v !== 'number' && typeof v !== 'boolean') return undefined
  const taille = cle === 'telephone' ? 10 : CODES_TERRITOIRE.has(cle) ? 2 : 0
  const chiffres = String(v).padStart(taille, '0')
  return `mettez des guillemets, "${taille === 10 ? chiffres.replace(/(?<=\d)(?=(?:\d\d)+$)/g, ' ') : chiffres}"`
}
