import { parseCsv } from 'hucre/csv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { openDb } from '../../db/db.ts'
import { siretValide } from '../../lib/siren.ts'
import { paths } from '../../paths.ts'
import { auComite } from '../../test/comite.ts'
import { decide } from '../../test/laureats.ts'
import { projetCommun, validerCommun } from '../../test/projet-commun.ts'
import { DESCRIPTION, fondsVert, importer, listeInventee } from '../../test/projets-passes.ts'
import { fautesSchema as fautes, fautesCatalogue, fautesGeojson } from '../../test/validateurs.ts'
import { deposer, lisible, publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { formatTaille } from '../../ui/liens.tsx'
import { importerSirets } from '../structures/index.ts'

const p = paths.donneesOuvertes
const PASSES = DESCRIPTION.slug

let w: World
let commun: string
const texte = async (chemin: string) => (await w.get(chemin)).text()
const json = async (chemin: string) => JSON.parse(await texte(chemin))
/** Rows of the SCDL file by column, empty cells left out as Table Schema reads them. */
async function subventions(filtre = {}) {
  const [titres, ...lignes] = parseCsv(await texte(p.subventions(filtre)), { delimiter: ',' }) as string[][]
  return lignes.map(l => Object.fromEntries(titres!.map((t, i) => [t, l[i]!]).filter(([, v]) => v !== '')))
}
type Grant = { id: string; amountAwarded: number; recipientOrganization: { id: string }[] }
const cents = (euros: number | string) => Math.round(Number(euros) * 100)
const somme = (ns: number[]) => ns.reduce((s, n) => s + n, 0)
const trois = [
  ['2A004', '11', '=SUM(A1)', 'AJACCIO', '212000046', '1000.5'],
  ['NULL', '11', 'Fontaine, « la suite »', 'SARL SOURCE', '', '0.01'],
  ['2A348', '12', 'Lavoir', 'VICO', '212003487', '33.33'],
] as const

beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  const [vico, olmeto, lumio] = [
    await w.compte({ structures: ['Vico'] }),
    await w.compte({ structures: ['Olmeto'] }),
    await w.compte({ structures: ['Lumio'] }),
  ]
  const agent = (await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })).id
  const seul = await auComite(w, olmeto.cookie)
  await decide(w, seul, agent, { montant: 900_050 })
  const refuse = await auComite(w, lumio.cookie)
  await w.owner.query("update instruction set titre = 'Projet refusé' where dossier_id = $1", [refuse])
  await decide(w, refuse, agent, { sens: 'non_retenu' })
  commun = (await projetCommun(w, vico.cookie, ['Olmeto', 'Lumio'])).id
  await validerCommun(w, olmeto.cookie, commun)
  await validerCommun(w, lumio.cookie, commun)
  expect((await deposer(w, vico.cookie, commun)).status).toBe(303)
  await w.owner.query("update dossier set etat = 'au_comite' where id = $1", [commun])
  await decide(w, commun, agent, { montant: 1_000_001 })
  expect(await importer(w, listeInventee(trois))).toMatchObject({ ok: true })
})
afterAll(() => w.close())

describe('les données ouvertes', () => {
  it('le tableau des subventions suit le schéma\u00a0: seize colonnes dans l’ordre, une ligne par bénéficiaire, des parts qui font 1', async () => {
    const lignes = await subventions()
    for (const l of lignes) expect(fautes('subventions', l)).toEqual([])
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
      expect(fautes('360giving', await json(p.giving(filtre)))).toEqual([])
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

  it('les mêmes totaux au centime partout\u00a0: tableau, 360Giving, page des lauréats, livre de l’enveloppe', async () => {
    const lignes = await subventions({ appel: SLUG })
    const parDossier = [...new Map(lignes.map(l => [l.referenceDecision, cents(l.montant!)])).values()]
    const { rows } = await w.owner.query(
      'select sum(accorde)::int as accorde, (select sum(montant)::int from mouvement) as livre from enveloppe',
    )
    expect(somme(parDossier)).toBe(1_900_051)
    expect(rows[0]).toEqual({ accorde: 1_900_051, livre: 1_900_051 })
    const { grants } = (await json(p.giving({ appel: SLUG }))) as { grants: Grant[] }
    expect(somme(grants.map(g => cents(g.amountAwarded)))).toBe(1_900_051)
    expect(new Set(grants.map(g => g.id)).size).toBe(grants.length)
    const lire = async (chemin: string) => (await lisible(await w.get(chemin))).replace(/[\u00a0\u202f]/g, ' ')
    expect(await lire(paths.appels.laureats(SLUG))).toContain('19 000,51 €')
    expect(await lire(p.accueil)).toContain('19 000,51 €')
    const points = (await json(p.laureats({ appel: SLUG }))).features.filter(
      (f: { properties: { nature: string } }) => f.properties.nature === 'projet',
    )
    expect(somme(points.map((f: { properties: { aide_eur: number } }) => cents(f.properties.aide_eur)))).toBe(1_900_051)
  })

  it('les projets passés y sont aussi, sous leur liste\u00a0; une formule est arrêtée sans gâter le schéma', async () => {
    const lignes = await subventions({ appel: PASSES })
    expect(lignes.map(l => [l.nomBeneficiaire, l.objet, l.montant])).toEqual([
      ['Ajaccio', "'=SUM(A1)", '1000.50'],
      ['SARL SOURCE', 'Fontaine, « la suite »', '0.01'],
      ['Vico', 'Lavoir', '33.33'],
    ])
    expect(await json(p.appels({ appel: PASSES }))).toEqual([])
    const { grants } = (await json(p.giving({ appel: PASSES }))) as { grants: Grant[] }
    expect(grants.map(g => g.recipientOrganization[0]!.id)).toEqual([
      'FR-INSEE-212000046',
      '360G-prefet-de-corse-ORG:sarl-source',
      'FR-INSEE-212003487',
    ])
    const { features } = await json(p.laureats({ appel: PASSES }))
    expect(features).toHaveLength(3)
    expect(features[0].properties.source).toContain('Licence Ouverte 2.0')
  })

  it('on ne prend qu’un appel ou qu’une année\u00a0; un appel ou une année qui n’existe pas, 404', async () => {
    expect((await subventions({ annee: '2021' })).map(l => l.dateConvention)).toEqual(Array(4).fill('2021-09-13'))
    expect(await subventions({ annee: '2023', appel: PASSES })).toHaveLength(3)
    expect(await subventions({ annee: '1999' })).toEqual([])
    for (const f of [p.subventions, p.giving, p.laureats, p.appels, p.catalogue])
      for (const filtre of [{ appel: 'inconnu' }, { annee: '21' }, { appel: "x' or 1=1" }])
        expect((await w.get(f(filtre))).status).toBe(404)
  })

  it('d’autres sites peuvent les lire, et savent si elles ont changé\u00a0; les pages du guichet, non', async () => {
    const r = await w.get(p.subventions())
    expect(r.headers.get('access-control-allow-origin')).toBe('*')
    expect(r.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(r.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(Date.parse(r.headers.get('last-modified')!)).not.toBeNaN()
    const etag = r.headers.get('etag')!
    const encore = () => w.get(p.subventions(), undefined, { 'if-none-match': etag })
    expect([(await encore()).status, await (await encore()).text()]).toEqual([304, ''])
    expect((await w.get(p.subventions({ appel: SLUG }), undefined, { 'if-none-match': etag })).status).toBe(200)
    await importer(w, listeInventee(trois.slice(0, 2)))
    expect((await encore()).status).toBe(200)
    await importer(w, listeInventee(trois))
    for (const chemin of [p.accueil, paths.appels.laureats(SLUG), p.projetsPasses(PASSES)])
      expect((await w.get(chemin)).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('le SIRET n’est écrit que s’il est connu\u00a0: importé de Sirene, jamais déduit', async () => {
    expect((await subventions()).every(l => l.idBeneficiaire === undefined)).toBe(true)
    expect(await (await w.get(p.accueil)).text()).toContain('n’ont pas de numéro SIRET')
    const siege = (siren: string) => Array.from({ length: 10 }, (_, k) => `${siren}0001${k}`).find(siretValide)!
    const [vico, ajaccio] = [siege('212003487'), siege('212000046')]
    const extrait = async function* () {
      yield* [
        'siren;nicSiegeUniteLegale',
        ...[vico, ajaccio, siege('356000000')].map(s => `${s.slice(0, 9)};${s.slice(9)}`),
        '212000046;12345',
      ]
    }
    expect(await importerSirets(openDb(w.owner), extrait(), w.horloge.instant)).toEqual({ ok: true, value: { lus: 4, retenus: 2 } })
    const connus = (await subventions()).filter(l => l.idBeneficiaire)
    expect(connus.flatMap(l => fautes('subventions', l))).toEqual([])
    expect(new Set(connus.map(l => `${l.nomBeneficiaire} ${l.idBeneficiaire}`))).toEqual(new Set([`Vico ${vico}`, `Ajaccio ${ajaccio}`]))
    const { grants } = (await json(p.giving({ appel: PASSES }))) as { grants: Grant[] }
    expect(grants[0]!.recipientOrganization[0]!.id).toBe(`FR-INSEE-${ajaccio}`)
    async function* autre() {
      yield 'nom,code'
    }
    expect(await importerSirets(openDb(w.owner), autre(), w.horloge.instant)).toMatchObject({ ok: false })
  })

  it('l’acte signé et les versements donnent la date, le numéro et la période', async () => {
    const acte = nouvelId()
    const decision = (await w.owner.query('select id, prise_par from decision where dossier_id = $1', [commun])).rows[0]
    await w.owner.query(
      `insert into suivi (dossier_id, guichet_id, debut, fin, ouvert_le) values ($1, $2, '2022-01-03', '2022-09-30', $3)`,
      [commun, w.guichetId, w.horloge.instant],
    )
    await w.owner.query(
      `insert into acte (id, guichet_id, dossier_id, decision_id, rang, nature, numero, contenu, sha256, cle, prepare_par, prepare_le,
        signe_le, signe_sha256, signe_cle, signe_type_mime, signe_par, signe_depose_le)
       values ($1, $2, $3, $4, 1, 'convention', '2A-2022-007', '{}', repeat('0', 64), 'cle', $5, $6, '2022-01-05', repeat('1', 64), 'cle-signee', 'application/pdf', $5, $6)`,
      [acte, w.guichetId, commun, decision.id, decision.prise_par, w.horloge.instant],
    )
    await w.owner.query(
      `insert into versement (id, guichet_id, dossier_id, nature, montant, calcul, ordonne_par, ordonne_le, verse_le) values ($1, $2, $3, 'avance', 1000, '{}', $4, $5, '2022-02-01')`,
      [nouvelId(), w.guichetId, commun, decision.prise_par, w.horloge.instant],
    )
    const lignes = (await subventions()).filter(l => l.montant === '10000.01')
    expect(lignes[0]).toMatchObject({
      referenceDecision: '2A-2022-007',
      dateConvention: '2022-01-05',
      conditionsVersement: 'échelonné',
      datesPeriodeVersement: '2022-02-01/2022-09-30',
    })
    expect(await subventions({ annee: '2021' })).toHaveLength(1)
    expect((await json(p.laureats({ annee: '2022' }))).features).toHaveLength(1)
  })

  it('la page dit ce qu’il y a, par appel et par année, sous quelle licence, et ce que dit chaque colonne', async () => {
    const html = await (await w.get(p.accueil)).text()
    for (const mot of [
      'Licence Ouverte 2.0',
      'pourcentageSubvention',
      `?appel=${SLUG}`,
      '?annee=2023',
      'Fonds vert 2023 en Corse',
      `CSV, ${formatTaille(Buffer.byteLength(await texte(p.subventions())))}`,
    ])
      expect(html.includes(mot), mot).toBe(true)
    for (const page of [paths.accueil, paths.planDuSite]) expect(await (await w.get(page)).text()).toContain(`href="${p.accueil}"`)
  })
})

const reels = fondsVert()
describe.skipIf(!reels)('les 90 projets réels', () => {
  it('suivent les schémas, et leur somme est celle de la source', async () => {
    await importer(w, reels!)
    const lignes = await subventions({ appel: PASSES })
    expect(lignes.flatMap(l => fautes('subventions', l))).toEqual([])
    expect(lignes).toHaveLength(90)
    expect(somme(lignes.map(l => cents(l.montant!)))).toBe(1_739_806_828)
    expect(fautes('360giving', await json(p.giving({ appel: PASSES })))).toEqual([])
    expect((await json(p.laureats({ appel: PASSES }))).features).toHaveLength(90)
  })
})
