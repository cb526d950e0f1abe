import type { Ctx } from '../../http.ts'
import { formatInstant } from '../../lib/dates.ts'
import type { Dossier } from '../dossiers/index.ts'
import { aRegler, type Lecture } from '../examen/index.ts'
import { type pageDepot, pointsBloquants, pointsEngagements } from '../mon-dossier/index.ts'
import type { RefusDepot } from './deposer.ts'

type Retour = NonNullable<Parameters<typeof pageDepot>[3]>
/** What the last step shows when pressing it came back, each point with its place; nothing where it is not that step which answers. */
export function retourDuRefus(c: Ctx, d: Dossier, l: Lecture, refus: RefusDepot, coches: string[]): Retour | undefined {
  switch (refus.motif) {
    case 'ferme':
      return refus.etat === 'clos'
        ? undefined
        : { coches, retour: [{ texte: `Le dépôt ouvre le ${formatInstant(refus.ouverture)}`, href: '#deposer' }] }
    case 'bloque':
      return { coches, retour: pointsBloquants(c, d, l, aRegler(refus.verdicts, l.manques).points) }
    case 'engagements':
      return { coches, oublis: refus.manquants, retour: pointsEngagements(d, refus.manquants) }
    case 'change':
      return {
        coches,
        avis: `${refus.par ?? 'Une autre personne'} a modifié le dossier le ${formatInstant(refus.le)}, depuis que vous avez ouvert cette page. Relisez-le, puis déposez.`,
      }
    case 'structure_fermee':
      return {
        coches,
        avis: `${refus.nom} est fermée au répertoire national\u00a0: une structure fermée ne dépose pas. Si c’est une erreur, écrivez au service.`,
      }
    default:
      return undefined
  }
}
