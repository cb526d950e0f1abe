/**
 * Files. Owns the storage of bytes (a local folder or an S3 bucket), the waiting room of uploads that come in parts, and their reception.
 * Invariant: a key names bytes that are whole, never half, sane as far as the antivirus tells, and of the type that they are kept as,
 * whatever their name said.
 */
export { type Fichier, nouvelleCle } from './ecrire-fichier.ts'
export { garderOctets } from './garder-octets.ts'
export { dispositionContenu, entetesFichier, formatAnnonce, nettoyerNom, nommer } from './nom-fichier.ts'
export { supprimerOrphelins } from './orphelins.ts'
export { ouvrirStockage } from './ouvrir-stockage.ts'
export { recevoirFormulaire, recevoirOctets, recevoirParChamps } from './recevoir.ts'
export { listeFormats, messageFichier, type RefusFichier, TAILLE_MAX } from './refus.ts'
export { type Stockage, StockageIndisponible } from './stockage.ts'
export { creerStockage } from './stockage-local.ts'
export { AFFICHABLES, natureFormat, nomFormat, TYPES_FICHIER, typeMime } from './type-contenu.ts'
