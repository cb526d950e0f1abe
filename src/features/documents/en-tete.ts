import type { Config } from '../../config.ts'
import { paths } from '../../paths.ts'
import type { Appel } from '../cahier/index.ts'
import type { AccuseDonnees } from './modeles.ts'

/** Where anyone checks a receipt, already filled in: what its QR code opens. */
export const adresseVerification = (urlPublique: string, numero: string, empreinte: string) =>
  `${urlPublique}${paths.verifier}?${new URLSearchParams({ numero, empreinte })}`

/** What stands on top of each document about a dossier: the service that runs the call. */
export function enTeteDe(appel: Appel, { guichet, demonstration }: Config): Pick<AccuseDonnees, 'theme' | 'demonstration' | 'emetteur'> {
  const { service } = appel.regime
  return {
    theme: guichet.theme,
    demonstration,
    emetteur: {
      blocMarque: guichet.blocMarque,
      nom: guichet.blocMarque?.join(' ') ?? guichet.nom,
      service: service.nom,
      adresse: service.adresse.join('\n'),
      courriel: service.courriel,
      telephone: service.telephone,
    },
  }
}
