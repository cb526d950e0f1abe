import { finExclue, type SituationCalendrier, situer } from '../../lib/periodes.ts'
import type { Appel, Contact, Etape, Formulaire, Question, Vague, Volet } from './appel.schema.ts'

/** Before the first opening, open, between two waves, or closed for good (C4.1). The whole second of a closing is still open. */
export const etatAppel = (appel: Appel, instant: Date): SituationCalendrier => situer(appel.calendrier.vagues, instant).etat

/** The wave whose dates a person needs: the open one, else the next, else the last. */
export const vagueUtile = (appel: Appel, instant: Date): Vague => situer(appel.calendrier.vagues, instant).periode

/** Whether a filing received at this instant is in time: from the opening to the end of the closing's second. */
export const recuATemps = (vague: Pick<Vague, 'ouverture' | 'cloture'>, reception: Date) =>
  reception >= vague.ouverture && reception.getTime() < finExclue(vague)

/** The form of a volet (C4.3). A checked call has exactly one for each. */
export function formulaireDuVolet(appel: Appel, volet: string): Formulaire | undefined {
  return appel.formulaires.find(f => f.volets.includes(volet))
}

export const voletDe = (appel: Appel, code: string): Volet | undefined => appel.volets.find(v => v.code === code)
export const etapeDe = (formulaire: Formulaire, code: string): Etape | undefined => formulaire.etapes.find(e => e.code === code)

/** A question by its stable id, whatever the form. */
export function questionDe(appel: Appel, id: string): Question | undefined {
  return appel.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions)).find(q => q.id === id)
}

/** Functional mailboxes for a volet and a département; either may be unknown, then every contact that could fit (C4.4). */
export const contactsPour = (appel: Appel, volet?: string, departement?: string): Contact[] =>
  appel.contacts.filter(
    c => (!volet || !c.volets || c.volets.includes(volet)) && (!departement || !c.departements || c.departements.includes(departement)),
  )

/** Sum of the envelopes as they stand, in cents. */
export const montantTotal = (appel: Appel) => appel.enveloppes.reduce((total, e) => total + (e.tenu ?? e.montant), 0)

/** A programme that has so many times the money of a call is not that call's. */
const PART = 10
type Annonce = {
  enveloppes: readonly { montant: number }[]
  programme: { montant?: number | undefined; axe?: { montant?: number | undefined } | undefined }
}
/** What the envelopes of a call add up to, beside what its programme, or its axis, announces, where these do not agree. Cents. */
export function ecartAnnonce({ enveloppes, programme }: Annonce): { chemin: string[]; annonce: number; total: number } | undefined {
  const total = enveloppes.reduce((n, e) => n + e.montant, 0)
  const annonce = programme.axe?.montant ?? programme.montant
  if (annonce === undefined) return undefined
  // an axis is national, as a programme of ten times as much: a guichet has its share of it, and no more than all
  const part = programme.axe !== undefined || annonce >= PART * total
  if (part ? total <= annonce : total === annonce) return undefined
  return { chemin: programme.axe?.montant === undefined ? ['programme', 'montant'] : ['programme', 'axe', 'montant'], annonce, total }
}

/** Below which amount left to announce the call closes by itself, and each share that has its own. The whole comes first: it says the closing of all of them. Cents. */
export const seuilsDeFermeture = ({ calendrier, enveloppes }: Appel): { seuil: number; part?: Appel['enveloppes'][number] }[] => [
  ...(calendrier.seuil_fermeture === undefined ? [] : [{ seuil: calendrier.seuil_fermeture }]),
  ...enveloppes.flatMap(part => (part.seuil_fermeture === undefined ? [] : [{ seuil: part.seuil_fermeture, part }])),
]
