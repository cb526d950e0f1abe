/** What an identifier looks like. */
export const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const entier = new RegExp(`^${UUID}$`)
export const estUuid = (texte: string): boolean => entier.test(texte)
