import { z } from 'zod'
import { instantDeParis } from '../../lib/dates.ts'

/** A Paris time of the file, « 2021-09-21T09:10:00 ». */
export const instant = z.string().transform((s, c) => {
  try {
    return instantDeParis(s.replace(' ', 'T'))
  } catch {
    c.addIssue(`instant illisible : ${s}`)
    return z.NEVER
  }
})

/** An act on a filed dossier: when, which one, what it needs. `par` is the persona of an agent. */
const service = <N extends string, S extends z.ZodRawShape>(acte: N, champs: S) =>
  z.strictObject({ le: instant, par: z.string(), acte: z.literal(acte), ...champs })
/** The same by the porteur. */
const porteur = <N extends string, S extends z.ZodRawShape>(acte: N, champs: S) =>
  z.strictObject({ le: instant, acte: z.literal(acte), ...champs })
const texte = z.string()

/** What the services and the porteur do with a dossier after the relevé, one line an act. */
export const acteInvente = z.discriminatedUnion('acte', [
  service('prendre', {}),
  service('etiqueter', { etiquettes: z.array(texte) }),
  service('annoter', { texte, ancre: texte.nullable().default(null) }),
  service('juger', { regle: texte, resultat: z.enum(['respectee', 'non_respectee', 'sans_objet']), raison: texte }),
  service('ecrire', { texte }),
  service('demander', {
    echeance: texte,
    message: texte.default(''),
    points: z.array(z.strictObject({ cible: texte, demande: texte })).min(1),
  }),
  service('clore', { note: texte.default('') }),
  service('declarer_irrecevable', { regles: z.array(texte).min(1), raison: texte }),
  service('rapporter', {
    /** By code of the criterion; an answer by priority, in the order of the call. */
    criteres: z.record(texte, z.union([z.number(), z.literal('sans_objet')])),
    priorites: z.array(z.enum(['oui', 'en_partie', 'non'])),
    points_forts: texte.default(''),
    reserves: texte.default(''),
    avis: z.enum(['favorable', 'reserve', 'defavorable']).optional(),
    montant: z.union([z.number(), texte]).default(''),
    termine: z.boolean().default(true),
  }),
  service('passer_au_comite', {}),
  porteur('ecrire_au_service', { texte }),
  porteur('repondre', {
    reponse: texte,
    /** Answers by étape. */
    etapes: z.record(texte, z.record(texte, texte)).default({}),
    pieces: z.array(texte).default([]),
  }),
])
export type ActeInvente = z.output<typeof acteInvente>
