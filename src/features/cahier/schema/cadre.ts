import { z } from 'zod'
import {
  BORNES,
  COMMUNE,
  clauses,
  clausesOptionnelles,
  code,
  DEPARTEMENT,
  entier,
  liste,
  montant,
  ouiNon,
  phrase,
  REGION,
  SIREN,
  texte,
  typeStructure,
} from './communs.ts'

const axe = z.strictObject({
  numero: entier(999),
  titre: phrase,
  montant,
  pilote: phrase,
  modalite: phrase.optional(),
  lien: texte.optional(),
  clauses: clausesOptionnelles,
})

/** Programme and axes: where the money comes from (C1). */
export const programme = z.strictObject({
  nom: phrase,
  plan: phrase.optional(),
  montant: montant.optional(),
  axe: axe.optional(),
  autres_axes: liste(axe).default([]),
  clauses: clausesOptionnelles,
})

/**
 * `montant`: what the text of the call says; `seuil_fermeture`: it closes by itself, and alone, when less than that is left of it to announce; `tenu`, once movements have changed it: what the envelope holds; `avis`: it closes alone before the end of the call. The last two are
 * read with the call (`appels/vie.queries.ts`).
 */
export const enveloppe = z
  .strictObject({
    code,
    libelle: phrase,
    montant,
    departements: liste(DEPARTEMENT, BORNES.longue).optional(),
    volets: liste(code).optional(),
    seuil_fermeture: montant.optional(),
    clauses: clausesOptionnelles,
  })
  .transform(e => ({ ...e, tenu: undefined as number | undefined, avis: undefined as AvisDePart | undefined }))

/** The public notice of the closing of one share. */
export type AvisDePart = { le: Date; motif: string; publieLe: Date }

/** Communes that a call may name: an arrêté after a storm names some hundreds. */
const COMMUNES_MAX = 1_000

type Nomme = { nom: string }
const enPhrase = (un: string, plusieurs: string, lieux: readonly Nomme[]) => {
  if (lieux.length === 0) return []
  const noms = lieux.map(l => l.nom)
  const dits = noms.length > 1 ? `${noms.slice(0, -1).join(', ')} et ${noms.at(-1)}` : noms[0]
  return [`${noms.length > 1 ? plusieurs : un}\u00a0: ${dits}.`]
}

/** `lieux`: the communes and the EPCI that it names, one sentence each; nothing where it is made of départements or of regions. */
export const territoire = z
  .strictObject({
    libelle: phrase,
    regions: liste(REGION).default([]),
    departements: liste(z.strictObject({ code: DEPARTEMENT, nom: phrase }), BORNES.longue).default([]),
    /** Below the département: where one of the two is said, a structure is there by its commune or its EPCI, and départements only share the work out. */
    communes: liste(z.strictObject({ code: COMMUNE, nom: phrase }), COMMUNES_MAX).default([]),
    epci: liste(z.strictObject({ siren: SIREN, nom: phrase }), BORNES.longue).default([]),
    clauses: clausesOptionnelles,
  })
  .transform(t => ({
    ...t,
    lieux: [...enPhrase('Commune', 'Communes', t.communes), ...enPhrase('Intercommunalité', 'Intercommunalités', t.epci)],
  }))

const typePorteur = z.strictObject({
  type: typeStructure,
  libelle: phrase,
  population_min: entier(100_000_000).optional(),
  population_max: entier(100_000_000).optional(),
  clauses,
})

/** Who may apply (C2), alone or together. */
export const porteurs = z.strictObject({
  types: liste(typePorteur).min(1, 'au moins un type de porteur'),
  membres_min: entier(10_000).optional(),
  /** How many dossiers one porteur may file in this call. */
  dossiers_max: entier(1_000, 1).optional(),
  /** The porteur ranks its dossiers: what its page says, and where it comes from. */
  ordre: z.strictObject({ texte: phrase, clauses: clausesOptionnelles }).optional(),
  projet_commun: z.strictObject({ autorise: ouiNon, texte: phrase, clauses: clausesOptionnelles }),
})
