import { afterAll, beforeAll, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { type MondeScenarios, ouvrirScenarios, type Qui } from '../scenarios.ts'
import { URL_TEST } from '../world.ts'
import { type AdresseServie, adressesServies, nomAdresse, remplie } from './adresses-servies.ts'

/**
 * My séance in the address, and a scenario, a dossier or a piece of another séance behind it: as if it did not exist, before the séance and in its room, for who
 * calls both and for a member of both. Nothing of the other changes.
 * Seen to fail: without the séance in `lus` (a scenario of the other is read, copied, withdrawn).
 */
type Chose = 'scenario' | 'dossier' | 'piece'
const CHOSES: readonly Chose[] = ['scenario', 'dossier', 'piece']
const p = paths.comite
/** Whatever the form asks, so that a refusal is of the address. */
const SAISIE = {
  ...{ motif: 'Ancien employeur.', sens: 'non_retenu', vue: '', version: '1', revision: '1', nom: 'Un nom', 'note-portage': '3' },
  ...{ montant: '1 000', rang: '', conditions: '', conclusion: 'Accord', cle: 'enveloppe' },
}
let m: MondeScenarios
let ici: Record<Chose | 'id', string>
let la: Record<Chose | 'id', string>
let qui: Record<string, Qui>

beforeAll(async () => {
  m = await ouvrirScenarios()
  qui = { 'l’administratrice': m.administratrice, 'un membre': m.regionale }
  const seance = async () => {
    await m.recommencer()
    for (const membre of [m.regional, m.corseDuSud, m.hauteCorse]) await m.declarer(membre)
    const dossier = m.dossiers[0]!
    const piece = nouvelId()
    await m.w.owner.query(
      `insert into piece select (jsonb_populate_record(p, jsonb_build_object('id', $2::uuid, 'dossier_id', $1::uuid, 'cle', p.cle || $2::text))).* from piece p limit 1`,
      [dossier, piece],
    )
    const scenario = (await m.propose()).split('/').at(-1)!.split('?')[0]!
    return { id: m.seance, dossier, piece, scenario }
  }
  ici = await seance()
  la = await seance()
}, 60_000)
afterAll(() => m.w.close())

const adresses = () => adressesServies(m.w).filter(r => /^\/comite\/seances\/:id\/.*:(?:scenario|dossier|piece)/.test(r.chemin))
async function demander(r: AdresseServie, valeurs: Record<string, string>, cookie: string) {
  const reponse = await m.w.app.request(URL_TEST + remplie(r.chemin, { ...ici, ...valeurs }), {
    method: r.methode,
    headers: { origin: URL_TEST, cookie },
    ...(r.methode === 'GET' ? {} : { body: new URLSearchParams(SAISIE) }),
  })
  const sans = (t: string) => t.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|(?<=session-reste-value=")\d+/g, '…')
  return [reponse.status, sans(reponse.headers.get('location') ?? ''), sans(await reponse.text())]
}
const TABLES = ['scenario', 'seance', 'seance_dossier', 'conflit', 'grille', 'decision', 'deliberation', 'proces_verbal']
const etat = async () => {
  const lus = TABLES.map(t => `select '${t}' as t, to_jsonb(x)::text as l from ${t} x where to_jsonb(x)::text like '%${la.id}%'`)
  return (await m.w.owner.query(`${lus.join(' union all ')} order by 1, 2`)).rows
}

async function croiser() {
  const avant = await etat()
  expect(avant.length).toBeGreaterThan(12)
  const fuites: string[] = []
  for (const r of adresses())
    for (const [nom, { cookie }] of Object.entries(qui))
      for (const chose of CHOSES.filter(x => r.chemin.includes(`:${x}`))) {
        const recu = await demander(r, { [chose]: la[chose] }, cookie)
        const rien = await demander(r, { [chose]: nouvelId() }, cookie)
        if (JSON.stringify(recu) !== JSON.stringify(rien) || (rien[0] as number) < 400 || (rien[0] as number) >= 500)
          fuites.push(`${nomAdresse(r)}, ${chose}, ${nom}\u00a0: ${recu.slice(0, 2)} au lieu de ${rien.slice(0, 2)}`)
      }
  expect(fuites).toEqual([])
  expect(await etat()).toEqual(avant)
}

it('avant la séance\u00a0: un scénario, un dossier ou une pièce d’une autre séance n’existe pas dans la mienne', async () => {
  expect(adresses().length).toBeGreaterThan(18)
  for (const s of [ici, la])
    for (const chemin of [p.scenario(s.id, s.scenario), p.grille(s.id, s.dossier)])
      expect((await m.w.get(chemin, m.regionale.cookie)).status, chemin).toBe(200)
  await croiser()
}, 60_000)

it('dans la salle, de même', async () => {
  m.w.regler('2021-10-26T14:30:00')
  for (const s of [ici, la]) {
    expect((await m.w.post(p.ouverture(s.id), {}, m.administratrice.cookie)).status).toBe(303)
    await m.w.owner.query("update seance_membre set presence = 'present' where seance_id = $1", [s.id])
    expect((await m.w.get(p.salleDossier(s.id, s.dossier), m.regionale.cookie)).status).toBe(200)
  }
  await croiser()
  const decide = (s: typeof ici) => m.w.post(p.decision(s.id, s.dossier), { ...SAISIE, montant: '' }, m.administratrice.cookie)
  expect((await decide(ici)).status).toBe(303)
}, 60_000)
