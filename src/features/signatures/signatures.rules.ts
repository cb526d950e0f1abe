/** Minutes during which a signature may be taken back, and nothing that it signs leaves. */
export const DELAI_MIN = 10
/** The instant before which a signature is past its first minutes. Pure. */
export const avantDelai = (instant: Date) => new Date(instant.getTime() - DELAI_MIN * 60_000)

/** What a bulk act did: how many, and each one that it refused, with why. */
export type Compte = { faits: number; refus: readonly Refuse[] }
/** `phrase`: without its final stop; `corriger`: the page where the decision may be changed. */
export type Refuse = { numero: string; porteur: string; phrase: string; corriger?: string }

type Ligne = { mot: string; avant: string; apres: string }
/** Words of a document in the order in which they are read: two of them are then compared line by line. */
export function lignesDe(v: unknown, nom = ''): { nom: string; texte: string }[] {
  if (typeof v === 'string') return v === '' ? [] : [{ nom, texte: v }]
  if (Array.isArray(v)) return v.flatMap(x => lignesDe(x, nom))
  if (v && typeof v === 'object') return Object.entries(v).flatMap(([k, x]) => (MUETS.has(k) ? [] : lignesDe(x, k)))
  return []
}
/** What no reader reads as words. */
const MUETS = new Set(['structureId', 'id', 'adresse', 'theme', 'le'])

/** The lines that differ between what was read and what the document says now. Pure. */
export function differences(avant: unknown, apres: unknown): Ligne[] {
  const [a, b] = [lignesDe(avant), lignesDe(apres)]
  const reste = (x: typeof a, y: typeof a) => x.filter(l => !y.some(m => m.texte === l.texte))
  const [partis, venus] = [reste(a, b), reste(b, a)]
  const n = Math.max(partis.length, venus.length)
  return Array.from({ length: n }, (_, i) => ({
    mot: venus[i]?.nom ?? partis[i]!.nom,
    avant: partis[i]?.texte ?? '',
    apres: venus[i]?.texte ?? '',
  }))
}
