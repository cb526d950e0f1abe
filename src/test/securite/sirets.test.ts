import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDb } from '../../db/db.ts'
import { importerSirets } from '../../features/structures/importer-sirets.ts'
import { SIGNES_PAR_LIGNE } from '../../features/structures/lignes-csv.ts'
import { siretValide } from '../../lib/siren.ts'
import { openWorld, type World } from '../world.ts'

/**
 * The importer of SIRET, on lines that no extract of Sirene has: everything is kept or left, never an exception, never a number that is not one.
 * Seen to fail: without `siretValide`, and without `startsWith` (the SIRET of another): the database refuses the whole file.
 */
let w: World
let sirens: string[]
beforeAll(async () => {
  w = await openWorld()
  sirens = (await w.owner.query('select siren from structure where siren is not null order by siren limit 5')).rows.map(r => r.siren)
})
afterAll(() => w.close())

/** The one NIC that makes a right SIRET of these beginnings. */
const siretDe = (siren: string) => Array.from({ length: 10 }, (_, cle) => `${siren}0001${cle}`).find(siretValide) ?? ''

/** As a file is read: in pieces that end anywhere. */
async function* fichier(texte: string) {
  for (let i = 0; i < texte.length; i += 97) yield texte.slice(i, i + 97)
}

it('un extrait de Sirene, quoi qu’il contienne\u00a0: les SIRET justes des structures connues, et rien d’autre', async () => {
  const connu = fc.constantFrom(...sirens)
  const cellule = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    connu,
    connu.map(siretDe),
    connu.map(s => `${s}00000`),
    fc.constantFrom('', '"', '""', '\u0000', '\ud800', 'true', '__proto__', '9'.repeat(400), '=1+1', '000000000', '00000000000000'),
  )
  const entetes = fc.oneof(
    fc.constantFrom('siren,siret', 'siren;siret', 'siren,nicSiegeUniteLegale', '\ufeffsiren,siret,etablissementSiege', 'siret,siren,siren'),
    fc.string({ unit: 'binary', maxLength: 40 }),
  )
  const presque = fc.tuple(connu, connu).map(([a, b]) => [a, siretDe(b)])
  const juste = connu.map(s => [s, siretDe(s)])
  const ligne = fc.oneof(fc.array(cellule, { maxLength: 4 }), presque, juste).chain(c => fc.constantFrom(c.join(','), c.join(';')))
  const lignes = fc.array(ligne, { maxLength: 8 })
  const db = openDb(w.owner)
  await fc.assert(
    fc.asyncProperty(entetes, lignes, async (tete, corps) => {
      const texte = [tete, ...corps].join('\n')
      const r = await importerSirets(db, fichier(texte), w.horloge.instant)
      if (!r.ok) return /siren|guillemet/.test(r.error)
      return r.value.lus < texte.split('\n').length && r.value.retenus + r.value.ecartees <= r.value.lus
    }),
    { numRuns: 100 },
  )
  const { rows } = await w.owner.query<{ siren: string; siret: string }>('select siren, siret from siret_siege')
  expect(rows.length).toBeGreaterThan(0)
  for (const { siren, siret } of rows)
    expect([sirens.includes(siren), siret.startsWith(siren), siretValide(siret)]).toEqual([true, true, true])
})

it('une ligne sans SIRET juste est dite avec son numéro et sa raison, cent au plus, et n’arrête pas les autres', async () => {
  const texte = [
    'siren,siret',
    `${sirens[0]},${siretDe(sirens[0]!)}`,
    '',
    `${sirens[1]},${sirens[1]}00000`,
    `${sirens[1]},${siretDe(sirens[2]!)}`,
    ...Array.from({ length: 150 }, () => `${sirens[3]},néant`),
  ].join('\n')
  const r = await importerSirets(openDb(w.owner), fichier(texte), w.horloge.instant)
  expect(r).toMatchObject({ ok: true, value: { retenus: 1, lus: 153, ecartees: 152 } })
  const raisons = r.ok ? r.value.raisons : []
  expect(raisons.slice(0, 2)).toEqual([
    `Ligne 4\u00a0: «\u00a0${sirens[1]}00000\u00a0» n’est pas un SIRET (quatorze chiffres, le dernier est une clé).`,
    `Ligne 5\u00a0: le SIRET ${siretDe(sirens[2]!)} ne commence pas par le SIREN «\u00a0${sirens[1]}\u00a0».`,
  ])
  expect(raisons).toHaveLength(100)
})

it('une ligne sans fin, ou un guillemet jamais fermé, est dit avec sa ligne et ce qu’il faut faire\u00a0; rien ne change', async () => {
  const avant = (await w.owner.query('select * from siret_siege order by siren')).rows
  const juste = `${sirens[4]},${siretDe(sirens[4]!)}`
  const lire = (fin: string) => importerSirets(openDb(w.owner), fichier(`siren,siret\n${juste}\n${fin}`), w.horloge.instant)
  expect(await lire(`${'9'.repeat(SIGNES_PAR_LIGNE)},1\n${juste}`)).toEqual({
    ok: false,
    error: expect.stringMatching(/^Ligne 3\u00a0: elle dépasse 200\s000 caractères\..* Rien n’a changé/),
  })
  expect(await lire(`"${sirens[4]},1\n${juste}`)).toEqual({
    ok: false,
    error: expect.stringMatching(/^Ligne 3\u00a0: un guillemet s’ouvre/),
  })
  expect((await w.owner.query('select * from siret_siege order by siren')).rows).toEqual(avant)
})
