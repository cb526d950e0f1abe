import { expect, test } from 'vitest'
import { motsDansLaLettre } from '../index.ts'

const dossier = (id: string, rang: number | undefined) => ({
  ...{ id, numero: id, titre: id, volet: null, etat: 'delibere', aide: 1, montant: 1, lisible: true, rang },
  avis: id === 'a' ? 'defavorable' : 'favorable',
})
const [a, b] = [dossier('a', 1), dossier('b', 2)]
const raison = { texte: 'Permis refusé.', par: 'Référent', le: new Date() }
const groupe = { structure: { id: 's', nom: 'Vico' }, rangesLe: new Date(), dossiers: [a, b], raison, ecart: { devant: a, derriere: b } }

test('ma lettre rappelle le rang que j’avais donné, et la raison quand il n’est pas suivi\u00a0; rien d’un autre de mes dossiers', () => {
  const lire = (g: typeof groupe | undefined, id: string) =>
    motsDansLaLettre(g as never, id)
      .join(' ')
      .replace(/\u00a0/g, ' ')
  expect(lire(groupe, 'a')).toBe(
    'Vous aviez donné à ce projet la priorité 1 sur 2. Votre ordre n’a pas été suivi. Raison : « Permis refusé. »',
  )
  expect(lire(groupe, 'b')).toBe('Vous aviez donné à ce projet la priorité 2 sur 2.')
  expect(lire({ ...groupe, dossiers: [a] }, 'a')).toBe('')
  expect(lire({ ...groupe, dossiers: [dossier('a', undefined), b] }, 'a')).toBe('')
  expect(lire(undefined, 'a')).toBe('')
})
