import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { publier } from '../vico.ts'
import { openWorld } from '../world.ts'

/** Who speaks for a structure: somebody is accepted, somebody is refused, somebody who has left is taken out; the service confirms who it knows. */
const s = ouvrirSite(async () => {
  const w = await openWorld()
  await publier(w)
  return { w }
})

test.each(modes())('%s, j’accepte un collègue, je refuse un inconnu, je retire un ancien, et le service confirme', async (_, ...ecran) => {
  const { w } = s
  // each mode has a commune of its own, and its référent
  const [commune, departement] = ecran[0] ? ['Vico', '2A'] : ['Lumio', '2B']
  const { id } = await w.structure(commune)
  const moi = await w.compte({ nom: `Secrétariat de ${commune}`, structures: [commune] })
  await w.compte({ nom: 'Ancienne secrétaire', structures: [commune] })
  const collegue = await w.compte({ nom: 'Comptable' })
  const inconnu = await w.compte({ nom: 'Personne inconnue' })
  for (const { cookie } of [collegue, inconnu]) await w.post(paths.structures.rejoindre, { structure: id, fonction: 'Comptable' }, cookie)
  const etats = async () =>
    (
      await w.owner.query(
        'select c.name, a.etat, a.preuve from appartenance a join compte c on c.id = a.compte_id where a.structure_id = $1 order by c.name',
        [id],
      )
    ).rows.map(r => `${r.name}: ${r.etat}, ${r.preuve}`)

  const v = await s.entrer(moi, ...ecran)
  await v.page.goto(paths.structures.voir(id))
  await v.controler()
  await v.presser('Accepter Comptable')
  await v.attendre('La personne est acceptée')
  await v.presser('Refuser Personne inconnue')
  await v.attendre('La demande est refusée.')
  await v.controler()
  await v.presser('Retirer Ancienne secrétaire')
  await v.page.getByRole('heading', { level: 1, name: 'Retirer Ancienne secrétaire' }).waitFor()
  await v.controler()
  await v.presser('Retirer cette personne')
  await v.attendre('La personne est retirée')
  await v.controler()
  expect(await v.lire()).not.toContain('Ancienne secrétaire')
  expect((await w.get(paths.structures.voir(id), collegue.cookie)).status).toBe(200)
  expect((await w.get(paths.structures.voir(id), inconnu.cookie)).status).toBe(404)

  const referent = await w.compte({
    nom: `Référent ${departement}`,
    roles: [{ role: 'referent_departemental', departements: [departement], volets: ['volet_1', 'volet_2', 'volet_3'] }],
  })
  const r = await s.entrer(referent, ...ecran)
  await r.page.goto(paths.instruction.appartenances)
  await r.controler()
  await r.presser(`Confirmer Secrétariat de ${commune}`)
  await r.attendre('Le rattachement est confirmé.')
  await r.controler()
  expect(await r.lire()).not.toContain(`Secrétariat de ${commune}`)
  expect(await etats()).toEqual([
    'Ancienne secrétaire: retiree, declaree',
    'Comptable: active, declaree',
    'Personne inconnue: retiree, declaree',
    `Secrétariat de ${commune}: active, referent`,
  ])
  for (const p of [v, r]) {
    p.sansIncident()
    await p.fermer()
  }
})
