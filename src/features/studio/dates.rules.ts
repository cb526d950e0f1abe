/** Weeks nearest to so many years: a call keeps its weekdays, and its dates their order. */
const semaines = (ans: number) => Math.round((ans * 365.2425) / 7)

/** A day of a call (`AAAA-MM-JJ`) some years later, on the same day of the week; the last day of a month stays one. Throws on what is no day. */
export function plusTard(jour: string, ans: number): string {
  const d = Temporal.PlainDate.from(jour)
  if (d.day !== d.daysInMonth) return d.add({ weeks: semaines(ans) }).toString()
  const voulu = d.add({ years: ans })
  return voulu.with({ day: voulu.daysInMonth }).toString()
}

/** The same of a day that may have an hour, which stays; what is neither is left as it is. */
export function momentPlusTard(valeur: string, ans: number): string {
  const m = /^(\d{4}-\d{2}-\d{2})((?:[ T]\d{2}:\d{2}(?::\d{2})?)?)$/.exec(valeur)
  try {
    return m ? plusTard(m[1]!, ans) + m[2]! : valeur
  } catch {
    return valeur
  }
}
