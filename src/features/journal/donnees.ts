/** What an act kept of itself, as sentences read it. */
export type Donnees = Readonly<Record<string, unknown>>
export const texte = (v: unknown) => (typeof v === 'string' ? v : '')
export const citer = (v: unknown) => (texte(v) ? `\u00a0: «\u00a0${texte(v)}\u00a0»` : '')
export const comptes = (n: unknown, un: string, plusieurs: string) => `${Number(n) || 0}\u00a0${Number(n) > 1 ? plusieurs : un}`
export const liste = (v: unknown) => (Array.isArray(v) ? v.map(x => `«\u00a0${x}\u00a0»`).join(', ') : '')
