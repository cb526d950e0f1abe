import { join } from 'node:path'
import { choisirDossier } from '../src/db/pg-embarque.ts'

/** The address of the embedded server of a data folder, whose program is running. */
export const socketDe = (donnees: string) =>
  `postgres://postgres@/guichet?host=${encodeURIComponent(join(choisirDossier(donnees).dossier, 'pg'))}`
