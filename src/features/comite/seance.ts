import type { Appel } from '../cahier/index.ts'
import type { Sens } from '../decisions/index.ts'
import type { EtatSeance, Place } from '../decret/index.ts'
import type { Instance } from '../instances/index.ts'
import { devantLeComite, placesDe } from './comite.rules.ts'

export type Membre = {
  id: string
  compteId: string
  nom: string
  courriel: string
  siege: number
  presence: 'present' | 'excuse' | 'absent' | null
  /** The member of the séance to whom they gave their power, being absent. */
  pouvoirA: string | null
  /** May take the presidency when the connection of whoever presides is lost. */
  supplee: boolean
  /** What they answered to their invitation. */
  reponse: 'vient' | 'ne_vient_pas' | null
}
/** A dossier of the agenda. Amounts in cents. */
export type Inscrit = {
  id: string
  rang: number
  numero: string
  titre: string
  porteur: string
  /** By hand, and not confirmed: no aid is granted to it yet. */
  declaree: boolean
  departement: string | null
  volet: string | null
  etat: string
  depotId: string
  version: number
  aide: number | null
  cout: number | null
}
export type Declaration = {
  membreId: string
  dossierId: string
  declare: 'aucun' | 'conflit'
  origine: 'declaration' | 'structure'
  motif: string
  le: Date
}
/** A séance as it stands, and who reads it. Pure data. */
export type Seance = {
  id: string
  appelId: string
  appel: Appel
  /** The body that sits: the comité, or one that gives an opinion. */
  instance: Instance
  tenueLe: Date
  lieu: string
  quorum: number
  etat: EtatSeance
  closeLe: Date | null
  presidentId: string | null
  /** Who presided before the presidency was handed over or taken. */
  titulaireId: string | null
  /** Since when everybody is asked to come back to the dossier of the room. */
  rappelLe: Date | null
  /** Where whoever presides has led the room, and since when. */
  enDebat: { dossierId: string; le: Date } | undefined
  /** What is about to be proposed of a dossier, while it is typed. Cents. */
  propose: { dossierId: string; sens: Sens; montant: number } | undefined
  /** Whether the screen of the room has an address. */
  ecran: boolean
  /** When this screen was last heard of, and until when that is believed. */
  ecranVu: { le: Date; jusqua: Date } | undefined
  /** Since when the séance is suspended, and when it is said to go on. */
  suspension: { depuis: Date; reprise: Date | undefined } | undefined
  membres: readonly Membre[]
  agenda: readonly Inscrit[]
  declarations: readonly Declaration[]
  /** In conflict without having to say so: they speak for a structure of the project, or said it at another séance. */
  dOffice: readonly { compteId: string; dossierId: string }[]
  /** Dossiers of this call on which the reader is in conflict, whichever séance examines them; `inscrit`: one still does; `ouverte`: one that does is open. */
  conflits: readonly { dossierId: string; etat: string; inscrit: boolean; ouverte: boolean }[]
  administrateur: boolean
  lecteurId: string
  /** The reader's own seat. */
  moi: Membre | undefined
}

const dOffice = (s: Seance, compteId: string, dossierId: string) =>
  s.dOffice.some(o => o.compteId === compteId && o.dossierId === dossierId)

export const declarationDe = (s: Seance, membreId: string, dossierId: string) => {
  const siennes = s.declarations.filter(d => d.membreId === membreId && d.dossierId === dossierId)
  return siennes.find(d => d.declare === 'conflit') ?? siennes[0]
}

/** Whether a member is in conflict on a dossier: by law, or because they said so. */
export const estDeporte = (s: Seance, m: Membre, dossierId: string) =>
  dOffice(s, m.compteId, dossierId) || declarationDe(s, m.id, dossierId)?.declare === 'conflit'

export const deportesDe = (s: Seance, dossierId: string) => s.membres.filter(m => estDeporte(s, m, dossierId))

/** Who has no voice on a dossier: in conflict on it, or without a word on their interests in it. */
export const sansVoix = (s: Seance, dossierId: string): ReadonlySet<string> =>
  new Set(s.membres.filter(m => estDeporte(s, m, dossierId) || !declarationDe(s, m.id, dossierId)).map(m => m.id))

/** Dossiers of the agenda that are before the comité now. */
export const examines = (s: Pick<Seance, 'agenda'>) => s.agenda.filter(d => devantLeComite(d.etat))

/** Its place among them, from 1: a dossier that left the agenda leaves no hole. */
export const rangDe = (s: Pick<Seance, 'agenda'>, d: Pick<Inscrit, 'id'>) => examines(s).findIndex(x => x.id === d.id) + 1

/** What a member has still to declare before reading anything. */
export const aDeclarer = (s: Seance, m: Membre) => examines(s).filter(d => !declarationDe(s, m.id, d.id) && !dOffice(s, m.compteId, d.id))

const membreDe = (s: Seance) => s.moi && { preside: s.moi.id === s.presidentId, aDeclarer: aDeclarer(s, s.moi).length > 0 }

export const placesSeance = (s: Seance): Place[] => placesDe({ administrateur: s.administrateur, membre: membreDe(s) })

/** The reader's places before one dossier of the agenda. */
export const placesDossier = (s: Seance, dossierId: string): Place[] =>
  placesDe({
    administrateur: s.administrateur,
    membre: membreDe(s),
    dossier: { deporte: dOffice(s, s.lecteurId, dossierId) || (!!s.moi && estDeporte(s, s.moi, dossierId)) },
  })
