import { z } from 'zod'
import {
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

const tranches = <T extends z.ZodType>(v: T) => liste(z.strictObject({ jusqu_a: entier(BORNES.nombre).optional(), valeur: v })).min(2)

const parametreDe = <G extends string, V extends z.ZodType>(genre: G, valeur: V) =>
  z.strictObject({
    type: z.literal(genre),
    libelle: phrase.optional(),
    valeur: valeur.optional(),
    /** A question with options, `volet`, `type de structure`: one value per code. */
    selon: texte.optional(),
    valeurs: groupe(valeur).optional(),
    /** `selon` names a number (population…): bands, the last one without `jusqu_a`. */
    tranches: tranches(valeur).optional(),
    defaut: valeur.optional(),
    clauses: clausesOptionnelles,
  })

/** A figure of the call that formulas name: minimum cost, rate table by size or theme, ceiling, limit date. */
export const parametre = z
  .discriminatedUnion('type', [
    parametreDe('montant', montant),
    parametreDe('taux', taux),
    parametreDe('nombre', entier(BORNES.nombre)),
    parametreDe('date', jour),
  ])
  .refine(
    p => [p.valeur, p.valeurs, p.tranches].filter(v => v !== undefined).length === 1,
    'une seule de ces clés : « valeur », « valeurs » ou « tranches »',
  )
  .refine(p => (p.selon === undefined) === (p.valeur !== undefined), {
    path: ['selon'],
    message: '« selon » avec « valeurs » ou « tranches », et jamais avec « valeur »',
  })

const ARRONDIS = ['centime_inferieur', 'centime_superieur', 'centime'] as const
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
  applicable_si: condition.optional(),
  sans_objet: phrase.optional(),
  /** None: the rule informs, and is respected wherever it applies. */
  controles: liste(controle, 20).default([]),
  a_completer: phrase.optional(),
  respectee: phrase,
})
