import { expect, it } from 'vitest'
import { paths } from '../../../../paths.ts'
import { type MondeSuivis, SIRET, surUnBilan } from '../../../../test/suivi.ts'
import { lisible } from '../../../../test/vico.ts'

/** A list of orders of which lines 3 and 5 are wrong. */
const TITRES = 'SIRET;Entreprise;Département du siège;Date de commande;Montant HT;Montant TTC;Objet'
const ligne = (objet: string, ht = '100', siret = SIRET, ttc = ht) => [siret, 'Isula', '2B', '12/12/2021', ht, ttc, objet].join(';')
const ABIMEE = [ligne('A'), ligne('B', 'dix', '123'), ligne('C', '12'), ligne('D', '20', SIRET, '1')]

let m: MondeSuivis
let d: string
let b: string
surUnBilan(v => {
  ;({ m, d, b } = v)
})
const propre = async (r: Response) => (await lisible(r)).replace(/[\u00a0\u202f]/g, ' ')
const envoyer = (champs: readonly [string, string | Blob][]) => {
  const corps = new FormData()
  for (const [nom, valeur] of champs) corps.append(nom, valeur)
  return m.w.post(paths.bilans.importCommandes(d, b), corps, m.vico.cookie)
}
const importer = (lignes: readonly string[]) => envoyer([['fichier', new Blob([[TITRES, ...lignes].join('\n')])]])
/** What the page sends back by itself, and the boxes that are ticked. */
const cocher = (html: string, ...lignes: string[]) =>
  envoyer([
    ...[...html.split('id="sauf"')[0]!.matchAll(/<input type="hidden" name="(donnees|cle)" value="([^"]*)"/g)].map(
      x => [x[1]!, x[2]!.replaceAll('&quot;', '"')] as [string, string],
    ),
    ...lignes.map(l => ['sauf', l] as [string, string]),
  ])
const objets = async () =>
  (await m.w.owner.query('select objet from commande where dossier_id = $1 order by objet', [d])).rows.map(r => r.objet)
const cases = (html: string) => [...html.matchAll(/name="sauf" value="(\d+)"( checked)?/g)].map(x => [x[1], x[2] !== undefined])

it('deux lignes fausses\u00a0: je les laisse de côté une à une, les autres entrent, et l’on me dit combien ne sont pas entrées', async () => {
  const r = await importer(ABIMEE)
  const html = await r.clone().text()
  const page = await propre(r)
  for (const mot of [
    '2 lignes à corriger sur 4',
    'Ligne 3 : SIRET, Montant HT',
    'Ligne 5 : Montant TTC',
    '2 commandes justes entrent sans elles',
  ])
    expect(page).toContain(mot)
  expect([r.status, cases(html), await objets()]).toEqual([
    422,
    [
      ['3', false],
      ['5', false],
    ],
    [],
  ])

  const une = await cocher(html, '3')
  const reste = await une.clone().text()
  expect([une.status, cases(reste), await objets()]).toEqual([
    422,
    [
      ['3', true],
      ['5', false],
    ],
    [],
  ])
  expect(await propre(une)).toContain('Cochez chaque ligne à laisser de côté')

  const fait = await cocher(reste, '3', '5')
  expect(fait.headers.get('location')).toContain('?importees=2&ecartees=2#')
  expect(await objets()).toEqual(['A', 'C'])
  expect(await propre(await m.w.get(fait.headers.get('location')!, m.vico.cookie))).toContain(
    '2 commandes sont importées, 2 lignes sont laissées de côté.',
  )
})

it('une ligne juste que l’on cocherait entre quand même\u00a0; si toutes sont fausses, il n’y a rien à cocher', async () => {
  const html = await (await importer(ABIMEE)).text()
  await cocher(html, '2', '3', '4', '5')
  expect(await objets()).toEqual(['A', 'C'])
  const toutes = await importer([ligne('B', 'dix')])
  expect([toutes.status, cases(await toutes.text())]).toEqual([422, []])
  const cent = await importer([ligne('A'), ...Array.from({ length: 101 }, (_, i) => ligne(`F${i}`, 'dix'))])
  expect([cent.status, cases(await cent.text())]).toEqual([422, []])
})

it('laissées de côté, puis des commandes déjà là\u00a0: la seconde question n’oublie pas la première réponse', async () => {
  expect((await importer([ligne('A')])).status).toBe(303)
  const html = await (await importer(ABIMEE)).text()
  const doutes = await (await cocher(html, '3', '5')).text()
  expect(doutes).toContain('Rien n’est encore importé')
  const champs = [...doutes.matchAll(/<input type="hidden" name="(donnees|cle|sauf)" value="([^"]*)"/g)]
  const fait = await envoyer([...champs.map(x => [x[1]!, x[2]!.replaceAll('&quot;', '"')] as [string, string]), ['relue', 'laisser']])
  expect([fait.headers.get('location')?.split('?')[1], await objets()]).toEqual(['importees=1&ecartees=2#commandes', ['A', 'C']])
})
