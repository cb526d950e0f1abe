import type { Tx } from '../../../db/db.ts'
import type { Centimes } from '../../../lib/euros.ts'
import type { Appel } from '../../cahier/index.ts'
import { emploiDe } from './emploi.queries.ts'
import { restePublic } from './mouvement.rules.ts'

/** An envelope as everybody may read it: only what was told to the porteurs counts, so that no decision is guessed before its letter. Cents: `montant = reserve + notifie + reste`. */
export type RestePublic = { code: string; libelle: string; montant: Centimes; reserve: Centimes; notifie: Centimes; reste: Centimes }

/** What is left to tell of each envelope of a call; as its text says them until they open. */
export async function restesPublics(tx: Tx, guichetId: string, d: { appelId: string; appel: Appel }): Promise<RestePublic[]> {
  const ouvertes = await emploiDe(tx, guichetId, d.appelId)
  const lues = ouvertes.length > 0 ? ouvertes : d.appel.enveloppes.map(e => ({ ...e, reserve: 0, notifie: 0 }))
  return lues.map(({ code, libelle, montant, reserve, notifie }) => ({
    code,
    libelle,
    montant,
    reserve,
    notifie,
    reste: restePublic({ montant, reserve, notifie }),
  }))
}
