import { type Chemin, valeurA } from '../../formes/index.ts'
import type { GesteEcrit } from '../document/gestes.ts'
import { nommeA } from './codes.ts'
import { codeDe } from './usages.ts'

const tableau = (v: unknown): readonly unknown[] => (Array.isArray(v) ? v : [])

/** The changes that take the answers to a question out of the test dossiers, where no other form asks it; nothing for what is no question. Pure. */
export function sansSesReponses(brut: unknown, chemin: Chemin): GesteEcrit[] {
  const n = nommeA(chemin)
  const id = n?.sorte === 'question' ? codeDe(brut, n) : undefined
  if (id === undefined || combienDe(brut, id) > 1) return []
  return tableau(valeurA(brut, ['essais'])).flatMap((e, rang) =>
    ['reponses', 'tableaux']
      .filter(ou => valeurA(e, [ou, id]) !== undefined)
      .map(ou => ({ geste: { verbe: 'retirer', chemin: ['essais', rang, ou, id] }, dit: 'Ses réponses dans les essais\u00a0: retirées' })),
  )
}

/** How many forms of the call, of both its temps, ask a question of this code. */
const combienDe = (brut: unknown, id: string) => questionsAu(brut).filter(q => q.id === id).length

/** Every question of a draft, of both its temps, with its place. Pure. */
export const questionsAu = (brut: unknown): { id: unknown; chemin: Chemin }[] =>
  etapesAu(brut).flatMap(etape =>
    tableau(valeurA(brut, [...etape, 'questions'])).map((q, k) => ({ id: valeurA(q, ['id']), chemin: [...etape, 'questions', k] })),
  )

/** Every step of its forms. Pure. */
export const etapesAu = (brut: unknown): Chemin[] =>
  [['formulaires'], ['phases', 'dossier_complet', 'formulaires']].flatMap(ou =>
    tableau(valeurA(brut, ou)).flatMap((f, i) => tableau(valeurA(f, ['etapes'])).map((_, j): Chemin => [...ou, i, 'etapes', j])),
  )
