/** Somebody else who has the dossier open, and on which step. */
export type Present = { nom: string; etape: string }

const enumerer = (noms: readonly string[]) =>
  noms.length < 2 ? (noms[0] ?? '') : `${noms.slice(0, -1).join(', ')} et ${noms[noms.length - 1]}`
const remplit = (n: number) => (n > 1 ? 'remplissent' : 'remplit')

/** Who else is there, in words: on this step first. The same code speaks on the server and in the browser. Pure. */
export function motsPresence(autres: readonly Present[], ici: string, titre: (etape: string) => string | undefined): string {
  const noms = (etape: string) => autres.filter(a => a.etape === etape).map(a => a.nom)
  const avecMoi = noms(ici)
  const ailleurs = [...new Set(autres.map(a => a.etape))].filter(e => e !== ici && titre(e) !== undefined)
  return [
    ...(avecMoi.length > 0 ? [`${enumerer(avecMoi)} ${remplit(avecMoi.length)} aussi cette étape.`] : []),
    ...ailleurs.map(e => `${enumerer(noms(e))} ${remplit(noms(e).length)} l’étape «\u00a0${titre(e)}\u00a0».`),
  ].join(' ')
}
