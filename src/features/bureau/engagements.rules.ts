/** A dossier and its engagement as they are read from what was typed or pasted. */
export type LigneEngagement = { dossier: string; numero: string }

/**
 * Lines of a sheet or of a form: the number of the dossier, then the engagement, apart by a tabulation, a semicolon, a comma or spaces. A line without an engagement is left aside, and
 * the last line of a dossier holds. Pure.
 */
export function lireEngagements(colle: string): LigneEngagement[] {
  const lues = new Map<string, string>()
  for (const ligne of colle.split(/\r?\n/)) {
    const [dossier = '', ...suite] = ligne
      .trim()
      .replaceAll('"', '')
      .split(/[\t;,\s]+/)
    const numero = suite.join('')
    if (dossier !== '' && numero !== '') lues.set(dossier, numero)
  }
  return [...lues].map(([dossier, numero]) => ({ dossier, numero }))
}
