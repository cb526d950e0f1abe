/**
 * Files. Owns the storage of bytes (a local folder; the port allows another) and their reception from a form. Invariant: a key names bytes
 * that are whole on disk, never half, and of the type that they are kept as, whatever their name said.
 */
export { dispositionContenu } from './nom-fichier.ts'
export { type Fichier, type FichierRecu, nouvelleCle, recevoirFichier } from './recevoir.ts'
export { listeFormats, messageFichier, type RefusFichier, TAILLE_MAX } from './refus.ts'
export { creerStockage, type Stockage } from './stockage.ts'
export { nomFormat, TYPES_FICHIER, type TypeFichier, typeContenu, typeMime } from './type-contenu.ts'
