import type { EtapeSuivi, Etat } from '../decret/index.ts'

/** Where a dossier is among its six stations (begun, filed, decided, act signed, first payment, settled) and what comes next. */
export type Station = { faites: number; suite: string }

const DECISION: Station = { faites: 2, suite: 'décision' }
/** Of the states that lead somewhere; the others are an end, or a draft, and a word says them. */
const STATIONS: Partial<Record<Etat, Station>> = {
  depose: DECISION,
  rouvert: DECISION,
  en_instruction: DECISION,
  au_comite: DECISION,
  delibere: DECISION,
  liste_complementaire: { faites: 3, suite: 'une aide, si elle se libère' },
  retenu: { faites: 3, suite: 'acte signé' },
}
const AIDEE: Record<EtapeSuivi, (verse: boolean) => Station | undefined> = {
  notifie: () => STATIONS.retenu,
  conventionne: verse => (verse ? { faites: 5, suite: 'solde' } : { faites: 4, suite: 'premier versement' }),
  en_cours: verse => (verse ? { faites: 5, suite: 'solde' } : { faites: 4, suite: 'premier versement' }),
  solde: () => ({ faites: 6, suite: '' }),
  abandonne: () => undefined,
}

type Ou = { etat: Etat; etape: EtapeSuivi | null; verse: number; aCompleter: boolean }
/** Pure. */
export function stationDe({ etat, etape, verse, aCompleter }: Ou): Station | undefined {
  if (aCompleter) return { faites: 2, suite: 'votre réponse' }
  return etat === 'retenu' && etape ? AIDEE[etape](verse > 0) : STATIONS[etat]
}
