import { z } from 'zod'
import { BORNES, clauses, clausesOptionnelles, code, entier, formule, liste, ouiNon, phrase, refClause } from './communs.ts'
import { duTableau } from './tableau.ts'

const TYPES_QUESTION = ['texte_court', 'texte_long', 'nombre', 'montant', 'date', 'oui_non', 'choix', 'choix_multiple'] as const
const option = z.strictObject({ code, libelle: phrase })

/** A question of a form. `id` is stable for ever: answers, formulas and later versions refer to it. */
export const question = z
  .strictObject({
    id: code,
    type: z.enum([...TYPES_QUESTION, 'tableau']),
    libelle: phrase,
    aide: phrase.optional(),
    exemple: phrase.optional(),
    obligatoire: ouiNon.default(true),
    clause: refClause.optional(),
    si: formule.optional(),
    longueur_max: entier(20_000, 1).optional(),
    min: entier(BORNES.nombre * 1_000).optional(),
    max: entier(BORNES.nombre * 1_000).optional(),
    unite: phrase.optional(),
    options: liste(option, BORNES.longue).min(2, 'au moins deux options').optional(),
    ...duTableau,
  })
  .refine(q => (q.type === 'choix' || q.type === 'choix_multiple') === (q.options !== undefined), {
    path: ['options'],
    message: 'des options pour les types « choix » et « choix_multiple », et pour eux seuls',
  })

/**
 * Typed parts of a form, the same in every call: the porteur's facts, the other structures, the one operational contact, title and volet, milestones, indicators,
 * beneficiaries in figures, de minimis aids received elsewhere, plan de financement with its lots, files, filing.
 */
const BLOCS = [
  'structure',
  'partenaires',
  'contact',
  'projet',
  'jalons',
  'indicateurs',
  'beneficiaires',
  'minimis',
  'plan',
  'pieces',
  'depot',
] as const
const etape = z
  .strictObject({
    code,
    titre: phrase,
    aide: phrase.optional(),
    blocs: liste(z.enum(BLOCS), BLOCS.length).default([]),
    questions: liste(question).default([]),
  })
  .refine(e => e.blocs.length + e.questions.length > 0, 'une étape avec au moins un bloc ou une question')

export const formulaire = z.strictObject({
  code,
  titre: phrase,
  volets: liste(code).min(1),
  etapes: liste(etape, 30).min(1),
  clauses: clausesOptionnelles,
})

const FORMATS = ['pdf', 'odt', 'ods', 'docx', 'xlsx', 'png', 'jpg', 'zip'] as const
export const piece = z.strictObject({
  code,
  libelle: phrase,
  aide: phrase.optional(),
  obligatoire: ouiNon,
  si: formule.optional(),
  formats: liste(z.enum(FORMATS), FORMATS.length).min(1),
  plusieurs: ouiNon.default(false),
  produite_par_le_site: ouiNon.default(false),
  clauses,
})

/** One screen of « Suis-je éligible ? »; each kind fills the facts that it is named after. */
const ecran = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('structure'), code, libelle: phrase, aide: phrase.optional() }),
  z.strictObject({ type: z.literal('volet_actions'), code, libelle: phrase, aide: phrase.optional() }),
  z.strictObject({ type: z.literal('ressources'), code, libelle: phrase, aide: phrase.optional() }),
  /** Amounts by nature; what remains of the global cost goes to the nature `solde`. */
  z.strictObject({
    type: z.literal('depenses'),
    code,
    libelle: phrase,
    aide: phrase.optional(),
    natures: liste(code).min(1),
    solde: code,
  }),
  z.strictObject({ type: z.literal('question'), code, question: code, libelle: phrase.optional(), aide: phrase.optional() }),
  z.strictObject({ type: z.literal('partenaires'), code, libelle: phrase, aide: phrase.optional() }),
])
export const simulateur = z.strictObject({ titre: phrase, duree: phrase, avertissement: phrase, ecrans: liste(ecran).min(1) })
