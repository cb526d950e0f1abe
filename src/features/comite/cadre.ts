import type { CadreSeance } from './cadre.view.tsx'
import type { Seance } from './seance.ts'

export const cadreDe = (s: Seance): CadreSeance => ({
  id: s.id,
  appel: s.appel.titre,
  tenueLe: s.tenueLe,
  lieu: s.lieu,
  etat: s.etat,
  instance: s.instance.libelle,
})
