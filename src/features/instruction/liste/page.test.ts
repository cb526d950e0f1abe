import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { installerDemonstration } from '../../demo/index.ts'
import { lireFiltre } from './filtres.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
  await installerDemonstration(w.deps)
})
afterAll(() => w.close())

const agent = async (role: Role['role'], departements: string[] = []) =>
  (await w.compte({ nom: role, roles: [{ role, departements, volets: [] }] })).cookie
const page = async (query: string, cookie: string) =>
  (await (await w.get(`${paths.instruction.boite}?${query}`, cookie)).text()).replace(/\u00a0/g, ' ')
const numeros = (html: string) => [...html.matchAll(/instruction\/dossiers\/[0-9a-f-]{36}(?:\?[^"]*)?">([^<]+)</g)].map(m => m[1]!)
const compte = (html: string, vue: string) => Number(new RegExp(`>${vue}<span class="gt-compte">(\\d+)`).exec(html)?.[1])

test('les vues comptent ce que le lecteur voit, et chacune mène à ce qu’elle compte', async () => {
  for (const cookie of [await agent('administrateur'), await agent('referent_departemental', ['2A'])]) {
    const html = await page('par=100', cookie)
    expect(compte(html, 'Tous')).toBe(numeros(html).length)
    for (const [vue, query] of [
      ['Avant le relevé', 'suite=releve'],
      ['Clos', 'suite=clos'],
    ] as const)
      if (compte(html, vue)) expect(numeros(await page(`${query}&par=100`, cookie)).length, vue).toBe(compte(html, vue))
  }
})

test('un titre de colonne trie dans son sens habituel, puis dans l’autre ; seule la colonne triée le dit', async () => {
  const cookie = await agent('administrateur')
  const html = await page('tri=porteur', cookie)
  expect(html.match(/aria-sort="[a-z]+"/g)).toEqual(['aria-sort="ascending"'])
  expect(html).toContain('tri=porteur&amp;sens=desc')
  expect(html).toContain(`href="${paths.instruction.boite}?tri=aide_demandee"`)
  const montants = numeros(await page('tri=aide_demandee', cookie))
  expect(numeros(await page('tri=aide_demandee&sens=asc', cookie))).toEqual(montants.toReversed())
})

test('un filtre actif se retire d’un lien, et les totaux suivent le filtre', async () => {
  const cookie = await agent('administrateur')
  const html = await page('departement=2A&volet=volet_1', cookie)
  expect(html).toContain('Département : Corse-du-Sud')
  expect(html).toContain(`href="${paths.instruction.boite}?volet=volet_1"`)
  expect(html).toContain(`<strong>${numeros(html).length} dossiers</strong>`)
  expect(await page('volet=volet_99', cookie)).toContain('Aucun dossier ne répond à ce filtre')
})

// seen to fail when the sentence counts the rules that ask something among the others
test('chaque dossier dit ce qu’il reste à faire, et, à qui le demande, ce que disent toutes les règles', async () => {
  const cookie = await agent('administrateur')
  expect(await page('', cookie)).not.toContain('clauses respectées')
  await w.post(paths.instruction.colonnes, { colonne: 'recevabilite', retour: '' }, cookie)
  const html = await page('', cookie)
  expect(html).toContain('Attendre le relevé')
  expect(html).toMatch(/À vérifier\s: Fonctionnement courant\. 11\sclauses respectées, 3\ssans objet</)
  expect(html).toContain('plein : verdict d’un instructeur')
})

/** What the form of filters sends as it stands. */
function tel(html: string) {
  const form = /<form[^>]*id="filtres"[\s\S]*?<\/form>/.exec(html)![0]
  const attribut = (balise: string, nom: string) => new RegExp(` ${nom}="([^"]*)"`).exec(balise)?.[1]?.replaceAll('&amp;', '&')
  const query = new URLSearchParams()
  for (const [balise] of form.matchAll(/<input[^>]*>/g))
    if (attribut(balise, 'type') !== 'checkbox' || / checked/.test(balise))
      query.append(attribut(balise, 'name')!, attribut(balise, 'value') ?? '')
  for (const [, nom, options] of form.matchAll(/<select[^>]* name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g))
    query.append(nom!, /<option value="([^"]*)" selected/.exec(options!)?.[1] ?? '')
  return query
}

test('« Chercher » ne perd rien de ce que le filtre demande déjà, plusieurs valeurs comprises', async () => {
  const cookie = await agent('administrateur')
  const q = new URLSearchParams(
    'q=guichet&etat=depose&etat=irrecevable&suite=releve&suite=clos&volet=volet_1&volet=volet_3&volet=disparu&departement=2A&departement=territoire' +
      '&epci=200040764&epci=999999999&type=commune&type=epci&population_min=100&population_max=90000&cout_min=5000&cout_max=90000,50&aide_min=1&aide_max=80000' +
      '&depose_du=2021-07-01&depose_au=2021-09-30&verdict=a_verifier&verdict=attention&regle=cout-minimal&regle=porteur&pieces=manquent&affecte=personne' +
      '&retard=1&etiquette=%C3%A0+revoir&etiquette=mutualisation&tri=porteur&sens=desc',
  )
  const envoye = tel(await page(q.toString(), cookie))
  expect(lireFiltre(envoye)).toEqual(lireFiltre(q))
  expect(lireFiltre(envoye).volet).toEqual(['disparu', 'volet_1', 'volet_3'])
})

test('on choisit l’EPCI par son nom, parmi ceux des dossiers que l’on lit', async () => {
  const html = await page('', await agent('referent_departemental', ['2A']))
  const [, siren, nom] = /name="epci" value="(\d{9})"[\s\S]*?<label[^>]*>([^<]+)/.exec(html)!
  const { rows } = await w.owner.query('select distinct departement_pilote from instruction where epci_siren = $1', [siren])
  expect(rows.map(r => r.departement_pilote)).toEqual(['2A'])
  const filtree = await page(`epci=${siren}`, await agent('administrateur'))
  expect(filtree).toContain(`EPCI : ${nom}`)
  expect(numeros(filtree).length).toBeGreaterThan(0)
})

test('ce qui ne se lit pas est dit à côté du champ, rendu tel que tapé, et laissé de côté', async () => {
  const cookie = await agent('administrateur')
  const html = await page('aide_min=beaucoup&cout_max=&population_max=dix&depose_du=31%2F02%2F2021', cookie)
  expect(html).toContain('Une partie du filtre est laissée de côté')
  for (const [nom, saisie, phrase] of [
    ['aide_min', 'beaucoup', 'n’est pas un montant'],
    ['population_max', 'dix', 'n’est pas un nombre d’habitants'],
    ['depose_du', '31/02/2021', 'n’est pas une date'],
  ]) {
    expect(html).toMatch(new RegExp(`name="${nom}"[^>]*value="${saisie}"[^>]*aria-invalid="true"`))
    expect(html).toMatch(new RegExp(`id="${nom}-erreur"[^«]{0,80}« ${saisie} » ${phrase}`))
  }
  expect(numeros(html)).toEqual(numeros(await page('', cookie)))
  expect(await page('aide_min=10', cookie)).not.toContain('laissée de côté')
})
