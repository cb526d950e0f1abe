/** What makes of the call of 2021 one that is open all the year round: `champs`, the keys of `continu` as the file has them; without `fin`, no rule names its closing. */
export const enContinu =
  (champs: string[]) =>
  (texte: string): string => {
    const vagues = / {2}vagues:\n(?: {4}.*\n)+/
    if (!vagues.test(texte)) throw new Error('no waves to replace')
    const continu = texte.replace(vagues, `  continu:\n${champs.map(c => `    ${c}\n`).join('')}    clauses: [C4.1, C4.2]\n`)
    if (champs.some(c => c.startsWith('fin:'))) return continu
    return continu
      .replaceAll('du {ouverture} au {clôture}', 'depuis le {ouverture}')
      .replaceAll(' depuis le {instant de clôture}', '')
      .replace('date_deliberation <= clôture', 'date_deliberation <= jour + 3000')
      .replaceAll(' du {clôture}', '')
  }
/** Collected each month on the 10th at noon, from July 2021 on. */
export const MENSUEL = ['ouverture: 2021-07-01 00:00:00', 'releves: chaque mois le 10 à 12 h']
/** The same with an envelope by département, of these amounts. */
export const parDepartement =
  (montants: { '2A': string; '2B': string }) =>
  (texte: string): string => {
    const enveloppes = /enveloppes:\n(?: {2}.*\n)+/
    if (!enveloppes.test(texte)) throw new Error('no envelopes to replace')
    return texte.replace(
      enveloppes,
      `enveloppes:
  - { code: corse_du_sud, libelle: Corse-du-Sud, montant: ${montants['2A']}, departements: ["2A"], clauses: [C1.3] }
  - { code: haute_corse, libelle: Haute-Corse, montant: ${montants['2B']}, departements: ["2B"], clauses: [C1.3] }
`,
    )
  }
