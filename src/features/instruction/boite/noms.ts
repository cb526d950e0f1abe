import type { Option } from '../../../ui/champs.tsx'
import { type Appel, voletDe } from '../../cahier/index.ts'
import { nomDepartement } from '../../perimetre/index.ts'
import type { Noms } from './mots.ts'

/** How the codes of a filter are called, from these calls and these accounts. */
export const nomsDe = (appels: readonly Appel[], personnes: readonly Option[], epci: readonly Option[] = []): Noms => ({
  volet: code => {
    const volet = appels.map(a => voletDe(a, code)).find(v => v !== undefined)
    return volet ? `${volet.numero}, ${volet.titre}` : code
  },
  departement: code => nomDepartement(code, appels),
  epci: siren => epci.find(e => e.value === siren)?.label ?? siren,
  regle: id => appels.flatMap(a => a.regles).find(r => r.id === id)?.titre ?? id,
  affecte: id => personnes.find(p => p.value === id)?.label ?? 'quelqu’un d’autre',
})
