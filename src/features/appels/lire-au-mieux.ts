import { lireYaml } from '../../lib/yaml.ts'
import { type Appel, appelSchema } from '../cahier/index.ts'
import { separerLesTemps } from '../temps/index.ts'
import { lireAppel } from './lire-appel.ts'
import { reparer } from './reparer.ts'

/** `juste`: the text has passed the whole check; without it the rules of the call are not to be asked anything. */
export type AppelAuMieux = { appel: Appel; juste: boolean }

/**
 * A call as well as its text can be read: what its schema refuses is given some value in its place. To show what a draft will look like, never to judge nor to publish.
 * Nothing when too little of it can be read.
 */
export function lireAuMieux(texte: string): AppelAuMieux | undefined {
  const verifie = lireAppel(texte, 'appel.yml')
  if (verifie.ok) return { appel: verifie.value, juste: true }
  const yaml = lireYaml(texte)
  const lisible = yaml.ok ? yaml.value : yaml.error.lu
  const brut = lisible?.brut
  if (brut === null || typeof brut !== 'object' || Array.isArray(brut)) return undefined
  const lu = appelSchema.safeParse(brut)
  const appel = lu.success ? lu.data : reparer(brut as Record<string, unknown>, lu.error.issues)?.appel
  return appel && { appel: separerLesTemps(appel), juste: false }
}
