import { lireYaml } from '../../lib/yaml.ts'
import { type Appel, appelSchema } from '../cahier/index.ts'
import { separerLesTemps } from '../temps/index.ts'
import { reparer } from './reparer.ts'

/**
 * A call as well as its text can be read: what its schema refuses is given some value in its place. To show what a draft will look like, never to judge nor to publish:
 * its formulas are not checked. Nothing when too little of it can be read.
 */
export function lireAuMieux(texte: string): Appel | undefined {
  const yaml = lireYaml(texte)
  const lisible = yaml.ok ? yaml.value : yaml.error.lu
  const brut = lisible?.brut
  if (brut === null || typeof brut !== 'object' || Array.isArray(brut)) return undefined
  const lu = appelSchema.safeParse(brut)
  const appel = lu.success ? lu.data : reparer(brut as Record<string, unknown>, lu.error.issues)?.appel
  return appel && separerLesTemps(appel)
}
