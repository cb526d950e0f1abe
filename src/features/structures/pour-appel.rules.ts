import { enumeration } from '../../lib/mots.ts'
import { etatAppel } from '../cahier/appel.rules.ts'
import type { Appel } from '../cahier/index.ts'

/** The call that one comes from: which kinds of structures it helps, and the other open calls that help each kind. */
export type PourAppel = {
  slug: string
  titre: string
  types: readonly string[]
  /** « communes et associations », as the call says it. */
  admis: string
  autres: Readonly<Record<string, readonly { slug: string; titre: string }[]>>
}
const minuscule = (t: string) => (/^\p{Lu}\p{Lu}/u.test(t) ? t : t.charAt(0).toLowerCase() + t.slice(1))
const typesDe = (a: Appel) => [...new Set(a.porteurs.types.map(t => t.type as string))]

/** What is said of this call beside a structure, from the calls that are published. Nothing when it is none of them. Pure. */
export function pourAppel(publies: readonly { appel: Appel }[], slug: string, instant: Date): PourAppel | undefined {
  const appel = publies.find(p => p.appel.slug === slug)?.appel
  if (!appel) return undefined
  const autres: Record<string, { slug: string; titre: string }[]> = {}
  for (const { appel: a } of publies) {
    if (a.slug === slug || etatAppel(a, instant) !== 'ouvert') continue
    for (const t of typesDe(a)) autres[t] = [...(autres[t] ?? []), { slug: a.slug, titre: a.titre }]
  }
  const admis = enumeration([...new Set(appel.porteurs.types.map(t => minuscule(t.libelle.replace(/\.$/, ''))))])
  return { slug, titre: appel.titre, types: typesDe(appel), admis, autres }
}
