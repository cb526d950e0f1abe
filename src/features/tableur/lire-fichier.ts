import { confier, PHRASE_TRAVAIL, type RefusTravail } from '../../atelier/index.ts'
import { err, type Result } from '../../lib/result.ts'
import { COLONNES_MAX, type LimitesTableau, PETIT, type RefusTableau, type Tableau } from './lire-tableau.ts'

export type RefusLecture = RefusTableau | RefusTravail
/** Refusals that are said the same way whatever the list. */
export const PHRASE_TABLEAU = {
  ...PHRASE_TRAVAIL,
  trop_long: 'Ce tableau est trop long à lire. Copiez les lignes utiles dans un classeur neuf, puis envoyez-le',
  trop_large: `Ce tableau a plus de ${COLONNES_MAX}\u00a0colonnes. Gardez celles du modèle, ou copiez-les dans un classeur neuf`,
  trop_plein: 'Les textes de ce tableau sont trop longs. Gardez les colonnes du modèle, et raccourcissez les textes',
  trop_lourd: 'Ce classeur prend trop de place une fois ouvert. Copiez les lignes utiles dans un classeur neuf, puis envoyez-le',
}

/** Reads a file as `lireTableau` does, in a thread: whatever its bytes do there, nobody else waits. `pour`: the account that sends it. */
export async function lireFichier(
  octets: Uint8Array<ArrayBuffer>,
  { pour, limites = PETIT }: { pour: string; limites?: LimitesTableau },
): Promise<Result<Tableau, RefusLecture>> {
  if (octets.length > limites.octets) return err('trop_gros')
  const lu = await confier('lireTableau', { octets, limites }, { pour, transfert: [octets.buffer] })
  return lu.ok ? lu.value : lu
}

/** The same for what was pasted. */
export async function lireColle(texte: string, { pour }: { pour: string }): Promise<Result<Tableau, RefusLecture>> {
  const lu = await confier('lireTexte', texte, { pour })
  return lu.ok ? lu.value : lu
}
