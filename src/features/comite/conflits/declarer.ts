import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { aDeclarer, declarationDe, estDeporte, examines, type Inscrit, type Membre, type Seance } from '../seance.ts'
import type { Interets } from './conflits.form.ts'

export type RefusInterets = RefusComite | { motif: 'saisie'; errors: FieldErrors }
export const D_OFFICE = 'Parle pour une structure du projet, ou a déclaré ce conflit à une autre séance.'

/** Declares a member's interests in every dossier that waits for it, all at once: after that the dossiers open. */
export const declarerInterets = (ctx: ContexteActeur, seanceId: string, interets: Interets): Promise<Result<void, RefusInterets>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'declarer', seanceId)
    if (!lue.ok) return lue
    const s = lue.value
    const membre = s.moi!
    const attendus = aDeclarer(s, membre)
    const errors: FieldErrors = {}
    for (const d of attendus) {
      const i = interets[d.id]
      if (!i?.declare) errors[`interet-${d.id}`] = sansReponse(d, i)
      else if (i.declare === 'conflit' && i.motif === '') errors[`motif-${d.id}`] = `Dites en quelques mots votre lien avec ${d.porteur}`
    }
    if (Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
    const dits = attendus.map(d => ({ dossierId: d.id, origine: 'declaration' as const, ...interets[d.id]! }))
    const office = examines(s)
      .filter(d => estDeporte(s, membre, d.id) && declarationDe(s, membre.id, d.id)?.declare !== 'conflit')
      .map(d => ({ dossierId: d.id, origine: 'structure' as const, declare: 'conflit' as const, motif: D_OFFICE }))
    await ecrireDeclarations(tx, ctx, s, membre, [...dits, ...office])
    return ok(undefined)
  })

/** Told without its box, added to the agenda since the page was shown, or sent without the answer for the rest. */
function sansReponse({ porteur }: Inscrit, i: Interets[string] | undefined) {
  if (i === undefined) return `Un dossier s’est ajouté à l’ordre du jour, porté par ${porteur}\u00a0: cochez-le si vous y avez un intérêt`
  if (i.motif) return `Cochez le dossier de ${porteur}, ou effacez le lien que vous y dites`
  return `Dites si vous avez un intérêt dans le dossier de ${porteur}`
}

type Dite = { dossierId: string; declare: 'aucun' | 'conflit' | null; motif: string; origine: 'declaration' | 'structure' }
/** The reasons stay in the declaration: the journal says on which dossiers. */
export async function ecrireDeclarations(tx: Tx, ctx: ContexteActeur, s: Seance, m: Membre, dites: readonly Dite[]) {
  if (dites.length === 0) return
  await tx
    .insertInto('conflit')
    .values(
      dites.map(d => ({
        id: nouvelId(),
        guichet_id: ctx.guichetId,
        seance_id: s.id,
        membre_id: m.id,
        compte_id: m.compteId,
        dossier_id: d.dossierId,
        declare: d.declare!,
        origine: d.origine,
        motif: d.declare === 'conflit' ? d.motif : '',
        declare_le: ctx.instant,
      })),
    )
    .onConflict(oc => oc.columns(['membre_id', 'dossier_id', 'declare']).doNothing())
    .execute()
  const par = (declare: string) => dites.filter(d => d.declare === declare).map(d => d.dossierId)
  await journaliser(tx, ctx, 'comite.interets_declares', s.id, { membre: m.compteId, aucun: par('aucun'), conflit: par('conflit') })
}
