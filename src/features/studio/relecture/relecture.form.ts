import { z } from 'zod'
import { jourTape } from '../../../lib/jour-heure.ts'
import { estUuid } from '../../../lib/uuid.ts'

const REMARQUE_MAX = 4_000

export const demandeForm = z.object({
  lecteur: z.string().refine(estUuid, 'Choisissez qui relit'),
  pour_le: jourTape('Indiquez le jour', '30/10/2026'),
})
export const reponseForm = z
  .object({
    sens: z.enum(['rien_a_redire', 'remarque'], 'Dites si vous avez une remarque'),
    remarque: z.string().trim().max(REMARQUE_MAX, 'Dites-le en 4\u00a0000 caractères au plus'),
  })
  .refine(f => f.sens !== 'remarque' || f.remarque.length >= 3, { path: ['remarque'], message: 'Écrivez votre remarque' })
