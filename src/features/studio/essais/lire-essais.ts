import { createHash } from 'node:crypto'
import { confierEssais } from '../../../atelier/essais.ts'
import type { RefusTravail } from '../../../atelier/index.ts'
import type { Result } from '../../../lib/result.ts'
import type { EssaisVus } from './joues.ts'

/** What a text gives never changes: it is played once. */
const joues = new Map<string, Result<EssaisVus | undefined, RefusTravail>>()
const JOUES_MAX = 30

/** The test dossiers of a draft, played in their thread in the asker's turn; nothing of a draft that has a fault. */
export async function lireEssais(source: string, pour: string): Promise<Result<EssaisVus | undefined, RefusTravail>> {
  const cle = createHash('sha256').update(source).digest('hex')
  const connu = joues.get(cle)
  if (connu) return connu
  const lu = await confierEssais('jouerEssais', { source }, { pour })
  if (!lu.ok) return lu
  if (joues.size >= JOUES_MAX) joues.delete(joues.keys().next().value!)
  joues.set(cle, lu)
  return lu
}

/** The ranks of those that do not give what they expect; none while they cannot be played. */
export async function rangsQuiEchouent(source: string, pour: string): Promise<ReadonlySet<number>> {
  const lu = await lireEssais(source, pour)
  const essais = lu.ok ? (lu.value?.essais ?? []) : []
  return new Set(essais.flatMap(e => (e.ecarts.length > 0 && e.rang >= 0 ? [e.rang] : [])))
}
