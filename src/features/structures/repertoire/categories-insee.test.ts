import { expect, test } from 'vitest'
import { CATEGORIES, typeDeCategorie } from './categories.rules.ts'

/**
 * Level III of INSEE's nomenclature des catégories juridiques (version of September 2022): every category of public law (4 and 7), of private groupings (8 and 9) and those of commerce by
 * their family, each with the type that calls name.
 */
const NOMENCLATURE: Record<string, string> = {
  etablissement_public: [
    '4110 EPIC national doté d’un comptable public, 4120 sans, 4130 Exploitant public, 4140 EPIC local, 4150 Régie d’une collectivité locale à caractère industriel ou commercial, 4160 Banque de France',
    '7321 Association syndicale autorisée, 7322 Association foncière urbaine, 7323 Association foncière de remembrement, 7331 Établissement public local d’enseignement',
    '7361 CCAS, 7362 Caisse des écoles, 7363 Caisse de crédit municipal, 7364 Établissement d’hospitalisation, 7365 Syndicat interhospitalier, 7366 Établissement public local social et médico-social, 7367 CIAS',
    '7371 OPHLM, 7372 SDIS, 7373 Établissement public local culturel, 7378 Régie à caractère administratif, 7379 Autre établissement public administratif local',
    '7381 Organisme consulaire, 7382 EPN ayant fonction d’administration centrale, 7383 EPSCP, 7384 Autre EPN d’enseignement, 7385 EPN administratif à compétence limitée, 7389 EPN administratif',
    '7410 GIP, 7430 Cultes d’Alsace-Lorraine, 7450 Cercle et foyer dans les armées, 7470 Groupement de coopération sanitaire à gestion publique, 7490 Autre personne morale de droit administratif',
  ].join(', '),
  etat: '7111 Autorité constitutionnelle, 7112 Autorité administrative indépendante, 7113 Ministère, 7120 Service central, 7150 Défense, 7160 Compétence nationale, 7171 Région, 7172 Département, 7179 Autre service déconcentré, 7190 École nationale',
  commune: '7210 Commune et commune nouvelle',
  departement: '7220 Département',
  region: '7230 Région',
  pole_territorial: '7340 Pôle métropolitain, 7357 PETR',
  epci: '7342 District urbain, 7343 Communauté urbaine, 7344 Métropole, 7346 Communauté de communes, 7347 Communauté de villes, 7348 Communauté d’agglomération',
  syndicat: '7345 SIVOM, 7353 SIVU, 7354 Syndicat mixte fermé, 7355 Syndicat mixte ouvert',
  groupement:
    '7349 Autre coopération non spécialisée ou entente, 7351 Institution interdépartementale, 7352 Institution interrégionale, 7356 Commission syndicale de biens indivis',
  association:
    '9210 Association non déclarée, 9220 Association déclarée, 9221 Insertion par l’économique, 9222 Association intermédiaire, 9223 Groupement d’employeurs, 9224 Association d’avocats, 9230 Reconnue d’utilité publique, 9260 Droit local (Bas-Rhin, Haut-Rhin, Moselle)',
  entreprise:
    '3110 Représentation d’État étranger, 3120 Société étrangère immatriculée, 5499 SARL, 5599 SA, 5710 SAS, 6100 Caisse d’épargne, 6220 GIE, 6316 CUMA, 6411 Assurance mutuelle, 6540 SCI, 6901 Autre personne de droit privé au RCS',
  autre: [
    '3205 Organisation internationale, 3210 État ou collectivité étrangers, 3220 Société étrangère non immatriculée, 3290 Autre droit étranger',
    '7225 Collectivité d’outre-mer, 7229 Autre collectivité territoriale, 7312 Commune associée ou déléguée, 7313 Section de commune, 7314 Ensemble urbain, 7341 Secteur de commune',
    '8110 Régime général, 8210 Mutuelle, 8311 Comité d’établissement, 8410 Syndicat de salariés, 8420 Syndicat patronal, 8450 Ordre professionnel, 8470 Centre technique industriel, 8510 Retraite',
    '9110 Copropriété, 9150 Association syndicale libre, 9240 Congrégation, 9300 Fondation, 9900 Autre droit privé, 9970 Coopération sanitaire à gestion privée',
  ].join(', '),
}
const TOUTES = Object.entries(NOMENCLATURE).flatMap(([type, dit]) =>
  [...dit.matchAll(/\b([3-9]\d{3})\b/g)].map(([, code]) => [code!, type] as const),
)

// seen to fail: 7356 taken from the table
test.each(TOUTES)('catégorie %s\u00a0: %s', (code, type) => {
  expect(typeDeCategorie(code)).toBe(type)
})

test('chaque début de la table sert à une catégorie de la nomenclature', () => {
  const codes = TOUTES.map(([c]) => c)
  expect(Object.keys(CATEGORIES).filter(debut => !codes.some(c => c.startsWith(debut)))).toEqual([])
})
