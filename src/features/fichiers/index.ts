/**
 * Files. Owns the storage of bytes (a local folder; the port allows another). Invariant: a key names bytes that are whole on disk, never half.
 */
export { creerStockage, type Stockage } from './stockage.ts'
