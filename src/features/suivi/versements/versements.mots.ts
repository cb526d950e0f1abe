import type { Borne, NatureVersement } from '../versements.rules.ts'

export const NOMS_VERSEMENT: Record<NatureVersement, string> = {
  avance: 'Avance',
  acompte: 'Acompte',
  solde: 'Solde',
  reversement: 'Reversement',
}
/** What bounds a payment, before its amount. */
export const NOMS_BORNE: Record<Borne, string> = {
  une_fois: 'une seule avance, avant tout versement',
  aide: 'aide accordée',
  avance: 'plafond de l’avance',
  acomptes: 'plafond avant le solde',
  depenses: 'aide gagnée par les dépenses',
  jalons: 'aide gagnée par ce qui est déclaré fait',
  aides_publiques: 'coût réel moins les autres aides publiques',
}
