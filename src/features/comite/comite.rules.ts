export const ETATS_SEANCE = ['preparee', 'ouverte', 'close'] as const
export type EtatSeance = (typeof ETATS_SEANCE)[number]

/** Acts on a séance, then those on one dossier of its agenda. */
export const ACTES_COMITE = [
  'voir',
  'preparer',
  'ouvrir',
  'pointer',
  'clore',
  'declarer',
  'lire',
  'noter',
  'comparer',
  'deliberer',
  'decider',
  'relire',
  'etablir',
  'amender',
  'signer',
  'figer',
  'lireScenarios',
  'simuler',
] as const
export type ActeComite = (typeof ACTES_COMITE)[number]

/**
 * Where somebody stands before a séance, or before one dossier of it: the administrateur; the member who chairs it; a member who has declared
 * their interests in every dossier; one who has not yet; one in conflict on this dossier; anybody else.
 */
export const PLACES_COMITE = ['administrateur', 'president', 'membre', 'a_declarer', 'deporte', 'autre'] as const
export type PlaceComite = (typeof PLACES_COMITE)[number]

const ADMIN = ['administrateur'] as const
const MEMBRES = ['president', 'membre'] as const
const PRESIDE = ['administrateur', 'president'] as const
const LISENT = ['administrateur', 'president', 'membre'] as const
const TOUS = [...LISENT, 'a_declarer'] as const
const partout = (qui: readonly PlaceComite[]) => ({ preparee: qui, ouverte: qui, close: qui })

/**
 * The decree of the comité (C5.1): for each act and state of the séance, who may. Interests come first: before declaring them on every dossier
 * a member sees titles and bearers; once in conflict on a dossier, nothing of it.
 */
const DECRET: Record<ActeComite, Partial<Record<EtatSeance, readonly PlaceComite[]>>> = {
  voir: partout(TOUS),
  preparer: { preparee: ADMIN },
  ouvrir: { preparee: ADMIN },
  pointer: { ouverte: PRESIDE },
  clore: { ouverte: PRESIDE },
  declarer: { preparee: [...MEMBRES, 'a_declarer'], ouverte: [...MEMBRES, 'a_declarer'] },
  lire: partout(LISENT),
  noter: { preparee: MEMBRES, ouverte: MEMBRES },
  // only what is finalised, and for a member once their own grid is
  comparer: partout(LISENT),
  deliberer: { ouverte: LISENT, close: LISENT },
  decider: { ouverte: PRESIDE },
  // the procès-verbal
  relire: { close: LISENT },
  etablir: { close: PRESIDE },
  amender: { close: PRESIDE },
  signer: { close: MEMBRES },
  figer: { close: PRESIDE },
  // a scenario shows averages of every dossier: see `scenarios/acces.ts` for what this takes besides
  lireScenarios: partout(LISENT),
  simuler: { preparee: LISENT, ouverte: LISENT },
}

/** Whether this act is open, on a séance in this state, to whoever stands in one of these places. */
export const peutAuComite = (acte: ActeComite, etat: EtatSeance, places: readonly PlaceComite[]) =>
  places.some(p => DECRET[acte][etat]?.includes(p))

/** Whether it would be open to them in another state of the séance. */
export const peutUnJour = (acte: ActeComite, places: readonly PlaceComite[]) => ETATS_SEANCE.some(e => peutAuComite(acte, e, places))

export type Situation = {
  administrateur: boolean
  /** Their seat, if they have one. */
  membre: { preside: boolean; aDeclarer: boolean } | undefined
  /** The dossier that it is about, if it is about one. */
  dossier?: { deporte: boolean } | undefined
}

/** Several at once: an administrateur may sit. On a dossier, a conflict or a declaration that waits comes before everything else. */
export function placesDe({ administrateur, membre, dossier }: Situation): PlaceComite[] {
  if (dossier?.deporte) return ['deporte']
  if (dossier && membre?.aDeclarer) return ['a_declarer']
  const places: PlaceComite[] = [
    ...(administrateur ? (['administrateur'] as const) : []),
    ...(membre ? ([membre.aDeclarer ? 'a_declarer' : membre.preside ? 'president' : 'membre'] as const) : []),
  ]
  return places.length > 0 ? places : ['autre']
}

/** States in which a dossier is before the comité: in another one, it is on no agenda that counts. */
const DEVANT_LE_COMITE = ['au_comite', 'delibere', 'retenu', 'liste_complementaire', 'non_retenu', 'sans_suite', 'renonce']
export const devantLeComite = (etat: string) => DEVANT_LE_COMITE.includes(etat)

type Present = { id: string; presence: string | null }
/** Who counts for the quorum of a dossier, and whether it is reached: those who are there and not in conflict on it. */
export function quorumDe(membres: readonly Present[], deportes: ReadonlySet<string>, quorum: number) {
  const comptes = membres.filter(m => m.presence === 'present' && !deportes.has(m.id)).length
  return { comptes, quorum, atteint: comptes >= quorum }
}
