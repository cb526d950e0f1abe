import type { Tx } from '../../db/db.ts'

/** An envelope and what is left of it. Cents. */
export type EnveloppeLue = { id: string; libelle: string; montant: number; accorde: number; reste: number }

export async function enveloppesDe(tx: Tx, guichetId: string, appelId: string): Promise<EnveloppeLue[]> {
  const lignes = await tx
    .selectFrom('enveloppe')
    .select(['id', 'libelle', 'montant', 'accorde'])
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .orderBy('creee_le')
    .orderBy('id')
    .execute()
  return lignes.map(e => ({ ...e, reste: e.montant - e.accorde }))
}
