import { expect, it } from 'vitest'
import { lireEchec } from './televersement-parties.ts'

// Seen to fail: where any answer that is a page was taken for that of the sign-in, the first four said « Votre session est terminée ».
it.each([
  [408, undefined, 'coupure', /Connexion perdue/],
  [429, undefined, 'coupure', /reprend seul dans une minute/],
  [403, undefined, 'refus', /Le site a refusé cet envoi/],
  [413, undefined, 'refus', /Le site a refusé cet envoi/],
  [200, undefined, 'session', /Votre session est terminée/],
  [503, undefined, 'coupure', /Connexion perdue/],
  [503, { message: 'Examiné plus tard.' }, 'coupure', /Examiné plus tard/],
  [422, { message: 'Trop gros.' }, 'refus', /Trop gros/],
])('une partie d’envoi à laquelle le site répond %i (%o)\u00a0: %s', (statut, json, etat, message) => {
  expect(lireEchec({ statut, json })).toEqual({ etat, message: expect.stringMatching(message) })
})

it('un envoi que le site ne connaît plus est fini ailleurs\u00a0; sans réponse, il reprendra', () => {
  expect(lireEchec({ statut: 404, json: { message: 'Cet envoi n’existe plus.' } })).toEqual({ etat: 'disparu' })
  expect(lireEchec(undefined)).toMatchObject({ etat: 'coupure' })
})
