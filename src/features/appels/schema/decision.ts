import { z } from 'zod'
import {
  adresseLien,
  avecMots,
  clauses,
  clausesOptionnelles,
  code,
  courriel,
  DEPARTEMENT,
  entier,
  formule,
  jour,
  ouiNon,
  phrase,
  refClause,
  taux,
  texte,
} from './communs.ts'

/** What a degree of the scale means for one criterion, in a short sentence. */
const echelons = z.array(z.strictObject({ note: entier, libelle: phrase })).default([])
const critere = z.strictObject({
  code,
  /** A few words, for the grid of the comité; the sentence when there are none. */
  titre: phrase.optional(),
  libelle: phrase,
  clause: refClause,
  poids: z.number().positive().optional(),
  /** The instructeur may say that it does not concern a project. */
  sans_objet: ouiNon.default(false),
  si: formule.optional(),
  echelons,
})
export const criteres = z.strictObject({
  texte: phrase,
  ponderes: ouiNon,
  echelle: z.strictObject({ min: entier, max: entier, libelles: z.array(z.strictObject({ note: entier, libelle: phrase })).default([]) }),
  seuil: z.number().min(0).optional(),
  liste: z.array(critere).min(1),
  clauses: clausesOptionnelles,
})
export const priorites = z.array(z.strictObject({ titre: phrase.optional(), libelle: phrase, clauses, echelons }))

export const comite = z.strictObject({
  composition: z
    .array(
      z.strictObject({
        role: z.enum(['referent_regional', 'referent_departemental', 'membre']),
        libelle: phrase,
        nombre: z.int().min(1),
        departement: DEPARTEMENT.optional(),
      }),
    )
    .min(1),
  quorum: z.int().min(1),
  laureats_max: z.int().min(1).optional(),
  texte: phrase,
  clauses: clausesOptionnelles,
})

/** A functional mailbox, by volet and département; without one of them, for all. */
export const contact = z.strictObject({
  libelle: phrase,
  volets: z.array(code).optional(),
  departements: z.array(DEPARTEMENT).optional(),
  courriel,
  telephone: texte.optional(),
  clauses: clausesOptionnelles,
})

const part = taux.refine(t => t <= 1, 'un taux de 100 % au plus')
/** What the accusé de réception must say (CRPA L112-11, R112-5) and what the silence of the administration means (L231-4). */
export const regime = z.strictObject({
  libelle: phrase,
  service: z.strictObject({ nom: phrase, adresse: z.array(phrase).min(1), courriel, telephone: texte }),
  signataire: texte.optional(),
  recevabilite: z.strictObject({ delai_mois: entier, silence: phrase, fondement: phrase.optional() }).optional(),
  decision: z.strictObject({
    delai_mois: entier,
    prolongeable: ouiNon.default(false),
    silence: z.enum(['rejet', 'acceptation']),
    /** The text that gives the silence this meaning: « CRPA L. 231-4 3° ». */
    fondement: phrase,
    texte: phrase,
  }),
  /** Present when a request for complements suspends both delays until the answer. */
  suspension: z.strictObject({ texte: phrase, fondement: phrase.optional() }).optional(),
  /** The days that a porteur has to answer a request for complements; without them, whoever asks chooses the day. */
  complements: z.strictObject({ delai_jours: z.int('un nombre de jours').min(1).max(365) }).optional(),
  demarrage: phrase.optional(),
  /** Parts of the aid that may be paid before the balance; without them, nothing bounds an advance or the instalments but the aid itself. */
  versements: z.strictObject({ avance_max: part.optional(), acomptes_max: part.optional(), fondement: phrase.optional() }).prefault({}),
  voies_de_recours: z.array(phrase).min(1),
  references: z.array(phrase).min(1),
})

/** Words that a letter may hold between braces: replaced by those of the dossier and its decision. */
const MOTS_LETTRE = ['structure', 'projet', 'numero', 'appel', 'montant', 'montant_en_lettres', 'demande', 'taux', 'rang', 'motif'] as const
const texteLettre = avecMots(MOTS_LETTRE)
const lettre = z.strictObject({ objet: texteLettre, texte: z.array(texteLettre).min(1) })
/** Letters of the decisions; each has a usual text when the call gives none. */
export const lettres = z.strictObject({
  retenu: lettre.optional(),
  partiel: lettre.optional(),
  liste_complementaire: lettre.optional(),
  non_retenu: lettre.optional(),
  sans_suite: lettre.optional(),
})

/** `rappels`: days before (negative) or after the day on which a bilan is due. `debut`, `fin`: questions whose answer is the project's first or last day. */
export const suivi = z.strictObject({
  cadence_mois: z.int().min(1).max(12),
  a_partir_de: z.enum(['notification', 'convention']),
  delai_jours: z.int().min(0).max(365).default(15),
  rappels: z.array(z.int().min(-90).max(365)).max(10).default([-7, 1, 15]),
  debut: code.optional(),
  fin: code.optional(),
  texte: phrase,
  contenu: z.array(phrase).min(1),
  clauses,
})
/** What open data says of the aids of this call. */
export const donneesOuvertes = z.strictObject({
  notification_ue: ouiNon.default(false),
  /** « unique », « échelonné », or a sentence, until payments tell. */
  versement: phrase.refine(v => v.length <= 256, '256 caractères au plus').optional(),
})
export const engagement = z.strictObject({ code, libelle: phrase, si: formule.optional(), clauses: clausesOptionnelles })

/** A document of the call: made by the site, or an address. */
export const document = z
  .strictObject({
    code,
    libelle: phrase,
    genere: z.enum(['cahier_des_charges', 'questions', 'modele_deliberation']).optional(),
    formulaire: code.optional(),
    lien: adresseLien.optional(),
    date: jour.optional(),
  })
  .refine(d => (d.genere === undefined) !== (d.lien === undefined), 'une seule de ces clés : « genere » ou « lien »')
  .refine(d => (d.genere === 'questions') === (d.formulaire !== undefined), {
    path: ['formulaire'],
    message: '« formulaire » avec « genere: questions », et seulement avec lui',
  })
