import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { MOTIF_MAX } from '../../constats/index.ts'
import { texteComparable } from '../../contenu/index.ts'
import { journaliser } from '../../journal/index.ts'
import { lireChamp } from '../../saisie/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'
import { lireDossierInstruit } from '../lire-dossier.ts'
import { recalculer, type ValeurRetenue } from './valeurs.ts'

export type RefusValeur =
  | RefusInstruction
  | { motif: 'champ_inconnu' }
  | { motif: 'saisie'; errors: Record<string, string> }
  /** Somebody retained another value since the page was read: theirs is shown, this one waits for a second look. */
  | { motif: 'change'; derniere: ValeurRetenue }
export type DemandeValeur = {
  dossierId: string
  champ: string
  /** As it was typed; `null` gives the field back to what was filed. */
  saisie: readonly string[] | null
  raison: string
  /** The value retained that the page showed; `null` when it showed none. */
  vu: string | null
}
export const RAISON_DUE = 'Écrivez la raison\u00a0: elle reste avec la valeur'

/** Retains another value of an answer than the one that was filed: the computed aid is worked out again with it. What was filed stays. */
export const retenirValeur = (ctx: ContexteActeur, d: DemandeValeur): Promise<Result<void, RefusValeur>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'juger', d.dossierId)
    if (!lu.ok) return lu
    const { ligne } = lu.value
    const trouve = (await recalculer(tx, ctx.guichetId, await lireDossierInstruit(tx, ctx.guichetId, d.dossierId)))?.champs.find(
      c => c.champ.nom === d.champ,
    )
    if (!trouve) return err({ motif: 'champ_inconnu' })
    const [derniere] = trouve.retenues
    const lue = d.saisie === null ? { valeur: null } : lireChamp(trouve.champ, d.saisie)
    const errors = {
      ...('vide' in lue ? { valeur: 'Indiquez la valeur à retenir' } : 'message' in lue ? { valeur: lue.message } : {}),
      ...(d.raison === ''
        ? { raison: RAISON_DUE }
        : d.raison.length > MOTIF_MAX
          ? { raison: `La raison a ${d.raison.length}\u00a0caractères. Raccourcissez-la à ${MOTIF_MAX}` }
          : {}),
    }
    if (!('valeur' in lue) || Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
    const { valeur } = lue
    const meme = derniere && texteComparable(derniere.valeur ?? undefined) === texteComparable(valeur ?? undefined)
    // the same form sent twice
    if (meme && derniere.parId === ctx.acteur.compteId && derniere.motif === d.raison) return ok(undefined)
    if ((derniere?.id ?? null) !== d.vu) return err({ motif: 'change', derniere: derniere! })
    const id = nouvelId()
    await tx
      .insertInto('valeur_retenue')
      .values({
        id,
        guichet_id: ctx.guichetId,
        dossier_id: d.dossierId,
        depot_id: ligne.depot_id,
        champ: d.champ,
        valeur: valeur === null ? null : JSON.stringify(valeur),
        motif: d.raison,
        retenue_par: ctx.acteur.compteId,
        retenue_le: ctx.instant,
      })
      .execute()
    await journaliser(tx, ctx, 'instruction.valeur_retenue', d.dossierId, {
      valeur: id,
      champ: d.champ,
      libelle: trouve.champ.libelle,
      rendue: valeur === null,
    })
    return ok(undefined)
  })
