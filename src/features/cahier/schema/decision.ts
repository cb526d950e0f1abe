import { z } from 'zod'
import {
  adresseLien,
  avecMots,
  BORNES,
  clauses,
  clausesOptionnelles,
  code,
  courriel,
  DEPARTEMENT,
  decimal,
  entier,
  formule,
  jour,
  liste,
  motAttendu,
  motsConnus,
  ouiNon,
  phrase,
  refClause,
  taux,
  texte,
  typeStructure,
} from './communs.ts'

/** What a degree of the scale means for one criterion, in a short sentence. */
const echelons = liste(z.strictObject({ note: entier(BORNES.note), libelle: phrase }), BORNES.note + 1).default([])
const critere = z.strictObject({
  code,
  /** A few words, for the grid of the comité; the sentence when there are none. */
  titre: phrase.optional(),
  libelle: phrase,
  clause: refClause,
  poids: decimal(0.01, 1_000).optional(),
  /** The instructeur may say that it does not concern a project. */
  sans_objet: ouiNon.default(false),
  si: formule.optional(),
  echelons,
})
export const criteres = z.strictObject({
  texte: phrase,
  ponderes: ouiNon,
  echelle: z
    .strictObject({ min: entier(BORNES.note), max: entier(BORNES.note), libelles: echelons })
    .refine(e => e.max > e.min, { path: ['max'], message: 'une note plus grande que « min »' }),
  seuil: decimal(0, 1_000_000).optional(),
  liste: liste(critere).min(1),
  clauses: clausesOptionnelles,
})
/** The grid of a call that scores nothing. */
export const SANS_CRITERES: z.output<typeof criteres> = {
  texte: '',
  ponderes: false,
  echelle: { min: 0, max: 1, libelles: [] },
  liste: [],
  clauses: [],
}
export const priorites = liste(z.strictObject({ titre: phrase.optional(), libelle: phrase, clauses, echelons }))

export const comite = z.strictObject({
  composition: liste(
    z.strictObject({
      role: z.enum(['referent_regional', 'referent_departemental', 'membre']),
      libelle: phrase,
      nombre: entier(200, 1),
      departement: DEPARTEMENT.optional(),
    }),
  ).min(1),
  quorum: entier(200, 1),
  laureats_max: entier(10_000, 1).optional(),
  texte: phrase,
  clauses: clausesOptionnelles,
})

/** A functional mailbox, by volet and département; without one of them, for all. */
export const contact = z.strictObject({
  libelle: phrase,
  volets: liste(code).optional(),
  departements: liste(DEPARTEMENT, BORNES.longue).optional(),
  courriel,
  telephone: texte.optional(),
  clauses: clausesOptionnelles,
})

const part = taux.refine(t => t <= 1, 'un taux de 100 % au plus')
/** What the accusé de réception must say (CRPA L112-11, R112-5) and what the silence of the administration means (L231-4). */
export const regime = z.strictObject({
  libelle: phrase,
  service: z.strictObject({ nom: phrase, adresse: liste(phrase).min(1), courriel, telephone: texte }),
  signataire: texte.optional(),
  recevabilite: z.strictObject({ delai_mois: entier(BORNES.mois), silence: phrase, fondement: phrase.optional() }).optional(),
  decision: z.strictObject({
    delai_mois: entier(BORNES.mois),
    prolongeable: ouiNon.default(false),
    silence: z.enum(['rejet', 'acceptation']),
    /** The text that gives the silence this meaning: « CRPA L. 231-4 3° ». */
    fondement: phrase,
    texte: phrase,
  }),
  /** Present when a request for complements suspends both delays until the answer. */
  suspension: z.strictObject({ texte: phrase, fondement: phrase.optional() }).optional(),
  /** The days that a porteur has to answer a request for complements; without them, whoever asks chooses the day. */
  complements: z.strictObject({ delai_jours: entier(365, 1) }).optional(),
  demarrage: phrase.optional(),
  /** Parts of the aid that may be paid before the balance; without them, nothing bounds an advance or the instalments but the aid itself. */
  versements: z.strictObject({ avance_max: part.optional(), acomptes_max: part.optional(), fondement: phrase.optional() }).prefault({}),
  voies_de_recours: liste(phrase).min(1),
  references: liste(phrase).min(1),
})

/** Words that a letter may hold between braces: replaced by those of the dossier and its decision. */
export const MOTS_LETTRE = [
  'structure',
  'projet',
  'numero',
  'appel',
  'montant',
  'montant_en_lettres',
  'demande',
  'taux',
  'rang',
  'motif',
  'calcul',
] as const
/** Words of `texte` are checked with the tables of the form, whose lines a letter may name: `motsDesLettres`. */
const lettre = z.strictObject({ objet: avecMots(MOTS_LETTRE), texte: liste(phrase).min(1) })
/** Letters of the decisions; each has a usual text when the call gives none. */
export const lettres = z.strictObject({
  retenu: lettre.optional(),
  partiel: lettre.optional(),
  liste_complementaire: lettre.optional(),
  non_retenu: lettre.optional(),
  sans_suite: lettre.optional(),
})

type Lettres = z.output<typeof lettres>
/** Texts that hold another word than those of every decision and the tables of the form. Pure. */
export function motsDesLettres(l: Lettres, tableaux: readonly string[]): { path: (string | number)[]; message: string }[] {
  const mots: readonly string[] = [...MOTS_LETTRE, ...tableaux]
  return Object.entries(l).flatMap(([sens, lettre]) =>
    (lettre?.texte ?? []).flatMap((texte, i) =>
      motsConnus(texte, mots) ? [] : [{ path: ['lettres', sens, 'texte', i], message: motAttendu(mots) }],
    ),
  )
}

/** `rappels`: days before (negative) or after the day on which a bilan is due. `debut`, `fin`: questions whose answer is the project's first or last day. */
export const suivi = z.strictObject({
  cadence_mois: entier(12, 1),
  a_partir_de: z.enum(['notification', 'convention']),
  delai_jours: entier(365).default(15),
  rappels: liste(entier(365, -90), 10).default([-7, 1, 15]),
  debut: code.optional(),
  fin: code.optional(),
  texte: phrase,
  contenu: liste(phrase).min(1),
  clauses,
})
/** What open data says of the aids of this call. */
export const donneesOuvertes = z.strictObject({
  notification_ue: ouiNon.default(false),
  /** « unique », « échelonné », or a sentence, until payments tell. */
  versement: phrase.refine(v => v.length <= 256, '256 caractères au plus').optional(),
})
export const engagement = z.strictObject({ code, libelle: phrase, si: formule.optional(), clauses: clausesOptionnelles })

/** Words that a délibération may hold between braces: those that the dossier knows, and those that are filled in during the meeting. */
export const MOTS_DELIBERATION = [
  'structure',
  'commune',
  'projet',
  'appel',
  'dossier',
  'resume',
  'depenses',
  'aide',
  'part',
  'autres',
  'date',
  'lieu',
  'numero',
  'membres',
  'presents',
  'votants',
  'pour',
  'contre',
  'abstentions',
  'signataire',
  'jour',
] as const
/** The délibération in the words of the call, a paragraph each; for these types of structure, or for whoever has no model of theirs. */
const modele = z.strictObject({ types: liste(typeStructure).min(1).optional(), texte: liste(avecMots(MOTS_DELIBERATION)).min(1) })

/** A document of the call: made by the site, or an address. */
export const document = z
  .strictObject({
    code,
    libelle: phrase,
    modeles: liste(modele).min(1).optional(),
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
  .refine(d => d.modeles === undefined || d.genere === 'modele_deliberation', {
    path: ['modeles'],
    message: '« modeles » seulement avec « genere: modele_deliberation »',
  })
  .refine(d => new Set(typesDesModeles(d.modeles)).size === typesDesModeles(d.modeles).length, {
    path: ['modeles'],
    message: 'un seul modèle par type de structure, et un seul sans « types »',
  })
function typesDesModeles(modeles: readonly z.output<typeof modele>[] = []): string[] {
  return modeles.flatMap(m => m.types ?? [''])
}
