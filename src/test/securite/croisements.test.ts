import { afterAll, beforeAll, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { ouvrirSuivis } from '../suivi.ts'
import { SLUG } from '../vico.ts'
import { URL_TEST, type World } from '../world.ts'
import { type AdresseServie, adressesServies, nomAdresse, remplie } from './adresses-servies.ts'
import { endormirControles, planter } from './planter.ts'

/**
 * My dossier in the address, and something of another’s behind it: its piece, its letter, its act, its payment. Whoever may open the first gets, for the second,
 * what they would get for what does not exist, and nothing of the other changes.
 * Seen to fail: without the dossier in the query of a note, and in that of a file of a message.
 */
/** Tables where what a parameter names is kept: a row of the other dossier stands in each. */
const TABLES: Record<string, readonly string[]> = {
  piece: ['piece', 'message_piece', 'bilan_piece'],
  lettre: ['notification'],
  envoi: ['televersement'],
  ...Object.fromEntries(['acte', 'annotation', 'avenant', 'versement', 'avis', 'complement', 'partenaire', 'bilan'].map(t => [t, [t]])),
}
const SUPPORTS = /^\/(dossiers|instruction\/dossiers|suivi\/dossiers)\/:id\/.*:(\w+)/
/** Whatever the form asks, so that a refusal is of the address. */
const SAISIE = {
  ...{ texte: 'Un texte.', note: 'Une note.', raison: 'Une raison.', motif: 'Un motif.', message: 'Un message.', vu: '', version: '1' },
  ...{
    jour: '08/11/2021',
    date: '08/11/2021',
    echeance: '30/11/2021',
    sens: 'favorable',
    decision: 'accorde',
    role: 'Un rôle',
    contact: 'Mairie',
  },
}

let w: World
let moi: { id: string; bilan: string }
let lui: { id: string; bilan: string }
const cookies: Record<string, string> = {}
/** Of each table, the row of the other dossier. */
const siens = new Map<string, string>()

beforeAll(async () => {
  const m = await ouvrirSuivis()
  w = m.w
  const laureat = async (structure: string) => {
    const [id] = (await m.laureats(1, structure)) as [string]
    return { id, bilan: (await m.bilans(id))[0]!.id }
  }
  moi = await laureat('Lumio')
  lui = await laureat('Vico')
  Object.assign(cookies, { dossiers: m.ailleurs.cookie, instruction: m.hauteCorse.cookie, suivi: m.hauteCorse.cookie })
  await endormirControles(w)
  const message = nouvelId()
  const de = { guichet_id: w.guichetId, dossier_id: lui.id }
  await planter(w, 'message', { ...de, id: message }, true)
  for (const table of Object.values(TABLES).flat()) {
    if (table === 'bilan') {
      siens.set(table, lui.bilan)
      continue
    }
    const id = nouvelId()
    siens.set(table, id)
    const ou =
      table === 'message_piece' ? { message_id: message } : table === 'bilan_piece' ? { bilan_id: lui.bilan } : { dossier_id: lui.id }
    await planter(w, table, { guichet_id: w.guichetId, id, ...ou }, true)
  }
}, 60_000)
afterAll(() => w.close())

const parametre = (r: AdresseServie) => SUPPORTS.exec(r.chemin)?.[2]
async function demander(r: AdresseServie, valeurs: Record<string, string>) {
  const commun = { id: moi.id, bilan: moi.bilan, slug: SLUG, code: 'deliberation', regle: 'porteur', nature: 'avance', etape: 'projet' }
  const reponse = await w.app.request(URL_TEST + remplie(r.chemin, { ...commun, ...valeurs }), {
    method: r.methode,
    headers: { origin: URL_TEST, cookie: cookies[r.chemin.split('/')[1]!]! },
    ...(r.methode === 'GET' ? {} : { body: new URLSearchParams(SAISIE) }),
  })
  const sans = (t: string) => t.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|(?<=session-reste-value=")\d+/g, '…')
  return [reponse.status, sans(reponse.headers.get('location') ?? ''), reponse.headers.get('content-type'), sans(await reponse.text())]
}
/** Everything that the database holds of the other dossier. */
async function etat() {
  const de = [...new Set([...siens.keys(), 'dossier', 'message', 'evenement'])].filter(t => t !== 'piece_message')
  const lus = de.map(
    t =>
      `select '${t}' as t, to_jsonb(x)::text as l from ${t} x where to_jsonb(x)::text like '%${lui.id}%' or to_jsonb(x)::text like '%${lui.bilan}%'`,
  )
  return (await w.owner.query(`${lus.join(' union all ')} order by 1, 2`)).rows
}

it('ce qui est à un autre est, dans mon dossier, comme s’il n’existait pas', async () => {
  // the addresses are really mine
  for (const [chemin, qui] of [
    [paths.bilans.voir(moi.id, moi.bilan), 'dossiers'],
    [paths.suivi.dossier(moi.id), 'suivi'],
  ])
    expect((await w.get(chemin!, cookies[qui!])).status).toBe(200)
  const essayees = new Set<string>()
  const avant = await etat()
  expect(avant.length).toBeGreaterThan(12)
  const fuites: string[] = []
  for (const r of adressesServies(w)) {
    const nom = parametre(r)
    if (!nom || !(nom in TABLES)) continue
    const rien = await demander(r, { [nom]: nouvelId() })
    for (const table of TABLES[nom]!) {
      essayees.add(nomAdresse(r))
      const recu = await demander(r, { [nom]: siens.get(table)! })
      if (JSON.stringify(recu) !== JSON.stringify(rien))
        fuites.push(`${nomAdresse(r)}\u00a0: ${table} ${recu.slice(0, 2)} au lieu de ${rien.slice(0, 2)}`)
    }
    if ((rien[0] as number) < 300 || (rien[0] as number) >= 500) fuites.push(`${nomAdresse(r)} ${rien[0]}`)
  }
  expect(fuites).toEqual([])
  // a parameter that an address no longer names would be tried nowhere
  expect(Object.keys(TABLES).filter(p => ![...essayees].some(a => a.includes(`:${p}`)))).toEqual([])
  expect(essayees.size).toBeGreaterThan(40)
  expect(await etat()).toEqual(avant)
}, 60_000)
