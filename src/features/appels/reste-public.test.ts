import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { copiesAuComite } from '../../test/comite.ts'
import { enContinu, MENSUEL } from '../../test/continu.ts'
import { decide } from '../../test/laureats.ts'
import { deposer, dossierPret, lisible, publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { releverVagues, tenirReleves } from '../instruction/index.ts'

/** The call of 2021, all the year round: one envelope of 794 000 €, collected each month on the 10th at noon. The tests follow one another in time. */
let w: World
let admin: string
let modele: string
const decisions: { decision: string; dossier: string }[] = []
beforeAll(async () => {
  w = await openWorld()
  await publier(w, enContinu([...MENSUEL, 'reponse_semaines: 6']))
  admin = (await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })).id
  const { cookie } = await w.compte({ structures: ['Vico'] })
  modele = await dossierPret(w, cookie)
  await deposer(w, cookie, modele)
})
afterAll(() => w.close())
const page = async () => (await lisible(await w.get(paths.appels.voir(SLUG)))).replace(/[\u00a0\u202f\s]+/g, ' ')

it('la page dit que rien ne presse, ce relevé et le suivant, et le jour de la réponse', async () => {
  const lue = await page()
  for (const mot of [
    'Rien ne presse',
    'Prochain relevé : dimanche 10 octobre 2021 à 12 h 00.',
    'Un dossier déposé après passe au relevé du 10 novembre 2021.',
    'Réponse au plus tard le 21 novembre 2021.',
    'À attribuer 794 000 € sur 794 000 €',
    'Ce qui reste à attribuer Enveloppe de la Corse 794 000 € à attribuer sur 794 000 €',
  ])
    expect(lue).toContain(mot)
})

// seen to fail: with what the ledger grants, a decision was read before its letter
it('une décision non annoncée ne change rien de public\u00a0; sa lettre partie, le reste baisse', async () => {
  for (const dossier of await copiesAuComite(w, modele, 2))
    decisions.push({ dossier, decision: await decide(w, dossier, admin, { montant: 1_000_000, notifiee: null }) })
  const avant = await page()
  expect(avant).toContain('794 000 € à attribuer sur 794 000 €')
  const [premiere] = decisions
  await w.owner.query("update notification set envoyee_le = $2, sha256 = repeat('0', 64), cle = gen_random_uuid() where decision_id = $1", [
    premiere!.decision,
    w.horloge.instant,
  ])
  await w.owner.query("update dossier set etat = 'retenu' where id = $1", [premiere!.dossier])
  const apres = await page()
  for (const mot of ['À attribuer 784 000 € sur 794 000 €', '784 000 € à attribuer sur 794 000 €', 'Qui a reçu quoi'])
    expect(apres).toContain(mot)
  expect(apres).not.toContain('774 000 €')
})

it('ce qui est en réserve n’est pas à attribuer, et la page le dit', async () => {
  await w.owner.query(
    `insert into mouvement_credits (id, guichet_id, appel_id, genre, enveloppe_id, montant, raison, par, instant)
      select gen_random_uuid(), guichet_id, appel_id, 'reserve', id, 400000, 'Aléa', $1, $2 from enveloppe`,
    [admin, w.horloge.instant],
  )
  const lue = await page()
  for (const mot of ['780 000 € à attribuer sur 794 000 €', '4 000 € sont gardés en réserve.']) expect(lue).toContain(mot)
})

// seen to fail: counted before the ten minutes in which it may be undone
it('chaque relevé dit combien de dossiers il a pris, quand il ne se défait plus', async () => {
  w.regler('2021-10-10T12:00:00')
  await releverVagues(w.deps, w.horloge.instant)
  expect(await page()).not.toMatch(/relevés? faits?/)
  w.regler('2021-10-10T12:10:00')
  await tenirReleves(w.deps, w.horloge.instant)
  const lue = await page()
  for (const mot of ['10 : 1 dossier', '4 relevés faits en 2021, 1 dossier.']) expect(lue).toContain(mot)
})

it('un appel par vagues sans seuil ne dit pas de reste\u00a0: tout se décide ensemble', async () => {
  const vagues = await openWorld()
  await publier(vagues)
  expect(await lisible(await vagues.get(paths.appels.voir(SLUG)))).not.toContain('Ce qui reste à attribuer')
  await vagues.close()
})
