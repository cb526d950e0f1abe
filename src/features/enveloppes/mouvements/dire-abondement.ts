import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { annoncerNouvelle } from '../../abonnements/index.ts'
import { appelsPublies } from '../../appels/index.ts'
import type { Mouvement } from './mouvement.rules.ts'
import { restesPublics } from './reste-public.ts'

/** Whoever follows the call is told that there is more to share out, once the movement may no longer be undone at once; its reason stays in the ledger. */
export async function direAbondement(tx: Tx, ctx: ContexteActeur, { appelId, cle }: { appelId: string; cle: string }, m: Mouvement) {
  const publie = (await appelsPublies(tx, ctx.guichetId)).find(p => p.appelId === appelId)
  if (!publie) return
  const { appel } = publie
  const restes = await restesPublics(tx, ctx.guichetId, publie)
  const somme = (c: 'reste' | 'montant') => formatEuros(restes.reduce((t, e) => t + e[c], 0))
  await annoncerNouvelle(tx, ctx, {
    appelId,
    genre: 'abondement',
    sourceId: cle,
    sujet: `«\u00a0${appel.titre}\u00a0»\u00a0: ${formatEuros(m.montant)} de plus`,
    phrases: [
      `L’enveloppe «\u00a0${m.e.libelle}\u00a0» de l’appel «\u00a0${appel.titre}\u00a0» reçoit ${formatEuros(m.montant)} de plus.`,
      `Il reste ${somme('reste')} à attribuer sur ${somme('montant')}.`,
    ],
    signe: appel.regime.service.nom,
    differee: true,
  })
}
