/**
 * Partenaires: the other structures of a project: invited, accepted, each validating in its own name (C2.7) or declining. Owns `partenaire` and `validation`.
 */

export { mesPartenaires } from './acces.ts'
export { associerPartenaire } from './associer.ts'
export { BandeauPartenaire } from './bandeau.view.tsx'
export { blocPartenaires, mesPartenairesVus } from './bloc.tsx'
export { type PartenaireVu, partenairesVus } from './partenaires.donnees.ts'
export { adressesPartenaire } from './prevenir.ts'
export { partenairesRelus } from './relus.view.tsx'
export { type SuiviPartenaires, suiviPartenaires } from './suivi.ts'
export { type PartenaireDepose, type ValidationDeposee, validationsDeposees } from './validations-deposees.ts'
export { validerProjet } from './valider.ts'
