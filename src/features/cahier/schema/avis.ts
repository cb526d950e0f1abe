import { z } from 'zod'
import { BORNES, clausesOptionnelles, code, courriel, DEPARTEMENT, entier, formule, liste, phrase } from './communs.ts'

/** Who may be asked: a body from outside, a service of the State or of the authority, somebody elected. */
const QUI = ['organisme', 'service', 'elu'] as const
/** When it is due: joined by the porteur, during the instruction, or before the comité meets. */
const QUAND = ['depot', 'instruction', 'comite'] as const
/** What nobody answering within the delay means: favourable, deemed given without a sense, unfavourable, or nothing at all. */
const SILENCES = ['favorable', 'rendu', 'defavorable', 'aucun'] as const
/** What it weighs: only read; to be given before any decision; unfavourable, it forbids the aid. */
const FORCES = ['consultatif', 'obligatoire', 'conforme'] as const

/** An opinion that the call asks for, on the dossiers of which `si` is true. What a key needs beside it: `appels/references-avis.ts`. */
const unAvis = z.strictObject({
  code,
  libelle: phrase,
  qui: z.enum(QUI).default('organisme'),
  si: formule.optional(),
  quand: z.enum(QUAND).default('instruction'),
  /** The file that holds it, when the porteur joins it. */
  piece: code.optional(),
  delai_jours: entier(365, 1).optional(),
  silence: z.enum(SILENCES).optional(),
  force: z.enum(FORCES).default('consultatif'),
  /** The text that gives it this weight: « Code du patrimoine, L. 632-2 ». */
  fondement: phrase.optional(),
  question: phrase.optional(),
  /** Étapes that the body reads; those of the block `projet` when none is said. */
  montre: liste(code).default([]),
  /** Files that it reads. */
  pieces: liste(code).default([]),
  clauses: clausesOptionnelles,
})
export const avis = liste(unAvis, 20).default([])

/** Where a body is written to, by département: never public (`essais/source-publique.ts`). */
export const contactsInternes = liste(
  z.strictObject({
    avis: code,
    libelle: phrase.optional(),
    departements: liste(DEPARTEMENT, BORNES.longue).optional(),
    courriel,
  }),
  BORNES.longue,
).default([])
