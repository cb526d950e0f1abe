import { readFileSync } from 'node:fs'
import { parseCsv } from 'hucre/csv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { siretValide } from '../../lib/siren.ts'
import { paths } from '../../paths.ts'
import { DESCRIPTION, importer, listeInventee } from '../../test/projets-passes.ts'
import { lisible, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { lireDescription } from './index.ts'

const p = paths.donneesOuvertes
const SLUG = DESCRIPTION.slug
const JUSTE = listeInventee([
  ['2A004', '11', 'Fontaine', 'AJACCIO', '212000046', '1000.5'],
  ['NULL', '11', 'Fontaine suite', 'SARL SOURCE', '', '0.01'],
])

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())
const lignes = async () => (await w.owner.query('select * from projet_passe order by rang')).rows
const csv = async () => (await w.get(p.projetsPassesCsv(SLUG))).text()

describe('importer des projets passés', () => {
  it('deux lignes d’un même dossier restent deux lignes\u00a0; une commune NULL n’est pas une commune\u00a0; les centimes sont gardés', async () => {
    const r = await importer(w, JUSTE)
    expect(r).toEqual({ ok: true, value: { projets: 2, montant: 100_051, remplace: false, ecartees: [] } })
    expect(await lignes()).toMatchObject([
      { rang: 1, dossier: '11', commune: '2A004', siren: '212000046', montant: 100_050, departement: '2A', theme: 'Eau' },
      { rang: 2, dossier: '11', commune: null, siren: null, montant: 1 },
    ])
    expect((await w.journal()).filter(e => e.action === 'projets_passes.importes')).toHaveLength(1)
  })

  it('importée deux fois, la liste est la même\u00a0; changée, elle remplace l’ancienne sous la même adresse', async () => {
    const avant = await lignes()
    expect(await importer(w, JUSTE)).toMatchObject({ ok: true, value: { projets: 2, remplace: true } })
    expect(await lignes()).toEqual(avant)
    expect(await importer(w, listeInventee([['2A348', '12', 'Lavoir', 'VICO', '212003487', '7']]))).toMatchObject({ ok: true })
    const [seule, ...autres] = await lignes()
    expect(seule).toMatchObject({ titre: 'Lavoir', liste_id: avant[0].liste_id })
    expect(autres).toEqual([])
  })

  it('une liste n’en remplace une autre que si on la nomme\u00a0; le même fichier deux fois ne change rien', async () => {
    const avant = await lignes()
    const sans = await importer(w, JUSTE, DESCRIPTION, '')
    expect(sans.ok ? '' : sans.error.join()).toContain(`ajoutez « --remplacer ${SLUG} »`)
    expect(await lignes()).toEqual(avant)
    expect(await importer(w, JUSTE)).toMatchObject({ ok: true })
    expect(await importer(w, JUSTE, DESCRIPTION, '')).toMatchObject({ ok: true, value: { remplace: true } })
  })

  it('qui a accordé et quand\u00a0: dit par la liste, jamais supposé', async () => {
    const yaml = readFileSync('listes/fonds-vert-2023-corse.yml', 'utf8')
    const refus = (y: string) => {
      const r = lireDescription(y)
      return r.ok ? '' : r.error.join(' ')
    }
    expect(refus(yaml.replace(/attribuant:\n {2}nom: .*\n/, ''))).toContain('dites qui a accordé ces aides')
    expect(refus(yaml.replace(/annee: .*\n/, ''))).toContain('dites le jour de la décision')
    expect(refus(yaml.replace('montant: montant_engage', 'montant: €'))).toBe('')
    const dite = lireDescription(yaml.replace(/annee: .*\n/, 'date: 2023-06-15\n'))
    expect(dite).toMatchObject({ value: { date: '2023-06-15' } })
    await importer(w, JUSTE)
    expect((await lignes()).map(l => l.jour)).toEqual([null, null])
    const [titres, ligne] = parseCsv(await (await w.get(p.subventions({ appel: SLUG }))).text(), { delimiter: ',' }) as string[][]
    const lu = Object.fromEntries(titres!.map((t, i) => [t, ligne![i]]))
    expect(lu).toMatchObject({ nomAttribuant: 'État (fonds vert)', idAttribuant: '', dateConvention: '', datesPeriodeVersement: '' })
    expect(await (await w.get(p.accueil)).text()).toContain('pas de jour de décision')
  })

  it('une liste qui ne donne que le SIRET\u00a0: le SIREN en est tiré', async () => {
    const { siren, ...autres } = DESCRIPTION.colonnes
    await importer(w, listeInventee([['2A004', '11', 'Fontaine', 'AJACCIO', '21200004600012', '10']]), {
      ...DESCRIPTION,
      colonnes: { ...autres, siret: siren! },
    })
    expect(await lignes()).toMatchObject([{ siret: '21200004600012', siren: '212000046' }])
    await importer(w, JUSTE)
  })

  it('l’ordre des lignes ne change aucun identifiant, un montant corrigé non plus', async () => {
    const [a, b, c] = [
      ['2A004', '11', 'Fontaine', 'AJACCIO', '212000046', '1000.5'],
      ['2A004', '11', 'Fontaine', 'AJACCIO', '212000046', '20'],
      ['2A348', '', 'Lavoir', 'VICO', '212003487', '7'],
    ] as [string, string, string, string, string, string][]
    const ids = async (...ls: [string, string, string, string, string, string][]) => {
      await importer(w, listeInventee(ls))
      const { grants } = await (await w.get(p.giving({ appel: SLUG }))).json()
      return Object.fromEntries(grants.map((g: { id: string; amountAwarded: number }) => [g.amountAwarded, g.id]))
    }
    const avant = await ids(a!, b!, c!)
    expect(new Set(Object.values(avant)).size).toBe(3)
    expect(await ids(c!, b!, a!)).toEqual(avant)
    expect(avant[20], 'la seconde de même nom, dans l’ordre de ses cellules').toBe(`${avant[1000.5]}-2`)
    const corrige = await ids([...c!.slice(0, 5), '9'] as never)
    expect(corrige[9]).toBe(avant[7])
  })

  it('une longue liste se lit par pages\u00a0: ses totaux et sa recherche portent sur toutes ses lignes', async () => {
    const mille = Array.from(
      { length: 520 },
      (_, i) =>
        ['2A004', String(i), i === 519 ? 'Dernière fontaine' : `Projet ${i}`, 'AJACCIO', '212000046', '1'] as [
          string,
          string,
          string,
          string,
          string,
          string,
        ],
    )
    await importer(w, listeInventee(mille))
    const lire = async (q = '') => (await lisible(await w.get(`${p.projetsPasses(SLUG)}${q}`))).replace(/[\u00a0\u202f]/g, ' ')
    const page = await lire()
    expect(page).toContain('200 projets sur cette page, 520 en tout')
    expect(page).toContain('520 €')
    expect(page).not.toContain('Dernière fontaine')
    expect(await lire('?apres=abc')).toContain('200 projets sur cette page, 520 en tout')
    expect(await lire('?q=derniere+fontaine')).toContain('Les projets 1 projet')
    expect(await lire('?apres=400')).toContain('120 projets sur cette page')
    expect(await lire('?apres=400')).toContain('Dernière fontaine')
    // more than what one reading of the database brings
    expect((await (await w.get(p.laureats({ appel: SLUG }))).json()).features).toHaveLength(520)
    const codes = (
      await w.owner.query("select code_insee from structure where type = 'commune' and code_insee is not null order by 1 limit 150")
    ).rows
    await importer(w, listeInventee(codes.map((c, i) => [c.code_insee, String(i), `Projet ${i}`, 'X', '', String(i + 1)] as const)))
    const nationale = await lire()
    expect(nationale).toContain('100 communes sur 150, les plus aidées')
    await importer(w, JUSTE)
  })

  it('chaque erreur est dite avec sa ligne et sa colonne, et rien n’est importé', async () => {
    const avant = await lignes()
    const faux = listeInventee([
      ['2A004', '1', 'Bon', 'AJACCIO', '212000046', '10'],
      ['ICI', '2', '', 'AJACCIO', '212000047', '1e9'],
      ['2A004', '3', 'Trop de cellules', 'AJACCIO', '212000046', '10,5'],
      ['2A004', '4', 'Négatif', 'AJACCIO', '212000046', '-3'],
    ])
    const r = await importer(w, faux.replace('"10,5"', '10,5'))
    expect(r.ok ? [] : r.error.map(e => e.replaceAll('\u00a0', ' '))).toEqual([
      'Ligne 3, colonne nom_du_projet : la cellule est vide.',
      'Ligne 3, colonne siren : « 212000047 » n’est pas un SIREN (neuf chiffres, le dernier est une clé).',
      expect.stringMatching(/^Ligne 3, colonne montant_engage : « 1e9 » n’est pas un montant/),
      'Ligne 3, colonne code_commune : « ICI » n’est pas un code Insee de commune (cinq chiffres, ou 2A et 2B suivis de trois).',
      'Ligne 4 : 14 cellules, il en faut 13.',
      expect.stringMatching(/^Ligne 5, colonne montant_engage : « -3 » est négatif/),
      expect.stringContaining('« --sauf 3-5 »'),
    ])
    expect(await lignes()).toEqual(avant)
  })

  it('la ligne dite est celle du fichier, même quand une cellule tient sur deux lignes', async () => {
    const r = await importer(
      w,
      listeInventee([
        ['2A004', '1', 'Un titre\nsur trois\nlignes', 'AJACCIO', '212000046', '10'],
        ['2A004', '2', 'Faux', 'AJACCIO', '212000046', 'dix'],
      ]),
    )
    expect(r.ok ? '' : r.error.join()).toMatch(/^Ligne 5, colonne montant_engage/)
  })

  it('les numéros qu’un tableur a abîmés sont compris\u00a0: « .0 », des espaces, un SIRET à la place d’un SIREN', async () => {
    const siret = Array.from({ length: 10 }, (_, k) => `2120000460001${k}`).find(siretValide)!
    await importer(
      w,
      listeInventee([
        ['2A004', '1', 'Point zéro', 'AJACCIO', '212000046.0', '1'],
        ['2A004', '2', 'Espaces', 'AJACCIO', '212 000 046', '1'],
        ['2A004', '3', 'SIRET', 'AJACCIO', siret, '1'],
        ['2A004', '4', 'SIRET point zéro', 'AJACCIO', `${siret}.0`, '1'],
      ]),
    )
    expect((await lignes()).map(l => [l.siren, l.siret])).toEqual([
      ['212000046', null],
      ['212000046', null],
      ['212000046', siret],
      ['212000046', siret],
    ])
    // and the list as it was published is given back as it was
    expect(await csv()).toContain('212000046.0')
    await importer(w, JUSTE)
  })

  it('sans ses colonnes, sans ligne, ou dans un autre codage, le fichier est refusé avec une phrase', async () => {
    const refus = async (texte: string | Uint8Array) => {
      const r = await importer(w, texte)
      return r.ok ? '' : r.error.join(' ')
    }
    expect(await refus('a,b\n1,2')).toContain('Il manque ces colonnes')
    expect(await refus(JUSTE.split('\n')[0]!)).toContain('aucune ligne')
    expect(await refus(Buffer.from(JUSTE.replace('Fontaine', 'Forêt'), 'latin1'))).toContain('UTF-8')
    expect(await refus(JUSTE.replace('nom_region', 'siren'))).toContain('deux fois')
  })

  it('l’identifiant d’un appel n’est pas pris', async () => {
    await publier(w)
    const r = await importer(w, JUSTE, { ...DESCRIPTION, slug: 'itn7-axe3-corse-2021' })
    expect(r.ok ? '' : r.error.join()).toContain('déjà celui d’un appel')
  })

  it('une cellule qui serait une formule est arrêtée\u00a0; un nombre négatif ne change pas', async () => {
    await importer(w, listeInventee([['2A004', '-8.75', '=HYPERLINK(1)', '@AJACCIO', '212000046', '3']]))
    const [, ligne] = parseCsv(await csv(), { delimiter: ',' })
    expect(ligne?.slice(8, 11)).toEqual(['-8.75', "'=HYPERLINK(1)", "'@AJACCIO"])
    const html = await (await w.get(p.projetsPasses(SLUG))).text()
    expect(html).toContain('=HYPERLINK(1)')
  })

  it('deux imports en même temps laissent une liste entière, jamais un mélange', async () => {
    const autre = listeInventee([['2A348', '9', 'Moulin', 'VICO', '212003487', '5']])
    await Promise.all([JUSTE, autre, JUSTE, autre, JUSTE, autre].map(t => importer(w, t)))
    const titres = (await lignes()).map(l => l.titre).join()
    expect(['Fontaine,Fontaine suite', 'Moulin']).toContain(titres)
  })
})
