import { type Attribution, appartient, type Cle, cles, type Dossier, montantDeLaPart, type Probleme } from './probleme.ts'

type Retenu = { dossier: Dossier; montant: number; lots: Attribution['lots'] }
type Mesures = { parDossier: ReadonlyMap<string, Dossier>; retenus: Retenu[] }

const somme = (xs: readonly { montant: number }[]) => xs.reduce((s, x) => s + x.montant, 0)

function mesures(p: Probleme, attributions: readonly Attribution[]): Mesures {
  const parDossier = new Map(p.dossiers.map(d => [d.id, d]))
  return { parDossier, retenus: attributions.map(a => ({ dossier: parDossier.get(a.id)!, montant: a.montant, lots: a.lots })) }
}

/** Limits that bear on each retained dossier, as the excess of one of them. */
const PAR_DOSSIER: Partial<Record<string, (r: Retenu, limite: number) => number>> = {
  plafond: (r, limite) => r.montant - limite,
  plancher: (r, limite) => limite - r.montant,
  seuil: (r, limite) => limite - r.dossier.points,
}

/**
 * By how much an allocation goes beyond one constraint, in its own unit (cents, dossiers, hundredths of a point); zero or less when it holds.
 * Integers only: this, not the solver, says that a result is right to the cent.
 */
export const depassement = (p: Probleme, attributions: readonly Attribution[], cle: Cle) => mesurer(p, mesures(p, attributions), cle)

function mesurer({ contraintes: c }: Probleme, { parDossier, retenus }: Mesures, cle: Cle): number {
  const [genre, id] = deplier(cle)
  switch (genre) {
    case 'enveloppe':
      return somme(retenus) - c.enveloppe
    case 'laureats':
      return retenus.length - c.laureatsMax!
    case 'plafond':
    case 'plancher':
    case 'seuil':
      return retenus.reduce((max, r) => Math.max(max, PAR_DOSSIER[genre]!(r, c[genre]!)), Number.NEGATIVE_INFINITY)
    case 'part': {
      const part = c.parts.find(x => x.id === id)!
      const ecart = somme(retenus.filter(r => appartient(r.dossier, part))) - montantDeLaPart(part, c.enveloppe)
      return part.sens === 'au_plus' ? ecart : -ecart
    }
    case 'incompatibilite': {
      const liste = c.incompatibilites.find(x => x.id === id)!.dossiers
      return retenus.filter(r => liste.includes(r.dossier.id)).length - 1
    }
    case 'porteur': {
      const r = retenus.find(x => x.dossier.id === id)
      return r ? r.dossier.plancher - r.montant : 0
    }
    default:
      return tenue(
        parDossier.get(id)!,
        retenus.find(x => x.dossier.id === id),
      )
        ? 0
        : 1
  }
}

function tenue({ main }: Dossier, r: Retenu | undefined) {
  if (main?.geste === 'exclure') return !r
  if (main?.geste === 'montant') return r?.montant === main.montant
  return !!r
}

/** « part:2A » → ['part', '2A']. */
export function deplier(cle: Cle): [string, string] {
  const i = cle.indexOf(':')
  return i < 0 ? [cle, ''] : [cle.slice(0, i), cle.slice(i + 1)]
}

/** Everything wrong with an allocation, in integers: broken constraints, and amounts that no dossier may receive. Empty: it is right to the cent. */
export function verifier(p: Probleme, attributions: readonly Attribution[], sans: ReadonlySet<Cle> = new Set()): string[] {
  const m = mesures(p, attributions)
  const connus = m.retenus.every(r => r.dossier) && new Set(attributions.map(a => a.id)).size === attributions.length
  if (!connus) return ['dossiers']
  const cassees = cles(p).filter(c => !sans.has(c) && mesurer(p, m, c) > 0)
  return [...cassees, ...m.retenus.filter(r => !recevable(p, r, sans)).map(r => `montant:${r.dossier.id}`)]
}

function recevable({ contraintes: c }: Probleme, { dossier: d, montant, lots }: Retenu, sans: ReadonlySet<Cle>): boolean {
  if (!Number.isSafeInteger(montant) || montant < 1 || montant > d.demande) return false
  if (d.lots.length > 0 && somme(lots) !== montant) return false
  if (!lots.every(l => l.montant > 0 && d.lots.some(x => x.id === l.id && l.montant <= x.montant))) return false
  if (d.main?.geste === 'montant' && !sans.has(`main:${d.id}`)) return true
  const entier = (m: number) => m - (m % c.granularite)
  const tout = d.lots.length > 0 ? d.lots.reduce((s, l) => s + entier(l.montant), 0) : entier(d.demande)
  if (montant % c.granularite !== 0 || (montant < d.plancher && montant !== tout)) return false
  if (d.lots.length === 0) return c.montantsReduits || montant === tout
  if (!c.lotsSeuls && lots.length !== d.lots.filter(l => entier(l.montant) > 0).length) return false
  return lots.every(l => {
    const lot = d.lots.find(x => x.id === l.id)!
    const plein = l.montant === entier(lot.montant)
    return plein || (c.montantsReduits && l.montant >= lot.plancher && l.montant % c.granularite === 0)
  })
}
