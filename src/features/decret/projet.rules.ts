import type { Acteur } from '../../contexte.ts'
import { peut } from './decret.rules.ts'
import type { Etat } from './dossier.rules.ts'
import type { Place } from './droit.rules.ts'

type Porte = {
  structure: { id: string }
  redigePar?: string | null
  partenaires: readonly { structureId: string | null; etapes: readonly string[] }[]
}
const parle = (acteur: Acteur, structureId: string | null) =>
  structureId !== null && acteur.structures.some(s => s.id === structureId && s.etat === 'active')

/** How this person stands to a dossier. Being a member comes before being a partner, and a partner before an agent. */
export function relation(acteur: Acteur | null, d: Porte): Place {
  if (!acteur) return 'personne'
  if (d.redigePar) return d.redigePar === acteur.compteId ? 'redacteur' : ailleurs(acteur)
  if (parle(acteur, d.structure.id)) return 'porteur'
  if (d.partenaires.some(p => parle(acteur, p.structureId))) return 'partenaire'
  return ailleurs(acteur)
}
function ailleurs(acteur: Acteur): Place {
  if (acteur.roles.some(r => r.role === 'administrateur')) return 'administrateur'
  return acteur.roles.some(r => r.role !== 'lecteur' && r.role !== 'membre_comite') ? 'agent' : 'sans_lien'
}

/** Whether this person may change this étape: the porteur's members all of them, a partner's those that were opened to it. */
export function peutRemplir(
  acteur: Acteur,
  d: Porte & { etat: Etat; complement?: { points: readonly { etape: string; piece: string | null }[] } | undefined },
  etape: string,
  acte: 'remplir' | 'joindre' | 'retirer_piece' = 'remplir',
) {
  const r = relation(acteur, d)
  // in instruction, what the service asks again is open, and nothing else
  const demandee = d.complement?.points.some(p => p.etape === etape && (acte === 'remplir') === (p.piece === null)) ?? false
  if (
    d.etat === 'en_instruction' ? !(demandee && peut(r, 'repondre_complement', { dossier: d.etat })) : !peut(r, acte, { dossier: d.etat })
  )
    return false
  return r !== 'partenaire' || d.partenaires.some(p => parle(acteur, p.structureId) && p.etapes.includes(etape))
}

/** Whether this person may open this étape to change something of it: its answers, or its files. */
export const peutOuvrir = (acteur: Acteur, d: Parameters<typeof peutRemplir>[1], etape: string) =>
  peutRemplir(acteur, d, etape) || peutRemplir(acteur, d, etape, 'joindre')
