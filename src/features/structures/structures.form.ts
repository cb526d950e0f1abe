import { z } from 'zod'

export const FONCTION = z.string().trim().max(120, 'Cette fonction est trop longue : 120 caractères au plus')
export const rejoindreForm = z.object({
  // an id, or the SIREN of who is in the directory alone
  structure: z.union([z.uuid(), z.string().regex(/^\d{9}$/)], 'Choisissez une structure dans la liste'),
  fonction: FONCTION.min(1, 'Indiquez votre fonction, par exemple secrétaire de mairie'),
})
export const invitationForm = z.object({
  courriel: z
    .string()
    .trim()
    .toLowerCase()
    .min(1, 'Indiquez l’adresse de votre collègue')
    .max(254, 'Cette adresse électronique est trop longue')
    .pipe(z.email('Cette adresse électronique est incomplète ou mal écrite. Écrivez-la ainsi : prenom.nom@votre-commune.fr')),
})

export const MESSAGES_RECHERCHE = {
  siren_faux: 'Ce SIREN n’existe pas : sa clé est fausse',
  siret_faux: 'Ce SIRET n’existe pas : sa clé est fausse',
  trop_court: 'Tapez au moins deux lettres, un SIREN, un RNA ou un code INSEE',
} as const
