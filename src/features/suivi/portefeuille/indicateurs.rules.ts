/** An indicator: where it started, its target, the last value declared. */
export type Mesure = { depart: number | null; cible: number; valeur: number | null }

/** How much of the way from the start to the target is done, 0 to 1; nothing when a value is missing or when there is no way to go. */
export function partAtteinte({ depart, cible, valeur }: Mesure): number | null {
  if (valeur === null || depart === null || depart === cible) return null
  return Math.max(0, Math.min(1, (valeur - depart) / (cible - depart)))
}

/** Whether the target is reached: on its side when it starts from somewhere, at least it otherwise. Unknown without a value. */
export function cibleAtteinte({ depart, cible, valeur }: Mesure): boolean | null {
  if (valeur === null) return null
  return depart !== null && depart > cible ? valeur <= cible : valeur >= cible
}

/** Targets reached, values declared, indicators. */
export const compteDes = (ms: readonly Mesure[]) => ({
  atteintes: ms.filter(cibleAtteinte).length,
  declares: ms.filter(m => m.valeur !== null).length,
  nombre: ms.length,
})
