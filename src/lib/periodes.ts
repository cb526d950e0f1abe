/** A span of time whose last whole second is still inside: `cloture` 23:59:59 covers 23:59:59.999. Without one, it goes on. */
export type Periode = { ouverture: Date; cloture?: Date | undefined }
export type SituationCalendrier = 'a_venir' | 'ouvert' | 'entre_deux_vagues' | 'clos'

const contient = (p: Periode, ms: number) => ms >= p.ouverture.getTime() && ms < finExclue(p)
/** First millisecond after the period; infinity when it goes on. */
export const finExclue = ({ cloture }: Periode) => (cloture ? finDe(cloture) : Number.POSITIVE_INFINITY)
/** First millisecond after the second of a closing. */
export const finDe = (cloture: Date) => Math.floor(cloture.getTime() / 1000) * 1000 + 1000

/**
 * Where an instant stands among periods. `periode` is the one that is open, else the next one, else the last one:
 * the one whose dates a person needs.
 */
export function situer<P extends Periode>(periodes: readonly P[], instant: Date): { etat: SituationCalendrier; periode: P } {
  const triees = [...periodes].sort((a, b) => a.ouverture.getTime() - b.ouverture.getTime())
  const ms = instant.getTime()
  const ouverte = triees.find(p => contient(p, ms))
  if (ouverte) return { etat: 'ouvert', periode: ouverte }
  const suivante = triees.find(p => p.ouverture.getTime() > ms)
  const derniere = triees.at(-1)
  if (!derniere) throw new RangeError('no period')
  if (!suivante) return { etat: 'clos', periode: derniere }
  return { etat: suivante === triees[0] ? 'a_venir' : 'entre_deux_vagues', periode: suivante }
}
