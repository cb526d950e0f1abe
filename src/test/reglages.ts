import { paths } from '../paths.ts'
import type { World } from './world.ts'

/** What a field of a page holds. */
export function champDe(page: string, nom: string): string {
  const motif = nom.replaceAll('.', '\\.')
  const champ = new RegExp(`<input[^>]* name="${motif}"[^>]*>`).exec(page)?.[0] ?? ''
  const texte = new RegExp(`<textarea[^>]* name="${motif}"[^>]*>([^<]*)<`).exec(page)?.[1]
  return (texte ?? / value="([^"]*)"/.exec(champ)?.[1] ?? '').replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

type Saisies = Record<string, string>
const { reglages, reglage } = paths.administration

/** The settings as an administrateur changes them: what each does on the pages, without script. */
export function ouvrirReglages(w: World, cookie: string) {
  const revision = async () => champDe(await (await w.get(reglages, cookie)).text(), 'revision')
  const voir = async (s: string, saisies: Saisies) =>
    w.get(`${reglage(s)}?${new URLSearchParams({ revision: await revision(), ...saisies })}`, cookie)
  const poster = async (s: string, saisies: Saisies) => w.post(reglage(s), { revision: await revision(), ...saisies }, cookie)
  /** Seen, then saved as it was shown. */
  const enregistrer = async (s: string, saisies: Saisies) => {
    const vu = await (await voir(s, saisies)).text()
    return w.post(reglage(s), { revision: champDe(vu, 'revision'), ...saisies, vue: champDe(vu, 'vue') }, cookie)
  }
  return { revision, voir, poster, enregistrer }
}
export type Reglages = ReturnType<typeof ouvrirReglages>
