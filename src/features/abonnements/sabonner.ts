import { type Contexte, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { reseauDe } from '../../lib/adresse-ip.ts'
import { nouveauJeton } from '../../lib/jetons.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { paths } from '../../paths.ts'
import { type AppelPublie, appelPublie } from '../appels/index.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { compter } from '../limites/index.ts'
import { GARDE_A_CONFIRMER_JOURS } from './garde.rules.ts'

export type RefusAbonnement = { motif: 'introuvable' } | { motif: 'trop' }
const [HEURE_S, JOUR_S] = [3600, 24 * 3600]
/** Mails of this sort that one address receives in a day, one network asks for in an hour, and the guichet sends in an hour. */
export const DEMANDES_MAX = { adresse: 3, reseau: 20, guichet: 300 } as const

/**
 * Asks that an address be told what happens to a call. It receives one mail, whose link confirms; until then nothing else is sent to it. Whether it follows the call
 * already is told to its mailbox alone. `client`: the network address that asks.
 */
export const sAbonner = (ctx: Contexte, d: { slug: string; courriel: string; client: string }): Promise<Result<void, RefusAbonnement>> =>
  enTransaction(ctx, async tx => {
    const publie = await appelPublie(tx, ctx.guichetId, d.slug)
    if (!publie) return err({ motif: 'introuvable' })
    const { guichetId } = ctx
    const atteinte = await compter(tx, [
      { cle: `abonnement|reseau|${reseauDe(d.client)}`, max: DEMANDES_MAX.reseau, secondes: HEURE_S },
      { cle: `abonnement|adresse|${guichetId}|${d.courriel}`, max: DEMANDES_MAX.adresse, secondes: JOUR_S },
      { cle: `abonnement|guichet|${guichetId}`, max: DEMANDES_MAX.guichet, secondes: HEURE_S },
    ])
    if (atteinte) return err({ motif: 'trop' })
    await demander(tx, ctx, publie, d.courriel)
    return ok(undefined)
  })

async function demander(tx: Tx, ctx: Contexte, { appelId, appel }: AppelPublie, courriel: string) {
  // two at once for one address: the second one waits here, and finds the line of the first
  const { id, jeton, confirme_le } = await tx
    .insertInto('abonnement')
    .values({
      id: nouvelId(),
      guichet_id: ctx.guichetId,
      appel_id: appelId,
      courriel,
      jeton: nouveauJeton(),
      demande_le: ctx.instant,
    })
    .onConflict(oc => oc.columns(['appel_id', 'courriel']).doUpdateSet({ courriel }))
    .returning(['id', 'jeton', 'confirme_le'])
    .executeTakeFirstOrThrow()
  const nom = `«\u00a0${appel.titre}\u00a0»`
  await ecrireCourriel(tx, ctx, {
    destinataire: courriel,
    abonnementId: id,
    sujet: confirme_le ? `Vous recevez déjà les nouvelles de l’appel ${nom}` : `Confirmez\u00a0: recevoir les nouvelles de l’appel ${nom}`,
    phrases: confirme_le
      ? [`Cette adresse reçoit déjà les nouvelles de l’appel ${nom}. Le lien ci-dessous permet d’arrêter.`]
      : [
          `Quelqu’un a demandé que cette adresse reçoive les nouvelles de l’appel ${nom}\u00a0: un relevé annoncé, une fermeture, de l’argent en plus.`,
          `Si c’est vous, ouvrez le lien ci-dessous et confirmez. Sinon, ne faites rien\u00a0: l’adresse est effacée dans ${GARDE_A_CONFIRMER_JOURS}\u00a0jours.`,
        ],
    signe: appel.regime.service.nom,
    lien: paths.nouvelles.voir(jeton),
  })
}
