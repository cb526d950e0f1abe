import type { Sens } from '../../decisions/index.ts'
import type { AvisRendu } from '../../instances/index.ts'
import { siegesDe } from '../seance/sieges.ts'
import { estDeporte, examines, type Seance } from '../seance.ts'

export type MembrePv = {
  id: string
  nom: string
  siege: string
  presence: 'present' | 'excuse' | 'absent' | null
  preside: boolean
  partiLe?: string
  /** The name of whoever held their power. */
  pouvoirA?: string
}
/** Who came, left or presided from then on, and when the séance was suspended or went on, in the order in which it happened. */
export type MouvementPv =
  | { membreId: string; quoi: 'arrive' | 'part' | 'preside'; le: string }
  | { membreId: null; quoi: 'suspend' | 'reprend'; le: string }
export type DecisionPv = { sens: Sens; montant: number; rang: number | null; motif: string; conditions: string }
/** What a body that gives opinions said. Cents: what was proposed then. */
export type AvisPv = Pick<AvisRendu, 'sens' | 'pour' | 'contre' | 'abstention' | 'sansVote' | 'montant' | 'raison'> & {
  /** Who voted by power, and by whom, each by their seat; absent where nobody did. */
  pouvoirs?: readonly { de: string; par: string }[]
}
/** `deportes`: who was in conflict on it. `presents`: how many took part in the debate, none when there was no debate. */
export type DossierPv = {
  id: string
  rang: number
  numero: string
  titre: string
  porteur: string
  deportes: readonly { id: string; siege: string }[]
  presents: number | null
  decision: DecisionPv | null
  /** In a séance of a body that gives opinions; absent elsewhere. */
  avis?: AvisPv | null
  conclusion: string
  /** Its rank among those of its porteur, and why the service went against it; absent where the call asks for no order, and of what was written before it could. */
  priorite?: string
}
/** `montant` and `reserve` (kept back; nothing in what was written before it was) as they were at the closing. */
export type EnveloppePv = { libelle: string; montant: number; reserve?: number; avant: number; apres: number }
/** What one version of a procès-verbal says, kept as JSON. Cents; instants in ISO 8601. */
export type ContenuPv = {
  appel: string
  /** The body that sat, where its call names it. */
  instance?: string
  tenueLe: string
  lieu: string
  ouverteLe: string
  closeLe: string
  quorum: number
  membres: readonly MembrePv[]
  /** Absent of what was written before they were kept. */
  mouvements?: readonly MouvementPv[]
  enveloppes: readonly EnveloppePv[]
  dossiers: readonly DossierPv[]
  remarques: string
}

/** Who had a voice, and whose power counted, each with who held it: members. */
type Comptes = { votants: number; representes: readonly string[]; mandataires: readonly string[] }
/** What the séance has written, besides what it is. */
export type FaitsSeance = {
  ouverteLe: Date
  closeLe: Date
  decisions: ReadonlyMap<string, DecisionPv>
  debats: ReadonlyMap<string, { presents: number; conclusion: string }>
  /** What the body said, and how many had a voice, by dossier. */
  avis: ReadonlyMap<string, AvisPv & Comptes>
  enveloppes: readonly EnveloppePv[]
  mouvements: readonly MouvementPv[]
  /** What the commission read of the orders of the porteurs, by dossier. */
  priorites: ReadonlyMap<string, readonly string[]>
}

/** The first version of the procès-verbal of a séance: everything it did, in the order of its agenda. Pure. */
export function contenuDe(s: Seance, f: FaitsSeance): ContenuPv {
  const sieges = siegesDe(s.instance)
  const siegeDe = (siege: number) => sieges[siege]?.libelle ?? 'Membre du comité'
  const connus = new Set(examines(s).map(d => d.id))
  return {
    appel: s.appel.titre,
    ...(s.instance.libelle ? { instance: s.instance.libelle } : {}),
    tenueLe: s.tenueLe.toISOString(),
    lieu: s.lieu,
    ouverteLe: f.ouverteLe.toISOString(),
    closeLe: f.closeLe.toISOString(),
    quorum: s.quorum,
    membres: s.membres.map(m => ({
      id: m.id,
      nom: m.nom,
      siege: siegeDe(m.siege),
      presence: m.presence,
      preside: m.id === s.presidentId,
      ...pouvoirDe(s, m.pouvoirA),
      ...partiDe(f.mouvements, m.id),
    })),
    ...(f.mouvements.length > 0 ? { mouvements: f.mouvements } : {}),
    enveloppes: s.instance.avis ? [] : f.enveloppes,
    dossiers: s.agenda
      .filter(d => connus.has(d.id) || f.decisions.has(d.id))
      .map(d => ({
        id: d.id,
        rang: d.rang,
        numero: d.numero,
        titre: d.titre || 'Sans titre',
        porteur: d.porteur,
        deportes: s.membres.filter(m => estDeporte(s, m, d.id)).map(m => ({ id: m.id, siege: siegeDe(m.siege) })),
        presents: f.debats.get(d.id)?.presents ?? f.avis.get(d.id)?.votants ?? null,
        decision: f.decisions.get(d.id) ?? null,
        ...(s.instance.avis ? { avis: avisDe(f.avis.get(d.id), id => siegeDe(s.membres.find(m => m.id === id)?.siege ?? -1)) } : {}),
        conclusion: f.debats.get(d.id)?.conclusion ?? '',
        ...(f.priorites.has(d.id) ? { priorite: f.priorites.get(d.id)!.join(' ') } : {}),
      })),
    remarques: '',
  }
}

/** To whom an absent member gave their power, by name; nothing where they gave none. */
function pouvoirDe(s: Seance, a: string | null) {
  const par = s.membres.find(m => m.id === a)
  return par ? { pouvoirA: par.nom } : {}
}

function avisDe(a: (AvisPv & Comptes) | undefined, siege: (membre: string) => string): AvisPv | null {
  if (!a) return null
  const { votants: _, representes, mandataires, ...avis } = a
  const pouvoirs = representes.map((de, i) => ({ de: siege(de), par: siege(mandataires[i] ?? '') }))
  return pouvoirs.length > 0 ? { ...avis, pouvoirs } : avis
}

/** When a member left, if they did not come back. */
function partiDe(mouvements: readonly MouvementPv[], membreId: string): Pick<MembrePv, 'partiLe'> {
  const dernier = mouvements.findLast(x => x.membreId === membreId && x.quoi !== 'preside')
  return dernier?.quoi === 'part' ? { partiLe: dernier.le } : {}
}
