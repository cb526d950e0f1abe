import { enumeration } from '../../lib/mots.ts'
import { phraseRefus } from '../service/index.ts'
import { MOTIF_MAX } from './preselection.rules.ts'
import type { RefusAnnonce } from './service/annoncer.ts'
import type { RefusRepechage } from './service/repecher.ts'
import type { RefusReponses } from './service/repondre.ts'

const CLOTURE_PASSEE = 'la clôture des dossiers complets est passée'
const est = (noms: readonly string[]) => `${enumeration(noms)} ${noms.length > 1 ? 'sont' : 'est'}`

/** Why nothing was told. */
export function phraseAnnonce(r: Exclude<RefusAnnonce, { motif: 'introuvable' }>): string {
  switch (r.motif) {
    case 'rien':
      return 'Rien n’est annoncé\u00a0: aucune intention n’attend de réponse.'
    case 'pas_releve':
      return `Rien n’est annoncé\u00a0: ${est(r.numeros)} en attente du relevé.`
    case 'a_trancher':
      return `Rien n’est annoncé\u00a0: ${est(r.numeros)} encore à discuter.`
    case 'sans_motif':
      return `Rien n’est annoncé\u00a0: le motif manque pour ${enumeration(r.porteurs)}. Il est dans la lettre, il doit citer la clause.`
    case 'interesse':
      return 'Rien n’est annoncé\u00a0: vous avez un intérêt dans un de ces projets. Un autre administrateur annonce les réponses.'
    case 'second_clos':
      return `Rien n’est annoncé\u00a0: ${CLOTURE_PASSEE}. Refusez ces projets, ou publiez une version de l’appel qui la repousse.`
    case 'signataire':
      return `Rien n’est annoncé. ${r.numero ? `Dossier ${r.numero}\u00a0: ` : ''}${r.phrase}.`
  }
}

/** Why the answers were not saved. */
export const phraseReponses = (r: RefusReponses) =>
  r.motif === 'trop_long'
    ? `Le texte de ${r.numero} a ${r.longueur}\u00a0caractères. Raccourcissez-le à ${MOTIF_MAX}.`
    : `Rien n’est enregistré\u00a0: ${r.numero} n’est pas à vous, ou n’attend plus de réponse.`

export function phraseRepechage(r: Exclude<RefusRepechage, { motif: 'introuvable' }>): string {
  switch (r.motif) {
    case 'sans_motif':
      return 'Écrivez pourquoi ce projet est repêché'
    case 'trop_long':
      return `Le motif a ${r.longueur}\u00a0caractères. Raccourcissez-le à ${MOTIF_MAX}`
    case 'signataire':
      return r.phrase
    case 'second_clos':
      return `Ce projet n’aurait pas un jour pour déposer\u00a0: ${CLOTURE_PASSEE}`
    default:
      return phraseRefus(r)
  }
}
