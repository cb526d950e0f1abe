export const cite = (nom: string) => `«\u00a0${nom}\u00a0»`
/** « devis.pdf » est joint. */
export const joint = (noms: readonly string[]) =>
  noms.length === 1 ? `${cite(noms[0]!)} est joint.` : `${noms.length}\u00a0fichiers sont joints.`
export const pour100 = (recu: number, total: number) => (total > 0 ? Math.floor((recu / total) * 100) : 100)
