import { parseDate } from '../../lib/dates.ts'
import { formatNombre, parseEuros } from '../../lib/euros.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import type { Appel, Question } from '../cahier/index.ts'

export type Essai = Appel['essais'][number]
/** A test dossier with what it takes from the one that it starts from; a checked call gives each its porteur. */
export type EssaiComplet = Omit<Essai, 'comme' | 'sans_reponse'>

/** A test dossier over the one that it starts from: answers one by one, the rest as a whole. */
function poserSur(base: EssaiComplet | undefined, { comme: _, sans_reponse, ...essai }: Essai): EssaiComplet {
  const dits = Object.fromEntries(Object.entries(essai).filter(([, v]) => v !== undefined)) as EssaiComplet
  const reponses = { ...base?.reponses, ...essai.reponses }
  const gardees = Object.fromEntries(Object.entries(reponses).filter(([id]) => !sans_reponse.includes(id)))
  return { ...base, ...dits, reponses: gardees }
}

/** The test dossiers of a call, whole, in the order of the file. One that starts from an unknown one, or from one that stands below, is taken alone. */
export function essaisComplets({ essais }: Pick<Appel, 'essais'>): EssaiComplet[] {
  const complets = new Map<string, EssaiComplet>()
  for (const e of essais) complets.set(e.code, poserSur(complets.get(e.comme ?? ''), e))
  return [...complets.values()]
}

export type Ecrite = Essai['reponses'][string]
/** What is asked for instead, in words that follow « on attend ». */
type Lue = Result<number | boolean | string | readonly string[], string>

function texte({ longueur_max: max }: Question, v: Ecrite): Lue {
  if (typeof v !== 'string') return err('un texte')
  return max !== undefined && v.length > max ? err(`${formatNombre(max)} caractères au plus`) : ok(v)
}
function nombre({ min = 0, max }: Question, v: Ecrite): Lue {
  if (typeof v !== 'number' || !Number.isInteger(v)) return err('un nombre entier, par exemple 12')
  if (v < min) return err(`un nombre d’au moins ${formatNombre(min)}`)
  return max !== undefined && v > max ? err(`un nombre d’au plus ${formatNombre(max)}`) : ok(v)
}
function choix({ options = [] }: Question, v: Ecrite): Lue {
  return options.some(o => o.code === v) ? ok(v) : err(`un de ces codes : ${options.map(o => o.code).join(', ')}`)
}
function choixMultiple({ options = [] }: Question, v: Ecrite): Lue {
  const codes = options.map(o => o.code)
  return Array.isArray(v) && v.every(c => codes.includes(c)) ? ok(v) : err(`une liste de ces codes : ${codes.join(', ')}`)
}
export function montantEcrit(v: Ecrite): Result<number, string> {
  const lu = typeof v === 'string' || typeof v === 'number' ? parseEuros(String(v)) : undefined
  return lu?.ok ? ok(lu.value) : err('un montant en euros, par exemple 5 000 €')
}
export function dateEcrite(v: Ecrite): Result<string, string> {
  const lu = typeof v === 'string' ? parseDate(v) : undefined
  return lu ? ok(lu) : err('un jour du calendrier, par exemple 2021-09-20')
}
export const ouiNonEcrit = (v: Ecrite): Result<boolean, string> =>
  typeof v === 'boolean' || v === 'oui' || v === 'non' ? ok(v === true || v === 'oui') : err('oui ou non')

const LECTEURS: Record<Question['type'], (q: Question, v: Ecrite) => Lue> = {
  texte_court: texte,
  texte_long: texte,
  nombre,
  montant: (_, v) => montantEcrit(v),
  date: (_, v) => dateEcrite(v),
  oui_non: (_, v) => ouiNonEcrit(v),
  choix,
  choix_multiple: choixMultiple,
  tableau: () => err('une question qui a une réponse : les lignes d’un tableau s’écrivent dans « tableaux »'),
}

/** The answer of a test dossier as its question reads it: cents, `AAAA-MM-JJ`, code(s) of option. Otherwise what was expected. */
export const reponseEcrite = (q: Question, v: Ecrite): Lue => LECTEURS[q.type](q, v)

/** A column that is typed: the kind of its cells, and their options. */
type Colonne = { type?: string | undefined; options?: readonly { code: string; libelle: string }[] | undefined }
/** The same for a cell of a table; its numbers (SIREN, SIRET, commune) are texts. */
export function celluleEcrite(c: Colonne, v: Ecrite): Lue {
  const lecteur = Object.hasOwn(LECTEURS, c.type ?? '') ? LECTEURS[c.type as Question['type']] : undefined
  if (lecteur) return lecteur(c as Question, v)
  if (c.type === 'rang') return nombre({ min: 1 } as Question, v)
  return typeof v === 'string' ? ok(v) : err('un texte, entre guillemets s’il n’a que des chiffres')
}
