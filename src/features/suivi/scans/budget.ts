import type { RefusScan } from './lecture/image-en-pdf.ts'
import { DELAI_MS } from './lecture/lecteur.ts'

/** What one file of a scan may cost: a page, or an opening, in milliseconds; the whole file, to which each of its pages adds; pages given up. */
export type BudgetScan = { delaiMs: number; fichierMs: number; parPageMs: number; perdues: number }
/** Ten times what pages take (ADR 0021): 17 minutes for 500 of them, whatever they hold. */
export const BUDGET: BudgetScan = { delaiMs: DELAI_MS, fichierMs: 30_000, parPageMs: 2000, perdues: 5 }

/** Time that the thread spent on a file, and pages on which it hung or died. */
export type CompteFichier = { ms: number; perdues: number }
/**
 * By scan, then by file: a file is read in many passes. Kept by the process of jobs: started again, it counts the file that it was reading from nothing.
 */
const comptes = new Map<string, Map<number, CompteFichier>>()

export function compteDe(scanId: string, rang: number): CompteFichier {
  const duScan = comptes.get(scanId) ?? new Map<number, CompteFichier>()
  comptes.set(scanId, duScan)
  const compte = duScan.get(rang) ?? { ms: 0, perdues: 0 }
  duScan.set(rang, compte)
  return compte
}
/** Once every page is read, or the scan gone. */
export const oublierComptes = (scanId: string) => comptes.delete(scanId)

/** Does this while the time that it takes is counted, whatever comes of it. */
export async function compter<T>(compte: CompteFichier, faire: () => Promise<T>): Promise<T> {
  const debut = performance.now()
  try {
    return await faire()
  } finally {
    compte.ms += performance.now() - debut
  }
}

/** Why the reading of a file of so many pages stops here, if it does. */
export const depassement = ({ ms, perdues }: CompteFichier, pages: number, b: BudgetScan): RefusScan | undefined =>
  perdues >= b.perdues ? 'pages_perdues' : ms > b.fichierMs + pages * b.parPageMs ? 'trop_long' : undefined
