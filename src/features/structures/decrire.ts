import { formatNombre } from '../../lib/euros.ts'
import { formatSiren } from '../../lib/siren.ts'
import type { Fiche } from './repertoire/repertoire.queries.ts'
import type { Structure } from './structures.queries.ts'

const TYPES: Record<string, string> = {
  commune: 'Commune',
  epci: 'EPCI',
  collectivite_corse: 'Collectivité à statut particulier',
  departement: 'Département',
  region: 'Région',
  syndicat: 'Syndicat',
  pole_territorial: 'Pôle territorial',
  groupement: 'Groupement',
  etablissement_public: 'Établissement public',
  association: 'Association',
  entreprise: 'Entreprise',
  personne_morale_financee: 'Organisme',
  etat: 'Service de l’État',
}
const NATURES: Record<string, string> = {
  CC: 'Communauté de communes',
  CA: 'Communauté d’agglomération',
  CU: 'Communauté urbaine',
  METRO: 'Métropole',
  MET69: 'Métropole',
}

const libelleType = (s: Pick<Structure, 'type' | 'nature'>) => (s.nature && NATURES[s.nature]) || TYPES[s.type] || 'Structure'
const numeros = (s: Pick<Structure, 'siren' | 'rna'>) => [s.rna && `RNA\u00a0${s.rna}`, s.siren && `SIREN\u00a0${formatSiren(s.siren)}`]
const lieu = (s: { commune: string | null; departement: string | null }) =>
  s.commune && s.departement ? `${s.commune}\u00a0(${s.departement})` : (s.commune ?? s.departement)

/** « Commune, 2A, 71 361 habitants, SIREN 212 000 046 », « Association, Vico (2A), RNA W2A1000118 »: enough to tell two of the same name apart. */
export const decrireStructure = (
  s: Pick<Structure, 'type' | 'nature' | 'departement' | 'population' | 'siren'> & Partial<Pick<Structure, 'rna' | 'commune'>>,
) =>
  [
    libelleType(s),
    lieu({ commune: s.commune ?? null, departement: s.departement }),
    s.population !== null && `${formatNombre(s.population)}\u00a0habitant${s.population > 1 ? 's' : ''}`,
    ...numeros({ siren: s.siren, rna: s.rna ?? null }),
  ]
    .filter(Boolean)
    .join(', ')

/** The same of who is in the directory alone, and that it has closed. */
export const decrireFiche = (f: Fiche) =>
  [libelleType({ type: f.type, nature: null }), lieu(f), f.fermee && motFermee(f).toLowerCase(), ...numeros(f)].filter(Boolean).join(', ')
/** « Dissoute en 2024 » of an association, « Fermée » when the year is not known. */
export const motFermee = (f: { type: string; fermeeLe: string | null }) =>
  `${f.type === 'association' ? 'Dissoute' : 'Fermée'}${f.fermeeLe ? ` en\u00a0${f.fermeeLe.slice(0, 4)}` : ''}`
