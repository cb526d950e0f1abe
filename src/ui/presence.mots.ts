/** Somebody else who has the same thing open, and on which part of it. */
export type Present = { nom: string; etape: string }
/** What the parts are called. */
export type Partie = 'étape' | 'section'

/** Gone after three signs missed: an open page gives one every twenty seconds. Milliseconds. */
export const PRESENT_MS = 60_000

const enumerer = (noms: readonly string[]) =>
  noms.length < 2 ? (noms[0] ?? '') : `${noms.slice(0, -1).join(', ')} et ${noms[noms.length - 1]}`
const remplit = (n: number) => (n > 1 ? 'remplissent' : 'remplit')

/** Who else is there, in words: on this part first. The same code speaks on the server and in the browser. Pure. */
export function motsPresence(
  autres: readonly Present[],
  { ici, titre, partie }: { ici: string; titre: (etape: string) => string | undefined; partie: Partie },
): string {
  const noms = (etape: string) => autres.filter(a => a.etape === etape).map(a => a.nom)
  const avecMoi = noms(ici)
  const ailleurs = [...new Set(autres.map(a => a.etape))].filter(e => e !== ici && titre(e) !== undefined)
  const la = partie === 'étape' ? 'l’étape' : 'la section'
  return [
    ...(avecMoi.length > 0 ? [`${enumerer(avecMoi)} ${remplit(avecMoi.length)} aussi cette ${partie}.`] : []),
    ...ailleurs.map(e => `${enumerer(noms(e))} ${remplit(noms(e).length)} ${la} «\u00a0${titre(e)}\u00a0».`),
  ].join(' ')
}
