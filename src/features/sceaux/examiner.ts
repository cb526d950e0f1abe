import { createHash } from 'node:crypto'
import type { Tx } from '../../db/db.ts'
import type { Nature } from './garder.ts'

type Scelle = { nature: Nature; numero: string; scelleLe: Date; horodate: boolean }
/** What may be said of a document to anybody who holds it. */
export type Examen = ({ etat: 'entier' } & Scelle) | { etat: 'modifie' } | { etat: 'inconnu' }

/** The documents that have these bytes. */
export const scellesParEmpreinte = (tx: Tx, guichetId: string, sha256: string): Promise<Scelle[]> =>
  tx
    .selectFrom('document_scelle')
    .select(['nature', 'numero', 'scelle_le as scelleLe', 'horodate'])
    .where('guichet_id', '=', guichetId)
    .where('sha256', '=', sha256)
    .execute() as Promise<Scelle[]>

/** What is read of a document that somebody holds: its SHA-256, and the references that seals wrote in it. It is never interpreted. */
export const lireDocument = (octets: Buffer) => ({
  sha256: createHash('sha256').update(octets).digest('hex'),
  references: referencesDe(octets),
})

/**
 * Whether a document is one of this guichet's, to the last byte: it is looked up by its SHA-256. Of one that is not found, the reference that its seal bore tells a document that
 * was changed from one that was never ours.
 */
export async function examiner(tx: Tx, guichetId: string, { sha256, references }: ReturnType<typeof lireDocument>): Promise<Examen> {
  const [scelle] = await scellesParEmpreinte(tx, guichetId, sha256)
  if (scelle) return { etat: 'entier', ...scelle }
  if (references.length === 0) return { etat: 'inconnu' }
  const connu = await tx
    .selectFrom('document_scelle')
    .select('id')
    .where('guichet_id', '=', guichetId)
    .where('id', 'in', references)
    .executeTakeFirst()
  return { etat: connu ? 'modifie' : 'inconnu' }
}

/** « Référence » as a seal writes it, in UTF-16, and how many of them are looked up. */
const MARQUE = Buffer.from('Référence ', 'utf16le').swap16().toString('hex').toUpperCase()
const REFERENCES_MAX = 8
const UUID_HEXA = 36 * 4
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function referencesDe(octets: Buffer): string[] {
  const trouvees = new Set<string>()
  let vues = 0
  for (let ou = octets.indexOf(MARQUE); ou >= 0 && vues < REFERENCES_MAX; ou = octets.indexOf(MARQUE, ou + MARQUE.length)) {
    vues++
    const hexa = octets.toString('latin1', ou + MARQUE.length, ou + MARQUE.length + UUID_HEXA)
    const id = /^[0-9A-F]+$/.test(hexa) ? Buffer.from(hexa, 'hex').swap16().toString('utf16le') : ''
    if (UUID.test(id)) trouvees.add(id)
  }
  return [...trouvees]
}
