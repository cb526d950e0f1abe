import type { Tx } from '../../db/db.ts'
import type { Acces } from './acces.ts'
import { acteInitial } from './acte.rules.ts'
import { type ActeLu, actesDe, type Prevu, prevuDe, type VersementLu, versementsDe } from './projet.queries.ts'
import type { NatureVersement, Situation } from './versements.rules.ts'

/** What payments are computed from. */
export type Compte = { acces: Acces; situation: Situation; prevu: Prevu; versements: VersementLu[]; signe: boolean }

/** What is read of a dossier to know its payments, beside the lauréat itself. */
export type Pieces = { actes: ActeLu[]; versements: VersementLu[]; prevu: Prevu }
export async function piecesDuCompte(tx: Tx, guichetId: string, dossierId: string): Promise<Pieces> {
  const [versements, actes, prevu] = await Promise.all([
    versementsDe(tx, guichetId, dossierId),
    actesDe(tx, guichetId, dossierId),
    prevuDe(tx, guichetId, dossierId),
  ])
  return { versements, actes, prevu }
}

/** Pure. */
export function compteDe(acces: Acces, { versements, actes, prevu }: Pieces): Compte {
  const { s } = acces
  const a = (nature: NatureVersement) => versements.some(v => v.nature === nature && !v.annuleLe)
  const situation = {
    accorde: s.accorde,
    consomme: s.consomme,
    verse: s.ordonne,
    avance: a('avance'),
    solde: a('solde') || a('reversement'),
    forfait: s.forfait !== null,
  }
  return { acces, situation, prevu, versements, signe: !!acteInitial(actes)?.signeLe }
}
