import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'
import { appliquerGeste, lireGeste, lireSaisie, POINTS_MAX } from './demande.form.ts'

let m: MondeInstruction
let id: string
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
})
afterAll(() => m.w.close())

const page = async () => (await m.w.get(paths.instruction.complements(id), m.referent.cookie)).text()
const poster = (corps: Record<string, string>) => m.w.post(paths.instruction.complements(id), corps, m.referent.cookie)
const points = (html: string) => html.match(/<legend class="fr-fieldset__legend">/g)?.length ?? 0

it('le formulaire montre un point ; un bouton en ajoute, un autre en retire, sans rien perdre ni envoyer', async () => {
  expect(points(await page())).toBe(1)
  const corps = { 'cible-1': 'c:projet:resume', 'demande-1': 'Dites combien de familles.', echeance: '12/10/2021', message: 'Bonjour' }
  const deux = await poster({ ...corps, _geste: 'ajouter' })
  expect(deux.status).toBe(422)
  const html = await deux.text()
  expect(points(html)).toBe(2)
  for (const mot of ['Dites combien de familles.', '12/10/2021', 'Bonjour', 'Retirer le point 2']) expect(html).toContain(mot)
  expect(html).toMatch(/id="point-2"[^>]*autofocus/)
  const un = await (await poster({ ...corps, 'cible-2': 'p:budget', 'demande-2': 'Illisible.', _geste: 'retirer:1' })).text()
  expect(points(un)).toBe(1)
  expect(un).toContain('Illisible.')
  expect(un).toMatch(/id="point-1"[^>]*autofocus/)
  expect(un).not.toContain('Dites combien de familles.')
  expect(points(await (await poster({ ...corps, _geste: 'relire' })).text())).toBe(1)
  expect(await m.w.auGuichet(tx => tx.selectFrom('complement').select('id').where('dossier_id', '=', id).execute())).toEqual([])
})

it('la liste des parties dit les mots du formulaire, étape par étape, jamais un nom interne', async () => {
  const html = await page()
  for (const mot of ['<optgroup label="Projet"', '>Titre du projet</option>', '>Toute l’étape</option>']) expect(html).toContain(mot)
  expect(await lisible(await m.w.get(paths.instruction.complements(id), m.referent.cookie))).not.toMatch(
    /date_deliberation|feuille_de_route/,
  )
})

it('une demande et sa réponse se lisent dans les mots du formulaire, des deux côtés, étape par étape', async () => {
  const parties = ['p:budget', 'c:porteur:representant_legal', 'e:plan', 'c:porteur:contact_courriel']
  const corps = Object.fromEntries(
    parties.flatMap((p, i) => [
      [`cible-${i + 1}`, p],
      [`demande-${i + 1}`, `Précisez ${i + 1}.`],
    ]),
  )
  expect((await poster({ ...corps, echeance: '12/10/2021' })).status).toBe(303)
  for (const [chemin, cookie] of [
    [paths.instruction.complements(id), m.referent.cookie],
    [paths.dossiers.complements(id), m.porteur.cookie],
  ] as const) {
    const texte = await lisible(await m.w.get(chemin, cookie))
    const places = [
      'Fonction de la personne qui représente la structure',
      'Courriel du contact',
      'Toute l’étape',
      'Budget prévisionnel',
    ].map(mot => texte.indexOf(mot))
    expect(
      places.every(p => p > 0),
      texte,
    ).toBe(true)
    expect(places, texte).toEqual(places.toSorted((a, b) => a - b))
    expect(texte).not.toMatch(/representant_legal|contact_courriel/)
  }
  expect(await lisible(await m.w.get(paths.dossiers.etape(id, 'porteur'), m.porteur.cookie))).toContain('Courriel du contact Précisez 4.')
})

it('vingt points au plus, un même point une fois, un texte trop long revient entier', async () => {
  const saisie = lireSaisie({ 'cible-99': 'x', 'demande-3': 'a' })
  expect(saisie.points).toHaveLength(POINTS_MAX)
  expect(appliquerGeste(saisie, { quoi: 'ajouter' }).saisie.points).toHaveLength(POINTS_MAX)
  expect(lireGeste('retirer:0')).toBeUndefined()
  const deux = { 'cible-1': 'p:budget', 'demande-1': 'a', 'cible-2': 'p:budget', 'demande-2': 'b' }
  expect(await lisible(await poster({ ...deux, echeance: '12/10/2021' }))).toContain('Point 2 : déjà demandé plus haut')
  const long = await poster({ 'cible-1': 'p:budget', 'demande-1': 'a', message: 'x'.repeat(2001), echeance: '12/10/2021' })
  expect(long.status).toBe(422)
  expect(await long.text()).toContain('x'.repeat(2001))
})
