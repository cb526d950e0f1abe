import type { Config } from '../../config.ts'
import { enTeteDe } from '../documents/index.ts'
import type { OrdreLu } from './lire-ordre.ts'
import { titreDe } from './ordre.donnees.ts'

/** What the attestation of an order is made of: nothing before the closing, nor where the porteur gave none. Dated from the closing: the same bytes as long as no dossier leaves it. Pure. */
export function attestationDe(lu: OrdreLu, config: Config) {
  const { appel } = lu.publie
  const [derniere] = lu.versions
  if (lu.modifiable || !lu.vague.cloture || !derniere || lu.dossiers.length === 0) return undefined
  return {
    ...enTeteDe(appel, config),
    etabliLe: lu.vague.cloture,
    structure: lu.structure.nom,
    appel: appel.titre,
    arreteLe: lu.vague.cloture,
    donneLe: derniere.prisLe,
    par: derniere.prisPar,
    dossiers: lu.dossiers.map((d, i) => ({ rang: i + 1, numero: d.numero, titre: titreDe(d), aide: d.aide ?? 0 })),
  }
}
