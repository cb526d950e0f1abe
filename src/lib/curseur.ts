/** Where a list goes on: the instant and the id of its last row, as the address carries them. */
export type Curseur = { instant: Date; id: string }

export const ecrireCurseur = ({ instant, id }: Curseur) => `${instant.toISOString()}_${id}`

/** Reads the cursor of an address; anything else is the beginning of the list. */
export function lireCurseur(texte: string | undefined): Curseur | undefined {
  const m = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f]{8}-[0-9a-f-]{27})$/.exec(texte ?? '')
  const instant = m && new Date(m[1]!)
  return instant && !Number.isNaN(instant.getTime()) ? { instant, id: m[2]! } : undefined
}
