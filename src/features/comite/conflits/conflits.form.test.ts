import { expect, test } from 'vitest'
import { lireInterets, MOTIF_MAX } from './conflits.form.ts'

test('ce que je déclare est lu dossier par dossier\u00a0; un lien raconté trop longuement est coupé, pas perdu', () => {
  const lu = lireInterets({
    'interet-a': 'conflit',
    'motif-a': 'x'.repeat(MOTIF_MAX + 1),
    'interet-b': 'aucun',
    'motif-c': 'Ancien employeur.',
  })
  expect(lu).toEqual({
    a: { declare: 'conflit', motif: 'x'.repeat(MOTIF_MAX) },
    b: { declare: 'aucun', motif: '' },
    c: { declare: null, motif: 'Ancien employeur.' },
  })
})

test('« aucun conflit pour les autres » répond pour ceux laissés sans réponse, jamais pour un lien raconté sans la sienne', () => {
  expect(
    lireInterets({ 'motif-a': '', 'motif-b': 'Ancien employeur.', 'interet-c': 'conflit', 'motif-c': 'Ma sœur.', autres: 'aucun' }),
  ).toEqual({
    a: { declare: 'aucun', motif: '' },
    b: { declare: null, motif: 'Ancien employeur.' },
    c: { declare: 'conflit', motif: 'Ma sœur.' },
  })
})
