/** `ensemble`: what one may have done at once; `enTout`: done or waiting. */
export type Part = { ensemble: number; enTout: number }

/**
 * Turns: what one asks for waits for what they asked before, the first come first; nobody waits for another's. `undefined` when too much waits already: nothing was
 * done. In the memory of this process.
 */
export function creerTours() {
  const files = new Map<string, { enCours: number; attente: (() => void)[] }>()

  return async function aSonTour<T>(qui: string, { ensemble, enTout }: Part, faire: () => Promise<T>): Promise<T | undefined> {
    const file = files.get(qui) ?? { enCours: 0, attente: [] }
    if (file.enCours + file.attente.length >= enTout) return undefined
    files.set(qui, file)
    if (file.enCours < ensemble) file.enCours++
    else await new Promise<void>(suivre => file.attente.push(suivre))
    try {
      return await faire()
    } finally {
      const suivant = file.attente.shift()
      if (suivant) suivant()
      else if (--file.enCours === 0) files.delete(qui)
    }
  }
}
