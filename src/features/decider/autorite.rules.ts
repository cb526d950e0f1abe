import type { Appel } from '../cahier/index.ts'

/** Who decides, where the call says it: the name of its last body, or of whoever signs. Pure. */
export const autoriteNommee = ({ instances, regime }: Pick<Appel, 'instances' | 'regime'>): string | undefined => {
  const nom = instances.find(x => x.nature === 'decision')?.libelle ?? regime.signataire
  return nom && nom.charAt(0).toUpperCase() + nom.slice(1)
}

/** Who signs what the service decided, at the start of a sentence: « Le préfet de Corse ». Pure. */
export const quiSigne = (appel: Pick<Appel, 'instances' | 'regime'>): string => autoriteNommee(appel) ?? 'L’autorité qui signe'
