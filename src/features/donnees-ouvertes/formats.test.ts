import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { cents, ouvrirDonnees, PASSES, somme } from '../../test/donnees-ouvertes.ts'
import { fondsVert, importer, SANS_FONDS_VERT } from '../../test/projets-passes.ts'
import { fautesSchema as fautes, fautesCatalogue, fautesGeojson } from '../../test/validateurs.ts'
import { publier, SLUG } from '../../test/vico.ts'

const p = paths.donneesOuvertes
const g = ouvrirDonnees()
const { texte, json, subventions } = g

/** A past list that gives no day and no SIRET of who grants: what the formats ask for and the source does not say, and nothing else. */
const TUS = /(dateConvention|idAttribuant|datesPeriodeVersement|awardDate)/
const dits = (fs: string[]) => fs.filter(f => !TUS.test(f))

describe('chaque fichier suit son schéma', () => {
  it('le tableau des subventions suit le schéma\u00a0: seize colonnes dans l’ordre, une ligne par bénéficiaire, des parts qui font 1', async () => {
    const lignes = await subventions()
    for (const l of lignes) expect(l.dateConvention ? fautes('subventions', l) : dits(fautes('subventions', l))).toEqual([])
    expect(lignes.filter(l => !l.dateConvention).map(l => l.nomAttribuant)).toEqual(Array(3).fill('État (fonds vert)'))
    expect((await texte(p.subventions())).split('\r\n')[0]).toBe(
      'nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,rnaBeneficiaire,objet,montant,nature,conditionsVersement,datesPeriodeVersement,idRAE,notificationUE,pourcentageSubvention,dispositifAide',
    )
    const partages = lignes.filter(l => l.montant === '10000.01')
    expect(partages.map(l => [l.nomBeneficiaire, l.pourcentageSubvention])).toEqual([
      ['Vico', '0.34'],
      ['Lumio', '0.33'],
      ['Olmeto', '0.33'],
    ])
    for (const parDecision of Map.groupBy(lignes, l => `${l.dispositifAide} ${l.referenceDecision} ${l.objet}`).values())
      expect(somme(parDecision.map(l => cents(l.pourcentageSubvention!)))).toBe(100)
    expect(await texte(p.subventions())).not.toContain('Projet refusé')
  })

  it('un schéma faux se voit\u00a0: une part nulle, une date française ou un SIRET tronqué sont des fautes', async () => {
    const [bonne] = await subventions()
    for (const faute of [{ pourcentageSubvention: '0' }, { dateConvention: '08/11/2021' }, { idAttribuant: '123' }, { nature: 'don' }])
      expect(fautes('subventions', { ...bonne, ...faute })).not.toEqual([])
    expect(fautes('360giving', { grants: [{ id: 'x' }] })).not.toEqual([])
  })

  it('360Giving, GeoJSON, appels et catalogue suivent chacun son schéma, entiers ou filtrés', async () => {
    for (const filtre of [{}, { appel: SLUG }, { appel: PASSES }, { annee: '2021' }]) {
      expect(dits(fautes('360giving', await json(p.giving(filtre))))).toEqual([])
      expect(fautes('geojson', await json(p.laureats(filtre)))).toEqual([])
      expect(fautes('dispositif-aide', await json(p.appels(filtre)))).toEqual([])
      expect(fautes('catalogue', await json(p.catalogue(filtre)))).toEqual([])
      expect(fautesGeojson(await texte(p.laureats(filtre)))).toEqual([])
      expect(await fautesCatalogue(await json(p.catalogue(filtre)))).toEqual([])
    }
    const [appel] = await json(p.appels())
    expect(appel).toMatchObject({ types_aides: 'financement', cibles: 'secteur public', eligibilite_geographique: 'REG-94' })
    expect(new Set((await subventions({ appel: SLUG })).map(l => l.dispositifAide))).toEqual(new Set([appel.id]))
  })

  it('un appel d’un seul département dit son département, pas sa région', async () => {
    await publier(g.w, () => readFileSync('src/test/appels/fonds-departemental.yml', 'utf8'))
    const appels = (await json(p.appels())) as { eligibilite_geographique: string }[]
    expect(appels.map(a => a.eligibilite_geographique).sort()).toEqual(['DEP-19', 'REG-94'])
    expect(dits(appels.flatMap(a => fautes('dispositif-aide', [a])))).toEqual([])
  })

  it('un portail trouve chaque jeu par les mêmes mots, et par le territoire', async () => {
    const jeux: { 'dcat:keyword': { '@value': string }[] }[] = (await json(p.catalogue()))['dcat:dataset']
    const mots = jeux.map(j => j['dcat:keyword'].map(k => k['@value']).join(', '))
    expect(new Set(mots)).toEqual(new Set(['subventions, appels à projets, aides publiques, collectivités, corse']))
  })
  it('un fichier abîmé est refusé par le valideur de son format\u00a0: carte, catalogue, aide', async () => {
    const carte = await texte(p.laureats({ appel: PASSES }))
    expect(fautesGeojson(carte.replace('"FeatureCollection"', '"Collection"'))).not.toEqual([])
    const geometrie = { type: 'Point', coordinates: ['8.7', '41.9'] }
    expect(fautesGeojson(JSON.stringify({ type: 'Feature', geometry: geometrie, properties: {} }))).not.toEqual([])
    const catalogue = await json(p.catalogue())
    const [jeu] = catalogue['dcat:dataset']
    for (const faux of [
      { ...catalogue, 'dct:title': undefined },
      { ...catalogue, 'dct:publisher': { '@id': 'https://exemple.fr/inconnu' } },
      { ...catalogue, 'dcat:dataset': [{ ...jeu, 'dcat:distribution': [{ '@type': 'dcat:Distribution' }] }] },
      { ...catalogue, '@context': {} },
    ])
      expect(await fautesCatalogue(faux)).not.toEqual([])
    const { grants } = await json(p.giving())
    expect(fautes('360giving', { grants: [{ ...grants[0], awardDate: '13/09/2021' }] })).not.toEqual([])
  })
})

const reels = fondsVert()
describe('les 90 projets réels', () => {
  beforeEach(({ skip }) => {
    skip(!reels, SANS_FONDS_VERT)
  })
  it('suivent les schémas, et leur somme est celle de la source', async () => {
    await importer(g.w, reels!)
    const lignes = await subventions({ appel: PASSES })
    expect(dits(lignes.flatMap(l => fautes('subventions', l)))).toEqual([])
    expect(lignes).toHaveLength(90)
    expect(somme(lignes.map(l => cents(l.montant!)))).toBe(1_739_806_828)
    expect(dits(fautes('360giving', await json(p.giving({ appel: PASSES }))))).toEqual([])
    expect((await json(p.laureats({ appel: PASSES }))).features).toHaveLength(90)
  })
})
