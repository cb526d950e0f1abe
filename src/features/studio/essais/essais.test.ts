import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { confierEssais } from '../../../atelier/essais.ts'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { lisible } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'

const FONDS = readFileSync('src/test/appels/fonds-departemental.yml', 'utf8')
const { studio: p } = paths
const sansInsecables = (t: string) => t.replace(/[\u00a0\u202f]/g, ' ')

let w: World
let admin: string
let autre: string
beforeAll(async () => {
  w = await openWorld({ instant: '2027-01-02T10:00:00' })
  admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
  autre = (await w.compte({ nom: 'Cheffe de bureau', roles: [roleDe('administrateur')] })).cookie
})
afterAll(() => w.close())

const ouvrir = async (source = FONDS) => {
  const r = await w.post(p.accueil, { source }, admin)
  return /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
}
const source = async (id: string) => (await w.get(p.fichier(id), admin)).text()
const html = async (id: string) => (await w.get(p.section(id, 'essais'), admin)).text()
const page = async (id: string) => sansInsecables(await lisible(await w.get(p.section(id, 'essais'), admin)))
const revision = async (id: string) => /name="revision" value="(\d+)"/.exec(await html(id))?.[1] ?? '0'
const CASSE = FONDS.replace('valeurs: { voirie: 25 %, batiments', 'valeurs: { voirie: 24 %, batiments')
const NOUVEAU = {
  titre: 'Une commune répare un pont',
  type: 'commune',
  population: '480',
  departement: '19',
  actions: 'ouvrage',
  'q.resume': 'Le pont.',
  'q.date_fin': '30/11/2027',
  'q.aides_etat': '0',
  'depense.travaux': '10 000',
  aide: '2 500',
  part: '7 500',
  attendu: 'depose',
  montant: '2 500',
}
const ajouter = (id: string, champs: Record<string, string | string[]> = {}, qui = admin) =>
  w.post(`${p.nouvelEssai(id)}?volet=voirie`, { ...NOUVEAU, ...champs }, qui)

describe('les essais d’un brouillon', () => {
  it('tous passent\u00a0: la page le dit, avec ce que chacun attend et obtient', async () => {
    const dit = await page(await ouvrir())
    expect(dit).toContain('5 essais passent')
    expect(dit).toContain('Bloqué par Taux de la catégorie')
    expect(dit).not.toContain('essai échoue')
  })

  // seen to fail: when the button took away those that pass
  it('deux essais échouent : je les retire d’une pression, les autres restent, et cela s’annule', async () => {
    const id = await ouvrir(CASSE.replace('batiments: 30 %', 'batiments: 29 %'))
    const rates = Number(/(\d) essais échouent/.exec(await page(id))?.[1])
    expect(rates).toBeGreaterThan(1)
    expect(await page(id)).toContain(`Retirer les ${rates} essais qui échouent`)
    const r = await w.post(p.section(id, 'essais'), { ordre: 'sans_echecs' }, admin)
    expect(r.headers.get('location')).toContain('fait=sans_echecs')
    // those that start from one of them go with it
    expect(await page(id)).toMatch(/[12] essais? passent?/)
    expect(await page(id)).not.toContain('échouent')
    await w.post(p.retour(id), { sens: 'annuler', revision: '1' }, admin)
    expect(await page(id)).toContain(`${rates} essais échouent`)
  })

  // seen to fail: without the sentence of the rule
  it('je casse un chiffre d’une règle\u00a0: le bon essai échoue, et la phrase de la règle dit pourquoi', async () => {
    const id = await ouvrir(CASSE)
    const dit = await page(id)
    expect(dit).toContain('2 essais échouent')
    expect(dit).toContain(
      'Une commune refait une chaussée, au maximum de l’aide Le dépôt, vous attendiez Peut déposer Les règles donnent Bloqué par Taux de la catégorie',
    )
    expect(dit).toContain('demandez au plus 24 000 €')
    expect(dit).toContain('3 sur 5 passent')
    const rang = 2
    expect(await html(id)).toContain(p.lieu(p.section(id, 'regles'), `/regles/${rang}`).replaceAll('&', '&amp;'))
    expect(dit).toContain('Revoir la règle « Taux de la catégorie »')
  })

  it('je change ce que j’attends\u00a0: le fichier prend ce qui est obtenu, et rien d’autre', async () => {
    const id = await ouvrir(CASSE)
    const r = await w.post(p.attente(id), { code: 'voirie', revision: '0' }, admin)
    expect(r.headers.get('location')).toContain('fait=attente')
    const apres = (await source(id)).split('\n')
    const avant = CASSE.split('\n')
    expect(apres.filter(l => !avant.includes(l)).map(l => l.trim())).toEqual([
      'depose: non',
      'verdicts: { porteur: respectee, plancher: respectee, taux: non_respectee, aides-publiques: respectee, durabilite: respectee }',
      'valeurs: { taux de la catégorie: 24 %, plafond par taille: 60 000 €, maximum: 24 000 € }',
      ...apres.filter(l => /bloquants:|^ +- taux$/.test(l) && !avant.includes(l)).map(l => l.trim()),
    ])
    const dit = sansInsecables(await lisible(await w.get(r.headers.get('location')!, admin)))
    expect(dit).toContain('Cet essai attend maintenant')
    expect(dit).toContain('1 essai échoue')
    expect((await w.post(p.attente(id), { code: 'un_euro_de_trop', revision: await revision(id) }, admin)).status).toBe(303)
    expect(await page(id)).toContain('5 essais passent')
  })

  it('si une autre personne a changé l’appel, ou si l’essai n’existe plus, rien n’est écrit et on le dit', async () => {
    const id = await ouvrir(CASSE)
    await w.post(p.section(id, 'bref'), { revision: '0', '/titre': 'Un autre titre' }, autre)
    const perime = await w.post(p.attente(id), { code: 'voirie', revision: '0' }, admin)
    expect([perime.status, await lisible(perime)]).toEqual([409, expect.stringContaining('vient de changer ce brouillon')])
    const absent = await w.post(p.attente(id), { code: 'inconnu', revision: '1' }, admin)
    expect([absent.status, await lisible(absent)]).toEqual([409, expect.stringContaining('il n’existe plus')])
    expect(await source(id)).toContain('titre: Un autre titre')
    expect(await source(id)).toContain('depose: oui\n      verdicts: { porteur: respectee')
  })

  it('un appel qui a une faute ne se joue pas\u00a0: la page mène à ce qui bloque', async () => {
    const id = await ouvrir(FONDS.replace('montant: 1 200 000 €', 'montant: beaucoup'))
    const dit = await page(id)
    expect(dit).toContain('Les essais ne sont pas joués')
    expect(dit).toContain('Corriger : On attend un montant en euros')
    expect((await w.get(p.nouvelEssai(id), admin)).status).toBe(200)
  })

  it('sans essai, la page dit ce que rien ne montre', async () => {
    const dit = await page(await ouvrir(FONDS.replace(/^essais:[\s\S]*/m, '')))
    expect(dit).toContain('Aucun essai. Rien ne prouve')
    expect(dit).toContain('Un dossier qui peut être déposé.')
    expect(dit).toContain('Un dossier refusé par la règle Plancher')
  })
})

describe('j’ajoute un essai', () => {
  it('par le formulaire\u00a0: le volet d’abord, puis les questions de l’appel et ce que j’attends', async () => {
    const id = await ouvrir()
    expect(await lisible(await w.get(p.nouvelEssai(id), admin))).toContain('Quel volet ce dossier inventé choisit-il')
    const form = await lisible(await w.get(`${p.nouvelEssai(id)}?volet=voirie`, admin))
    for (const mot of ['Fin des travaux', 'Labels visés', 'Dépenses, Études', 'Aide demandée', 'J’attends']) expect(form).toContain(mot)
    const r = await ajouter(id)
    expect(r.headers.get('location')).toContain('fait=ajoute')
    expect(await source(id)).toContain('titre: Une commune répare un pont')
    expect((await source(id)).startsWith(FONDS.trimEnd())).toBe(true)
    expect(await page(id)).toContain('6 essais passent')
  })

  it('ce que donnent les règles devient ce que j’attends, si je ne dis rien d’autre', async () => {
    const id = await ouvrir()
    await ajouter(id, { attendu: 'obtenu', montant: '', aide: '2 600', part: '7 400' })
    const fin = (await source(id)).slice(FONDS.length - 1)
    expect(fin).toMatch(/depose: non\n/)
    expect(fin).toMatch(/- taux/)
    expect(await page(id)).toContain('6 essais passent')
  })

  it('ce qui ne se lit pas est dit à côté de son champ, et rendu comme je l’ai tapé', async () => {
    const id = await ouvrir()
    const r = await ajouter(id, { titre: '', 'depense.travaux': 'beaucoup', population: '-3' })
    const dit = await r.text()
    expect(r.status).toBe(422)
    expect(dit).toContain('Donnez un titre à cet essai')
    expect(dit).toContain('value="beaucoup"')
    expect(dit).toContain('est négatif')
    expect(await source(id)).toBe(FONDS)
  })

  it('trois essais à la suite, sans rien dire de leur structure\u00a0: chacun a la sienne, et les trois passent dans un appel à un dossier par structure', async () => {
    const id = await ouvrir(FONDS.replace('porteurs:\n', 'porteurs:\n  dossiers_max: 1\n').replace(/^ {2}- code: rampe[\s\S]*/m, ''))
    for (const n of [1, 2, 3]) await ajouter(id, { titre: `Essai numéro ${n}`, attendu: 'obtenu', montant: '' })
    const noms = [...(await source(id)).matchAll(/titre: Essai numéro \d\n {4}porteur:\n {6}nom: (.+)/g)].map(m => m[1])
    expect(new Set(noms).size).toBe(3)
    expect(await source(id)).not.toMatch(/Essai numéro \d(?:(?!titre)[\s\S])*depose: non/)
    // the second dossier of a structure is said by its name
    await ajouter(id, { titre: 'Le même', nom: noms[0]!, attendu: 'obtenu', montant: '' })
    expect((await source(id)).split('titre: Le même')[1]).toMatch(/depose: non/)
  })

  it('six personnes en ajoutent un à la fois\u00a0: les six sont gardés, chacun sous son code', async () => {
    const id = await ouvrir()
    const gens = await Promise.all([...Array(6)].map(async () => (await w.compte({ roles: [roleDe('administrateur')] })).cookie))
    const r = await Promise.all(gens.map((qui, i) => ajouter(id, { titre: `Essai numéro ${i}` }, qui)))
    // whoever is told to wait presses again, as the page says
    for (const [i, x] of r.entries())
      if (x.status !== 303) expect((await ajouter(id, { titre: `Essai numéro ${i}` }, gens[i])).status).toBe(303)
    const fin = await source(id)
    for (const i of gens.keys()) expect(fin).toContain(`titre: Essai numéro ${i}`)
    const codes = [...fin.matchAll(/code: (essai_\d+)/g)].map(m => m[1])
    expect(new Set(codes).size).toBe(6)
  })
})

it('les essais d’un modèle dont on a retiré les questions partent d’un bouton, avec ceux qui partaient d’eux, et reviennent d’une annulation', async () => {
  const casse = FONDS.replace('reponses: { resume: Une rampe', 'reponses: { partie: oui, resume: Une rampe')
  const id = await ouvrir(casse)
  expect(await page(id)).toContain('Repartir sans ces essais')
  expect(await lisible(await w.get(p.brouillon(id), admin))).toContain('Repartir sans ces essais')
  const r = await w.post(p.section(id, 'essais'), { ordre: 'sans_essais' }, admin)
  expect(r.headers.get('location')).toContain('fait=sans_essais')
  const reste = await source(id)
  expect(reste).toContain('code: sous_le_plancher')
  expect(reste).not.toMatch(/- code: (rampe|seconde_trop_tard)/)
  expect(await page(id)).toContain('3 essais passent')
  await w.post(p.retour(id), { sens: 'annuler', revision: '1' }, admin)
  expect(await source(id)).toBe(casse)
})

it('la page d’un essai dit les questions dans leurs mots, et les jours comme on les tape', async () => {
  const id = await ouvrir(FONDS.replaceAll('date_fin', 'places'))
  const lieu = p.lieu(p.section(id, 'essais'), '/essais/0')
  const lu = await (await w.get(lieu, admin)).text()
  expect(lu).toMatch(/Fin des travaux[\s\S]{0,700}name="\/essais\/0\/reponses\/places"/)
  expect(lu).not.toContain('Projets présélectionnés')
  expect(lu).toMatch(/value="30\/11\/2027"/)
  expect(lu).toMatch(/>Travaux[\s\S]{0,700}name="\/essais\/0\/depenses\/travaux"/)
  await w.post(lieu, { revision: '0', '/essais/0/reponses/places': '1er décembre 2027', '/essais/0/reponses/aides_etat': '1 200' }, admin)
  expect(await source(id)).toContain('places: 2027-12-01')
  expect(await source(id)).toContain('aides_etat: 1 200 €')
})

it('sans le rôle, ou d’un autre guichet, rien de cela n’existe', async () => {
  const id = await ouvrir()
  const referent = (await w.compte({ roles: [roleDe('referent_regional')] })).cookie
  const ailleurs = nouvelId()
  await w.owner.query("insert into guichet (id, slug, nom, configuration) values ($1, 'autre', 'Autre', '{}')", [ailleurs])
  const actes: [string, Record<string, string>][] = [
    [p.attente(id), { code: 'voirie', revision: '0' }],
    [`${p.nouvelEssai(id)}?volet=voirie`, NOUVEAU],
    [p.essaiDuDossier(id), { numero: 'FDE27-0001' }],
    [p.seuils(id), { cle: 'a'.repeat(32), lu: 'oui' }],
  ]
  for (const [chemin, corps] of actes) {
    expect((await w.post(chemin, corps, referent)).status, chemin).toBe(404)
    expect((await w.post(chemin, corps)).status, chemin).toBe(303)
  }
  await w.owner.query('update brouillon_appel set guichet_id = $1 where id = $2', [ailleurs, id])
  for (const chemin of [p.section(id, 'essais'), p.nouvelEssai(id)]) expect((await w.get(chemin, admin)).status, chemin).toBe(404)
  for (const [chemin, corps] of actes) expect((await w.post(chemin, corps, admin)).status, chemin).toBe(404)
  const { rows } = await w.owner.query('select source, seuils_lus from brouillon_appel where id = $1', [id])
  expect(rows[0]).toEqual({ source: FONDS, seuils_lus: [] })
})

it('des essais qui demandent trop de calcul sont arrêtés, et les suivants se jouent', async () => {
  expect(await confierEssais('jouerEssais', { source: FONDS }, { pour: null, delaiMs: 1 })).toEqual({ ok: false, error: 'trop_long' })
  const r = await confierEssais('jouerEssais', { source: FONDS }, { pour: null })
  expect(r.ok && r.value?.essais.length).toBe(5)
})
