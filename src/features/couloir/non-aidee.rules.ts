import { enumeration } from '../../lib/mots.ts'
import { etatAppel } from '../cahier/appel.rules.ts'
import type { Appel } from '../cahier/index.ts'

/** What is said to a structure that a call does not help: whom it helps, and the open calls that help it. */
export type NonAidee = {
  /** « communes et associations », as the call says it. */
  admis: string
  autres: readonly { slug: string; titre: string }[]
}
const minuscule = (t: string) => (/^\p{Lu}\p{Lu}/u.test(t) ? t : t.charAt(0).toLowerCase() + t.slice(1))

export const aide = (appel: Appel, type: string) => appel.porteurs.types.some(t => t.type === type)

/** Nothing when the call helps this kind of structure. */
export function nonAidee(publies: readonly { appel: Appel }[], appel: Appel, type: string, instant: Date): NonAidee | undefined {
  if (aide(appel, type)) return undefined
  const admis = enumeration([...new Set(appel.porteurs.types.map(t => minuscule(t.libelle.replace(/\.$/, ''))))])
  const autres = publies.filter(p => p.appel.slug !== appel.slug && etatAppel(p.appel, instant) === 'ouvert' && aide(p.appel, type))
  return { admis, autres: autres.map(({ appel: { slug, titre } }) => ({ slug, titre })) }
}
