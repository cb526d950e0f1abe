// Two files with the columns of INSEE's public stock, of structures that do not exist: `node bench/repertoire.ts FOLDER [NUMBER]`. The same ones for the same number.
import { createWriteStream, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { sirenValide, siretValide } from '../src/lib/siren.ts'

const UNITE =
  'siren,statutDiffusionUniteLegale,unitePurgeeUniteLegale,dateCreationUniteLegale,sigleUniteLegale,sexeUniteLegale,prenom1UniteLegale,prenom2UniteLegale,prenom3UniteLegale,prenom4UniteLegale,prenomUsuelUniteLegale,pseudonymeUniteLegale,identifiantAssociationUniteLegale,trancheEffectifsUniteLegale,anneeEffectifsUniteLegale,dateDernierTraitementUniteLegale,nombrePeriodesUniteLegale,categorieEntreprise,anneeCategorieEntreprise,dateDebut,etatAdministratifUniteLegale,nomUniteLegale,nomUsageUniteLegale,denominationUniteLegale,denominationUsuelle1UniteLegale,denominationUsuelle2UniteLegale,denominationUsuelle3UniteLegale,categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,nomenclatureActivitePrincipaleUniteLegale,nicSiegeUniteLegale,economieSocialeSolidaireUniteLegale,societeMissionUniteLegale,caractereEmployeurUniteLegale'
const ETABLISSEMENT =
  'siren,nic,siret,statutDiffusionEtablissement,dateCreationEtablissement,trancheEffectifsEtablissement,anneeEffectifsEtablissement,activitePrincipaleRegistreMetiersEtablissement,dateDernierTraitementEtablissement,etablissementSiege,nombrePeriodesEtablissement,complementAdresseEtablissement,numeroVoieEtablissement,indiceRepetitionEtablissement,typeVoieEtablissement,libelleVoieEtablissement,codePostalEtablissement,libelleCommuneEtablissement,libelleCommuneEtrangerEtablissement,distributionSpecialeEtablissement,codeCommuneEtablissement,codeCedexEtablissement,libelleCedexEtablissement,dateDebut,etatAdministratifEtablissement,enseigne1Etablissement,denominationUsuelleEtablissement,activitePrincipaleEtablissement,caractereEmployeurEtablissement'

const GENRES: [categorie: string, sur100: number, formes: string[]][] = [
  [
    '9220',
    60,
    [
      'FOYER RURAL DE',
      'COMITE DES FETES DE',
      'ASSOCIATION SPORTIVE DE',
      'AMICALE DES ANCIENS DE',
      'CLUB DE',
      'ASSOCIATION CULTURELLE',
      'LES AMIS DE',
      'FEDERATION',
      'HARMONIE DE',
      'TENNIS CLUB DE',
      'ECOLE DE MUSIQUE DE',
    ],
  ],
  ['5499', 14, ['SARL', 'SOCIETE', 'ETABLISSEMENTS', 'SCIERIE DE', 'GARAGE DE', 'TRANSPORTS']],
  ['5710', 10, ['SAS', 'ATELIERS', 'GROUPE', 'FERME DE']],
  ['6540', 9, ['SCI', 'SOCIETE CIVILE IMMOBILIERE']],
  ['7353', 3, ['SYNDICAT INTERCOMMUNAL DES EAUX DE', 'SIVU DE']],
  ['7354', 2, ['SYNDICAT MIXTE DE']],
  ['7361', 2, ['CENTRE COMMUNAL D ACTION SOCIALE DE']],
]
const SYLLABES =
  'ba be bi bo bu ca ce ci co cu da de di do du fa fe fi fo fu ga ge gi go gu la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po pu ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo vu'.split(
    ' ',
  )
const require = createRequire(import.meta.url)

/** The kind whose share of a hundred this rank falls in. */
function genreDe(rang: number, i = 0): (typeof GENRES)[number] {
  const genre = GENRES[i]!
  return rang < genre[1] || i === GENRES.length - 1 ? genre : genreDe(rang - genre[1], i + 1)
}

/** A number that has its key at its end, made from what stands before. */
const avecCle = (debut: string, juste: (n: string) => boolean) => Array.from({ length: 10 }, (_, c) => `${debut}${c}`).find(juste)!

/** The communes of today, as the referential has them. */
export const communesActuelles = () =>
  (
    JSON.parse(readFileSync(require.resolve('@etalab/decoupage-administratif/data/communes.json'), 'utf8')) as {
      code: string
      nom: string
      type: string
      codesPostaux?: string[]
    }[]
  ).filter(c => c.type === 'commune-actuelle')

/** Numbers below a bound, the same ones for the same seed. */
export function suite(graine: number): (max: number) => number {
  let g = graine
  return max => {
    g = (Math.imul(g, 1_103_515_245) + 12_345) & 0x7fffffff
    return (g >>> 8) % max
  }
}

/** @param n lines of each file; one in fifty is a natural person, one in a hundred is closed. */
export async function ecrireRepertoire(dossier: string, n: number): Promise<{ unites: string; etablissements: string }> {
  const communes = communesActuelles()
  const alea = suite(20_261_129)
  const mot = () =>
    Array.from({ length: 2 + alea(3) }, () => SYLLABES[alea(SYLLABES.length)])
      .join('')
      .toUpperCase()
  const chemins = { unites: join(dossier, 'StockUniteLegale_utf8.csv'), etablissements: join(dossier, 'StockEtablissement_utf8.csv') }
  const [u, e] = [createWriteStream(chemins.unites), createWriteStream(chemins.etablissements)]
  const ecrire = async (f: typeof u, t: string) => f.write(t) || new Promise(r => f.once('drain', r))
  u.write(`${UNITE}\n`)
  e.write(`${ETABLISSEMENT}\n`)
  let [lu, le] = ['', '']
  for (let i = 0; i < n; i++) {
    const siren = avecCle(String(i + 1).padStart(8, '0'), sirenValide)
    const nic = avecCle(`${siren}0001`, siretValide).slice(9)
    const personne = i % 50 === 7
    const c = communes[alea(communes.length)]!
    const [categorie, , formes] = genreDe(alea(100))
    const lieu = c.nom.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
    const nom = `${formes[alea(formes.length)]} ${alea(3) ? lieu : mot()}${alea(3) ? '' : ` ${mot()}`}`
    const asso = categorie.startsWith('92')
    const dep = c.code.slice(0, /^9[78]/.test(c.code) ? 3 : 2)
    const rna = asso && alea(4) ? `W${dep.padEnd(3, '1').slice(0, 3)}${String(i).padStart(6, '0').slice(-6)}` : ''
    const sigle = alea(12) ? '' : mot().slice(0, 5)
    const fermee = i % 100 === 3
    lu += personne
      ? `${siren},O,,2001-05-02,,F,ALEX,,,,ALEX,,,NN,,2024-01-01T00:00:00,1,,,2001-05-02,A,INVENTE,,,,,,1000,62.01Z,NAFRev2,${nic},,N,N\n`
      : `${siren},O,,2001-05-02,${sigle},,,,,,,,${rna},NN,,2024-01-01T00:00:00,1,PME,2022,${fermee ? '2024-03-01' : '2001-05-02'},${fermee ? 'C' : 'A'},,,"${nom}",,,,${categorie},94.99Z,NAFRev2,${nic},,N,N\n`
    le += `${siren},${nic},${siren}${nic},O,2001-05-02,NN,,,2024-01-01T00:00:00,true,1,,1,,RUE,DE LA MAIRIE,${c.codesPostaux?.[0] ?? ''},${lieu},,,${c.code},,,2001-05-02,${fermee ? 'F' : 'A'},,,94.99Z,N\n`
    if (lu.length > 1 << 20 || i === n - 1) {
      await ecrire(u, lu)
      await ecrire(e, le)
      lu = le = ''
    }
  }
  for (const f of [u, e]) {
    f.end()
    await finished(f)
  }
  return chemins
}

if (process.argv[1]?.endsWith('repertoire.ts'))
  console.log(await ecrireRepertoire(process.argv[2] ?? '.', Number(process.argv[3] ?? 1_000_000)))
