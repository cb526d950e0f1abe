import { expect, it } from 'vitest'
import type { MondeSuivis } from '../../test/suivi.ts'
import { type GestesActes, surUnConventionne } from '../../test/suivi-actes.ts'
import { lireSuivi } from './suivi.queries.ts'

let m: MondeSuivis
let g: GestesActes
let d: string
surUnConventionne('2021-12-15T10:00:00', v => {
  ;({ m, g, d } = v)
})
const compte = async (...eligibles: string[]) => {
  const s = (await m.w.auGuichet(tx => lireSuivi(tx, m.w.guichetId, d, eligibles)))!.enVigueur
  return { ht: s.ht, htEligible: s.htEligible, consomme: s.consomme }
}

it('une commande compte dans la base si l’appel paie sa nature, ou si elle n’a pas de ligne de dépense\u00a0; jamais retirée, ni d’un bilan renvoyé', async () => {
  const [RIEN, TOUT] = [
    { ht: 0, htEligible: 0, consomme: 0 },
    { ht: 400_000, htEligible: 400_000, consomme: 300_000 },
  ]
  const { nature } = (await m.w.owner.query('select nature from depense where dossier_id = $1 and rang = 1', [d])).rows[0]
  expect(await compte(nature)).toEqual(RIEN)
  await g.depenser(d, 400_000)
  expect(await compte(nature)).toEqual(TOUT)
  expect(await compte('autre')).toEqual({ ...RIEN, ht: 400_000 })
  await m.w.owner.query('update commande set depense_id = null where dossier_id = $1', [d])
  expect(await compte('autre')).toEqual(TOUT)
  for (const etat of ['a_deposer', 'renvoye', 'depose', 'accepte']) {
    await m.w.owner.query('update bilan set etat = $2 where dossier_id = $1 and rang = 1', [d, etat])
    expect(await compte(nature), etat).toEqual(etat === 'depose' || etat === 'accepte' ? TOUT : RIEN)
  }
  await m.w.owner.query('update commande set retiree_le = now() where dossier_id = $1', [d])
  expect(await compte(nature)).toEqual(RIEN)
})
