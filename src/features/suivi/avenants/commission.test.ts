import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { avecInstances } from '../../../test/instances.ts'
import { type MondeSuivis, ouvrirSuivis } from '../../../test/suivi.ts'
import { formSigne, type GestesActes, gestesActes } from '../../../test/suivi-actes.ts'
import { SLUG } from '../../../test/vico.ts'

const p = paths.suiviDossier
const c = paths.comite
let m: MondeSuivis
let elus: { id: string; cookie: string }[]
let g: GestesActes
beforeAll(async () => {
  m = await ouvrirSuivis(t => avecInstances(t).replace('aide proposée > 6 000 €', 'aide proposée > 9 500 €'))
  g = gestesActes(m)
  const membre = { role: 'membre_comite' as const, departements: [], volets: [] }
  elus = [await m.w.compte({ nom: 'Présidente', roles: [membre] }), await m.w.compte({ nom: 'Maire', roles: [membre] })]
}, 120_000)
afterAll(() => m.w.close())

const q = async (texte: string, valeurs?: unknown[]) => (await m.w.owner.query(texte, valeurs)).rows
const JOUR = '2022-03-01T10:00:00'
const demander = async (d: string, montant: string) => {
  await m.w.post(paths.actes.avenants(d), { objets: ['montant'], montant, motif: 'Un lot de plus.' }, m.vico.cookie)
  return (await q('select id from avenant where dossier_id = $1 and retire_le is null and sens is null', [d]))[0].id as string
}
const instruire = (d: string, id: string) => m.w.post(p.avisAvenant(d, id), { avis: 'Favorable.' }, m.referent.cookie)
const decider = (d: string, id: string, reponse = '', sens = 'accorde') =>
  m.w.post(p.decisionAvenant(d, id), { sens, reponse, enveloppe: '' }, m.admin.cookie)
const page = async (d: string, id: string) => (await m.w.get(p.avenant(d, id), m.admin.cookie)).text()

/** The commission is convened on these dossiers, by the address that an amendment gives, and says the same of each: its procès-verbal is sealed. */
async function commission(adresse: string, dossiers: readonly string[], avis: Record<string, string>) {
  const { w } = m
  const faire = async (quoi: string, r: Response | Promise<Response>) => {
    const lue = await r
    if (lue.status !== 303) throw new Error(`${quoi}: ${lue.status} ${await g.texte(lue)}`)
    return lue.headers.get('location') ?? ''
  }
  w.regler('2022-03-10T08:00:00')
  const saisie = {
    jour: '11/03/2022',
    heure: '14:30',
    lieu: 'Salle du conseil',
    'siege-0': elus[0]!.id,
    'siege-1': elus[1]!.id,
    dossiers: [...dossiers],
  }
  const seance = /seances\/([0-9a-f-]{36})/.exec(await faire('séance', w.post(adresse, saisie, m.admin.cookie)))![1]!
  await q(
    `insert into conflit (id, guichet_id, seance_id, membre_id, compte_id, dossier_id, declare, origine, motif, declare_le)
      select gen_random_uuid(), x.guichet_id, x.seance_id, x.id, x.compte_id, d.dossier_id, 'aucun', 'declaration', '', $2
      from seance_membre x join seance_dossier d on d.seance_id = x.seance_id where x.seance_id = $1`,
    [seance, w.horloge.instant],
  )
  await faire('ouverture', w.post(c.ouverture(seance), {}, m.admin.cookie))
  const sieges = await q('select id, compte_id from seance_membre where seance_id = $1', [seance])
  const president = sieges.find(x => x.compte_id === elus[0]!.id)!.id
  await faire(
    'présences',
    w.post(c.presences(seance), { ...Object.fromEntries(sieges.map(x => [`presence-${x.id}`, 'present'])), president }, m.admin.cookie),
  )
  const voix = { pour: '2', contre: '0', abstention: '0', sans_vote: '', raison: '', vue: '' }
  for (const d of dossiers) await faire('avis', w.post(c.decision(seance, d), { ...voix, ...avis }, elus[0]!.cookie))
  await faire('clôture', w.post(c.cloture(seance), {}, m.admin.cookie))
  await faire('procès-verbal', w.post(c.procesVerbal(seance), {}, m.admin.cookie))
  await faire('signature', w.post(c.signatureProcesVerbal(seance), { version: '1', reserve: '' }, elus[0]!.cookie))
  await faire('gel', w.post(c.gelProcesVerbal(seance), { version: '1' }, m.admin.cookie))
  return seance
}

// seen to fail: 9 000 € were granted without the commission, then 10 000 €, which it must be asked about
it('une aide décidée sous le seuil de la commission ne le passe pas par un avenant sans elle\u00a0: jusqu’au seuil, si', async () => {
  const d = await g.unConventionne(JOUR)
  const id = await demander(d, '10 000')
  await instruire(d, id)
  const r = await decider(d, id)
  expect([r.status, await g.texte(r)]).toEqual([422, expect.stringContaining('donne d’abord son avis sur ce dossier (10 000 €)')])
  expect((await decider(d, id, 'Seuil.', 'refuse')).status).toBe(303)
  const sous = await demander(d, '9 500')
  await instruire(d, sous)
  expect(await page(d, sous)).not.toContain('Préparer sa séance')
  expect((await decider(d, sous)).status).toBe(303)
})

// seen to fail: no séance took up a dossier that was decided, and such an amendment was refused for good
it('au-delà du seuil, la page mène à la commission, qui rend son avis sur le nouveau montant\u00a0; puis l’avenant s’accorde', async () => {
  const d = await g.unConventionne(JOUR)
  const id = await demander(d, '10 000')
  const avant = await g.texte(m.w.get(`${c.seances(SLUG)}?instance=elus`, m.admin.cookie))
  expect(avant).not.toContain('Avenant :')
  await instruire(d, id)
  const lue = await page(d, id)
  expect(lue).toContain('donne d’abord son avis sur ce dossier')
  expect(lue).not.toContain('value="accorde"')
  const adresse = /href="([^"]*instance=elus[^"]*)"/.exec(lue)![1]!
  const ordre = await g.texte(m.w.get(adresse, m.admin.cookie))
  for (const mot of ['Avenant : ', '10 000 €']) expect(ordre).toContain(mot)
  await commission(adresse, [d], { sens: 'favorable' })
  expect((await q('select sens, montant::int from avis_instance where dossier_id = $1', [d]))[0]).toEqual({
    sens: 'favorable',
    montant: 1_000_000,
  })
  for (const mot of ['avis favorable', 'value="accorde"']) expect(await page(d, id)).toContain(mot)
  expect((await decider(d, id)).status).toBe(303)
})

it('contre l’avis de la commission, l’autorité dit pourquoi au porteur, et la décision le garde', async () => {
  const d = await g.unConventionne(JOUR)
  const id = await demander(d, '10 000')
  await instruire(d, id)
  const seance = await commission(`${c.seances(SLUG)}?instance=elus`, [d], {
    sens: 'defavorable',
    pour: '0',
    contre: '2',
    raison: 'Trop cher.',
  })
  const r = await decider(d, id)
  expect([r.status, await g.texte(r)]).toEqual([422, expect.stringContaining('dites pourquoi il n’est pas suivi')])
  expect((await decider(d, id, 'Le lot est indispensable.')).status).toBe(303)
  const acte = (await g.actes(d)).at(-1)
  expect((await m.w.post(p.signature(d, acte.id), formSigne('2022-03-10'), m.referent.cookie)).status).toBe(303)
  expect((await q('select hors_avis, montant::int from decision where dossier_id = $1 order by prise_le desc limit 1', [d]))[0]).toEqual({
    hors_avis: 'Le lot est indispensable.',
    montant: 1_000_000,
  })
  // granted, it is no longer the commission's
  expect((await m.w.get(c.salle(seance), m.admin.cookie)).status).toBe(200)
  expect(await g.texte(m.w.get(`${c.seances(SLUG)}?instance=elus`, m.admin.cookie))).not.toContain('Avenant :')
})
