import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { formulaire, type MondeSuivis, ouvrirSuivis } from '../../../test/suivi.ts'
import { ouvrirSuivisManquants } from '../../suivi/index.ts'
import { conserver } from './conserver.ts'

let m: MondeSuivis
beforeAll(async () => {
  m = await ouvrirSuivis()
})
afterAll(() => m.w.close())

it('dix ans après la fin d’un projet aidé, les noms et les textes partent\u00a0; la décision, la lettre et le registre restent', async () => {
  const { w } = m
  const [d] = (await m.laureats(1)) as [string]
  w.regler('2022-01-04T10:12:00')
  await ouvrirSuivisManquants(w.deps, w.horloge.instant)
  const b = (await m.bilans(d))[0]!.id
  await w.owner.query('delete from jalon where dossier_id = $1', [d])
  const page = paths.bilans.voir(d, b)
  const dit = { ou_en_est: 'Sa maladie retarde tout', part_faite: '10', difficultes: 'Un agent malade', _suite: 'deposer' }
  expect((await w.post(page, { ...(await formulaire(w, page, m.vico.cookie)), ...dit }, m.vico.cookie)).status).toBe(303)
  const un = async (sql: string) => (await w.owner.query(sql, [d])).rows
  await w.owner.query(
    `insert into annotation select gen_random_uuid(), guichet_id, id, null, 'Le maire est souffrant.', $2, now() from dossier where id = $1`,
    [d, m.referent.id],
  )
  await w.owner.query(
    `insert into avis (id, guichet_id, dossier_id, expert, courriel, demande, champs, jeton_sha256, demande_par, demande_le, expire_le, rendu_le, sens, texte, sans_lien, lien)
     select gen_random_uuid(), guichet_id, id, 'Docteur Exemple', 'expert@guichet.example', 'Votre avis', '{}', repeat('a', 64), $2, now(), now() + interval '1 day', now(), 'favorable', 'Bon projet', false, 'Cousin'
     from dossier where id = $1`,
    [d, m.referent.id],
  )
  await w.owner.query(
    `insert into complement (id, guichet_id, dossier_id, numero, message, depot_id, demande_le, demande_par, echeance, repondu_le, repondu_par, reponse, reponses)
     select gen_random_uuid(), d.guichet_id, d.id, 90, 'Merci de préciser', p.id, now(), $2, now() + interval '1 day', now(), $3, 'Voici', '{"valeurs": {"x": "y"}}'
     from dossier d join depot p on p.dossier_id = d.id where d.id = $1 limit 1`,
    [d, m.referent.id, m.vico.id],
  )
  await w.owner.query(`update suivi set etape = 'solde', clos_le = '2023-01-15T10:00:00Z' where dossier_id = $1`, [d])
  const restent = () =>
    Promise.all([
      un('select sens, montant, motif from decision where dossier_id = $1'),
      un('select montant, rang from mouvement where dossier_id = $1'),
      un('select sha256, lettre from notification where dossier_id = $1'),
      un('select sha256, recu_le from depot where dossier_id = $1'),
      un('select sha256, rang from bilan_depot where bilan_id in (select id from bilan where dossier_id = $1)'),
    ])
  const avant = await restent()
  expect(avant.every(l => l.length > 0)).toBe(true)
  w.regler('2032-12-20T03:00:00')
  expect(await conserver(w.deps, w.horloge.instant)).toMatchObject({ effaces: 0 })
  w.regler('2033-01-20T03:00:00')
  expect((await conserver(w.deps, w.horloge.instant)).effaces).toBeGreaterThan(0)
  expect(await restent()).toEqual(avant)
  const lignes = await Promise.all(
    ['annotation', 'avis', 'complement', 'bilan', 'partenaire', 'depot', 'piece'].map(t => un(`select * from ${t} where dossier_id = $1`)),
  )
  const validations = await un('select * from validation where partenaire_id in (select id from partenaire where dossier_id = $1)')
  const depots = await un('select contenu from bilan_depot where bilan_id in (select id from bilan where dossier_id = $1)')
  const texte = JSON.stringify([lignes, validations, depots])
  for (const parti of [
    'souffrant',
    'Sa maladie',
    'Docteur Exemple',
    'expert@guichet.example',
    'Bon projet',
    'Cousin',
    'préciser',
    'Voici',
    'malade',
    'Secrétariat d’Olmeto',
  ])
    expect(texte, parti).not.toContain(parti)
  const { cookie } = await w.compte({ structures: ['Vico'] })
  expect((await w.get(paths.bilans.suivi(d), cookie)).status).toBe(200)
})
