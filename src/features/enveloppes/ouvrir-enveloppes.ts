import { type Contexte, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Appel } from '../cahier/index.ts'

/** The envelopes of a call, as its text says them, when its comité first meets. Those already open stay as they are. */
export async function ouvrirEnveloppes(tx: Tx, ctx: Pick<Contexte, 'guichetId' | 'instant'>, appelId: string, appel: Appel) {
  const lignes = appel.enveloppes.map(e => ({
    id: nouvelId(),
    guichet_id: ctx.guichetId,
    appel_id: appelId,
    code: e.code,
    libelle: e.libelle,
    montant: e.montant,
    volets: e.volets ?? null,
    departements: e.departements ?? null,
    creee_le: ctx.instant,
  }))
  await tx
    .insertInto('enveloppe')
    .values(lignes)
    .onConflict(oc => oc.columns(['appel_id', 'code']).doNothing())
    .execute()
}
