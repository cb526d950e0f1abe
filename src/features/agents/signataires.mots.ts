import type { Signataire } from './signataires.queries.ts'

/** « Camille Exemple ». */
export const nomDuSignataire = ({ prenom, nom }: Pick<Signataire, 'prenom' | 'nom'>) => `${prenom} ${nom}`
/** « Camille Exemple, le préfet de Corse ». */
export const direSignataire = (s: Pick<Signataire, 'prenom' | 'nom' | 'qualite'>) => `${nomDuSignataire(s)}, ${s.qualite}`
