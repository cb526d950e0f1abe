import { exigeCompte, exigeRole } from '../../http.ts'

/** Who may open the pages of each side; the decree says the rest. */
export const exige = {
  service: exigeRole('referent_departemental', 'referent_regional', 'administrateur', 'direction'),
  /** Signed acts that come back: whoever may file them. */
  scans: exigeRole('referent_departemental', 'referent_regional', 'administrateur'),
  porteur: exigeCompte,
} as const
