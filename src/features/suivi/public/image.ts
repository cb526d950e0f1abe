import { confier } from '../../../atelier/index.ts'
import { formatEuros } from '../../../lib/euros.ts'
import type { AidePublique } from './aides.queries.ts'
import { partDe } from './argent.mots.ts'
import type { Partage } from './dessiner-partage.ts'

/** Pictures kept: some 30 kB each, made again when what they say changes. */
const GARDEES = 100
/** The first one starts a thread and reads its fonts. */
const DELAI_MS = 20_000
const gardees = new Map<string, Uint8Array>()

/** The picture of a project's page, drawn in a thread in the asker's turn; nothing when too many are asked at once. */
export async function imagePng(guichet: string, a: AidePublique, pour: string): Promise<Uint8Array | undefined> {
  const dit: Partage = {
    guichet,
    titre: a.titre,
    porteur: a.departement ? `${a.porteur.nom}, ${a.departementNom}` : a.porteur.nom,
    accorde: `${formatEuros(a.aide)} accordés`,
    part: a.depense / a.aide,
    reste:
      a.depense > 0 ? `${formatEuros(a.depense)} dépensés, ${partDe(a.depense, a.aide)} de l’aide` : 'Aucune dépense publiée à ce jour',
  }
  const cle = JSON.stringify(dit)
  const connue = gardees.get(cle)
  if (connue) return connue
  const r = await confier('dessinerPartage', dit, { pour, delaiMs: DELAI_MS })
  if (!r.ok) return undefined
  if (gardees.size >= GARDEES) gardees.clear()
  gardees.set(cle, r.value)
  return r.value
}
