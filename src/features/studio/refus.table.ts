import { PHRASE_TRAVAIL } from '../../atelier/index.ts'
import { BROUILLONS_MAX } from './brouillons.queries.ts'
import type { RefusCreer } from './creer.ts'
import type { RefusEnregistrement } from './enregistrer.ts'
import type { RefusModifier } from './modifier.ts'

/** What is said of what cannot be done, in the studio. */
export const CHANGE = 'Une autre personne vient de changer ce brouillon. Relisez-le, puis recommencez.'

export const REFUS_CREER: Record<RefusCreer, string> = {
  trop_grand: 'Ce texte dépasse 512\u00a0ko.',
  trop_de_brouillons: `Le guichet a déjà ${BROUILLONS_MAX} appels en préparation. Jetez-en un pour en commencer un autre.`,
}

export const GESTES: Record<RefusModifier, string> = {
  illisible: 'Le texte de l’appel ne se lit plus. Corrigez-le d’abord, à la page «\u00a0Texte de l’appel\u00a0».',
  absent: 'Cela n’existe plus\u00a0: une autre personne l’a retiré. Relisez la page, puis recommencez.',
  partage: 'Une autre partie de l’appel se sert de cela. Retirez-le d’abord là-bas, ou modifiez le texte de l’appel.',
  trop_grand: 'Ce texte est trop long\u00a0: l’appel ne se lirait plus. Raccourcissez-le, puis enregistrez à nouveau.',
  nom_pris: 'Ce nom existe déjà. Choisissez-en un autre.',
  sans_nom: 'Donnez un nom à ce que vous ajoutez.',
  deplace: 'Une autre personne a changé l’ordre de cette liste. Relisez la page, puis recommencez.',
  deja_ecrit: 'Une autre personne vient de changer ce texte. Le vôtre est ci-dessous, il n’est pas enregistré.',
}
/** Why a form of the studio was not kept, in a sentence. */
export function phraseRefus(r: Exclude<RefusEnregistrement, { motif: 'introuvable' }>): string {
  if (r.motif === 'travail') return `${PHRASE_TRAVAIL[r.refus]}.`
  if (r.motif === 'geste') return GESTES[r.refus]
  return 'D’autres personnes écrivent en même temps. Attendez un instant, puis enregistrez à nouveau.'
}
