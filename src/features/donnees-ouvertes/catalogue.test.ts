import { describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirDonnees } from '../../test/donnees-ouvertes.ts'
import { SLUG } from '../../test/vico.ts'
import { formatTaille } from '../../ui/liens.tsx'

const p = paths.donneesOuvertes
const g = ouvrirDonnees()
const { texte, json } = g

describe('ce que dit le catalogue des données ouvertes', () => {
  it('le catalogue dit la licence, le schéma et les mots par lesquels le portail de l’État les reconnaît', async () => {
    expect((await g.w.get(p.catalogue())).headers.get('content-type')).toBe('application/ld+json; charset=utf-8')
    const [jeu] = (await json(p.catalogue()))['dcat:dataset']
    const [tableau] = jeu['dcat:distribution']
    expect(jeu['dct:license']['@id']).toBe('https://www.etalab.gouv.fr/licence-ouverte-open-licence')
    expect(tableau['dct:license']).toEqual(jeu['dct:license'])
    expect(tableau['dct:conformsTo']).toMatchObject({ '@type': 'dct:Standard', 'owl:versionInfo': '2.1.1' })
    expect(tableau['dct:conformsTo']['@id']).toContain('/scdl/subventions/2.1.1/')
    const mots = jeu['dcat:keyword'].map((m: { '@value': string }) => m['@value'])
    expect(mots).toEqual(expect.arrayContaining(['subventions', 'appels à projets', 'aides publiques', 'collectivités']))
  })

  it('la page dit ce qu’il y a, par appel et par année, sous quelle licence, et ce que dit chaque colonne', async () => {
    const html = await (await g.w.get(p.accueil)).text()
    for (const mot of [
      'Licence Ouverte 2.0',
      'pourcentageSubvention',
      `?appel=${SLUG}`,
      '?annee=2023',
      'Fonds vert 2023 en Corse',
      `CSV, ${formatTaille(Buffer.byteLength(await texte(p.subventions())))}`,
    ])
      expect(html.includes(mot), mot).toBe(true)
    for (const page of [paths.accueil, paths.planDuSite]) expect(await (await g.w.get(page)).text()).toContain(`href="${p.accueil}"`)
  })
})
