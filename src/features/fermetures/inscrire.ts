import { type Contexte, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { AppelPublie } from '../appels/index.ts'
import { journaliser } from '../journal/index.ts'
import { type Dit, direLaFermeture } from './dire.ts'

/** Writes the notice of a closing, tells it, and keeps it in the journal. `comptes`: what a call that closes by itself had counted. The caller holds the lock of the call. */
export async function inscrireFermeture(tx: Tx, ctx: Contexte, publie: AppelPublie, d: Dit, comptes: Record<string, number> = {}) {
  const { le, motif, part } = d
  const id = nouvelId()
  const avis = {
    ...{ id, guichet_id: ctx.guichetId, appel_id: publie.appelId },
    ...{ ferme_le: le, motif, publiee_le: ctx.instant, publiee_par: ctx.acteur?.compteId ?? null },
  }
  if (part)
    await tx
      .insertInto('fermeture_part')
      .values({ ...avis, enveloppe: part.code })
      .execute()
  else await tx.insertInto('fermeture').values(avis).execute()
  const prevenus = await direLaFermeture(tx, ctx, publie, id, d)
  const quoi = { ferme_le: le.toISOString(), motif, prevenus, ...(part ? { part: part.libelle } : {}), ...comptes }
  await journaliser(tx, ctx, 'appel.fermeture', publie.appelId, quoi)
}
