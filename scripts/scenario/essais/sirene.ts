import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Appel } from '../../../src/features/cahier/index.ts'
import { type EssaiComplet, essaisComplets } from '../../../src/features/essais/index.ts'
import { departementsDeLaRegion } from '../departements.ts'

export type Structure = NonNullable<EssaiComplet['porteur']>
/** Types that no referential of the product has: such a structure comes from an extract of the national directory, by its legal category. */
const CATEGORIES: Partial<Record<Structure['type'], string>> = {
  association: '9220',
  entreprise: '5710',
  syndicat: '7353',
  pole_territorial: '7357',
  etablissement_public: '7361',
  departement: '7220',
  region: '7230',
  groupement: '7351',
  etat: '7120',
  autre: '8110',
}

/** Luhn: the last figure makes the whole divisible by ten. */
function cle(chiffres: string): string {
  const somme = [...`${chiffres}0`].reverse().reduce((t, c, i) => {
    const n = Number(c) * (i % 2 === 1 ? 2 : 1)
    return t + (n > 9 ? n - 9 : n)
  }, 0)
  return String((10 - (somme % 10)) % 10)
}
/** Invented numbers, with a right key; those of an extract begin at 0. */
export const sirenDe = (i: number) => {
  const debut = `000${String(70_000 + i)}`
  return debut + cle(debut)
}
const siretDe = (siren: string) => {
  const debut = `${siren}0001`
  return debut + cle(debut)
}

const parNom = (appel: Appel, garde: (s: Structure) => boolean): Structure[] => [
  ...new Map(
    essaisComplets(appel)
      .flatMap(e => [e.porteur!, ...(e.partenaires ?? [])])
      .filter(garde)
      .map(s => [s.nom, s]),
  ).values(),
]
/** Structures of the test dossiers that the national directory alone knows, by name. */
export const horsReferentiel = (appel: Appel) => parNom(appel, s => CATEGORIES[s.type] !== undefined)
/** Those that no directory tells from another by its legal category: somebody declares them. */
export const aDeclarer = (appel: Appel) => parNom(appel, s => s.type === 'personne_morale_financee')

/** Where an invented seat is. */
export const departementDe = (s: Structure) => s.departement ?? departementsDeLaRegion(s.region ?? '')[0] ?? '75'

/** Writes an extract of the public stock of Sirene that holds these structures; gives its two files. */
export function ecrireSirene(dossier: string, structures: readonly Structure[]): string[] {
  const lignes = structures.map((s, i) => ({ s, siren: sirenDe(i) }))
  const unites = [
    'siren,statutDiffusionUniteLegale,denominationUniteLegale,sigleUniteLegale,identifiantAssociationUniteLegale,categorieJuridiqueUniteLegale,etatAdministratifUniteLegale,dateDebut,nicSiegeUniteLegale',
    ...lignes.map(({ s, siren }) => `${siren},O,"${s.nom}",,,${CATEGORIES[s.type]},A,2015-01-01,${siretDe(siren).slice(9)}`),
  ]
  const sieges = [
    'siren,siret,etablissementSiege,codeCommuneEtablissement,codePostalEtablissement,libelleCommuneEtablissement,statutDiffusionEtablissement',
    ...lignes.map(({ s, siren }) => {
      return `${siren},${siretDe(siren)},true,${departementDe(s).padEnd(2, '0').slice(0, 2)}001,,"Commune inventée",O`
    }),
  ]
  const ecrire = (nom: string, texte: string[]) => {
    const chemin = join(dossier, nom)
    writeFileSync(chemin, `${texte.join('\n')}\n`)
    return chemin
  }
  return [ecrire('StockUniteLegale.csv', unites), ecrire('StockEtablissement.csv', sieges)]
}
