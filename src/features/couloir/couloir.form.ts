import { z } from 'zod'
import { MOTS_TROP_DE_COURRIELS } from '../courriels/index.ts'
import type { entree } from '../structures/index.ts'

type RejoindreRefuse = Extract<Awaited<ReturnType<typeof entree.rejoindre>>, { ok: false }>['error']

export const structureForm = z.object({
  // an id, or the SIREN of who is in the directory alone
  structure: z.union([z.uuid(), z.string().regex(/^\d{9}$/)], 'Indiquez votre structure\u00a0: son nom, son SIREN ou son code INSEE'),
  fonction: z
    .string()
    .trim()
    .min(1, 'Indiquez votre fonction, par exemple secrétaire de mairie')
    .max(120, 'Cette fonction est trop longue\u00a0: 120\u00a0caractères au plus'),
})

/** Why a structure was not joined, beside its field. */
export const motRefusStructure = (r: RejoindreRefuse) => {
  if (r.kind === 'trop_de_courriels') return MOTS_TROP_DE_COURRIELS[r.limite]
  if (r.kind === 'agent') return 'Votre compte instruit les dossiers\u00a0: il ne peut pas en déposer. Utilisez une autre adresse'
  return r.kind === 'fermee'
    ? `${r.nom} est fermée\u00a0: une structure fermée ne dépose pas`
    : 'Cette structure n’existe plus. Cherchez-la à nouveau'
}
