import { z } from 'zod'

/** The address that follows a call, in lower case: one address, one subscription. */
export const abonnementForm = z.object({
  courriel: z
    .string()
    .toLowerCase()
    .min(1, 'Indiquez votre adresse électronique')
    .max(254, 'Cette adresse électronique est trop longue')
    .pipe(z.email('Cette adresse électronique est incomplète ou mal écrite. Écrivez-la ainsi\u00a0: nom@exemple.fr')),
})
