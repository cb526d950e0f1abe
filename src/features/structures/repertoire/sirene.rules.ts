import { sirenValide, siretValide } from '../../../lib/siren.ts'
import { estPersonneMorale } from './categories.rules.ts'

export type Unite = {
  siren: string
  nom: string
  sigle: string | null
  categorie_juridique: string
  rna: string | null
  effectifs: string | null
  etat: 'active' | 'fermee'
  fermee_le: string | null
  siret_siege: string | null
}
export type Siege = {
  siren: string
  siret: string
  departement: string
  code_commune: string
  code_postal: string | null
  commune: string | null
}
/** `tue`: nobody may show it any more. `sans_objet`: rightly no line of ours. `faute`: a line that cannot be read, and why. */
export type Lue<T> =
  | { genre: 'gardee'; ligne: T }
  | { genre: 'tue'; siren: string; categorie: string }
  | { genre: 'sans_objet' }
  | { genre: 'faute'; dit: string }

export type Fichier = 'unites' | 'etablissements'
const ENTETES: Record<Fichier, string[]> = {
  unites: [
    'siren',
    'denominationUniteLegale',
    'categorieJuridiqueUniteLegale',
    'etatAdministratifUniteLegale',
    'statutDiffusionUniteLegale',
  ],
  etablissements: ['siren', 'siret', 'etablissementSiege', 'codeCommuneEtablissement', 'statutDiffusionEtablissement'],
}
/** Which of the two public files has these columns. */
export const fichierDe = (entetes: readonly string[]): Fichier | undefined =>
  (Object.keys(ENTETES) as Fichier[]).find(f => ENTETES[f].every(c => entetes.includes(c)))

/** A line by the names of its columns; what INSEE keeps to itself (« [ND] ») and what is too long is nothing. */
export type Cellule = (colonne: string) => string
const MAX = { nom: 250, sigle: 40, commune: 100 }
export const net = (v: string, max: number): string | null => {
  const t = v
    .replaceAll("'", '’')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return t === '' || t === '[ND]' ? null : t.slice(0, max).replace(/[\ud800-\udbff]$/, '')
}
const cite = (v: string) => `«\u00a0${[...v].slice(0, 20).join('')}\u00a0»`
const faute = (dit: string) => ({ genre: 'faute' as const, dit })
const SANS_OBJET = { genre: 'sans_objet' as const }

/** A legal person of `StockUniteLegale`. Natural persons, and whoever asked INSEE not to be shown, are no line of ours. */
export function lireUnite(de: Cellule): Lue<Unite> {
  const [siren, categorie] = [de('siren'), de('categorieJuridiqueUniteLegale')]
  if (!sirenValide(siren)) return faute(`${cite(siren)} n’est pas un SIREN (neuf chiffres, le dernier est une clé).`)
  if (!/^\d{4}$/.test(categorie)) return faute(`${cite(categorie)} n’est pas une catégorie juridique (quatre chiffres).`)
  if (de('statutDiffusionUniteLegale') !== 'O' || !estPersonneMorale(categorie)) return { genre: 'tue', siren, categorie }
  const nom = net(de('denominationUniteLegale') || de('denominationUsuelle1UniteLegale'), MAX.nom)
  if (!nom) return faute('cette personne morale n’a pas de nom.')
  const siret = siren + de('nicSiegeUniteLegale')
  const fermee = de('etatAdministratifUniteLegale') === 'C'
  const ligne: Unite = {
    siren,
    nom,
    sigle: net(de('sigleUniteLegale'), MAX.sigle),
    categorie_juridique: categorie,
    rna: rnaDe(de('identifiantAssociationUniteLegale')),
    effectifs: /^(NN|\d\d)$/.test(de('trancheEffectifsUniteLegale')) ? de('trancheEffectifsUniteLegale') : null,
    etat: fermee ? 'fermee' : 'active',
    fermee_le: fermee ? jour(de('dateDebut')) : null,
    siret_siege: siretValide(siret) ? siret : null,
  }
  return { genre: 'gardee', ligne }
}

/** Where the head office of a legal person is (`StockEtablissement`); other establishments are no line of ours. */
export function lireSiege(de: Cellule): Lue<Siege> {
  if (de('etablissementSiege') !== 'true') return SANS_OBJET
  const [siren, siret, commune] = [de('siren'), de('siret'), de('codeCommuneEtablissement')]
  if (!siretValide(siret) || !siret.startsWith(siren)) return faute(`${cite(siret)} n’est pas le SIRET d’un siège.`)
  if (de('statutDiffusionEtablissement') !== 'O' || !/^(\d{5}|2[AB]\d{3})$/.test(commune)) return SANS_OBJET
  return {
    genre: 'gardee',
    ligne: {
      siren,
      siret,
      departement: departementDe(commune),
      code_commune: commune,
      code_postal: /^\d{5}$/.test(de('codePostalEtablissement')) ? de('codePostalEtablissement') : null,
      commune: net(de('libelleCommuneEtablissement'), MAX.commune),
    },
  }
}

/** « 2A004 » is in 2A, « 97411 » in 974. */
export const departementDe = (commune: string) => commune.slice(0, /^9[78]/.test(commune) ? 3 : 2)
export const rnaDe = (v: string) => (/^W\d[0-9A-Z]\d{7}$/.test(v) ? v : null)
/** The same as it is typed: spaces and small letters forgiven. */
export const lireRna = (saisie: string) => rnaDe(saisie.replace(/[\s\u00a0\u202f.]/g, '').toUpperCase())
export function jour(v: string): string | null {
  const d = /^\d{4}-\d\d-\d\d$/.test(v) ? new Date(`${v}T00:00:00Z`) : undefined
  return d && !Number.isNaN(d.getTime()) && d.toISOString().startsWith(v) ? v : null
}
