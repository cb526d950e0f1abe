import { z } from 'zod'

const MOTIF_MAX = 1000
/** Why a structure leaves a project. */
export const refusForm = z.object({
  motif: z
    .string()
    .trim()
    .min(1, 'Dites au porteur pourquoi votre structure ne participe pas')
    .max(MOTIF_MAX, 'Ce texte est trop long\u00a0: 1\u00a0000 caractères au plus'),
})

const MOYENS_MAX = 2000
/** What a partner says when it validates. The box is sent only when it is ticked. */
export const validationForm = z.object({
  fonction: z
    .string()
    .trim()
    .min(1, 'Indiquez votre fonction, par exemple maire')
    .max(120, 'Cette fonction est trop longue\u00a0: 120 caractères au plus'),
  moyens: z
    .string()
    .trim()
    .min(1, 'Indiquez les compétences et les moyens que votre structure apporte')
    .max(MOYENS_MAX, 'Ce texte est trop long\u00a0: 2\u00a0000 caractères au plus'),
  engagement: z.literal('oui', 'Cochez cette case pour valider au nom de votre structure'),
})
