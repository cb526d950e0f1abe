import { isDeepStrictEqual } from 'node:util'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { dateCivile } from '../../../lib/dates.ts'
import { idDeCle } from '../../../lib/empreintes.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusSuivi, suiviPour } from '../acces.ts'
import { acteInitial, aSigner, enAttente } from '../acte.rules.ts'
import { prevenirLeService } from '../prevenir.ts'
import { type AvenantLu, actesDe, avenantsDe } from '../projet.queries.ts'
import { comprendreAvenant, type ErreursAvenant, type SaisieAvenant } from './avenants.rules.ts'

export type RefusDemande =
  | RefusSuivi
  | { motif: 'sans_acte' }
  /** The last bilan is filed: the project is over. */
  | { motif: 'acheve' }
  | { motif: 'en_attente' }
  /** The request that this form made was taken back or decided since. */
  | { motif: 'deja_servi' }
  | { motif: 'a_signer'; numero: string }
  | { motif: 'saisie'; errors: ErreursAvenant }

/** Whether a form that comes again asks what it asked the first time. */
const memeDemande = (v: AvenantLu, lu: ReturnType<typeof comprendreAvenant>) =>
  lu.ok && lu.value.motif === v.motif && isDeepStrictEqual(lu.value.demande, v.demande)

/** The porteur asks that what was granted be changed, with why. One request waits at a time. `cle`: the same form sent twice asks once. */
export const demanderAvenant = (
  ctx: ContexteActeur,
  d: { dossierId: string; saisie: SaisieAvenant; cle: string },
): Promise<Result<void, RefusDemande>> =>
  enTransaction(ctx, async tx => {
    const acces = await suiviPour(tx, ctx, 'demander_avenant', d.dossierId)
    if (!acces.ok) return acces
    const { s } = acces.value
    const avenants = await avenantsDe(tx, ctx.guichetId, d.dossierId)
    const id = idDeCle(d.dossierId, d.cle) // a key names nothing outside its dossier
    const deja = avenants.find(v => v.id === id)
    if (deja?.retireLe || deja?.sens) return err({ motif: 'deja_servi' })
    const { montant_min: min, montant_max: max } = acces.value.appel.aide
    const vigueur = { ...s, verse: s.ordonne, aujourdhui: dateCivile(ctx.instant), min, max }
    const actes = await actesDe(tx, ctx.guichetId, d.dossierId)
    if (!acteInitial(actes)?.signeLe) return err({ motif: 'sans_acte' })
    if (deja) return memeDemande(deja, comprendreAvenant(d.saisie, vigueur)) ? ok(undefined) : err({ motif: 'en_attente' })
    if (s.acheveLe) return err({ motif: 'acheve' })
    if (enAttente(avenants)) return err({ motif: 'en_attente' })
    const dernier = aSigner(actes)
    if (dernier) return err({ motif: 'a_signer', numero: dernier.numero })
    const lu = comprendreAvenant(d.saisie, vigueur)
    if (!lu.ok) return err({ motif: 'saisie', errors: lu.errors })
    const { objets, demande, motif } = lu.value
    await tx
      .insertInto('avenant')
      .values({
        id,
        guichet_id: ctx.guichetId,
        dossier_id: d.dossierId,
        objets,
        motif,
        demande: JSON.stringify(demande),
        demande_par: ctx.acteur.compteId,
        demande_le: ctx.instant,
      })
      .execute()
    await prevenirLeService(tx, ctx, acces.value, {
      cle: `avenant-${id}`,
      sujet: 'une demande d’avenant',
      phrases: [`${s.porteur} demande un avenant au projet «\u00a0${s.titre}\u00a0».`, `Motif\u00a0: ${motif}`],
    })
    await journaliser(tx, ctx, 'suivi.avenant_demande', d.dossierId, { avenant: id, objets, motif, demande })
    return ok(undefined)
  })

export type RefusRetraitAvenant = RefusSuivi | { motif: 'decide' }
/** The porteur takes its request back before it is decided. */
export const retirerAvenant = (
  ctx: ContexteActeur,
  d: { dossierId: string; avenantId: string },
): Promise<Result<void, RefusRetraitAvenant>> =>
  enTransaction(ctx, async tx => {
    const acces = await suiviPour(tx, ctx, 'retirer_avenant', d.dossierId)
    if (!acces.ok) return acces
    const v = (await avenantsDe(tx, ctx.guichetId, d.dossierId)).find(x => x.id === d.avenantId)
    if (!v) return err({ motif: 'introuvable' })
    if (v.sens) return err({ motif: 'decide' })
    if (v.retireLe) return ok(undefined)
    await tx.updateTable('avenant').set({ retire_le: ctx.instant }).where('guichet_id', '=', ctx.guichetId).where('id', '=', v.id).execute()
    await journaliser(tx, ctx, 'suivi.avenant_retire', d.dossierId, { avenant: v.id })
    return ok(undefined)
  })
