import type { Deps } from '../../http.ts'
import { unParUn } from '../../lib/un-par-un.ts'
import { annoncerBilans } from './lecture/annoncer-bilans.ts'
import { ouvrirSuivisManquants } from './ouvrir-manquants.ts'
import { rappelerBilans } from './rappels/rappeler-bilans.ts'

/** Job: opens what is missing, reminds of what is due, tells the service what came in. Run late, twice or by several at once, it does each thing once. */
export async function tenirSuivi(d: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<void> {
  await unParUn([ouvrirSuivisManquants, rappelerBilans, annoncerBilans], faire => faire(d, instant).then(() => true))
}
