/** Business time. Every date that counts comes from here, never from the database's `now()`. */
export type Horloge = { maintenant: () => Date }
export const horlogeSysteme: Horloge = { maintenant: () => new Date() }

/** The demonstration's clock: set to an instant, it then runs at the system's pace. */
export type HorlogeReglable = Horloge & { regler: (instant: Date) => void }
export function horlogeReglable(depart: Date, systeme: Horloge = horlogeSysteme): HorlogeReglable {
  let ecart = depart.getTime() - systeme.maintenant().getTime()
  return {
    maintenant: () => new Date(systeme.maintenant().getTime() + ecart),
    regler: instant => {
      ecart = instant.getTime() - systeme.maintenant().getTime()
    },
  }
}
