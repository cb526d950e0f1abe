import type { Faits } from '../../features/verdicts/index.ts'
import { reglesDe, VAGUES, type Variante } from './varier.ts'

/** The call of two waves with its declarations alone: one rule that informs, a form that asks for the other structures. */
export const NU = VAGUES.replace(
  /^regles:\n[\s\S]*?(?=^clauses:)/m,
  'regles:\n  - { id: info, titre: Info, clauses: [B1], etape: plan, respectee: Oui. }\n\n',
)
  .replace('blocs: [structure] }', 'blocs: [structure, partenaires] }')
  .replace(
    'aide: { texte: 250 € au plus par équipement., clauses: [B3] }',
    'aide: { texte: 250 € au plus par équipement., montant_min: 1 000 €, montant_max: "20 000,50 €", cout_min: 3 000 €, clauses: [B3] }',
  )
/** A porteur who has nothing else in the guichet. */
export const SEUL: NonNullable<Faits['autres']> = { deposes: {}, aides: [], appels: [], laureats: 0 }
export const faits: Faits = {
  autres: SEUL,
  instant: new Date('2027-03-10T10:00:00Z'),
  structure: { nom: 'La commune', type: 'commune', region: '24', population: 3500 },
  montants: { aide: 1_000_000, part: 100_000, autres: 0 },
  depenses: { equipements: 1_100_000 },
  partenaires: { nombre: 9, valides: 9 },
}
export const aide = (montant: number, part = 100_000): Partial<Faits> => ({
  montants: { aide: montant, part, autres: 0 },
  depenses: { equipements: montant + part },
})

/** The rules that the declarations of a call make, by what follows « declaration- ». */
export const declarees = (v: Variante) =>
  reglesDe(v)
    .verdicts(faits)
    .flatMap(x => (x.regle.startsWith('declaration-') ? [x.regle.slice('declaration-'.length)] : []))
    .sort()
