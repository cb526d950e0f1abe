import { z } from 'zod'
import { actes, motsDesActes } from './schema/actes.ts'
import { avis, contactsInternes } from './schema/avis.ts'
import { enveloppe, porteurs, programme, territoire } from './schema/cadre.ts'
import { calendrier, type Vague } from './schema/calendrier.ts'
import { BORNES, clausesOptionnelles, code, groupe, liste, phrase, slug } from './schema/communs.ts'
import {
  comite,
  contact,
  criteres,
  document,
  donneesOuvertes,
  engagement,
  lettres,
  motsDesLettres,
  priorites,
  regime,
  SANS_CRITERES,
  suivi,
} from './schema/decision.ts'
import { essais } from './schema/essais.ts'
import { formulaire, piece, type question, simulateur } from './schema/formulaire.ts'
import { instances } from './schema/instances.ts'
import { phases } from './schema/phases.ts'
import { aide, dePlan, exemples, laureatsDits, nature, plan, renvoi, volet } from './schema/projet.ts'
import { calcul, parametre, regle } from './schema/regles.ts'

const ANTECEDENTS_MAX = 20

/** One clause of the cahier des charges, in the guichet's own words; its anchor on the call's page is `ancreClause` of its name. */
const clause = z.strictObject({ titre: phrase.optional(), texte: phrase })

/** A code is also a name in formulas: « lauréat . <code> ». */
const antecedents = z
  .record(code, slug)
  .refine(a => !Object.keys(a).some(c => /^sur_\d+_ans?$/.test(c)), 'un autre code : « sur_3_ans » dit une durée')
  .refine(a => Object.keys(a).length <= ANTECEDENTS_MAX, `au plus ${ANTECEDENTS_MAX} appels`)
  .meta({ maxProperties: ANTECEDENTS_MAX })
  .default({})

/**
 * A call for projects, whole, as data. Strict everywhere: a key that the product would ignore is refused.
 * After reading, amounts are integer cents, rates fractions (0.35), days `AAAA-MM-JJ`, instants `Date` (typed in Paris time).
 */
export const appelSchema = z
  .strictObject({
    slug,
    code_dossier: z
      .string()
      .max(8)
      .regex(/^[A-Z0-9]{2,8}$/, 'deux à huit capitales ou chiffres, par exemple « ITN7 » : le début du numéro des dossiers'),
    titre: phrase,
    sous_titre: phrase.optional(),
    accroche: phrase,
    resume: phrase,
    description: liste(phrase).default([]),
    programme,
    territoire,
    enveloppes: liste(enveloppe).min(1),
    calendrier,
    porteurs,
    orientations: liste(z.strictObject({ texte: phrase, clauses: clausesOptionnelles })).default([]),
    volets: liste(volet, 30).min(1),
    renvois: liste(renvoi).default([]),
    exemples: exemples.optional(),
    natures: liste(nature).default([]),
    plan: plan.default('complet'),
    aide,
    parametres: groupe(parametre),
    calculs: groupe(calcul).default({}),
    formulaires: liste(formulaire, 20).min(1),
    depot: z.strictObject({ texte: phrase, clauses: clausesOptionnelles }),
    pieces: liste(piece).default([]),
    criteres: criteres.optional(),
    priorites: priorites.default([]),
    /** Without one nobody scores and no séance decides: the service instructs, then the authority decides. */
    comite: comite.optional(),
    /** Who is consulted, selects and decides, in order; without them the comité decides. */
    instances,
    contacts: liste(contact).min(1),
    /** Opinions that the call asks for, and where those bodies are written to: the addresses are never public. */
    avis,
    contacts_internes: contactsInternes,
    regime,
    lettres: lettres.prefault({}),
    actes: actes.prefault({}),
    suivi,
    donnees_ouvertes: donneesOuvertes.prefault({}),
    engagements: liste(engagement).default([]),
    documents: liste(document).default([]),
    /** Other calls of the guichet that the rules name, by a code of this one. */
    antecedents,
    simulateur,
    regles: liste(regle, BORNES.longue).min(1),
    /** Two temps: what stands above is then the first one, and this is what the second has instead (feature `temps`). */
    phases: phases.optional(),
    clauses: groupe(clause, 300),
    /** Test dossiers: never public (`appels/source-publique.ts`). */
    essais,
  })
  .superRefine((a, ctx) => {
    if (a.comite && a.aide.laureats_max !== undefined)
      ctx.addIssue({ code: 'custom', path: ['aide', 'laureats_max'], message: 'cette clé dans « comite » : l’appel en a un' })
    const [seule, ...autres] = a.enveloppes
    if (autres.length === 0 && seule?.seuil_fermeture !== undefined)
      ctx.addIssue({
        code: 'custom',
        path: ['enveloppes', 0, 'seuil_fermeture'],
        message: 'cette clé dans « calendrier » : l’appel n’a qu’une enveloppe, qui ferme avec lui',
      })
    const formulaires = [...a.formulaires, ...(a.phases?.dossier_complet.formulaires ?? [])]
    const tableaux = formulaires.flatMap(f => f.etapes.flatMap(e => e.questions.flatMap(q => (q.type === 'tableau' ? [q.id] : []))))
    const lignes = typeof a.plan === 'string' ? [] : ['plan']
    const mots = [...new Set([...tableaux, ...lignes])]
    for (const f of [...motsDesLettres(a.lettres, mots), ...motsDesActes(a.actes, mots)]) ctx.addIssue({ code: 'custom', ...f })
  })
  .transform(({ plan: saisi, aide: dit, criteres: grille = SANS_CRITERES, ...a }) => ({
    ...a,
    criteres: grille,
    laureats: laureatsDits(dit, a.comite),
    ...dePlan(saisi, dit),
  }))

/** Of a call with `phases` it is the first temps, and `second` is the other one, whose `temps` is 2 and which knows the wave of the `intentions` (feature `temps`). */
export type Appel = z.output<typeof appelSchema> & { temps?: 2; second?: Appel; intentions?: Vague }
export type { Vague }
export type Volet = Appel['volets'][number]
export type Formulaire = Appel['formulaires'][number]
export type Etape = Formulaire['etapes'][number]
export type Question = z.output<typeof question>
export type Piece = Appel['pieces'][number]
export type Contact = Appel['contacts'][number]
export type Regle = Appel['regles'][number]
export type Parametre = Appel['parametres'][string]
export type Ecran = Appel['simulateur']['ecrans'][number]
