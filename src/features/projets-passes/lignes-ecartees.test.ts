import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { DESCRIPTION, importer, listeInventee } from '../../test/projets-passes.ts'
import { lisible } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { ecrireLignes, lireLignes } from './lignes-ecartees.ts'

/** A list of which some lines are wrong: they are told, and stay out only when each was named. Two of five are wrong: lines 3 and 5. */
const ABIMEE = listeInventee([
  ['2A004', '1', 'Fontaine', 'AJACCIO', '212000046', '10'],
  ['ICI', '2', '', 'AJACCIO', '212000047', '1e9'],
  ['2A348', '3', 'Lavoir', 'VICO', '212003487', '7'],
  ['2A004', '4', 'Négatif', 'AJACCIO', '212000046', '-3'],
  ['2A004', '5', 'Moulin', 'AJACCIO', '212000046', '5'],
])
let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())
const titres = async () => (await w.owner.query('select titre from projet_passe order by rang')).rows.map(r => r.titre)
const refus = async (texte: string, sauf?: number[]) => {
  const r = await importer(w, texte, DESCRIPTION, DESCRIPTION.slug, sauf && new Set(sauf))
  return r.ok ? [] : r.error
}

it('des lignes fausses\u00a0: chacune est dite avec sa raison, puis comment importer les autres sans elles', async () => {
  const dites = await refus(ABIMEE)
  expect(dites.map(d => /^Ligne (\d)/.exec(d)?.[1] ?? d)).toEqual([
    ...'3333'.split(''),
    '5',
    '2 lignes sont à corriger. Pour importer les autres sans elles, ajoutez « --sauf 3,5 ».',
  ])
  expect(await titres()).toEqual([])
})

it('une ligne fausse qui n’a pas été nommée retient toute la liste\u00a0; une ligne juste ne se laisse pas de côté', async () => {
  expect((await refus(ABIMEE, [3])).map(d => d.replaceAll('\u00a0', ' '))).toEqual([
    expect.stringMatching(/^Ligne 5, colonne montant_engage : « -3 » est négatif/),
    '1 ligne est à corriger. Pour importer les autres sans elle, ajoutez « --sauf 3,5 ».',
  ])
  expect(await refus(ABIMEE, [3, 4, 5, 99])).toEqual([
    'Ligne 4 : elle est juste, elle ne se laisse pas de côté. Retirez-la de « --sauf ».',
    'Ligne 99 : aucun projet n’y commence. Retirez-la de « --sauf ».',
  ])
  expect(await titres()).toEqual([])
})

it('nommées, elles restent dehors\u00a0: l’import les redit, le journal les garde, la page de la liste les compte', async () => {
  const r = await importer(w, ABIMEE, DESCRIPTION, DESCRIPTION.slug, new Set([3, 5]))
  expect(r.ok && r.value.ecartees.map(e => [e.ligne, e.raisons.length])).toEqual([
    [3, 4],
    [5, 1],
  ])
  expect(await titres()).toEqual(['Fontaine', 'Lavoir', 'Moulin'])
  expect((await w.journal()).filter(e => e.action === 'projets_passes.importes').map(e => e.donnees)).toMatchObject([
    { projets: 3, ecartees: '3,5' },
  ])
  const page = async () => lisible(await w.get(paths.donneesOuvertes.projetsPasses(DESCRIPTION.slug)))
  expect((await page()).replaceAll('\u00a0', ' ')).toContain(', sauf 2 lignes fautives de son fichier.')
  await importer(w, listeInventee([['2A004', '1', 'Fontaine', 'AJACCIO', '212000046', '10']]))
  expect(await page()).not.toContain('fautive')
})

it('mille erreurs sont dites, pas davantage\u00a0: celles qu’on n’a pas lues ne se laissent pas de côté', async () => {
  const bonne = ['2A004', '0', 'Bon', 'AJACCIO', '212000046', '1'] as const
  const dites = await refus(
    listeInventee([bonne, ...Array.from({ length: 1200 }, (_, i) => ['ICI', `${i}`, 'Faux', 'X', '', '1'] as const)]),
  )
  expect([dites.length, dites.at(-1)]).toEqual([1001, '… et 200 autres.'])
  expect((await refus(listeInventee([['ICI', '1', 'Faux', 'X', '', '1']]))).at(-1)).toBe(
    'Aucune ligne n’est juste : il n’y a rien à importer.',
  )
})

it('des numéros de ligne s’écrivent un à un ou d’un trait', () => {
  expect(lireLignes(' 3, 5-7 ,9')).toEqual({ ok: true, value: new Set([3, 5, 6, 7, 9]) })
  expect(ecrireLignes([9, 3, 7, 5, 6])).toBe('3,5-7,9')
  for (const faux of ['', '3;5', 'trois', '1-999999999']) expect(lireLignes(faux).ok, faux).toBe(false)
})

it('par la commande\u00a0: une ligne mal nommée est dite avant d’ouvrir quoi que ce soit', async () => {
  const dossier = mkdtempSync(join(tmpdir(), 'liste-'))
  writeFileSync(join(dossier, 'liste.csv'), ABIMEE)
  const r = await promisify(execFile)(process.execPath, [
    'scripts/projets-importer.ts',
    join(dossier, 'liste.csv'),
    '--sauf',
    'trois',
  ]).catch(e => e)
  expect([r.code, r.stderr.trim()]).toEqual([1, '« trois » n’est pas un numéro de ligne. Écrivez par exemple : --sauf 3,5-9'])
  rmSync(dossier, { recursive: true })
})
