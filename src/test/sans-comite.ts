import { readFileSync } from 'node:fs'
import { paths } from '../paths.ts'
import { ouvrirInstruction } from './instruits.ts'

/** A file without these keys of its first level, nor what stands under them. */
export const sansCles = (texte: string, ...cles: string[]) =>
  cles.reduce((t, c) => t.replace(new RegExp(`^${c}:[^\\n]*\\n(?:(?:[ \\t][^\\n]*)?\\n)*`, 'm'), ''), texte)
export const sansComite = (texte: string) => sansCles(texte, 'criteres', 'priorites', 'comite')

/** The call of 2021 without its comité: whoever instructs decides. `changer`: what else its text is changed to. */
export async function ouvrirSansComite(changer = (texte: string) => texte) {
  const m = await ouvrirInstruction(t => changer(sansComite(t)))
  const lire = async (adresse: string, cookie = m.referent.cookie) =>
    (await (await m.w.get(adresse, cookie)).text()).replace(/[\u00a0\u202f]/g, ' ')
  /** What the page of the decision holds, sent with these answers. */
  const decider = (id: string, champs: Record<string, string>, cookie = m.referent.cookie, vue = '') =>
    m.w.post(paths.instruction.decision(id), { vue, montant: '', rang: '', motif: '', conditions: '', ...champs }, cookie)
  return { ...m, lire, decider }
}
export const FONDS_SEUL = sansComite(readFileSync('src/test/appels/fonds-departemental.yml', 'utf8'))
