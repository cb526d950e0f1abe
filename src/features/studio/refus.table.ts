import { PHRASE_TRAVAIL } from '../../atelier/index.ts'
import type { RefusEnregistrement } from './enregistrer.ts'
import type { RefusModifier } from './modifier.ts'

const REFUS: Record<RefusModifier, string> = {
  illisible: 'Le texte de l’appel ne se lit plus. Corrigez-le d’abord, à la page «\u00a0Texte de l’appel\u00a0».',
  absent: 'Cela n’existe plus\u00a0: une autre personne l’a retiré. Relisez la page, puis recommencez.',
  partage: 'Une autre partie de l’appel se sert de cela. Retirez-le d’abord là-bas, ou modifiez le texte de l’appel.',
  nom_pris: 'Ce nom existe déjà. Choisissez-en un autre.',
  sans_nom: 'Donnez un nom à ce que vous ajoutez.',
  deplace: 'Une autre personne a changé l’ordre de cette liste. Relisez la page, puis recommencez.',
}

/** Why a form of the studio was not kept, in a sentence. */
export function phraseRefus(r: Exclude<RefusEnregistrement, { motif: 'introuvable' }>): string {
  if (r.motif === 'travail') return `${PHRASE_TRAVAIL[r.refus]}.`
  if (r.motif === 'geste') return REFUS[r.refus]
  return 'D’autres personnes écrivent en même temps. Attendez un instant, puis enregistrez à nouveau.'
}
