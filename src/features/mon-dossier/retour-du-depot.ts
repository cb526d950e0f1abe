import type { Ctx } from '../../http.ts'
import { formatInstant } from '../../lib/dates.ts'
import type { SituationCalendrier } from '../../lib/periodes.ts'
import type { Dossier } from '../dossiers/index.ts'
import { aRegler, type Lecture } from '../examen/index.ts'
import type { Verdict } from '../verdicts/index.ts'
import { type pageDepot, pointsBloquants, pointsEngagements } from './etape.page.tsx'

type Retour = NonNullable<Parameters<typeof pageDepot>[3]>
/** Why a filing was refused, as far as the last step says it: what `depot` answers, and other reasons that other pages tell. */
type Refus =
  | { motif: 'ferme'; etat: SituationCalendrier; ouverture: Date }
  | { motif: 'change'; par: string | null; le: Date }
  | { motif: 'bloque'; verdicts: Verdict[] }
  | { motif: 'engagements'; manquants: string[] }
  | { motif: 'structure_fermee'; nom: string }
  | { motif: 'introuvable' | 'fige' }

/** What the last step shows when pressing it came back, each point with its place; nothing where it is not that step which answers. */
export function retourDuRefus(c: Ctx, d: Dossier, l: Lecture, refus: Refus, coches: string[]): Retour | undefined {
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
    case 'fige':
      return d.redigePar === null
        ? undefined
        : {
            coches,
            avis: `${d.structure.nom} doit d’abord accepter votre demande. Votre brouillon se garde\u00a0: vous le déposerez dès sa réponse, avant la clôture.`,
          }
    default:
      return undefined
  }
}
