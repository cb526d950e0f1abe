import { sansMarques } from '../../../lib/accents.ts'

const sansAccent = (nom: string) => (/\P{ASCII}/u.test(nom) ? sansMarques(nom).replace(/œ/gi, 'oe').replace(/æ/gi, 'ae') : nom)

/** The words of a name that may be mended: as `mots_de_forme` cuts what `forme_structure` writes, letters alone, three at least. */
export function motsDeNom(nom: string): string[] {
  const mots: string[] = []
  for (const m of sansAccent(nom)
    .toLowerCase()
    .split(/[^a-z0-9]+/)) {
    const mot = m === 'st' ? 'saint' : m === 'ste' ? 'sainte' : m
    if (mot.length > 2 && mot.length <= 30 && !/\d/.test(mot)) mots.push(mot)
  }
  return mots
}
