import { z } from 'zod'
import {
  ARRONDIS,
  adresseLien,
  BORNES,
  clauses,
  clausesOptionnelles,
  code,
  entier,
  formule,
  groupe,
  jour,
  liste,
  montant,
  ouiNon,
  phrase,
  taux,
  texte,
} from './communs.ts'

/** Where a band ends, in the unit of what it is read on: an amount is cents, a rate a fraction. */
type Seuil = number | { montant: number } | { taux: number }
const SEUIL = 'un nombre entier (500), un montant (5 000 €) ou un taux (20 %)'
const seuil = z.union([entier(BORNES.nombre), z.string().max(60)], SEUIL).transform((v, ctx): Seuil => {
  if (typeof v === 'number') return v
  if (v.trim().endsWith('€')) {
    const lu = montant.safeParse(v)
    if (lu.success) return { montant: lu.data }
  }
  const lu = taux.safeParse(v)
  if (lu.success) return { taux: lu.data }
  ctx.addIssue({ code: 'custom', message: SEUIL })
  return z.NEVER
})
const tranches = <T extends z.ZodType>(v: T) => liste(z.strictObject({ jusqu_a: seuil.optional(), valeur: v })).min(2)
const plage = <T extends z.ZodType>(v: T) =>
  z.strictObject({ min: v, max: v }).refine(
    p => {
      const { min, max } = p as { min: number | string; max: number | string }
      return min <= max
    },
    { path: ['max'], message: 'une valeur au moins égale à « min »' },
  )

const parametreDe = <G extends string, V extends z.ZodType>(genre: G, valeur: V) =>
  z.strictObject({
    type: z.literal(genre),
    libelle: phrase.optional(),
    valeur: valeur.optional(),
    /** From one value to another: formulas name `<nom> . min` and `<nom> . max`. Beside `plages`, that of the codes that it does not name. */
    plage: plage(valeur).optional(),
    /** A question with options, `volet`, `type de structure`: one value per code. Two of them: a table. */
    selon: z.union([texte, liste(texte, 2).min(2)], 'un nom, ou deux : « selon: [volet, taille] »').optional(),
    valeurs: groupe(z.union([valeur, groupe(valeur)])).optional(),
    plages: groupe(plage(valeur)).optional(),
    /** `selon` names a number (population…), an amount or a rate: bands, the last one without `jusqu_a`. */
    tranches: tranches(valeur).optional(),
    defaut: valeur.optional(),
    clauses: clausesOptionnelles,
  })

/** The ways of saying what a figure is worth; those that depend on something say on what. */
const DITES = ['valeur', 'valeurs', 'tranches', 'plages', 'plage'] as const
const DEPENDENT: readonly string[] = ['valeurs', 'tranches', 'plages']
const SANS_VALEUR =
  'ce chiffre n’a pas encore de valeur : écrivez-en une seule, une par réponse, une par tranche, ou la plus petite et la plus grande'
const SANS_SELON = 'dites de quoi dépend ce chiffre (« selon ») : une question, le volet, le type de structure ou la population'
const SELON_DE_TROP = 'ce chiffre a une seule valeur, il ne dépend de rien : videz « selon », ou donnez une valeur par cas'

/** A figure of the call that formulas name: minimum cost, rate table by size or theme, ceiling, limit date. */
export const parametre = z
  .discriminatedUnion('type', [
    parametreDe('montant', montant),
    parametreDe('taux', taux),
    parametreDe('nombre', entier(BORNES.nombre)),
    parametreDe('date', jour),
  ])
  .superRefine((p, ctx) => {
    const dire = (cle: string | undefined, phrase: string) =>
      ctx.addIssue({ code: 'custom', path: cle ? [cle] : [], message: phrase, params: { phrase: true } })
    const [premiere, seconde] = DITES.filter(cle => p[cle] !== undefined && !(cle === 'plage' && p.plages))
    if (!premiere) dire(undefined, SANS_VALEUR)
    else if (seconde) dire(seconde, `ce chiffre est dit de deux façons, « ${premiere} » et « ${seconde} » : gardez-en une seule`)
    else if (p.selon === undefined && DEPENDENT.includes(premiere)) dire('selon', SANS_SELON)
    else if (p.selon !== undefined && !DEPENDENT.includes(premiere)) dire('selon', SELON_DE_TROP)
  })
  .refine(p => p.defaut === undefined || (p.plage === undefined && p.plages === undefined), {
    path: ['defaut'],
    message: '« plage » à la place de « defaut » quand il y a des « plages »',
  })

export const calcul = z.strictObject({
  formule,
  arrondi: z.enum(ARRONDIS).optional(),
  libelle: phrase.optional(),
  clauses: clausesOptionnelles,
})

/** A formula in one line, or a readable list joined by « et » / « ou ». */
const condition = z.union(
  [
    formule,
    z.strictObject({ toutes_ces_conditions: liste(formule, 20).min(1) }),
    z.strictObject({ une_de_ces_conditions: liste(formule, 20).min(1) }),
  ],
  'une formule, ou « toutes_ces_conditions: » ou « une_de_ces_conditions: » suivi d’une liste',
)

const USAGES = ['simulateur', 'depot', 'instruction'] as const
const ECHECS = ['non_respectee', 'a_completer', 'autre_appel', 'attention', 'a_verifier'] as const
const lien = z.strictObject({ libelle: phrase, adresse: adresseLien })

/** What must hold, and what is said when it does not: `phrase` to whoever files, `constat` to the service, which neither asks nor is asked anything. */
const controle = z
  .strictObject({
    formule: condition,
    sinon: z.enum(ECHECS),
    phrase,
    constat: phrase.optional(),
    bloquant: ouiNon.optional(),
    lien: lien.optional(),
  })
  .refine(c => c.bloquant === undefined || c.sinon === 'autre_appel', {
    path: ['bloquant'],
    message: '« bloquant » seulement avec « sinon: autre_appel » (les autres résultats disent déjà s’ils bloquent)',
  })

export const regle = z.strictObject({
  id: z
    .string()
    .max(BORNES.code)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'un identifiant en minuscules, par exemple « cout-minimal »'),
  titre: phrase,
  clauses,
  usages: z
    .array(z.enum(USAGES))
    .max(USAGES.length)
    .min(1)
    .default([...USAGES]),
  etape: code,
  champ: texte.optional(),
  /** A table of the form: `controles` are judged on each of its lines, and their sentences name it. */
  tableau: code.optional(),
  applicable_si: condition.optional(),
  sans_objet: phrase.optional(),
  /** None: the rule informs, and is respected wherever it applies. */
  controles: liste(controle, 20).default([]),
  a_completer: phrase.optional(),
  respectee: phrase,
})
