import type { Acteur } from '../../contexte.ts'
import type { Place } from '../decret/droit.rules.ts'
import { dansPerimetre, mene, type Perimetre, type Situe } from '../perimetre/perimetre.rules.ts'

/** What places somebody before a dossier: their perimeters (interim included), whether it was given to them, whose structures they speak for. */
export type Situation = Situe & { ouvert: boolean; structureId: string; partenaires?: readonly string[] | undefined }

/**
 * Where an account stands before a dossier. Its own structure comes first: whoever bears a project, or is a partner in it, never instructs it; nor does whoever is of the direction.
 * `perimetres`: those of the `Lecteur`, interim included.
 */
export function placeDe(acteur: Acteur, perimetres: readonly Perimetre[], d: Situation): Place {
  const parle = (id: string) => acteur.structures.some(s => s.id === id && s.etat === 'active')
  if (parle(d.structureId)) return 'porteur'
  if (d.partenaires?.some(parle)) return 'partenaire'
  if (acteur.roles.some(r => r.role === 'administrateur')) return 'administrateur'
  if (acteur.roles.some(r => r.role === 'direction')) return 'direction'
  if (perimetres.some(p => mene(p, d))) return 'referent'
  if (d.ouvert) return 'referent_invite'
  if (dansPerimetre(perimetres, d)) return 'referent_associe'
  return 'sans_lien'
}
