import { formatNombre } from '../../lib/euros.ts'
import { formatSiren } from '../../lib/siren.ts'
import type { Structure } from './structures.queries.ts'

const TYPES: Record<string, string> = {
  commune: 'Commune',
  epci: 'EPCI',
  collectivite_corse: 'Collectivité à statut particulier',
  departement: 'Département',
  region: 'Région',
  syndicat: 'Syndicat',
  groupement: 'Groupement',
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

/** « Commune, 2A, 71 361 habitants, SIREN 212 000 046 »: enough to tell two of the same name apart. */
export const decrireStructure = (s: Pick<Structure, 'type' | 'nature' | 'departement' | 'population' | 'siren'>) =>
  [
    (s.nature && NATURES[s.nature]) || TYPES[s.type] || 'Structure',
    s.departement,
    s.population !== null && `${formatNombre(s.population)}\u00a0habitant${s.population > 1 ? 's' : ''}`,
    s.siren && `SIREN\u00a0${formatSiren(s.siren)}`,
  ]
    .filter(Boolean)
    .join(', ')
