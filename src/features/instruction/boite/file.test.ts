import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../../paths.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { installerDemonstration } from '../../demo/index.ts'

const I = paths.instruction
const FILE = 'suite=analyser&suite=examiner&suite=prendre&suite=presenter&suite=verifier&affecte=moi&tri=echeance'
let w: World
type Qui = { id: string; cookie: string }
let admin: Qui
beforeAll(async () => {
  w = await openWorld()
  await installerDemonstration(w.deps)
  w.regler('2021-10-05T09:40:00')
  await w.owner.query("update dossier set etat = 'en_instruction' where etat = 'depose' and rouvert_le is null")
  admin = await agent('administrateur')
})
afterAll(() => w.close())

const agent = (role: 'administrateur' | 'direction' | 'referent_departemental', departements: string[] = []) =>
  w.compte({ roles: [{ role, departements, volets: [] }] })
const lire = async (chemin: string, { cookie }: Qui = admin) =>
  (await (await w.get(chemin, cookie)).text()).replace(/[\u00a0\u202f]/g, ' ').replaceAll('&amp;', '&')
const vers = async (chemin: string, { cookie }: Qui) => (await w.get(chemin, cookie)).headers.get('location')
const ouvre = (qui: Qui) => vers(I.file, qui)
const rangees = (html: string) => [...html.matchAll(/<tr id="d-([0-9a-f-]{36})"/g)].map(x => x[1]!)
const donner = (dossier: string, { id }: Qui) =>
  w.owner.query('update instruction set assigne_a = $1, assigne_le = now() where dossier_id = $2', [id, dossier])

test('la file se lit en aussi peu d’échanges avec la base que la boîte avant elle', async () => {
  await lire(I.boite)
  expect(await w.echanges(() => lire(I.boite))).toBeLessThanOrEqual(7)
  for (const { dossier_id } of (await w.owner.query('select dossier_id from instruction limit 3')).rows) await donner(dossier_id, admin)
  await lire(`${I.boite}?${FILE}`)
  expect(await w.echanges(() => lire(`${I.boite}?${FILE}&par=50`))).toBeLessThanOrEqual(6)
  expect(await w.echanges(() => lire(`${I.boite}?q=Vico`))).toBeLessThanOrEqual(7)
})

test('on entre par « À traiter, moi », par échéance, puis par la dernière vue que l’on a lue', async () => {
  const moi = await agent('administrateur')
  expect(await ouvre(moi)).toBe(`${I.boite}?${FILE}`)
  await lire(`${I.boite}?suite=attendre&tri=echeance`, moi)
  expect(await ouvre(moi)).toBe(`${I.boite}?suite=attendre&tri=echeance`)
  // a search or a filter of the moment is no view
  await lire(`${I.boite}?suite=attendre&tri=echeance&volet=volet_1`, moi)
  await lire(`${I.boite}?q=Vico`, moi)
  expect(await ouvre(moi)).toBe(`${I.boite}?suite=attendre&tri=echeance`)
  expect(await ouvre(await agent('administrateur'))).toBe(`${I.boite}?${FILE}`)
  // whoever instructs nothing has nothing of their own
  const direction = await agent('direction')
  expect(await ouvre(direction)).toBe(I.boite)
  expect(await lire(I.boite, direction)).not.toContain('À traiter, moi')
  expect((await w.get(I.file)).status).toBe(303)
  expect((await w.get(I.file, (await w.compte({ structures: ['Vico'] })).cookie)).status).toBe(404)
})

test('une rangée ne dit que ce qui demande, avec sa phrase et sa clause, et sa suite ouvre la règle', async () => {
  await w.owner.query('update instruction set assigne_a = $1, assigne_le = now() where a_verifier + a_completer + non_respectees > 0', [
    admin.id,
  ])
  const html = await lire(`${I.boite}?suite=verifier&par=50`)
  expect(rangees(html).length).toBeGreaterThan(0)
  expect(html).not.toContain('gt-marque--ok')
  const suites = [...html.matchAll(/<a href="([^"]+)" class="gt-f-acte"[^>]*>([^<]+)/g)]
  expect(suites).toHaveLength(rangees(html).length)
  for (const [, href, mots] of suites) {
    expect(href).toMatch(/\/instruction\/dossiers\/[0-9a-f-]{36}\/instruire\?regle=[a-z0-9_-]+&liste=[^#]+#verdict$/)
    expect(mots).toMatch(/^(Trancher|Demander) : /)
  }
  expect(html).toMatch(
    /gt-marque--lettre"><span aria-hidden="true">[?+!✗]<\/span><span class="fr-sr-only">[^<]+<\/span><\/span> [^<]{10,} \([A-Z]/,
  )
  const [, href] = suites[0]!
  const regle = new URL(href!, 'http://x').searchParams.get('regle')!
  const dossier = /dossiers\/([0-9a-f-]{36})/.exec(href!)![1]!
  expect(await lire(href!.split('#')[0]!)).toContain(`action="${I.verdict(dossier, regle)}`)
})

test('la page d’une liste et sa rangée tiennent d’un dossier à l’autre, et l’on revient sur la suivante', async () => {
  const toutes = rangees(await lire(`${I.boite}?tri=numero&par=100`))
  // a place in the middle, as the link of a following page says it
  const premiere = await lire(`${I.boite}?tri=numero`)
  const liste = 'tri=numero&par=50'
  const page = await lire(I.avecListe(I.dossier(toutes[1]!), liste))
  expect(page).toContain(`href="${I.boite}?${liste}#d-${toutes[1]}"`)
  expect(page).toContain(`href="${I.avecListe(I.dossier(toutes[2]!), liste)}"`)
  await w.owner.query("update instruction set volet = 'volet_2' where dossier_id = $1", [toutes[0]])
  const filtree = 'volet=volet_1&tri=numero'
  const [un, deux] = rangees(await lire(`${I.boite}?${filtree}`))
  await w.owner.query("update instruction set volet = 'volet_2' where dossier_id = $1", [un])
  expect(await lire(I.avecListe(I.dossier(un!), filtree))).toContain(`href="${I.boite}?${filtree}#d-${deux}"`)
  expect(premiere).toContain('gt-file')
  // what an address may not say is left out
  expect(await lire(I.avecListe(I.dossier(un!), 'volet=volet_1&par=7&apres=nimporte&x=y'))).toContain(`href="${I.boite}?volet=volet_1#d-`)
})

test('après un acte groupé, on retrouve sa liste à la même page, jamais « Tous »', async () => {
  const [un] = rangees(await lire(`${I.boite}?volet=volet_3&par=50`))
  const filtre = 'volet=volet_3&par=50'
  const preparee = await w.post(I.preparationActe, { acte: 'etiqueter', filtre, dossier: un! }, admin.cookie)
  expect(await preparee.text()).toContain('value="volet=volet_3&amp;par=50"')
  const champs = { acte: 'etiqueter', filtre, dossier: un!, ajouter: 'vue', nombre: '1', cle: crypto.randomUUID() }
  const r = await w.post(I.actes, champs, admin.cookie)
  expect([r.status, r.headers.get('location')]).toEqual([
    303,
    expect.stringMatching(`^${I.boite.replace('/', '\\/')}\\?volet=volet_3&par=50#acte-`),
  ])
})

test('les dossiers choisis s’ouvrent l’un après l’autre, et ceux-là seuls', async () => {
  const tous = rangees(await lire(`${I.boite}?tri=numero`))
  const choisis = [tous[4]!, tous[1]!, tous[3]!]
  const r = await w.post(I.preparationActe, { acte: 'suivre', filtre: 'tri=numero', dossier: choisis }, admin.cookie)
  const vers = r.headers.get('location')!
  expect([r.status, /dossiers\/([0-9a-f-]{36})\/instruire\?/.exec(vers)?.[1]]).toEqual([303, tous[1]])
  expect(await lire(vers.split('#')[0]!)).toContain('1 sur 3')
  expect((await w.post(I.preparationActe, { acte: 'suivre', filtre: '' }, admin.cookie)).status).toBe(422)
  // those of a perimeter that is not theirs are not there
  const ailleurs = await agent('referent_departemental', ['2B'])
  const { rows } = await w.owner.query("select dossier_id from instruction where departements = '{2A}' limit 1")
  const refuse = await w.post(I.preparationActe, { acte: 'suivre', filtre: '', dossier: rows[0].dossier_id }, ailleurs.cookie)
  expect(refuse.status).toBe(422)
})

test('une vue partagée se lit dans le périmètre de chacun, « moi » y est qui la lit, et son auteur seul la change', async () => {
  const [auteur, lectrice] = [await agent('referent_departemental', ['2A']), await agent('referent_departemental', ['2B'])]
  const requete = 'affecte=moi&tri=echeance'
  await w.post(I.vues, { nom: 'Les miens', requete, qui: 'service' }, auteur.cookie)
  await w.post(I.vues, { nom: 'Pour moi', requete: 'volet=volet_2', qui: 'moi' }, auteur.cookie)
  const { rows } = await w.owner.query('select id, partagee from vue where compte_id = $1 order by rang', [auteur.id])
  expect(rows.map(v => v.partagee)).toEqual([true, false])
  const { rows: ailleurs } = await w.owner.query("select dossier_id from instruction where departements = '{2B}' limit 1")
  await donner(ailleurs[0].dossier_id, lectrice)
  const chezElle = await lire(`${I.boite}?${requete}`, lectrice)
  expect(chezElle).toMatch(
    /fr-icon-team-line[^>]*><\/span><span class="fr-sr-only">Vue du service : <\/span>Les miens<span class="gt-compte">1</,
  )
  expect(chezElle).not.toContain('Pour moi')
  expect(rangees(chezElle)).toEqual([ailleurs[0].dossier_id])
  expect(rangees(await lire(`${I.boite}?${requete}`, auteur))).toEqual([])
  const sesVues = await lire(I.vues, lectrice)
  expect(sesVues).toContain('Partagée par')
  expect(sesVues).not.toContain(`action="${I.vue(rows[0].id)}"`)
  for (const chemin of [I.vue(rows[0].id), I.retraitVue(rows[0].id)])
    expect((await w.post(chemin, { nom: 'À moi', qui: 'moi' }, lectrice.cookie)).status).toBe(404)
  // taken back, nobody else has it
  expect((await w.post(I.vue(rows[0].id), { nom: 'Les miens', qui: 'moi' }, auteur.cookie)).status).toBe(303)
  expect(await lire(I.boite, lectrice)).not.toContain('Les miens')
})

test('la file s’ouvre sur la vue que l’on choisit, même d’un autre, tant qu’on peut la lire', async () => {
  const [auteur, lectrice] = [await agent('administrateur'), await agent('administrateur')]
  await w.post(I.vues, { nom: 'Sans délibération', requete: 'pieces=manquent', qui: 'service', ouverture: 'oui' }, auteur.cookie)
  await w.post(I.vues, { nom: 'À part', requete: 'volet=volet_3', qui: 'moi' }, auteur.cookie)
  const { rows } = await w.owner.query('select id from vue where compte_id = $1 order by rang', [auteur.id])
  await lire(`${I.boite}?suite=attendre&tri=echeance`, auteur)
  expect(await ouvre(auteur)).toBe(`${I.boite}?pieces=manquent`)
  expect((await w.post(I.file, { ouverture: rows[0].id }, lectrice.cookie)).headers.get('location')).toBe(`${I.vues}?fait=ouverture`)
  expect(await ouvre(lectrice)).toBe(`${I.boite}?pieces=manquent`)
  for (const id of [rows[1].id, crypto.randomUUID(), 'x'])
    expect((await w.post(I.file, { ouverture: id }, lectrice.cookie)).status, id).toBe(404)
  await w.post(I.retraitVue(rows[0].id), {}, auteur.cookie)
  expect(await ouvre(lectrice)).toBe(`${I.boite}?${FILE}`)
  await w.post(I.file, { ouverture: '' }, auteur.cookie)
  expect(await ouvre(auteur)).toBe(`${I.boite}?suite=attendre&tri=echeance`)
})

test('les touches d’une lettre se coupent, pour soi seul, et l’on revient à sa liste', async () => {
  const [moi, autre] = [await agent('administrateur'), await agent('administrateur')]
  const r = await w.post(I.touches, { actives: 'non', retour: `${I.boite}?volet=volet_1&par=50#raccourcis` }, moi.cookie)
  expect([r.status, r.headers.get('location')]).toEqual([303, `${I.boite}?volet=volet_1&par=50#raccourcis`])
  expect(await lire(I.boite, moi)).toContain('data-file-actives-value="false"')
  expect(await lire(I.boite, autre)).toContain('data-file-actives-value="true"')
  await w.post(I.touches, { actives: 'oui', retour: '' }, moi.cookie)
  expect(await lire(I.boite, moi)).toContain('data-file-actives-value="true"')
})

test('une file vide dit ce que l’on attend et ce qui est à prendre ; une recherche vide, où sont ses résultats', async () => {
  const moi = await agent('administrateur')
  const vide = await lire(`${I.boite}?${FILE}`, moi)
  expect(vide).toContain('Votre file est vide')
  expect(vide).toMatch(/Prendre en charge : \d+ dossiers? sans instructeur/)
  const { rows } = await w.owner.query('select porteur from instruction limit 1')
  const q = new URLSearchParams({ q: rows[0].porteur })
  const ailleurs = await lire(`${I.boite}?${q}&${FILE}`, moi)
  expect(ailleurs).toContain(`« ${rows[0].porteur} » : aucun dossier dans À traiter, moi`)
  expect(ailleurs).toMatch(/Dans tous vos dossiers : <a href="\/instruction\?q=[^"]+">\d+ résultats?</)
  expect(await lire(`${I.boite}?q=zzzzzz&${FILE}`, moi)).toContain('Aucun de vos dossiers ne porte ces mots.')
  // a letter too many: what is found has the nearest word, and the page says so
  const mot = /[a-z]{6,}/i.exec(rows[0].porteur)![0]
  const proche = await lire(`${I.boite}?q=${mot}x`, moi)
  expect(proche).toContain(`Aucun dossier ne porte « ${mot}x » tel quel : la liste montre les mots les plus proches.`)
  expect(proche).toContain(rows[0].porteur)
  expect(await lire(`${I.boite}?q=${mot}`, moi)).not.toContain('tel quel')
  expect(await lire(`${I.boite}?q=${mot}x&${FILE}`, moi)).toMatch(/avec des mots proches : <a href=/)
})
