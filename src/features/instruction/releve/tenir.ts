import type { Deps } from '../../../http.ts'
import { unParUn } from '../../../lib/un-par-un.ts'
import { prevenirReleves } from './prevenir.ts'
import { scellerReleves } from './sceller.ts'

/** What follows a relevé once it may no longer be undone: its porteurs are told, then its document is sealed. Returns how many were told. */
export async function tenirReleves(d: Pick<Deps, 'db' | 'guichetId' | 'config' | 'sceau' | 'stockage'>, instant: Date): Promise<number> {
  let prevenus = 0
  await unParUn([async () => (prevenus = await prevenirReleves(d, instant)), () => scellerReleves(d, instant)], faire =>
    faire().then(() => true),
  )
  return prevenus
}
