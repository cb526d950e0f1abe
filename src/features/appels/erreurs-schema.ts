import type { z } from 'zod'
import { suggestion } from '../../lib/proche.ts'
import { clesConnues, schemasA } from '../formes/index.ts'
import { conseil, synonyme } from './conseils.ts'

/** A mistake at a path of the file; `attendu` finishes « On attend … ». */
export type Defaut = { chemin: PropertyKey[]; message: string; surLaCle?: boolean }

const ATTENDUS: Record<string, string> = {
  string: 'un texte (entre guillemets s’il ressemble à un nombre)',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'oui ou non (true ou false)',
  array: 'une liste (une ligne par élément, qui commence par « - »)',
  object: 'un groupe de clés « clé: valeur »',
  record: 'un groupe de clés « nom: valeur »',
  undefined: 'rien',
}

/** What was found, short enough for one line. */
function trouve(valeur: unknown): string {
  if (valeur === undefined) return 'rien'
  if (valeur === null) return 'une valeur vide'
  if (Array.isArray(valeur)) return 'une liste'
  if (typeof valeur === 'object') return 'un groupe de clés'
  const texte = String(valeur).replace(/\s+/g, ' ').trim()
  return `«\u00a0${texte.length > 60 ? `${texte.slice(0, 60)}…` : texte}\u00a0»`
}

const valeurA = (racine: unknown, chemin: readonly PropertyKey[]) =>
  chemin.reduce<unknown>((v, cle) => (v as Record<PropertyKey, unknown> | null | undefined)?.[cle], racine)
/** What was left empty is not a mistake: it is told as what remains to be written. */
const attendre = (attendu: string, valeur: unknown, cle = '') =>
  (typeof valeur === 'string' && valeur.trim() === '') || (Array.isArray(valeur) && valeur.length === 0)
    ? `à compléter\u00a0: on attend ${attendu}`
    : `on attend ${attendu}, on trouve ${trouve(valeur)}${conseil(attendu, valeur, cle)}`

/** A finding of a union is those of the form that the value has. */
export function aplatir(issue: z.core.$ZodIssue, racine: unknown): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.message !== 'Invalid input' || issue.errors.length === 0) return [issue]
  return autreForme(issue.errors, valeurA(racine, issue.path)).flatMap(i => aplatir({ ...i, path: [...issue.path, ...i.path] }, racine))
}

/** Without the size of what is not even of the right kind: a text in the place of a list has no number of items, nor a name in that of a code. */
export const sansTailles = (issues: readonly z.core.$ZodIssue[]) => {
  const autres = new Set(issues.filter(i => i.code === 'invalid_type' || i.code === 'invalid_format').map(i => i.path.join()))
  return issues.filter(i => (i.code !== 'too_big' && i.code !== 'too_small') || !autres.has(i.path.join()))
}

/** Zod's findings in French; one issue may give several (unknown keys). */
export function enFrancais(issue: z.core.$ZodIssue, racine: unknown): Defaut[] {
  const chemin = issue.path
  // what a rule of the schema says in a sentence of its own waits for nothing
  if (issue.code === 'custom' && issue.params?.phrase) return [{ chemin, message: issue.message }]
  const valeur = valeurA(racine, chemin)
  const coupee = resteDUnNombre(chemin, racine)
  if (coupee) return [{ chemin, surLaCle: true, message: coupee }]
  if (issue.code === 'unrecognized_keys') {
    const connues = clesConnues(chemin)
    const groupe = valeur as Record<string, unknown>
    const cles = Object.keys(groupe)
    const dites = issue.keys.filter(cle => !estMorceau(groupe, cle) || !estMorceau(groupe, cles[cles.indexOf(cle) - 1]))
    return dites.map(cle => ({
      chemin: [...chemin, cle],
      surLaCle: true,
      message: estMorceau(groupe, cle)
        ? virguleEntreAccolades(groupe, cle)
        : `la clé «\u00a0${cle}\u00a0» n’existe pas ici${suggestion(cle, connues) || ` (clés possibles\u00a0: ${connues.join(', ')})`}`,
    }))
  }
  const motInconnu = issue.code === 'custom' && typeof valeur === 'string' ? motHorsListe(issue.message, valeur) : undefined
  if (motInconnu) return [{ chemin, message: motInconnu }]
  if (issue.code === 'invalid_union' && issue.message === 'Invalid input' && issue.errors.length > 0)
    return autreForme(issue.errors, valeur).flatMap(i => enFrancais({ ...i, path: [...chemin, ...i.path] }, racine))
  if (valeur === undefined && chemin.length > 0) {
    const detail =
      issue.code === 'invalid_type'
        ? ATTENDUS[issue.expected]
        : issue.code === 'invalid_value'
          ? `une de ces valeurs\u00a0: ${issue.values.join(', ')}`
          : undefined
    const attendu = detail ?? (/^[a-zàéèêA-Z «]/.test(issue.message) && !issue.message.startsWith('Invalid') ? issue.message : 'une valeur')
    return [{ chemin, message: `la clé «\u00a0${String(chemin.at(-1))}\u00a0» manque\u202f; on attend ${attendu}` }]
  }
  if (issue.code === 'invalid_value')
    return [
      { chemin, message: attendre(`une de ces valeurs\u00a0: ${issue.values.join(', ')}`, valeur) + suggestionDe(valeur, issue.values) },
    ]
  if (issue.code === 'invalid_union' && 'discriminator' in issue) {
    const cle = String(issue.discriminator)
    return [
      {
        chemin,
        message:
          attendre(`une de ces valeurs\u00a0: ${valeursPossibles(chemin.slice(0, -1), cle).join(', ')}`, valeur) +
          suggestionDe(valeur, valeursPossibles(chemin.slice(0, -1), cle)),
      },
    ]
  }
  if (issue.code === 'invalid_type' && /^Invalid/.test(issue.message))
    return [{ chemin, message: attendre(ATTENDUS[issue.expected] ?? issue.expected, valeur, cleDe(chemin)) }]
  if (/^(Too|Invalid)/.test(issue.message)) return [{ chemin, message: attendre(bornes(issue), valeur) }]
  return [{ chemin, message: attendre(issue.message, valeur, cleDe(chemin)) }]
}

/** A key of several words and without a value: what a comma cut off the text before it. */
export const estMorceau = (groupe: Record<string, unknown>, cle: string | undefined): boolean =>
  cle !== undefined && groupe[cle] === null && /\s|[.)]$/.test(cle)

/** « { cout: 4 999,99 € } » where any key may be written: no name of a call begins with a figure, so « 99 € » is what followed the comma. */
function resteDUnNombre(chemin: readonly PropertyKey[], racine: unknown): string | undefined {
  const cle = chemin.at(-1)
  if (typeof cle !== 'string' || !/^\d+\s*[€%]?$/.test(cle) || valeurA(racine, chemin) !== null) return undefined
  return virguleEntreAccolades(valeurA(racine, chemin.slice(0, -1)) as Record<string, unknown>, cle)
}

/** « { libelle: Voirie, ponts, montant: … } »: what follows a comma is a key without a value. */
function virguleEntreAccolades(groupe: Record<string, unknown>, cle: string): string {
  const cles = Object.keys(groupe)
  const rang = cles.indexOf(cle)
  const avant = groupe[cles[rang - 1] ?? '']
  const lien = typeof avant === 'number' || /^\d/.test(cle) ? ',' : ', '
  const fin = cles.findIndex((c, i) => i > rang && !estMorceau(groupe, c))
  const reste = cles.slice(rang, fin === -1 ? undefined : fin).join(', ')
  const entier = typeof avant === 'string' || typeof avant === 'number' ? `${avant}${lien}${reste}` : reste
  if (/\([^)]*,/.test(entier)) return `la virgule de «\u00a0${entier}\u00a0» coupe cette formule\u00a0: séparez par «\u00a0;\u00a0»`
  const dit = conseil('un montant', entier)
  // an amount that has cents would be cut again: it lacks its quotes alone
  const ecrire = dit.includes(',') ? '' : dit
  return `la virgule de «\u00a0${entier}\u00a0» coupe ce texte, parce qu’il est entre { }${ecrire || '\u00a0: mettez-le entre guillemets'}`
}

/** A text with a word between braces that it does not know, named with the nearest one. */
function motHorsListe(attendu: string, valeur: string): string | undefined {
  if (!attendu.startsWith('entre accolades')) return undefined
  const connus = [...attendu.matchAll(/\{([^{}]*)\}/g)].map(m => m[1]!)
  const cites = [...valeur.matchAll(/\{([^{}]*)\}/g)].map(m => m[1]!)
  const inconnu = cites.find(m => !connus.includes(m))
  return inconnu === undefined
    ? undefined
    : `le mot {${inconnu}} n’existe pas dans ce texte${suggestion(inconnu, connus)} (mots possibles\u00a0: ${connus.map(m => `{${m}}`).join(', ')})`
}

/** A value that may have two forms: what is wrong with it in the one that it has, a group of keys or not. */
const autreForme = (formes: readonly z.core.$ZodIssue[][], valeur: unknown): z.core.$ZodIssue[] => {
  const groupe = typeof valeur === 'object' && valeur !== null
  return formes.find(f => groupe === f.every(i => i.path.length > 0)) ?? formes[0]!
}

const suggestionDe = (valeur: unknown, possibles: readonly unknown[]) =>
  typeof valeur === 'string' ? suggestion(valeur, possibles.map(String)) || synonyme(valeur, possibles) : ''
/** The last key of a path, that of its list for one item. */
const cleDe = (chemin: readonly PropertyKey[]) => String(chemin.findLast(c => typeof c === 'string') ?? '')

/** Values that tell the kinds of a list's items apart, under `cle`. */
function valeursPossibles(chemin: readonly PropertyKey[], cle: string): string[] {
  return schemasA(undefined, [...chemin, cle])
    .flatMap(s => (s.def as unknown as { values?: unknown[] }).values ?? [])
    .map(String)
}

function bornes(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small') return issue.origin === 'array' ? `au moins ${issue.minimum} élément` : `au moins ${issue.minimum}`
  if (issue.code === 'too_big')
    return `au plus ${issue.maximum}${{ array: ' éléments', string: ' caractères' }[issue.origin as string] ?? ''}`
  return 'une autre valeur'
}
