/** Words about the end of a session, for the page as served and for its script. */

/** Minutes before the end at which the reader is told, and told again. The page says it as soon as the first is reached. */
const PALIERS_MIN = [30, 10, 5, 2] as const

/** « Votre session prend fin dans moins de 30 minutes. », or nothing while it is not near. */
export function motsFin(resteS: number, prolongeable: boolean): string | undefined {
  const palier = PALIERS_MIN.findLast(p => resteS <= p * 60)
  if (palier === undefined) return undefined
  const suite = prolongeable ? '' : ' Enregistrez votre travail\u00a0: il faudra ensuite vous reconnecter.'
  return `Votre session prend fin dans moins de ${palier}\u00a0minutes.${suite}`
}

/** « 12 heures », « 1 heure », « 40 minutes », « 1 minute ». */
export function motsDuree(resteS: number): string {
  const [n, mot] = resteS < 3600 ? [Math.max(1, Math.ceil(resteS / 60)), 'minute'] : [Math.round(resteS / 3600), 'heure']
  return `${n}\u00a0${mot}${n > 1 ? 's' : ''}`
}

export const motsReste = (resteS: number) => `Vous restez connecté encore ${motsDuree(resteS)}.`
