import type { Tx } from '../../../db/db.ts'
import { formatNombre } from '../../../lib/euros.ts'
import type { Lecteur } from '../../perimetre/index.ts'
import { lireFiltre } from '../liste/filtres.ts'
import { totauxDe } from '../liste/liste.queries.ts'

/** How long the count of a kept view is believed: nothing tells it but reading its list. Those of the work come from kept counts, exact at once (ADR 0014). */
const CRU_MS = 60_000
const RETENUS_MAX = 2_000
const retenus = new Map<string, { compte: string; lu: number }>()

/** How many dossiers each of these views holds for this reader, at most a minute ago; one list after the other, each tells the planner how to read its own. */
export async function comptesDesVuesGardees(
  tx: Tx,
  l: Lecteur,
  requetes: readonly string[],
  instant: Date,
): Promise<ReadonlyMap<string, string>> {
  const comptes = new Map<string, string>()
  for (const requete of requetes) {
    const cle = `${l.guichetId} ${l.compteId} ${requete}`
    const retenu = retenus.get(cle)
    const recent = retenu !== undefined && performance.now() - retenu.lu < CRU_MS
    const compte = recent ? retenu.compte : await compter(tx, l, requete, instant)
    if (!recent) {
      if (retenus.size >= RETENUS_MAX) retenus.clear()
      retenus.set(cle, { compte, lu: performance.now() })
    }
    comptes.set(requete, compte)
  }
  return comptes
}

async function compter(tx: Tx, l: Lecteur, requete: string, instant: Date): Promise<string> {
  const { nombre, partiel } = await totauxDe(tx, l, lireFiltre(new URLSearchParams(requete)), instant)
  return partiel ? `${formatNombre(nombre)}+` : formatNombre(nombre)
}
