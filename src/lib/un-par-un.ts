/** Does something of each, whatever happens to the others; returns how many were done, and throws at the end what went wrong: a job that does so is logged and tried again. */
export async function unParUn<T>(tous: readonly T[], faire: (un: T) => Promise<boolean>): Promise<number> {
  const pannes: unknown[] = []
  let faits = 0
  for (const un of tous)
    try {
      if (await faire(un)) faits++
    } catch (e) {
      pannes.push(e)
    }
  if (pannes.length > 0) throw new AggregateError(pannes, pannes.map(String).join(' ; '))
  return faits
}
