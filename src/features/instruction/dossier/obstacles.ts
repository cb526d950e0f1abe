import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { aTrancher, type RegleInstruite } from '../../constats/index.ts'

/** Something that is not settled yet, in a sentence, and where it is settled. */
export type Obstacle = { phrase: string; lien?: { libelle: string; href: string } }
type Avancee = {
  id: string
  pointsAttendus: number
  pointsRecus: number
  ficheTerminee: boolean
  /** The filing that the report judges, and the latest. */
  versionJugee: number
  version: number
  /** It is proposed against the order of its porteur, and nobody has said why. */
  ecartMuet: boolean
  /** What the opinions of the call keep from happening. */
  avis: readonly string[]
}

/** What keeps a dossier from the comité: rules to settle, complements that wait, a report that is not finished. Pure. */
export function obstaclesAuComite(regles: readonly RegleInstruite[], a: Avancee): Obstacle[] {
  const p = paths.instruction
  return [
    ...aTrancher(regles).map(r => ({
      phrase: `La règle «\u00a0${r.titre}\u00a0» n’est pas tranchée.`,
      lien: { libelle: 'Trancher', href: `${p.instruire(a.id)}?regle=${r.regle}` },
    })),
    ...(a.pointsAttendus > 0
      ? [
          {
            phrase: `Le porteur n’a pas encore répondu à ${pluriel(a.pointsAttendus, 'point', 'points')} d’une demande de compléments.`,
            lien: { libelle: 'Voir la demande', href: p.complements(a.id) },
          },
        ]
      : []),
    ...(a.pointsRecus > 0
      ? [
          {
            phrase: `${pluriel(a.pointsRecus, 'réponse reste', 'réponses restent')} à examiner.`,
            lien: { libelle: 'Examiner', href: p.complements(a.id) },
          },
        ]
      : []),
    ...a.avis.map(phrase => ({ phrase, lien: { libelle: 'Voir les avis', href: p.avis(a.id) } })),
    ...(a.ecartMuet
      ? [
          {
            phrase: 'Les propositions vont contre l’ordre donné par le porteur, et la raison n’est pas dite.',
            lien: { libelle: 'Dire pourquoi', href: `${p.ordre(a.id)}#dire` },
          },
        ]
      : []),
    ...fiche(a).map(phrase => ({ phrase, lien: { libelle: 'Ouvrir l’analyse', href: p.analyse(a.id) } })),
  ]
}

function fiche(a: Avancee): string[] {
  if (!a.ficheTerminee) return ['La fiche d’analyse n’est pas terminée.']
  return a.versionJugee < a.version
    ? [`La fiche d’analyse juge la version\u00a0${a.versionJugee}. Le porteur a déposé la version\u00a0${a.version} depuis.`]
    : []
}
