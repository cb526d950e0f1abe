/** What whoever has a draft is told of a version, as the page of its publication shows it beforehand. Pure. */
export const courrielDeVersion = (titre: string, ceQuiChange: readonly string[]) => ({
  sujet: `«\u00a0${titre}\u00a0»\u00a0: ce qui change pour votre brouillon`,
  phrases: [
    `L’appel «\u00a0${titre}\u00a0» a une nouvelle version. Votre structure a commencé un dossier. Voici ce qui change pour lui.`,
    ...ceQuiChange,
    'Vos réponses sont gardées. Un dossier déjà déposé garde la version du jour de son dépôt.',
  ],
})
