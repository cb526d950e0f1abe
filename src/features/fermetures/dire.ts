import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { formatHeure, formatInstant, formatJourSemaine } from '../../lib/dates.ts'
import { annoncerNouvelle } from '../abonnements/index.ts'
import type { AppelPublie } from '../appels/index.ts'
import { resteOuvertEnMots } from '../calendrier/index.ts'
import { prevenirBrouillons } from './prevenir-brouillons.ts'

/** When a call was to close, or closes, and why. */
export type Dit = { le: Date; motif: string; part?: Part | undefined }
type Part = AppelPublie['appel']['enveloppes'][number]
/** « L’appel « … » ferme », or one share of it. */
const quoi = (titre: string, part: Part | undefined) =>
  part ? `La part «\u00a0${part.libelle}\u00a0» de l’appel «\u00a0${titre}\u00a0»` : `L’appel «\u00a0${titre}\u00a0»`
const sujet = (titre: string, part: Part | undefined) => `«\u00a0${titre}\u00a0»${part ? `, ${part.libelle}` : ''}`

const BROUILLON =
  'Votre structure a un brouillon pour cet appel. Déposé avant cette heure, il sera lu. Après, il reste lisible mais ne peut plus être déposé.'
const AUTRE_PART =
  'Votre structure a un brouillon que cette part pouvait payer. Une autre part peut encore le payer\u00a0: il pourra être déposé après cette heure.'

/** A closing is told by mail to whoever has something to file, and to whoever follows the call. Returns how many of the first were told. */
export async function direLaFermeture(tx: Tx, ctx: Contexte, publie: AppelPublie, id: string, { le, motif, part }: Dit): Promise<number> {
  const { appel } = publie
  const avis = {
    sujet: `${sujet(appel.titre, part)}\u00a0: les dépôts ferment le ${formatInstant(le)}`,
    phrases: [
      `${quoi(appel.titre, part)} ferme avant sa fin, le ${formatJourSemaine(le)} à ${formatHeure(le)}, heure de Paris.`,
      ...(part ? [resteOuvertEnMots(appel, part) ?? 'C’était la dernière part ouverte de l’appel.'] : []),
      `Raison\u00a0: ${motif}`,
    ],
  }
  await annoncerNouvelle(tx, ctx, { ...nouvelleDe(publie, id), genre: 'fermeture', ...avis })
  const dit = (ferme: boolean) => ({ ...avis, phrases: [...avis.phrases, ferme ? BROUILLON : AUTRE_PART] })
  return prevenirBrouillons(tx, ctx, publie, `fermeture-${id}`, dit, part?.code)
}

/** The same when the notice is taken back. */
export async function direLaReouverture(tx: Tx, ctx: Contexte, publie: AppelPublie, id: string, { le, motif, part }: Dit): Promise<number> {
  const { appel } = publie
  const avis = {
    sujet: `${sujet(appel.titre, part)}\u00a0: les dépôts ne ferment plus le ${formatInstant(le)}`,
    phrases: [
      `${quoi(appel.titre, part)} ne ferme plus le ${formatInstant(le)}\u00a0: l’avis est retiré, les dépôts continuent.`,
      `Raison\u00a0: ${motif}`,
    ],
  }
  await annoncerNouvelle(tx, ctx, { ...nouvelleDe(publie, id), genre: 'reouverture', ...avis })
  return prevenirBrouillons(tx, ctx, publie, `reouverture-${id}`, () => avis, part?.code)
}

/** A notice is public as soon as it is written: nothing waits. */
const nouvelleDe = ({ appelId, appel }: AppelPublie, sourceId: string) => ({
  appelId,
  sourceId,
  signe: appel.regime.service.nom,
  differee: false,
})
