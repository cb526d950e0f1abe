import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { formatHeure, formatInstant, formatJourSemaine } from '../../lib/dates.ts'
import { annoncerNouvelle } from '../abonnements/index.ts'
import type { AppelPublie } from '../appels/index.ts'
import { prevenirBrouillons } from './prevenir-brouillons.ts'

/** When a call was to close, or closes, and why. */
type Dit = { le: Date; motif: string }

const BROUILLON =
  'Votre structure a un brouillon pour cet appel. Déposé avant cette heure, il sera lu. Après, il reste lisible mais ne peut plus être déposé.'

/** A closing is told by mail to whoever has something to file, and to whoever follows the call. Returns how many of the first were told. */
export async function direLaFermeture(tx: Tx, ctx: Contexte, publie: AppelPublie, id: string, { le, motif }: Dit): Promise<number> {
  const { appel } = publie
  const avis = {
    sujet: `«\u00a0${appel.titre}\u00a0»\u00a0: les dépôts ferment le ${formatInstant(le)}`,
    phrases: [
      `L’appel «\u00a0${appel.titre}\u00a0» ferme avant sa fin, le ${formatJourSemaine(le)} à ${formatHeure(le)}, heure de Paris.`,
      `Raison\u00a0: ${motif}`,
    ],
  }
  await annoncerNouvelle(tx, ctx, { ...nouvelleDe(publie, id), genre: 'fermeture', ...avis })
  return prevenirBrouillons(tx, ctx, publie, `fermeture-${id}`, { ...avis, phrases: [...avis.phrases, BROUILLON] })
}

/** The same when the notice is taken back. */
export async function direLaReouverture(tx: Tx, ctx: Contexte, publie: AppelPublie, id: string, { le, motif }: Dit): Promise<number> {
  const { appel } = publie
  const avis = {
    sujet: `«\u00a0${appel.titre}\u00a0»\u00a0: les dépôts ne ferment plus le ${formatInstant(le)}`,
    phrases: [
      `L’avis qui fermait l’appel «\u00a0${appel.titre}\u00a0» le ${formatInstant(le)} est retiré. Les dépôts continuent.`,
      `Raison\u00a0: ${motif}`,
    ],
  }
  await annoncerNouvelle(tx, ctx, { ...nouvelleDe(publie, id), genre: 'reouverture', ...avis })
  return prevenirBrouillons(tx, ctx, publie, `reouverture-${id}`, avis)
}

/** A notice is public as soon as it is written: nothing waits. */
const nouvelleDe = ({ appelId, appel }: AppelPublie, sourceId: string) => ({
  appelId,
  sourceId,
  signe: appel.regime.service.nom,
  differee: false,
})
