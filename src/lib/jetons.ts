import { createHash, randomBytes } from 'node:crypto'

/** The secret of a link: 256 bits, told once. */
export const nouveauJeton = () => randomBytes(32).toString('base64url')
/** What the base keeps of it, so that nobody who reads the base may follow the link. */
export const empreinteDuJeton = (jeton: string) => createHash('sha256').update(jeton).digest('hex')
