/** Letters of a message, at most. */
export const MESSAGE_MAX = 5000
/** Files of one message, and the bytes of each, at most. */
export const FICHIERS_PAR_MESSAGE = 5
export const TAILLE_FICHIER_MESSAGE = 50_000_000
export type RefusTexteMessage = { motif: 'vide' } | { motif: 'trop_long'; longueur: number }

/** Why this text is no message, or nothing. */
export const refusTexteMessage = (texte: string): RefusTexteMessage | undefined =>
  texte === '' ? { motif: 'vide' } : texte.length > MESSAGE_MAX ? { motif: 'trop_long', longueur: texte.length } : undefined

/** The sentence shown beside the field. */
export const phraseTexteMessage = (r: RefusTexteMessage) =>
  r.motif === 'vide' ? 'Écrivez le message' : `Le message a ${r.longueur}\u00a0caractères. Raccourcissez-le à ${MESSAGE_MAX}`

/** « 2 non lus ». */
export const motNonLus = (n: number) => (n > 0 ? `${n}\u00a0non lu${n > 1 ? 's' : ''}` : undefined)
