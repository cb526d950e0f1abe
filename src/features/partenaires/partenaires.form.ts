import { z } from 'zod'

const COURRIEL = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'Cette adresse électronique est trop longue')
  .refine(
    s => s === '' || z.email().safeParse(s).success,
    'Cette adresse électronique est incomplète ou mal écrite. Écrivez-la ainsi\u00a0: mairie@votre-commune.fr',
  )
const ROLE = z
  .string()
  .trim()
  .min(1, 'Indiquez ce que la structure fait dans le projet')
  .max(300, 'Ce rôle est trop long\u00a0: 300 caractères au plus')
const CONTACT = z.string().trim().max(200, 'Ce contact est trop long\u00a0: 200 caractères au plus')

const partage = { role: ROLE, contact: CONTACT, etapes: z.array(z.string()) }
/** What the porteur may change of a partner. */
export const partenaireForm = z.object(partage)
/** A new partner: found in the referential or the national directory (its SIREN), or known by a mailbox. */
export const associationForm = z.object({
  ...partage,
  structure: z.union([z.uuid(), z.string().regex(/^\d{9}$/), z.literal('')], 'Choisissez une structure dans la liste'),
  courriel: COURRIEL,
})
