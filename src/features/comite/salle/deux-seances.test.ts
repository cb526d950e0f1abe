import { expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { ouvrirSalle } from '../../../test/salle.ts'

const s = ouvrirSalle(t => t.replace('  quorum: 3\n', '  quorum: 3\n  laureats_max: 1\n'))
const decider = (seance: string, dossier: string, plus: Record<string, string>) =>
  s.m.w.post(
    paths.comite.decision(seance, dossier),
    { sens: 'retenu', montant: '10 000', rang: '', motif: '', conditions: '', conclusion: 'Prêt.', vue: '', ...plus },
    s.m.administratrice.cookie,
  )
/** Three séances open at once, a dossier in each. */
async function troisSeances() {
  const lieux: [string, string][] = []
  for (let i = 0; i < 3; i++) {
    await s.ouvrir(1)
    lieux.push([s.seance, s.dossiers[0]!])
  }
  return lieux
}

// seen to fail: each séance counted the lauréats before the others had written theirs
it('trois séances ouvertes décident à la fois\u00a0: pas plus de lauréats que l’appel n’en admet, pas deux dossiers au même rang', async () => {
  for (let tour = 0; tour < 4; tour++) {
    await s.q("update dossier set etat = 'retire' where etat in ('au_comite', 'delibere')")
    const rangs = await Promise.all(
      (await troisSeances()).map(([seance, d]) =>
        decider(seance, d, { sens: 'liste_complementaire', montant: '', rang: String(tour + 1) }),
      ),
    )
    expect(rangs.map(r => r.status).sort()).toEqual([303, 422, 422])
  }
  const laureats = await Promise.all((await troisSeances()).map(([seance, d]) => decider(seance, d, {})))
  expect(laureats.map(r => r.status).sort()).toEqual([303, 422, 422])
})
