import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { afterAll, expect, test } from 'vitest'

const TABLE = 'src/features/instruction/liste/filtres.table.ts'
const LIGNE = `  tardif: un({
    lire: z.literal('1'),
    sql: () => sql\`i.depose_le > '2021-09-17' or i.version > 1\`,
    mots: () => 'Déposé tard',
    champ: choix('Dépôt', 'Indifférent', codes({ 1: 'Tard seulement' })),
    compte: 'lu',
  }),
`
// beside the packages, which the filters need
const dossier = mkdtempSync(resolve('node_modules', '.recette-'))
afterAll(() => rmSync(dossier, { recursive: true, force: true }))

/** The filters with one line more, as they would be. */
async function avecUneLigne() {
  const source = readFileSync(TABLE, 'utf8')
  const contents = source.replace(/\n\}\n$/, `\n${LIGNE}}\n`)
  expect(contents).toHaveLength(source.length + LIGNE.length)
  const outfile = join(dossier, 'filtres.mjs')
  await build({
    entryPoints: ['src/features/instruction/liste/filtres.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'silent',
    plugins: [{ name: 'ligne', setup: b => b.onLoad({ filter: /filtres\.table\.ts$/ }, () => ({ contents, loader: 'ts' })) }],
  })
  return import(outfile) as Promise<typeof import('./filtres.ts')>
}

const db = new Kysely({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: d => new PostgresIntrospector(d),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

// seen to fail when the form has the fields of the filters that it names alone
test('ajouter un filtre, c’est ajouter une ligne à un fichier\u00a0: adresse, requête, mots, champ et comptes la suivent', async () => {
  const { lireFiltre, ecrireFiltre, conditions, filtresActifs, champsDe, garde, filtreActif } = await avecUneLigne()
  const f = lireFiltre(new URLSearchParams('tardif=1&volet=volet_1'))
  expect(ecrireFiltre(f).toString()).toBe('volet=volet_1&tardif=1')
  expect(filtreActif(f)).toBe(true)
  const pour = { l: { guichetId: 'g', compteId: 'c', perimetres: [] }, instant: new Date(0) }
  expect(conditions(f, pour).map(c => c.compile(db).sql)).toEqual([
    '("i"."volet" = any($1::text[]))',
    "(i.depose_le > '2021-09-17' or i.version > 1)",
  ])
  const [volet, tardif, ...autres] = filtresActifs(f, { appels: [], personnes: [] })
  expect([volet!.libelle, tardif!.libelle, autres]).toEqual(['Volet\u00a0: volet_1', 'Déposé tard', []])
  expect(ecrireFiltre(tardif!.sans).toString()).toBe('volet=volet_1')
  expect(champsDe(f).find(c => c.parametres.join() === 'tardif')).toMatchObject({ champ: { label: 'Dépôt' }, saisies: [['1']] })
  expect([garde(f), garde(tardif!.sans)]).toEqual([false, true])
})
