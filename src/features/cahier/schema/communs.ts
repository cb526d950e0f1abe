import { z } from 'zod'
import { adresseHttps, cheminInterne } from '../../../lib/adresses.ts'
import { ANNEES, instantDeParis, parseDate } from '../../../lib/dates.ts'
import { type Centimes, MONTANT_MAX, parseEuros } from '../../../lib/euros.ts'
import { typographie } from '../../../lib/typographie.ts'
import { TYPES_STRUCTURE, type TypeStructure } from '../types-structure.ts'

/**
 * Bounds of a call: far above what one needs, low enough that a call accepted and published is read, shown and evaluated at once. `docs/ecrire-un-appel.md` says
 * them. A schema of this folder uses `entier`, `decimal`, `liste` and `groupe`, never a number, a list or a record without both bounds.
 */
export const BORNES = {
  texte: 4_000,
  nom: 160,
  code: 60,
  adresse: 500,
  liste: 60,
  longue: 200,
  note: 100,
  mois: 60,
  nombre: 1_000_000_000,
} as const

export const entier = (max: number, min = 0) =>
  z
    .int(`un nombre entier de ${min} à ${max}`)
    .min(min, `un nombre entier de ${min} à ${max}`)
    .max(max, `un nombre entier de ${min} à ${max}`)
export const decimal = (min: number, max: number) =>
  z.number().min(min, `un nombre de ${min} à ${max}`).max(max, `un nombre de ${min} à ${max}`)
export const liste = <T extends z.ZodType>(element: T, max: number = BORNES.liste) => z.array(element).max(max)
/** Names that the call chooses, each with its value. */
export const groupe = <V extends z.ZodType>(valeur: V, max: number = BORNES.longue) =>
  z
    .record(z.string().trim().min(1, 'un texte non vide').max(BORNES.nom), valeur)
    .refine(g => Object.keys(g).length <= max, `au plus ${max} éléments`)
    .meta({ maxProperties: max })

/** Code of a thing inside a call (volet, question, pièce…): also a name in formulas, hence no accent and no hyphen. */
export const code = z
  .string()
  .max(BORNES.code)
  .regex(/^[a-z][a-z0-9_]*$/, 'un code en minuscules sans accent : lettres, chiffres et « _ », par exemple « feuille_de_route »')
  // what every object of the language has under this name would be taken for an answer; keys of a file are held to the same by `lireYaml`
  .refine(v => !(v in Object.prototype), 'un autre nom : le site se réserve celui-ci')
  .meta({ valeur: 'code' })
export const slug = z
  .string()
  .max(120)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'un identifiant d’adresse en minuscules, par exemple « transformation-numerique-2027 »')
  .meta({ valeur: 'slug' })
export const texte = z.string().trim().min(1, 'un texte non vide').max(BORNES.texte)
/** A text that people read, in French typography whatever the keyboard typed. */
export const phrase = texte.transform(typographie)
/** The same, with these words between braces and no other. */
export const avecMots = (mots: readonly string[]) => phrase.refine(t => motsConnus(t, mots), motAttendu(mots))
export const motsConnus = (texte: string, mots: readonly string[]) => [...texte.matchAll(/\{([^{}]*)\}/g)].every(m => mots.includes(m[1]!))
export const motAttendu = (mots: readonly string[]) => `entre accolades, un mot connu : ${mots.map(m => `{${m}}`).join(', ')}`
/** Name of a clause of the call, or of a text outside it (« CGCT L. 1111-10 », declared in `clauses` as well). */
export const refClause = z.string().trim().min(1, 'un texte non vide').max(BORNES.nom).meta({ valeur: 'clause' })
export const clauses = liste(refClause).min(1, 'au moins une clause')
export const clausesOptionnelles = liste(refClause).default([])
export const ouiNon = z
  .union([z.boolean(), z.enum(['oui', 'non'])], 'oui ou non')
  .transform(v => v === true || v === 'oui')
  .meta({ valeur: 'oui_non' })
export const formule = texte
/** How an amount that a formula makes becomes whole cents. */
export const ARRONDIS = ['centime_inferieur', 'centime_superieur', 'centime'] as const

const MONTANT_ILLISIBLE = 'un montant en euros, par exemple 5 000 €'
const MONTANT_BORNE = 'un montant de 0 à 10 milliards d’euros, avec deux décimales au plus'
/** `5 000 €`, `5000` or `5000,50` → integer cents. */
export const montant = z
  .union([z.string().max(60), decimal(0, MONTANT_MAX / 100)], {
    error: ({ input }) => (typeof input === 'number' ? MONTANT_BORNE : MONTANT_ILLISIBLE),
  })
  .transform((v, ctx): Centimes => {
    const lu = parseEuros(String(v))
    if (lu.ok) return lu.value
    ctx.addIssue({ code: 'custom', message: lu.error === 'trop_grand' ? MONTANT_BORNE : MONTANT_ILLISIBLE })
    return z.NEVER
  })
  .meta({ valeur: 'montant' })

/** `35 %` or `12,5 %` → 0.35. At most two decimals, so that comparisons to the cent stay exact. */
export const taux = z
  .string('un taux, par exemple 35 %')
  .max(20)
  .transform((v, ctx): number => {
    const m = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%$/.exec(v.trim())
    const centiemes = m ? Number(m[1]) * 100 + Number((m[2] ?? '').padEnd(2, '0')) : Number.NaN
    if (centiemes <= 100_000) return centiemes / 10_000
    ctx.addIssue({ code: 'custom', message: 'un taux, par exemple 35 %, jusqu’à 1 000 %' })
    return z.NEVER
  })
  .meta({ valeur: 'taux' })

/** Civil day, `AAAA-MM-JJ` or `JJ/MM/AAAA`. */
export const jour = z
  .string('un jour, par exemple 2021-09-20')
  .max(20)
  .transform((v, ctx): string => {
    const lu = parseDate(v)
    if (lu) return lu
    ctx.addIssue({ code: 'custom', message: `un jour du calendrier entre ${ANNEES.min} et ${ANNEES.max}, par exemple 2021-09-20` })
    return z.NEVER
  })
  .meta({ valeur: 'jour' })

/** `2021-09-17 23:59:59`, always Paris time. An hour that does not exist on a clock change is refused. */
export const instant = z
  .string('une date et une heure de Paris, par exemple 2021-09-17 23:59:59')
  .max(30)
  .transform((v, ctx): Date => {
    const m = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)$/.exec(v.trim())
    try {
      if (m && Number(v.trim().slice(0, 4)) >= ANNEES.min && Number(v.trim().slice(0, 4)) <= ANNEES.max) {
        const local = Temporal.PlainDateTime.from(`${m[1]}T${m[2]}`, { overflow: 'reject' })
        local.toZonedDateTime('Europe/Paris', { disambiguation: 'reject' })
        return instantDeParis(local.toString())
      }
    } catch {
      // falls through to the one message below
    }
    ctx.addIssue({
      code: 'custom',
      message: `une date et une heure de Paris avec les secondes, entre ${ANNEES.min} et ${ANNEES.max}, par exemple 2021-09-17 23:59:59`,
    })
    return z.NEVER
  })
  .meta({ valeur: 'instant' })

export const DEPARTEMENT = z
  .string()
  .max(3)
  .regex(/^(\d{2,3}|2[AB])$/, 'un code de département entre guillemets, par exemple « 2A »')
export const COMMUNE = z
  .string()
  .max(5)
  .regex(/^(\d{2}|2[AB])\d{3}$/, 'un code INSEE de commune entre guillemets, par exemple « 2A348 »')
export const SIREN = z
  .string()
  .max(9)
  .regex(/^\d{9}$/, 'le SIREN d’une intercommunalité entre guillemets, par exemple « 200038958 »')
export const REGION = z
  .string()
  .max(2)
  .regex(/^\d{2}$/, 'un code de région entre guillemets, par exemple « 94 »')
export const adresseLien = z
  .string()
  .max(BORNES.adresse)
  .refine(
    v => adresseHttps(v) || cheminInterne(v),
    'une adresse qui commence par https://, sans nom ni mot de passe, ou un chemin de ce site',
  )
export const courriel = z.email('une adresse électronique').max(254)

export const typeStructure = z.enum(Object.keys(TYPES_STRUCTURE) as [TypeStructure, ...TypeStructure[]])
