import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { gestesComplements } from '../../../test/complements.ts'
import { actesDe, ligneDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'

const DEUX = {
  'cible-1': 'c:projet:resume',
  'demande-1': 'Dites combien de familles.',
  'cible-2': 'c:projet:situation',
  'demande-2': 'Sur quelles données ?',
  echeance: '12/10/2021',
}
const DECISIONS = {
  'decision-1': 'acceptee',
  'decision-2': 'redemandee',
  'manque-2': 'Il manque avec qui ce constat a été partagé.',
  jour: '20/10/2021',
  note: 'Chiffre vérifié.',
}

let m: MondeInstruction
let id: string
let k: string
let g: ReturnType<typeof gestesComplements>
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
  g = gestesComplements(m, id)
  await g.demander(DEUX)
  k = (await g.demandes())[0]!.id
})
afterAll(() => m.w.close())

const decider = (corps: Record<string, string>, qui = m.referent) => m.w.post(paths.instruction.clotureComplement(id, k), corps, qui.cookie)
const points = (complement: string) =>
  m.w.auGuichet(tx => tx.selectFrom('complement_point').selectAll().where('complement_id', '=', complement).orderBy('rang').execute())

it('une réponse acceptée, l’autre redemandée : une nouvelle demande part pour elle seule, une fois sur six', async () => {
  await g.repondre()
  const page = await lisible(await g.page())
  for (const mot of ['1. Votre projet en quelques phrases', 'Accepter la réponse', 'Redemander', 'Ce que la réponse change', 'Coût global'])
    expect(page).toContain(mot)
  const six = await Promise.all(Array.from({ length: 6 }, () => decider(DECISIONS)))
  expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
  const [premiere, seconde, ...reste] = await g.demandes()
  expect(reste).toEqual([])
  expect(premiere!.clos_le).not.toBeNull()
  expect(await points(k)).toMatchObject([
    { decision: 'acceptee', motif: null },
    { decision: 'redemandee', motif: DECISIONS['manque-2'] },
  ])
  expect(seconde).toMatchObject({ numero: 2, echeance: new Date('2021-10-20T21:59:59Z'), repondu_le: null })
  const [repris, ...autres] = await points(seconde!.id)
  expect(autres).toEqual([])
  expect(repris).toMatchObject({ champ: 'situation', demande: DECISIONS['manque-2'], reprend_id: (await points(k))[1]!.id })
  expect(await ligneDe(m.w, id)).toMatchObject({ points_attendus: 1, points_recus: 0, suite: 'attendre' })
  expect(await g.courriels('à compléter avant le')).toHaveLength(2)
  expect((await actesDe(m.w, id)).filter(a => a.action === 'instruction.complement_clos')).toMatchObject([
    { acceptees: 1, redemandees: 1, note: 'Chiffre vérifié.' },
  ])
  const apres = await lisible(await g.page())
  for (const mot of ['Acceptée', 'Redemandée', '2 demandes, 3 points, 2 réponses', '1 réponse acceptée, 1 redemandée'])
    expect(apres).toContain(mot)
  expect(await lisible(await m.w.get(paths.dossiers.complements(id), m.porteur.cookie))).toContain(DECISIONS['manque-2'])
})

it('tout accepter clôt la demande sans rien redemander, quoi que disent les points', async () => {
  await g.repondre()
  expect((await decider({ ...DECISIONS, tout: 'oui' })).status).toBe(303)
  expect((await points(k)).map(p => p.decision)).toEqual(['acceptee', 'acceptee'])
  expect(await g.demandes()).toHaveLength(1)
  expect((await ligneDe(m.w, id)).suite).not.toBe('attendre')
})

it('un point sans décision, un manque sans texte, un jour passé : tout revient comme écrit, rien n’est décidé', async () => {
  await g.repondre()
  for (const [corps, phrase] of [
    [{ ...DECISIONS, 'decision-1': '' }, 'Point 1 : acceptez la réponse, ou redemandez'],
    [{ ...DECISIONS, 'manque-2': '' }, 'Point 2 : écrivez ce qui manque encore'],
    [{ ...DECISIONS, 'manque-2': 'x'.repeat(2001) }, 'Point 2 : Ce texte a 2001 caractères'],
    [{ ...DECISIONS, jour: '01/09/2021' }, 'Choisissez un jour après le 28/09/2021'],
    [{ ...DECISIONS, note: 'x'.repeat(2001) }, 'Ce texte a 2001 caractères'],
  ] as const) {
    const r = await decider(corps)
    expect(r.status, phrase).toBe(422)
    const html = await r.text()
    expect(await lisible(new Response(html))).toContain(phrase)
    expect(html).toMatch(/value="redemandee" checked/)
    expect(html).toContain(corps['manque-2'])
  }
  expect((await points(k)).map(p => p.decision)).toEqual([null, null])
})

it('sans réponse, retirée ou d’un autre dossier, rien ne se décide ; ailleurs, rien n’existe ; le porteur n’y peut rien', async () => {
  expect((await decider(DECISIONS)).status).toBe(409)
  await g.repondre()
  expect((await decider(DECISIONS, m.ailleurs)).status).toBe(404)
  expect((await decider(DECISIONS, m.porteur)).status).toBe(404)
  const autre = await m.dossier()
  expect((await m.w.post(paths.instruction.clotureComplement(autre, k), DECISIONS, m.referent.cookie)).status).toBe(404)
  await m.w.owner.query("update dossier set etat = 'au_comite' where id = $1", [id])
  expect((await decider(DECISIONS)).status).toBe(409)
  expect((await points(k)).map(p => p.decision)).toEqual([null, null])
})

it('un champ de l’étape du porteur qui change se compare dans les mots de la page', async () => {
  await m.w.post(paths.instruction.retraitComplement(id, k), { motif: 'Autre chose.' }, m.referent.cookie)
  const parties = { 'cible-1': 'e:porteur', 'demande-1': 'Mettez à jour.', 'cible-2': 'e:plan', 'demande-2': 'Vérifiez.' }
  expect((await g.demander({ ...parties, echeance: '12/10/2021' })).status).toBe(303)
  await m.w.post(
    paths.dossiers.etape(id, 'porteur'),
    { representant_legal: 'Première adjointe', contact_courriel: 'adjointe@guichet.example' },
    m.porteur.cookie,
  )
  await m.w.post(paths.dossiers.etape(id, 'plan'), { aide: '9 000', part: '3 500,50' }, m.porteur.cookie)
  expect((await m.w.post(paths.dossiers.complements(id), { reponse: 'Voici.' }, m.porteur.cookie)).status).toBe(303)
  const texte = (await lisible(await g.page())).replaceAll('\u00a0', ' ')
  for (const mot of ['Fonction de la personne qui représente la structure', 'Première adjointe', 'Courriel du contact', '10 000 € 9 000 €'])
    expect(texte).toContain(mot)
  expect(texte).not.toMatch(/representant_legal|contact_courriel/)
})
