import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { openWorld, type World } from '../../test/world.ts'
import { publierFichier } from '../appels/index.ts'

const p = paths.donneesOuvertes
const DRAC = 'communes: [{ code: "38185", nom: Grenoble }, { code: "38421", nom: Saint-Martin-d’Hères }]'
const PORTO = 'communes: [{ code: "2A348", nom: Vico }]\n  epci: [{ siren: "200038958", nom: Spelunca-Liamone }]'
const appel = (slug: string, code: string, lieux: string) =>
  readFileSync('src/test/appels/deux-vagues.yml', 'utf8')
    .replace(/^slug: .*$/m, `slug: ${slug}`)
    .replace(/^code_dossier: .*$/m, `code_dossier: ${code}`)
    .replace(/^( {2}regions: \["24"\])$/m, `$1\n  ${lieux}`)

let w: World
beforeAll(async () => {
  w = await openWorld()
  for (const texte of [appel('crue-du-drac', 'DRAC', DRAC), appel('crue-de-porto', 'PORTO', PORTO), appel('tout-le-centre', 'CENTRE', '')])
    await w.auGuichet(tx => publierFichier(tx, w.ctx(), texte))
})
afterAll(() => w.close())
const json = async (chemin: string) => (await w.get(chemin)).json()

describe('le territoire d’un appel, là où on le lit', () => {
  it.each([
    ['crue-du-drac', 'COM-38185|COM-38421', 'Communes\u00a0: Grenoble et Saint-Martin-d’Hères.'],
    // « 2A348 » cannot be written in the schema: the region is, and the sentence names the places
    ['crue-de-porto', 'REG-24', 'Intercommunalité\u00a0: Spelunca-Liamone.'],
    ['tout-le-centre', 'REG-24', 'Territoire\u00a0: Centre-Val de Loire.'],
  ])('le dispositif « %s » dit où\u00a0: %s', async (slug, zone, phrase) => {
    const [d] = await json(p.appels({ appel: slug }))
    expect(d.eligibilite_geographique).toBe(zone)
    expect(d.eligibilite).toContain(phrase)
  })

  it('le catalogue nomme les communes d’un appel, et garde le cadre du guichet pour les autres', async () => {
    const lieux = async (slug: string) => (await json(p.catalogue({ appel: slug })))['dcat:dataset'][0]['dct:spatial'].slice(1)
    const noms = (l: Record<string, { '@value': string }>[]) => l.flatMap(x => x['locn:geographicName']?.['@value'] ?? [])
    const drac = await lieux('crue-du-drac')
    expect(noms(drac)).toEqual(['Centre-Val de Loire', 'Communes\u00a0: Grenoble et Saint-Martin-d’Hères.'])
    expect(drac.some((x: object) => 'dcat:bbox' in x)).toBe(false)
    const centre = await lieux('tout-le-centre')
    expect(noms(centre)).toEqual(['Centre-Val de Loire'])
    expect(centre.some((x: object) => 'dcat:bbox' in x)).toBe(true)
  })

  it.each([
    ['38421', 'est dans le territoire de l’appel'],
    ['autre', 'n’est pas dans le territoire de l’appel'],
    ['', 'la commune ou l’intercommunalité de la structure'],
  ])(
    '« Suis-je éligible\u202f?\u00a0»\u00a0: une structure inconnue du répertoire dit sa commune (« %s »), et lit\u00a0: %s',
    async (lieu, verdict) => {
      const lire = async (adresse: string) => (await (await w.get(adresse)).text()).replace(/\s+/g, ' ')
      expect(await lire(paths.eligibilite.tester('crue-du-drac'))).toContain('Sa commune ou son intercommunalité')
      expect(await lire(paths.eligibilite.tester('tout-le-centre'))).not.toContain('Sa commune ou son intercommunalité')
      const q = new URLSearchParams({ structure: 'Amicale', type_structure: 'association', lieu })
      expect(await lire(`${paths.eligibilite.resultat('crue-du-drac')}?${q}`)).toContain(verdict)
    },
  )
})
