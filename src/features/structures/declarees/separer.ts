import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { verrouillerMembres } from '../appartenances.queries.ts'
import { relireDossiers } from './declarees.queries.ts'
import { dejaDecide, porter } from './reunir.ts'
import { aTrancher, type RefusTrancher } from './trancher.ts'

export type RefusSeparer = RefusTrancher | { kind: 'decide'; numero: string }

/** Joined by mistake: everything is as it was, and waits for the service again. Not once something is decided of one of the dossiers. */
export const separerStructures = (ctx: ContexteActeur, { structureId }: { structureId: string }): Promise<Result<void, RefusSeparer>> =>
  enTransaction(ctx, async tx => {
    const { guichetId } = ctx
    const lue = await aTrancher(tx, ctx, structureId, ['reunie'])
    if (!lue.ok) return lue
    const { dit } = lue.value.declaree
    const avant = lue.value.declaree.avant!
    const { vers, structure: etait } = avant
    const dossiers = vers
      ? avant.dossiers
      : (
          await tx.selectFrom('dossier').select('id').where('guichet_id', '=', guichetId).where('structure_id', '=', structureId).execute()
        ).map(d => d.id)
    if (dossiers.length > 0)
      await tx
        .selectFrom('dossier')
        .select('id')
        .where('guichet_id', '=', guichetId)
        .where('id', 'in', dossiers)
        .orderBy('id')
        .forUpdate()
        .execute()
    const decide = await dejaDecide(tx, guichetId, dossiers)
    if (decide) return err({ kind: 'decide', numero: decide })
    await tx
      .updateTable('structure')
      .set({ ...etait, reunie_a: null, declaree: true, ...(vers ? {} : { ...SANS_REPERTOIRE, adresse: dit.adresse ?? null }) })
      .where('id', '=', structureId)
      .execute()
    if (vers) {
      await verrouillerMembres(tx, guichetId, vers)
      await rendre(tx, guichetId, structureId, avant)
      await porter(tx, guichetId, dossiers, structureId)
    }
    await relireDossiers(tx, guichetId, dossiers)
    await tx
      .updateTable('declaration_structure')
      .set({ etat: 'a_confirmer', avant: null, tranchee_le: null, tranchee_par: null })
      .where('guichet_id', '=', guichetId)
      .where('structure_id', '=', structureId)
      .execute()
    await journaliser(tx, ctx, 'structure.separer', structureId, { de: vers })
    return ok(undefined)
  })

/** What only the directory says: whoever was not that line of it has none. */
const SANS_REPERTOIRE = { sigle: null, categorie_juridique: null, effectifs: null, chiffre_affaires: null }

type Tx = Parameters<typeof porter>[0]
/** Members and partnerships go back, those that still stand. */
async function rendre(
  tx: Tx,
  guichetId: string,
  structureId: string,
  avant: { appartenances: string[]; retirees: string[]; partenaires: string[] },
) {
  if (avant.appartenances.length > 0)
    await tx
      .updateTable('appartenance')
      .set({ structure_id: structureId })
      .where('guichet_id', '=', guichetId)
      .where('id', 'in', avant.appartenances)
      .execute()
  if (avant.retirees.length > 0)
    await tx
      .updateTable('appartenance')
      .set({ etat: 'active', retiree_le: null })
      .where('guichet_id', '=', guichetId)
      .where('id', 'in', avant.retirees)
      .where('active_le', 'is not', null)
      .execute()
  if (avant.partenaires.length > 0)
    await tx
      .updateTable('partenaire')
      .set({ structure_id: structureId })
      .where('guichet_id', '=', guichetId)
      .where('id', 'in', avant.partenaires)
      .execute()
}
