import { afterAll, beforeAll, expect, test } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { ouvrirDecisions } from '../../test/decisions.ts'
import {
  aSigner,
  autorite,
  delegation,
  EN_2021,
  engagerTout,
  enregistrer,
  faireSigner,
  lireTout,
  presenter,
  signer,
  texteDe,
} from '../../test/signataires.ts'
import { SLUG } from '../../test/vico.ts'
import { jouerEnvois } from '../notifications/index.ts'

/** Decisions of the comité, told in the name of whoever decides. */
const { administration: a } = paths
let m: Awaited<ReturnType<typeof ouvrirDecisions>>
let qui: Awaited<ReturnType<typeof autorite>>
beforeAll(async () => {
  m = await ouvrirDecisions()
  m.w.regler('2021-11-01T14:00:00')
}, 120_000)
afterAll(() => m.w.close())

const envoyer = async () => {
  await engagerTout(m.w, m.admin.cookie)
  await m.w.post(a.envois(SLUG), {}, m.admin.cookie)
  await jouerEnvois(m.w.deps)
}
const poser = async (v: Record<string, string>) => {
  const dates = { ...EN_2021, cle: nouvelId() }
  const r = await enregistrer(m.w, m.admin.cookie, delegation(qui.prefet.fonction, qui.secretaire.fonction, { ...dates, ...v }))
  expect(r.status).toBe(303)
}
test('sans signataire, la lettre dit qui a confirmé, comme avant', async () => {
  const [d] = (await m.dossiers(1)) as [string]
  await m.notifie(d, { sens: 'retenu', montant: 900_000 })
  const lettre = await m.lettre(d, m.vico.cookie)
  expect(lettre).toContain('Décision prise par Préfet de Corse, le 1er novembre 2021')
  qui = await autorite(m.w, m.admin.cookie)
})

test('signée par le préfet, la lettre porte son prénom, son nom, sa qualité et son service, et le jour où il a décidé', async () => {
  const [d] = (await m.dossiers(1)) as [string]
  const decision = await m.decide(d, { sens: 'non_retenu', motif: 'Hors du calendrier.' })
  expect(await texteDe(m.w.get(a.notifications(SLUG), m.admin.cookie))).toContain('Présenter à la signature')
  await faireSigner(m.w, m.admin.cookie, qui.prefet, [decision])
  const { numero } = (await m.w.owner.query('select numero from dossier where id = $1', [d])).rows[0]
  // what was decided and not told yet is nowhere among what bears the prefect's name
  expect(await texteDe(m.w.get(paths.signatures.accueil, qui.prefet.cookie))).not.toContain(numero)
  m.w.regler('2021-11-03T09:00:00')
  await envoyer()
  m.w.regler('2021-11-01T14:00:00')
  expect(await texteDe(m.w.get(paths.signatures.accueil, qui.prefet.cookie))).toContain(numero)
  const lettre = await m.lettre(d, m.vico.cookie)
  expect(lettre).toContain('Décision prise par Camille Exemple, le 1er novembre 2021.')
  for (const mot of ['Le préfet de Corse', 'Préfecture de Corse']) expect(lettre).toContain(mot)
  expect(lettre).not.toContain('délégation')
})

test('signée par la déléguée, la lettre dit sous quel arrêté, et pour qui', async () => {
  await poser({ plafond_acte: '10 000', plafond_total: '15 000' })
  const [d] = (await m.dossiers(1)) as [string]
  await faireSigner(m.w, m.admin.cookie, qui.secretaire, [await m.decide(d, { sens: 'retenu', montant: 900_000 })])
  await envoyer()
  const lettre = await m.lettre(d, m.vico.cookie)
  for (const mot of [
    'Décision prise par Dominique Modèle, le 1er novembre 2021.',
    'En vertu de l’arrêté n° R20-2026-03-03-001 du 4 janvier 2021 portant délégation de signature',
    'Pour le préfet de Corse et par délégation,',
    'La secrétaire générale',
  ])
    expect(lettre).toContain(mot)
  const [dite] = (await m.w.journal()).filter(x => x.action === 'notification.confirmee' && x.objet_id === d)
  expect(dite!.donnees).toMatchObject({ signataire: qui.secretaire.id })
  m.w.regler('2021-11-01T14:00:00')
})

test('un signataire qui parle pour une structure du projet n’en décide pas', async () => {
  const { id } = await m.w.structure('Olmeto')
  await m.w.owner.query(
    "insert into appartenance (id, guichet_id, structure_id, compte_id, etat, preuve, demandee_le, active_le) values (gen_random_uuid(), $1, $2, $3, 'active', 'declaree', now(), now())",
    [m.w.guichetId, id, qui.prefet.id],
  )
  const [d] = (await m.dossiers(1)) as [string]
  const decision = await m.decide(d, { sens: 'retenu', montant: 100_000 })
  await presenter(m.w, m.admin.cookie, [decision])
  const { attendues, ouverte } = await aSigner(m.w, qui.prefet)
  expect(attendues.map(p => p.refus)).toEqual(['Vous êtes en conflit d’intérêts sur ce dossier\u00a0: une autre personne en décide'])
  expect(ouverte!.ecrit).toBeUndefined()
  expect((await signer(m.w, qui.prefet, [attendues[0]!.id])).status).toBe(422)
  await m.w.owner.query("update appartenance set etat = 'retiree', retiree_le = now() where compte_id = $1", [qui.prefet.id])
  expect((await signer(m.w, qui.prefet, await lireTout(m.w, qui.prefet))).status).toBe(303)
})

test('un refus ne coûte rien au plafond\u00a0; une décision corrigée rend ce que la première avait pris', async () => {
  const [d] = (await m.dossiers(1)) as [string]
  const refus = await m.decide(d, { sens: 'non_retenu', motif: 'Incomplet.' })
  await faireSigner(m.w, m.admin.cookie, qui.secretaire, [refus])
  const correction = await m.decide(d, { sens: 'retenu', montant: 600_000, remplace: refus })
  await faireSigner(m.w, m.admin.cookie, qui.secretaire, [correction])
  const [{ prises, rendues }] = (
    await m.w.owner.query(
      "select coalesce(sum(ajout) filter (where rendu_le is null), 0)::int as prises, count(*) filter (where rendu_le is not null)::int as rendues from emploi_delegation where nature = 'decision'",
    )
  ).rows
  expect({ prises, rendues }).toEqual({ prises: 1_500_000, rendues: 1 })
})
