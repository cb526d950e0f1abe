import { parseCsv } from 'hucre/csv'
import { readOds } from 'hucre/ods'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nouvelId, type Role } from '../../../contexte.ts'
import { horlogeDeParis } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { installerDemonstration } from '../../demo/index.ts'
import type { Lecteur } from '../../perimetre/perimetre.queries.ts'
import { SANS_FILTRE } from '../liste/filtres.ts'
import { listeEntiere, nombreDe, parLots } from './export.queries.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
  await installerDemonstration(w.deps)
})
afterAll(() => w.close())

const agent = async (role: Role['role'], departements: string[] = [], structures: string[] = []) =>
  w.compte({ nom: role, roles: [{ role, departements, volets: [] }], structures })
const telecharger = (query: string, cookie: string) => w.get(`${paths.instruction.boite}?${query}`, cookie)
const octets = async (query: string, cookie: string) => Buffer.from(await (await telecharger(query, cookie)).arrayBuffer())
const numeros = async (query: string, cookie: string) =>
  [
    ...(await (await telecharger(`${query}&par=100`, cookie)).text()).matchAll(
      /instruction\/dossiers\/[0-9a-f-]{36}(?:\?[^"]*)?">([^<]+)</g,
    ),
  ].map(m => m[1])

type Table = readonly (readonly unknown[])[]
const lireCsv = async (q: string, cookie: string): Promise<Table> =>
  parseCsv((await octets(`${q}&format=csv`, cookie)).toString('utf8'), { delimiter: ';' })
const lire: Record<string, (q: string, cookie: string) => Promise<Table>> = {
  csv: lireCsv,
  xlsx: async (q, cookie) => (await readXlsx(await octets(`${q}&format=xlsx`, cookie))).sheets[0]!.rows,
  ods: async (q, cookie) => (await readOds(await octets(`${q}&format=ods`, cookie))).sheets[0]!.rows,
}
const colonne = ([titres, ...lignes]: Table, titre: string) => lignes.map(l => l[titres!.indexOf(titre)])

test.each(Object.keys(lire))('le fichier %s a les dossiers de la liste, dans son ordre, filtre et périmètre compris', async format => {
  for (const { cookie } of [await agent('administrateur'), await agent('referent_departemental', ['2A'])])
    for (const q of ['', 'volet=volet_1&tri=porteur', 'departement=2A&tri=aide_demandee', 'aide_min=10000', 'tri=titre&sens=desc']) {
      const table = await lire[format]!(q, cookie)
      expect(colonne(table, 'Numéro'), q).toEqual(await numeros(q, cookie))
    }
})

test('les cellules sont de vrais nombres et de vraies dates, l’unité dans le titre', async () => {
  const { cookie } = await agent('administrateur')
  const { rows } = await w.owner.query("select * from instruction where etat <> 'retire' order by numero")
  for (const format of ['xlsx', 'ods']) {
    const table = await lire[format]!('tri=numero', cookie)
    expect(colonne(table, 'Coût global (€)')).toEqual(rows.map(r => Number(r.cout_global) / 100))
    expect(colonne(table, 'Population (habitants)').map(v => v ?? null)).toEqual(rows.map(r => r.population))
    const dates = colonne(table, 'Déposé le (heure de Paris)') as Date[]
    expect(dates.map(d => d.toISOString().slice(0, 19))).toEqual(rows.map(r => horlogeDeParis(r.depose_le)))
  }
  const csv = await lireCsv('tri=numero', cookie)
  expect(colonne(csv, 'Aide demandée (€)')).toEqual(rows.map(r => (Number(r.aide_demandee) / 100).toFixed(2).replace('.', ',')))
  expect(colonne(csv, 'Déposé le (heure de Paris)')[0]).toMatch(/^\d\d\/\d\d\/2021 \d\d:\d\d$/)
})

test('deux colonnes n’ont jamais le même titre\u00a0: un tableur ne saurait laquelle lire', async () => {
  const { cookie } = await agent('administrateur')
  const [titres] = await lireCsv('', cookie)
  expect(titres!.filter((t, i) => titres!.indexOf(t) !== i)).toEqual([])
})

test('le fichier dit le verdict de chaque règle de l’appel, et qui l’a rendu', async () => {
  const { cookie } = await agent('administrateur')
  const { rows } = await w.owner.query(
    'select numero, verdicts from instruction where verdicts @> \'[{"regle": "cout-minimal"}]\' order by numero',
  )
  const table = await lireCsv('tri=numero', cookie)
  const verdict = rows[0].verdicts.find((v: { regle: string }) => v.regle === 'cout-minimal')
  const titre = table[0]!.find(t => String(t).startsWith('Coût global minimal')) as string
  expect(titre).toContain('(C5.8)')
  const ligne = colonne(table, 'Numéro').indexOf(rows[0].numero)
  expect(verdict).toMatchObject({ resultat: 'respectee', humain: false })
  expect(colonne(table, titre)[ligne]).toBe('Respectée')
})

test('un titre qui serait une formule reste un texte, avec ses guillemets, ses espaces et ses balises', async () => {
  const { cookie } = await agent('administrateur')
  const mechant = '=HYPERLINK("http://example.org";"<b>")  & co'
  await w.owner.query('update instruction set titre = $1 where numero = (select min(numero) from instruction)', [mechant])
  expect(colonne(await lireCsv('tri=numero', cookie), 'Projet')[0]).toBe(`'${mechant}`)
  for (const format of ['xlsx', 'ods']) expect(colonne(await lire[format]!('tri=numero', cookie), 'Projet')[0]).toBe(mechant)
})

test('le nom du fichier dit l’appel et l’instant ; l’export est inscrit au journal', async () => {
  const { id, cookie } = await agent('referent_departemental', ['2B'])
  w.regler('2021-09-21T09:05:00')
  const { headers } = await telecharger('volet=volet_1&format=xlsx', cookie)
  expect(headers.get('content-disposition')).toContain('filename="dossiers-itn7-axe3-corse-2021-2021-09-21-09h05.xlsx"')
  const nombre = (await numeros('volet=volet_1', cookie)).length
  const trace = (await w.journal()).at(-1)
  expect(trace).toMatchObject({
    action: 'instruction.liste_exportee',
    objet_id: id,
    donnees: { format: 'xlsx', nombre, filtre: 'volet=volet_1' },
  })
})

test('la page propose les trois formats de la liste filtrée, et un format inconnu rend la page', async () => {
  const { cookie } = await agent('administrateur')
  const html = await (await telecharger('volet=volet_1&format=pdf', cookie)).text()
  for (const f of ['csv', 'xlsx', 'ods']) expect(html).toContain(`href="${paths.instruction.boite}?volet=volet_1&amp;format=${f}"`)
  expect(html).toContain(`aria-label="Les ${(await numeros('volet=volet_1', cookie)).length}\u00a0dossiers de la liste"`)
  expect(await (await telecharger('q=zzzzzzzz', cookie)).text()).not.toContain('format=csv')
  expect(await lireCsv('q=zzzzzzzz', cookie)).toHaveLength(1)
})

test('qui porte un dossier ne le trouve ni dans la liste ni dans le fichier', async () => {
  const { rows } = await w.owner.query('select numero, porteur from instruction order by numero limit 1')
  const { cookie } = await agent('administrateur', [], [rows[0].porteur])
  expect(await numeros('', cookie)).not.toContain(rows[0].numero)
  const exportes = colonne(await lireCsv('', cookie), 'Numéro')
  expect(exportes.length).toBeGreaterThan(5)
  expect(exportes).not.toContain(rows[0].numero)
})

test('un dossier sorti du périmètre pendant l’envoi n’est plus écrit', async () => {
  const lecteur: Lecteur = {
    compteId: nouvelId(),
    guichetId: w.guichetId,
    perimetres: [{ appels: null, departements: ['2A'], volets: null }],
  }
  const liste = await w.auGuichet(tx => listeEntiere(tx, lecteur, SANS_FILTRE, w.horloge.instant))
  expect(nombreDe(liste)).toBeGreaterThan(2)
  const sorti = (
    await w.owner.query("update instruction set departements = '{2B}', tout_territoire = false where dossier_id = $1 returning numero", [
      `${liste.toString('hex', 0, 16)}`,
    ])
  ).rows[0].numero
  const ecrits = []
  for await (const l of parLots(liste, lecteur, f => w.auGuichet(f))) ecrits.push(l.numero)
  expect(ecrits).toHaveLength(nombreDe(liste) - 1)
  expect(ecrits).not.toContain(sorti)
})
