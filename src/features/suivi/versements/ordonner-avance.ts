import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { saisieEuros } from '../../../lib/euros.ts'
import { err, type Result } from '../../../lib/result.ts'
import { suiviPour } from '../acces.ts'
import { compteDe, piecesDuCompte } from '../compte.ts'
import { empechement, ordonnerVersement, possibleDe, type RefusVersement } from './ordonner.ts'

/** Orders the whole advance that the call lets be paid to a lauréat, in the name of the authority where one signs; or the sentence that says why not. `cle`: the same form sent twice orders once. */
export const ordonnerAvance = (
  ctx: ContexteActeur,
  { dossierId, ej, cle }: { dossierId: string; ej: string; cle: string },
): Promise<Result<unknown, string>> =>
  enTransaction(ctx, async tx => {
    const acces = await suiviPour(tx, ctx, 'verser', dossierId)
    if (!acces.ok) return err(acces.error.motif === 'introuvable' ? 'Ce dossier n’est pas suivi' : phraseAvance(acces.error))
    const compte = compteDe(acces.value, await piecesDuCompte(tx, ctx.guichetId, dossierId))
    const refus = empechement(compte, 'avance')
    if (refus) return err(phraseAvance(refus))
    const saisie = { montant: saisieEuros(possibleDe(compte, 'avance').max), coutReel: '', autresAides: '', ej, dp: '' }
    const r = await ordonnerVersement({ ...ctx, tx }, { dossierId, nature: 'avance', saisie, cle })
    return r.ok ? r : err(phraseAvance(r.error))
  })

/** Why an advance was not ordered, in a sentence without its final stop. */
function phraseAvance(r: RefusVersement): string {
  switch (r.motif) {
    case 'sans_acte':
      return 'Son acte n’est pas signé'
    case 'signataire':
      return r.phrase
    case 'structure':
      return 'La structure n’est pas confirmée, ou n’a pas de SIREN'
    case 'rien':
      return 'Il n’y a plus d’avance à ordonner'
    case 'deja_servi':
      return 'Cette avance a déjà été ordonnée, puis annulée, par ce formulaire'
    case 'etape':
      return r.etape === 'notifie' ? 'Son acte n’est pas signé' : 'L’aide est close'
    case 'enveloppe':
      return 'L’enveloppe n’a plus de quoi payer'
    default:
      return 'L’avance ne peut pas être ordonnée'
  }
}
