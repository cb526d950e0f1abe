import { afterAll, beforeAll, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { JUMEAU, publierJumeau } from '../appel-jumeau.ts'
import { ouvrirSuivis } from '../suivi.ts'
import { SLUG } from '../vico.ts'
import { URL_TEST, type World } from '../world.ts'
import { adressesServies, nomAdresse, remplie } from './adresses-servies.ts'

/**
 * Agents of another call of the same guichet, whose volets and départements have the same codes: of this call they learn nothing. At no address its dossiers, and not one
 * octet of what they may read changes when this call has more of them.
 * Seen to fail: `condition` without its calls (lists, exports, sheets of the comité), `perimetresDesChiffres` given every call (figures of a lecteur and of the comité), the
 * choice of calls of the dashboard, of the portfolio and of the inbox unfiltered (the title is there), `structuresSansMembre` with the counts of every call.
 */
const VOLETS = ['volet_1', 'volet_2', 'volet_3']
const LECTEURS = {
  'un référent du même département et des mêmes volets': ['referent_departemental', ['2A'], VOLETS, [JUMEAU.slug]],
  'une référente régionale de tous les volets': ['referent_regional', [], [], [JUMEAU.slug]],
  'un membre du comité': ['membre_comite', [], [], [JUMEAU.slug]],
  'un lecteur': ['lecteur', [], [], [JUMEAU.slug]],
  'un signataire': ['signataire', [], [], [JUMEAU.slug]],
  'une référente sans appel': ['referent_regional', [], [], []],
} as const
type Lecteur = keyof typeof LECTEURS

let m: Awaited<ReturnType<typeof ouvrirSuivis>>
let w: World
let valeurs: Record<string, string>
const cookies = {} as Record<Lecteur, string>
const comptes: { id: string; courriel: string }[] = []

beforeAll(async () => {
  m = await ouvrirSuivis()
  w = m.w
  await publierJumeau(w)
  for (const [nom, [role, departements, volets, appels]] of Object.entries(LECTEURS)) {
    const r = { role, departements: [...departements], volets: [...volets], appels: [...appels] }
    const compte = await w.compte({ nom: 'Agent d’un autre appel', roles: [r] })
    cookies[nom as Lecteur] = compte.cookie
    comptes.push(compte)
  }
  const { dossier, bilan } = await m.unBilan('2022-01-04T10:12:00')
  const { rows } = await w.owner.query('select id, code from piece where dossier_id = $1 limit 1', [dossier])
  valeurs = { id: dossier, dossier, bilan, slug: SLUG, piece: rows[0]?.id ?? nouvelId(), code: 'deliberation' }
  Object.assign(valeurs, { etape: 'projet', regle: 'porteur', numero: '1', version: '1', formulaire: 'projet', nature: 'avance' })
}, 120_000)
afterAll(() => w.close())

const DU_SERVICE = /^\/(instruction|suivi|comite|administration|signatures|structures)(\/|$)/
const servies = () => adressesServies(w).filter(r => DU_SERVICE.test(r.chemin))
const demander = (methode: string, chemin: string, qui: Lecteur) =>
  w.app.request(URL_TEST + chemin, {
    method: methode,
    headers: { origin: URL_TEST, cookie: cookies[qui] },
    ...(methode === 'GET' ? {} : { body: new URLSearchParams({ version: '1' }) }),
  })

it('à chaque adresse qui nomme un dossier, un bilan, une séance ou un appel, rien n’existe pour qui est d’un autre appel', async () => {
  const nommees = servies().filter(r => /:(id|dossier|bilan|slug)\b/.test(r.chemin))
  expect(nommees.length).toBeGreaterThan(100)
  const passe: string[] = []
  for (const r of nommees)
    for (const qui of Object.keys(LECTEURS) as Lecteur[]) {
      const reponse = await demander(r.methode, remplie(r.chemin, valeurs), qui)
      // a form that cannot be read, refused before its dossier is looked for
      const illisible = [400, 415, 422].includes(reponse.status)
      const sansDossier =
        illisible && (await demander(r.methode, remplie(r.chemin, { ...valeurs, id: nouvelId(), bilan: nouvelId() }), qui)).status
      if (reponse.status !== 404 && reponse.status !== sansDossier) passe.push(`${nomAdresse(r)}\u00a0: ${qui} reçoit ${reponse.status}`)
      await reponse.body?.cancel()
    }
  expect(passe).toEqual([])
}, 120_000)

/** Lists, counts, searches, figures and their files, with this call asked for by name or by words, or not. */
function lectures() {
  const sansNom = servies()
    .filter(r => r.methode === 'GET' && !r.chemin.includes(':'))
    .map(r => r.chemin)
  const figures = ['jours', 'jour', 'volets', 'departements', 'porteurs', 'montants', 'delais', 'charge'].map(f =>
    paths.instruction.figure(f),
  )
  const feuilles = servies().find(r => r.chemin === '/suivi/portefeuille/:fichier')
  const demandes = [
    '',
    '?q=Vico',
    `?appel=${SLUG}`,
    `?perimetre=${SLUG}`,
    '?totaux=exacts&q=guichet',
    '?format=csv',
    `?format=csv&appel=${SLUG}`,
  ]
  const chemins = [
    ...sansNom,
    ...figures,
    ...(feuilles ? ['laureats.csv', 'commandes.csv'].map(f => feuilles.chemin.replace(':fichier', f)) : []),
  ]
  return chemins.flatMap(c => demandes.map(d => c + d))
}
/** Everything that each of them reads, without what is new at each answer. */
async function toutLire(chemins = lectures()) {
  const lu = new Map<string, string>()
  for (const chemin of chemins)
    for (const qui of Object.keys(LECTEURS) as Lecteur[]) {
      const r = await demander('GET', chemin, qui)
      const texte = (await r.text()).replace(/(?<=session-reste-value=")\d+|name="cle" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')
      lu.set(`${chemin}, ${qui}`, `${r.status} ${texte}`)
    }
  return lu
}

it('rien de ce que lit qui est d’un autre appel ne dit ses dossiers, ni ne change quand il en vient', async () => {
  // nobody is left at Vico: its dossiers are told to the agents of its département, of this call alone
  await w.owner.query(
    "update appartenance set etat = 'retiree', retiree_le = now() where structure_id = (select id from structure where nom = 'Vico')",
  )
  const avant = await toutLire()
  expect([...avant.values()].filter(t => t.startsWith('200')).length).toBeGreaterThan(100)
  const { rows } = await w.owner.query('select numero, porteur from instruction')
  // its title is public, and none of their business: no list of theirs offers it
  const { titre } = (await w.owner.query('select titre from appel_version v join appel a on a.id = v.appel_id where a.slug = $1', [SLUG]))
    .rows[0]
  expect([...avant].filter(([, t]) => t.includes(titre)).map(([ou]) => ou)).toEqual([])
  // who belongs to which structure is of no call
  const dits = [...avant].filter(
    ([ou, t]) => !ou.startsWith(paths.instruction.appartenances) && rows.some(d => t.includes(d.numero) || t.includes(d.porteur)),
  )
  expect(dits.map(([ou]) => ou).filter(ou => !ou.includes('q=Vico'))).toEqual([])
  const instant = w.horloge.instant
  await m.laureats(2)
  const brouillon = 'insert into dossier select (jsonb_populate_record(d, $1)).* from dossier d limit 1'
  await w.owner.query(brouillon, [{ id: nouvelId(), numero: 'ITN7-9001', etat: 'brouillon', depose_le: null }])
  w.horloge.regler(instant)
  const apres = await toutLire()
  expect([...apres].filter(([ou, t]) => avant.get(ou) !== t).map(([ou]) => ou)).toEqual([])
}, 180_000)

// seen to fail: without the call in `mene` (the référent of the other call is told too), without it for whoever is in charge (told, and nobody of this call is)
it('un message du projet ne prévient que le service de cet appel, pas même qui avait le dossier en charge et n’a plus l’appel', async () => {
  const ecrire = async (texte: string) => {
    const avant = (await w.courriels()).length
    expect((await w.post(paths.dossiers.echanges(valeurs.id!), { texte }, m.vico.cookie)).status).toBe(303)
    return (await w.courriels()).slice(avant).map(c => c.destinataire)
  }
  await w.owner.query(
    "update appartenance set etat = 'active', retiree_le = null where structure_id = (select id from structure where nom = 'Vico')",
  )
  expect(await ecrire('Une première question.')).toEqual([m.referent.courriel])
  await w.owner.query('update instruction set assigne_a = $2 where dossier_id = $1', [valeurs.id, comptes[0]!.id])
  expect(await ecrire('Une seconde question.')).toEqual([m.referent.courriel])
})

it('le même regard, par qui est de cet appel, change\u00a0: ce que la mesure précédente lit est bien ce qui compte', async () => {
  cookies['un lecteur'] = m.lecteur.cookie
  cookies['un référent du même département et des mêmes volets'] = m.referent.cookie
  const { boite, bord, figure } = paths.instruction
  const comptes = [boite, `${bord}?appel=${SLUG}`, `${figure('volets')}?appel=${SLUG}`, `${paths.suivi.portefeuille}?perimetre=${SLUG}`]
  const avant = await toutLire(comptes)
  await m.laureats(1)
  const change = [...(await toutLire(comptes))].filter(([ou, t]) => avant.get(ou) !== t).map(([ou]) => ou)
  for (const adresse of comptes)
    expect(
      change.some(ou => ou.startsWith(adresse)),
      adresse,
    ).toBe(true)
}, 180_000)
