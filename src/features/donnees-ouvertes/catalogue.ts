import type { GuichetConfig } from '../../config.ts'
import type { DateCivile } from '../../lib/dates.ts'
import { type FiltreDonnees, paths } from '../../paths.ts'
import type { Programme } from './aide.ts'

const UE = 'http://publications.europa.eu/resource/authority'
/** As the State's portal names it: it knows no other address of this licence. */
const LICENCE_OUVERTE = 'https://www.etalab.gouv.fr/licence-ouverte-open-licence'
const CONTEXTE = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  owl: 'http://www.w3.org/2002/07/owl#',
  spdx: 'http://spdx.org/rdf/terms#',
  locn: 'http://www.w3.org/ns/locn#',
}
const p = paths.donneesOuvertes

/** The files that exist of every source: how each is named, read by machines, and which schema it follows. */
export const FICHIERS = [
  {
    code: 'subventions',
    chemin: p.subventions,
    format: 'CSV',
    type: 'text/csv',
    ue: 'CSV',
    titre: 'Subventions, tableau',
    quoi: 'Une ligne par structure aidée, au format commun des collectivités et de l’État (SCDL).',
    page: 'https://schema.data.gouv.fr/scdl/subventions/',
    schema: {
      adresse: 'https://schema.data.gouv.fr/schemas/scdl/subventions/2.1.1/schema.json',
      nom: 'scdl/subventions',
      version: '2.1.1',
    },
  },
  {
    code: 'giving',
    chemin: p.giving,
    format: 'JSON',
    type: 'application/json',
    ue: 'JSON',
    titre: 'Subventions, format 360Giving',
    quoi: 'Les mêmes aides, au format international des financeurs.',
    page: 'https://standard.threesixtygiving.org/',
    schema: { adresse: 'https://standard.threesixtygiving.org/', nom: '360Giving Data Standard', version: '1.4' },
  },
  {
    code: 'laureats',
    chemin: p.laureats,
    format: 'GeoJSON',
    type: 'application/geo+json',
    ue: 'GEOJSON',
    titre: 'Projets aidés, carte',
    quoi: 'Où sont les projets\u00a0: un point chacun, et le territoire couvert.',
    page: 'https://www.rfc-editor.org/rfc/rfc7946',
    schema: { adresse: 'https://www.rfc-editor.org/rfc/rfc7946', nom: 'GeoJSON', version: 'RFC 7946' },
  },
  {
    code: 'appels',
    chemin: p.appels,
    format: 'JSON',
    type: 'application/json',
    ue: 'JSON',
    titre: 'Appels à projets',
    quoi: 'Qui peut demander quoi, jusqu’à quand\u00a0: les appels eux-mêmes.',
    page: 'https://schema.data.gouv.fr/etalab/schema-dispositif-aide/',
    schema: {
      adresse: 'https://schema.data.gouv.fr/etalab/schema-dispositif-aide/',
      nom: 'etalab/schema-dispositif-aide',
      version: '0.2.0',
    },
  },
] as const
export type Fichier = (typeof FICHIERS)[number]

const MOTS_CLES = ['subventions', 'appels à projets', 'aides publiques', 'collectivités']

export type Mesure = { octets: number; sha256: string }
/** From when to when a dataset speaks, and its files weighed: none where weighing would mean writing much. */
export type Jeu = { periode: [DateCivile, DateCivile] | undefined; fichiers: Partial<Record<Fichier['code'], Mesure>> }

type Cadre = {
  guichet: GuichetConfig
  url: string
  maj: Date | null
  filtre: FiltreDonnees
  mesurer: (filtre: FiltreDonnees) => Promise<Jeu>
}

/** DCAT-AP 3: one dataset a source, and one of all; each with its files. JSON-LD whose context stands in the file. */
export async function* ecrireCatalogue(programmes: readonly Programme[], c: Cadre): AsyncGenerator<string> {
  const { guichet, url } = c
  const editeur = {
    '@id': `https://annuaire-entreprises.data.gouv.fr/etablissement/${guichet.attribuant.siret}`,
    '@type': 'foaf:Agent',
    'foaf:name': fr(guichet.attribuant.nom),
  }
  const contact = {
    '@type': 'vcard:Kind',
    'vcard:fn': guichet.service.nom,
    'vcard:hasEmail': { '@id': `mailto:${guichet.service.courriel}` },
  }
  const commun = {
    'dct:publisher': { '@id': editeur['@id'] },
    'dcat:contactPoint': contact,
    'dcat:theme': { '@id': `${UE}/data-theme/GOVE` },
    'dct:language': { '@id': `${UE}/language/FRA` },
    'dct:spatial': [{ '@id': `${UE}/country/FRA` }, ...lieu(guichet.territoire)],
    'dct:accrualPeriodicity': { '@id': `${UE}/frequency/IRREG` },
    ...(c.maj ? { 'dct:modified': { '@type': 'xsd:dateTime', '@value': c.maj.toISOString() } } : {}),
  }
  const jeu = async (
    id: string,
    titre: string,
    description: string,
    filtre: FiltreDonnees,
    fichiers: readonly Fichier[],
    territoire?: Programme['territoire'],
  ) => {
    const { periode, fichiers: mesures } = await c.mesurer(filtre)
    return {
      '@id': `${url}${p.accueil}#${id}`,
      '@type': 'dcat:Dataset',
      'dct:identifier': id,
      'dct:title': fr(titre),
      'dct:description': fr(description),
      'dcat:landingPage': { '@id': url + p.accueil },
      'dcat:keyword': [...MOTS_CLES, guichet.territoire.nom.toLowerCase()].map(fr),
      'dct:license': { '@id': LICENCE_OUVERTE },
      ...commun,
      ...(territoire ? { 'dct:spatial': [{ '@id': `${UE}/country/FRA` }, ...lieuDeLAppel(territoire, guichet)] } : {}),
      ...(periode ? { 'dct:temporal': duree(periode) } : {}),
      'dcat:distribution': fichiers.map(f => distribution(f, url, filtre, mesures[f.code])),
    }
  }
  const d = guichet.territoire.nom
  const ensemble = `Les aides que ${guichet.attribuant.nom} a accordées et fait connaître\u00a0: qui les reçoit, pour quel projet, combien, quand et où\u00a0; les appels à projets et leurs conditions. Une aide y paraît quand elle est notifiée. Territoire\u00a0: ${d}.`
  const tout = c.filtre.appel === undefined
  const catalogue = {
    '@context': CONTEXTE,
    '@id': url + p.accueil,
    '@type': 'dcat:Catalog',
    'dct:title': fr(`Données ouvertes du ${guichet.nom}`),
    'dct:description': fr(`Aides accordées et appels à projets. Territoire : ${d}.`),
    'dct:publisher': editeur,
    'dct:license': { '@id': LICENCE_OUVERTE },
    'dct:language': commun['dct:language'],
    'foaf:homepage': { '@id': url + paths.accueil },
    ...(c.maj ? { 'dct:modified': commun['dct:modified'] } : {}),
    'dcat:dataset': [
      ...(tout ? [await jeu('tout', 'Toutes les aides et tous les appels', ensemble, { annee: c.filtre.annee }, FICHIERS)] : []),
      ...(await Promise.all(
        programmes.map(x =>
          jeu(
            x.slug,
            x.titre,
            x.genre === 'liste'
              ? `${x.resume} Projets aidés par le passé. Source\u00a0: ${x.source}.`
              : `${x.resume} L’appel et ses conditions\u00a0; ses lauréats, avec l’aide de chacun, quand ils sont notifiés.${direTerritoire(x)}`,
            { annee: c.filtre.annee, appel: x.slug },
            FICHIERS.filter(f => x.genre === 'appel' || f.code !== 'appels'),
            x.territoire,
          ),
        ),
      )),
    ],
  }
  yield `${JSON.stringify(catalogue, null, 1)}\n`
}

const fr = (texte: string) => ({ '@language': 'fr', '@value': texte })
const jour = (j: DateCivile) => ({ '@type': 'xsd:date', '@value': j })
const duree = ([debut, fin]: [DateCivile, DateCivile]) => ({
  '@type': 'dct:PeriodOfTime',
  'dcat:startDate': jour(debut),
  'dcat:endDate': jour(fin),
})

const direTerritoire = ({ territoire: t }: Programme) => (t ? ` Territoire\u00a0: ${t.libelle}.` : '')

/** The territory of a call by its names; the frame of the guichet's where it is made of nothing smaller than départements. */
const lieuDeLAppel = (t: NonNullable<Programme['territoire']>, guichet: GuichetConfig) => [
  ...[t.libelle, ...t.lieux].map(nom => ({ '@type': 'dct:Location', 'locn:geographicName': fr(nom) })),
  ...(t.lieux.length > 0 ? [] : lieu(guichet.territoire)),
]

/** The frame of the territory: as DCAT-AP writes it, and as the State's portal reads it. */
function lieu({ emprise }: GuichetConfig['territoire']) {
  if (!emprise) return []
  const [o, s, e, n] = emprise
  const tour = [
    [o, s],
    [e, s],
    [e, n],
    [o, n],
    [o, s],
  ]
  return [
    {
      '@type': 'dct:Location',
      'dcat:bbox': {
        '@type': 'http://www.opengis.net/ont/geosparql#wktLiteral',
        '@value': `POLYGON((${tour.map(c => c.join(' ')).join(', ')}))`,
      },
      'locn:geometry': {
        '@type': 'https://www.iana.org/assignments/media-types/application/vnd.geo+json',
        '@value': JSON.stringify({ type: 'Polygon', coordinates: [tour] }),
      },
    },
  ]
}

const empreinte = ({ octets, sha256 }: Mesure) => ({
  'dcat:byteSize': { '@type': 'xsd:nonNegativeInteger', '@value': String(octets) },
  'spdx:checksum': {
    '@type': 'spdx:Checksum',
    'spdx:algorithm': { '@id': 'http://spdx.org/rdf/terms#checksumAlgorithm_sha256' },
    'spdx:checksumValue': { '@type': 'xsd:hexBinary', '@value': sha256 },
  },
})

const distribution = (f: Fichier, url: string, filtre: FiltreDonnees, mesure: Mesure | undefined) => ({
  '@type': 'dcat:Distribution',
  'dct:title': fr(f.titre),
  'dct:description': fr(f.quoi),
  'dcat:accessURL': { '@id': url + f.chemin(filtre) },
  'dcat:downloadURL': { '@id': url + f.chemin(filtre) },
  'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${f.type}` },
  'dct:format': { '@id': `${UE}/file-type/${f.ue}` },
  'dct:license': { '@id': LICENCE_OUVERTE },
  ...(mesure ? empreinte(mesure) : {}),
  'dct:conformsTo': {
    '@id': f.schema.adresse,
    '@type': 'dct:Standard',
    'dct:title': fr(f.schema.nom),
    'owl:versionInfo': f.schema.version,
  },
})
