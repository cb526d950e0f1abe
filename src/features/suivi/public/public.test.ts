import { parseCsv } from 'hucre/csv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { openDb } from '../../../db/db.ts'
import { paths } from '../../../paths.ts'
import { copiesAuComite } from '../../../test/comite.ts'
import { decide } from '../../../test/laureats.ts'
import { type MondeSuivis, ouvrirSuivis } from '../../../test/suivi.ts'
import { lisible, SLUG } from '../../../test/vico.ts'
import { garderUnites } from '../../structures/repertoire/repertoire.ecrire.ts'

let m: MondeSuivis
let d: string
let numero: string
/** SIREN of a legal person, of a sole trader, of one whom INSEE does not show, of one of whom nobody says anything. */
const [MORALE, INDIVIDUEL, CACHE, INCONNU] = ['000123075', '000712313', '000712719', '000123456']
const dire = { nom: 'Isula Logiciels Libres', sigle: null, rna: null, effectifs: null, etat: 'active', fermee_le: null, siret_siege: null }
const q = async (texte: string, valeurs: unknown[] = []) => (await m.w.owner.query(texte, valeurs)).rows
const lire = async (chemin: string) => (await lisible(await m.w.get(chemin))).replace(/[\u00a0\u202f]/g, ' ')
const csv = async (chemin: string) => parseCsv(await (await m.w.get(chemin)).text())

async function commander(dossier: string, siren: string, nom: string, ht: number, objet: string, departement = '2B') {
  await q(
    `insert into commande (id, guichet_id, dossier_id, bilan_id, siret, pays, entreprise, departement, objet, ht, ttc, commandee_le, depense_id, ajoutee_par, ajoutee_le)
      select $1, b.guichet_id, b.dossier_id, b.id, $2, 'FR', $3, $4, $5, $6::bigint, $6::bigint, '2021-12-01',
        (select e.id from depense e where e.dossier_id = b.dossier_id and e.nature = 'prestation'), $7, now() from bilan b where b.dossier_id = $8 and b.rang = 1`,
    [nouvelId(), `${siren}00011`, nom, departement, objet, ht, m.vico.id, dossier],
  )
}
const bilan = (dossier: string, etat: string) =>
  q(
    "update bilan set etat = $2, ou_en_est = 'Huit démarches sont ouvertes.', depose_le = '2022-01-10' where dossier_id = $1 and rang = 1",
    [dossier, etat],
  )
const PAGES = () => [
  paths.projetsAides(),
  paths.projetsAides({ appel: 'tous' }),
  paths.argent.accueil,
  `${paths.argent.accueil}?q=vico`,
  paths.argent.flux,
  paths.argent.commune('2A348'),
  paths.argent.communeCsv('2A348'),
  paths.donneesOuvertes.commandes(),
  paths.projet.voir(numero),
  paths.projet.commandes(numero),
]

beforeAll(async () => {
  m = await ouvrirSuivis()
  ;[d] = (await m.laureats(1)) as [string]
  numero = (await q('select numero from dossier where id = $1', [d]))[0].numero
  m.w.regler('2022-01-18T09:00:00')
  await openDb(m.w.owner)
    .transaction()
    .execute(tx => garderUnites(tx, [{ ...dire, siren: MORALE, categorie_juridique: '5710' } as never], [], new Set(), m.w.horloge.instant))
  await commander(d, MORALE, 'Isula', 400_000, 'Portail des familles')
  await commander(d, INDIVIDUEL, 'Jeanne Untel Photographe', 40_000, 'Portraits des agents par Jeanne Untel')
  await commander(d, CACHE, 'Atelier Untel', 30_001, 'Affiches')
  await commander(d, INCONNU, 'Paul Autrui', 20_000, 'Conseil de Paul Autrui')
  await openDb(m.w.owner)
    .transaction()
    .execute(tx =>
      garderUnites(
        tx,
        [],
        [
          { siren: INDIVIDUEL, categorie: '1000' },
          { siren: CACHE, categorie: '5499' },
        ],
        new Set(),
        m.w.horloge.instant,
      ),
    )
})
afterAll(() => m.w.close())

describe('ce qui n’est pas accepté n’est pas public', () => {
  // seen to fail: with the orders of a bilan that is filed, as the follow-up counts them
  it('tant que le bilan n’est pas accepté, ni ses commandes, ni sa phrase, ni ses montants ne paraissent', async () => {
    const muettes = await Promise.all(PAGES().map(lire))
    for (const etat of ['depose', 'renvoye']) {
      await bilan(d, etat)
      expect(await Promise.all(PAGES().map(lire)), etat).toEqual(muettes)
    }
    expect(muettes.join()).not.toMatch(/Isula|Huit démarches/)
    expect(muettes[8]).toContain('aucun bilan accepté à ce jour')
    await bilan(d, 'accepte')
    const page = await lire(paths.projet.voir(numero))
    for (const mot of ['Isula Logiciels Libres', 'Où en est-on ?', 'Huit démarches sont ouvertes.', 'Portail des familles'])
      expect(page).toContain(mot)
  })
})

describe('aucune personne n’est jamais nommée', () => {
  // seen to fail: when the name typed in an order stands in for the directory's
  it('ni l’indépendant, ni qui ne se montre pas, ni qui n’est pas connu\u00a0: leur département, et un total', async () => {
    for (const chemin of PAGES()) {
      const page = await lire(chemin)
      for (const mot of [/Untel/, /Autrui/, /Portraits/, /Affiches/, /Conseil de/, new RegExp(`${INDIVIDUEL}|${CACHE}|${INCONNU}`)])
        expect(page, chemin).not.toMatch(mot)
    }
    const lignes = (await csv(paths.projet.commandes(numero))).slice(1).map(l => [l[4], l[5], l[6], l[7], l[8], l[9]])
    expect(lignes).toEqual([
      ['Isula Logiciels Libres', MORALE, 'Haute-Corse', 'Portail des familles', '2021-12-01', '4000.00'],
      ['Entreprise dont le nom n’est pas publié', '', 'Haute-Corse', '', '', '500.01'],
      ['Entrepreneur individuel', '', 'Haute-Corse', '', '', '400.00'],
    ])
  })

  it('ils n’ont ni page, ni fichier, et aucune recherche ne les trouve', async () => {
    for (const siren of [INDIVIDUEL, CACHE, INCONNU])
      for (const chemin of [paths.argent.entreprise(siren), paths.argent.entrepriseCsv(siren)])
        expect((await m.w.get(chemin)).status).toBe(404)
    for (const mot of ['Untel', 'Autrui', 'Jeanne']) expect(await lire(`${paths.argent.accueil}?q=${mot}`)).toContain('Rien pour')
    expect(await lire(paths.argent.entreprise(MORALE))).toContain('Isula Logiciels Libres')
  })

  it('qui demande à l’INSEE de ne plus se montrer n’est plus nommé, dès l’import', async () => {
    const tue = () =>
      openDb(m.w.owner)
        .transaction()
        .execute(tx => garderUnites(tx, [], [{ siren: MORALE, categorie: '5710' }], new Set(), m.w.horloge.instant))
    await tue()
    for (const chemin of PAGES()) expect(await lire(chemin), chemin).not.toContain('Isula')
    expect((await m.w.get(paths.argent.entreprise(MORALE))).status).toBe(404)
    await openDb(m.w.owner)
      .transaction()
      .execute(tx =>
        garderUnites(tx, [{ ...dire, siren: MORALE, categorie_juridique: '5710' } as never], [], new Set(), m.w.horloge.instant),
      )
    expect(await lire(paths.projet.voir(numero))).toContain('Isula Logiciels Libres')
  })

  // seen to fail: without `NOMMEE` in the query of the lauréats
  it('un bénéficiaire dont rien ne dit qu’il est une personne morale n’est pas nommé, ni rangé à la place de son nom', async () => {
    const [avant] = await q(
      'select s.id, s.nom, s.type from structure s join instruction i on i.structure_id = s.id where i.dossier_id = $1',
      [d],
    )
    await q("update structure set type = 'entreprise', nom = 'Jeanne Untel' where id = $1", [avant.id])
    const fichiers = [paths.appels.laureatsFeuilles.csv(SLUG), paths.appels.laureatsAtom(SLUG), paths.appels.laureatsGeojson(SLUG)]
    for (const chemin of [...PAGES(), ...fichiers, paths.donneesOuvertes.subventions(), paths.donneesOuvertes.giving()])
      expect(await lire(chemin), chemin).not.toContain('Untel')
    expect(await lire(paths.projet.voir(numero))).toContain('Bénéficiaire dont le nom n’est pas publié')
    await q('update structure set type = $2, nom = $3 where id = $1', [avant.id, avant.type, avant.nom])
  })
})

describe('rien de ce qui n’est pas notifié ne se déduit', () => {
  // seen to fail: with `decision` in force instead of the one that was told
  it('un projet décidé et pas encore dit, une correction en attente\u00a0: chaque page reste la même, et l’adresse n’existe pas', async () => {
    const [autre] = (await copiesAuComite(m.w, d, 1)) as [string]
    const inconnue = (await q('select numero from dossier where id = $1', [autre]))[0].numero
    const avant = await Promise.all(PAGES().map(lire))
    expect(avant.join()).not.toContain(inconnue)
    await decide(m.w, autre, m.admin.id, { montant: 500_000, notifiee: null })
    for (const chemin of [paths.projet.voir, paths.projet.commandes, paths.projet.image])
      expect(await lire(chemin(inconnue))).toBe(await lire(chemin('ITN7-9999')))
    const [dite] = await q('select id from decision where dossier_id = $1', [d])
    await decide(m.w, d, m.admin.id, { montant: 600_000, base: 1_000_000, remplace: dite.id, notifiee: null })
    await q("update dossier set etat = 'retenu' where id = $1", [d])
    expect(await Promise.all(PAGES().map(lire))).toEqual(avant)
  })
})

describe('chaque chiffre est celui du registre, au centime', () => {
  it('accordé, versé, dépensé\u00a0: la page du projet, la liste, l’argent et les fichiers disent la même chose que la base', async () => {
    const [registre] = await q(
      `select (select sum(x.montant)::int from decision x join notification n on n.decision_id = x.id where n.envoyee_le is not null and x.dossier_id = $1) as accorde,
        (select sum(c.ht)::int from commande c where c.dossier_id = $1) as ht`,
      [d],
    )
    // 4 900,01 € at three quarters, rounded down on the whole
    const depense = Math.trunc((registre.ht * registre.accorde) / 1_200_000)
    expect([registre.accorde, depense]).toEqual([900_000, 367_500])
    for (const chemin of [paths.projetsAides(), paths.argent.accueil, paths.projet.voir(numero)]) {
      const page = await lire(chemin)
      for (const mot of ['9 000 €', '3 675 €']) expect(page, chemin).toContain(mot)
    }
    const lignes = (await csv(paths.donneesOuvertes.commandes())).slice(1)
    expect(lignes.reduce((s, l) => s + Math.round(Number(l[10]) * 100), 0)).toBe(depense)
  })
})

it('l’adresse des lauréats d’un appel mène aux projets aidés, avec ce qu’elle demandait\u00a0; un appel inconnu n’existe pas', async () => {
  const r = await m.w.get(`${paths.appels.laureats(SLUG)}?q=vico&tri=aide`)
  expect([r.status, r.headers.get('location')]).toEqual([301, `${paths.projetsAides()}?appel=${SLUG}&q=vico&tri=aide`])
  for (const chemin of [
    paths.appels.laureats('autre'),
    paths.projetsAides({ appel: 'autre' }),
    paths.projet.voir('inconnu'),
    paths.argent.commune('2A999'),
  ])
    expect((await m.w.get(chemin)).status, chemin).toBe(404)
})

it('un disque et sa ligne mènent l’un à l’autre sans script, et une commune couverte trouve son projet', async () => {
  const html = await (await m.w.get(paths.projetsAides())).text()
  const ancre = numero.toLowerCase()
  for (const mot of [`id="disque-${ancre}"`, `href="#laureat-${ancre}"`, `id="laureat-${ancre}"`, `href="#disque-${ancre}"`])
    expect(html).toContain(mot)
  expect(await lire(`${paths.projetsAides()}?q=olmeto`)).toContain('Un guichet en ligne pour les familles')
  expect(await lire(`${paths.projetsAides()}?q=zonza`)).toContain('Aucun projet ne correspond.')
})

it('qui partage la page donne un titre, une phrase et une image', async () => {
  const html = await (await m.w.get(paths.projet.voir(numero))).text()
  for (const mot of [
    'property="og:title" content="Un guichet en ligne',
    'property="og:description" content="L’État accorde',
    '/image.png"',
  ])
    expect(html.replace(/&#39;/g, '’')).toContain(mot)
  let r = await m.w.get(paths.projet.image(numero))
  // the thread may be long to start on a busy machine: whoever asks again has it
  for (let i = 0; r.status === 503 && i < 5; i++) r = await m.w.get(paths.projet.image(numero))
  expect([r.status, r.headers.get('content-type')]).toEqual([200, 'image/png'])
  const png = Buffer.from(await r.arrayBuffer())
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png.length < 100_000]).toEqual([1200, 630, true])
})
