import { modifiable } from '../delais/index.ts'
import type { Dossier, Partenaire } from '../dossiers/index.ts'
import { type EtatValidation, empreinteAValider, etatValidation, formulaireDe } from '../examen/index.ts'
import { decrireStructure } from '../structures/index.ts'
import { relancePossible } from './relancer.ts'

/** A partner as the pages show it. */
export type PartenaireVu = Pick<
  Partenaire,
  'id' | 'structureId' | 'nom' | 'declaree' | 'role' | 'contact' | 'courriel' | 'inviteLe' | 'relanceLe' | 'validation'
> & {
  /** What the referential says: nature, département, population. */
  detail: string | undefined
  /** Titles of the steps that it may fill in. */
  etapes: string[]
  etat: EtatValidation
  /** When it may be reminded again; `undefined`: now. */
  relance: Date | undefined
}

/** The partners of a dossier at an instant. */
export function partenairesVus(d: Dossier, instant: Date): PartenaireVu[] {
  if (d.partenaires.length === 0) return []
  const { etapes } = formulaireDe(d.version.appel, d.contenu)
  const empreinte = empreinteAValider(d.version.appel, d.contenu)
  return d.partenaires.map(p => ({
    ...p,
    detail: p.type ? decrireStructure({ ...p, type: p.type }) : undefined,
    etapes: etapes.filter(e => p.etapes.includes(e.code)).map(e => e.titre),
    etat: etatValidation(p, empreinte),
    relance: modifiable(d, instant) ? relancePossible(p, instant) : undefined,
  }))
}
