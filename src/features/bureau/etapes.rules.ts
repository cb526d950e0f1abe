import { debutDuJour, formatJourCourt } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import type { LigneBureau } from './bureau.queries.ts'

/** Full: done; a ring: to be done now; a lozenge: to be corrected; dashes: not yet, what comes before opens it. */
export type Signe = 'fait' | 'faire' | 'corriger' | 'attente'
export type Etape = { signe: Signe; mot: string; sous: string }
export type Etapes = { signature: Etape; engagement: Etape; lettre: Etape; avance: Etape; bilan: Etape }
/** Whose turn it is: the service's, whoever pays, the authority's, a bilan to read, nobody's. */
export type Tour = 'bloque' | 'payer' | 'signer' | 'lire' | 'fait'
/** What the table shows: every decision, or those whose turn it is. */
export const VUES = { tous: 'Tous', bloque: 'À faire', signer: 'À signer', payer: 'À payer', lire: 'À lire', fait: 'Rien à faire' } as const
export type Vue = keyof typeof VUES
export const estVue = (v: string): v is Vue => Object.hasOwn(VUES, v)
export type LigneDite = { l: LigneBureau; etapes: Etapes; tour: Tour; suite: string }

const RANG: Record<Tour, number> = { bloque: 0, payer: 1, lire: 2, signer: 3, fait: 4 }
const jour = (d: Date | string) => formatJourCourt(new Date(d))
const civil = (d: string) => formatJourCourt(debutDuJour(d))
const attente = (sous: string): Etape => ({ signe: 'attente', mot: 'Pas encore', sous })
const aide = (l: LigneBureau) => l.montant > 0

/** `aSigner`: somebody signs for the call, in the guichet; otherwise decisions are confirmed and acts come back as scans, as before. */
function signatureDe(l: LigneBureau, aSigner: boolean): Etape {
  if (l.signee) return { signe: 'fait', mot: 'Signée', sous: `${jour(l.signee)}, ${l.signataire ?? ''}` }
  if (l.confirmee) return { signe: 'fait', mot: 'Confirmée', sous: '' }
  if (!l.pvFige) return attente('après le procès-verbal')
  if (l.presentee) return { signe: 'faire', mot: 'À signer', sous: `présentée le ${jour(l.presentee)}` }
  if (l.rendue)
    return { signe: 'corriger', mot: l.rendue.pour === 'corriger' ? 'À corriger' : 'Non suivie', sous: `rendue le ${jour(l.rendue.le)}` }
  return { signe: 'faire', mot: aSigner ? 'À présenter' : 'À confirmer', sous: l.enConflit ? 'par une autre personne' : '' }
}
function engagementDe(l: LigneBureau, aSigner: boolean): Etape {
  if (l.ej) return { signe: 'fait', mot: l.ej, sous: '' }
  if (!aide(l)) return attente('sans objet')
  if (!l.signee && !l.acte?.signeLe) return attente('après signature')
  return aSigner || l.acte?.signeLe ? { signe: 'faire', mot: 'À écrire', sous: 'dix chiffres' } : attente('après signature')
}
function lettreDe(l: LigneBureau, s: Etape, e: Etape): Etape {
  const acte = l.acte ? `${l.acte.nature === 'convention' ? 'convention' : 'arrêté'} n°\u00a0${l.acte.numero}` : ''
  if (l.lettre?.envoyee) {
    if (aide(l) && !l.acte) return { signe: 'faire', mot: 'Acte à établir', sous: `lettre partie le ${jour(l.lettre.envoyee)}` }
    if (l.acte && !l.acte.signeLe) return { signe: 'faire', mot: 'Acte à signer', sous: acte }
    return {
      signe: 'fait',
      mot: l.lettre.ouverte ? 'Partie, lue' : 'Partie',
      sous: [jour(l.lettre.envoyee), acte].filter(Boolean).join(', '),
    }
  }
  if (l.lettre?.demandee) return { signe: 'fait', mot: 'Part', sous: acte }
  if (s.signe !== 'fait') return attente('après signature')
  return e.signe === 'faire' && l.signee ? attente('après l’engagement') : { signe: 'faire', mot: 'À envoyer', sous: '' }
}
function avanceDe(l: LigneBureau): Etape {
  const a = l.avance
  if (a?.versee) return { signe: 'fait', mot: 'Versée', sous: `${formatEuros(a.montant)}, ${civil(a.versee)}` }
  if (a)
    return {
      signe: 'faire',
      mot: a.exportee ? 'À payer' : 'À exporter',
      sous: `${formatEuros(a.montant)}${a.exportee ? `, fichier n°\u00a0${a.exportee}` : ''}`,
    }
  if (!aide(l)) return attente('sans objet')
  if (!l.acte?.signeLe) return attente('après l’acte signé')
  return l.ej ? { signe: 'faire', mot: 'À ordonner', sous: '' } : attente('après l’engagement')
}
function bilanDe({ bilan: b }: LigneBureau): Etape {
  if (!b) return attente('–')
  if (b.etat === 'depose') return { signe: 'faire', mot: 'À lire', sous: '' }
  if (b.etat === 'renvoye') return { signe: 'corriger', mot: 'Renvoyé', sous: 'chez le porteur' }
  return b.etat === 'accepte' ? { signe: 'fait', mot: 'Accepté', sous: '' } : attente(`attendu le ${civil(b.echeance)}`)
}

/** Where one decision stands, step by step, and whose turn it is. Pure. */
export function direLigne(l: LigneBureau, aSigner: boolean): LigneDite {
  const signature = signatureDe(l, aSigner)
  const engagement = engagementDe(l, aSigner)
  const lettre = lettreDe(l, signature, engagement)
  const etapes = { signature, engagement, lettre, avance: avanceDe(l), bilan: bilanDe(l) }
  return { l, etapes, ...tourDe(etapes, l) }
}

function tourDe({ signature: s, engagement: e, lettre, avance, bilan }: Etapes, l: LigneBureau): { tour: Tour; suite: string } {
  if (s.signe === 'corriger') return { tour: 'bloque', suite: 'Reprendre la décision' }
  if (l.presentee && !l.signee) return { tour: 'signer', suite: 'Attend la signature' }
  if (s.signe === 'faire') return { tour: 'bloque', suite: s.mot === 'À présenter' ? 'Présenter à la signature' : 'Confirmer la décision' }
  if (s.signe === 'attente') return { tour: 'bloque', suite: 'Faire figer le procès-verbal' }
  if (e.signe === 'faire') return { tour: 'bloque', suite: 'Écrire l’engagement' }
  if (lettre.signe === 'faire') return { tour: 'bloque', suite: lettre.mot === 'À envoyer' ? 'Envoyer la lettre' : 'Ouvrir l’acte' }
  if (bilan.mot === 'À lire') return { tour: 'lire', suite: 'Lire le bilan' }
  if (avance.signe === 'faire')
    return {
      tour: 'payer',
      suite: { 'À ordonner': 'Ordonner l’avance', 'À exporter': 'Exporter pour paiement' }[avance.mot] ?? 'Constater le paiement',
    }
  return { tour: 'fait', suite: 'Rien pour l’instant' }
}

/** Whether a bilan waits to be read, whoever else has something to do of the dossier. */
export const aLire = ({ l }: LigneDite) => l.bilan?.etat === 'depose'
/** The rows of a view: everything, what has a bilan to read, or what is somebody's turn. Pure. */
export const deLaVue = (lignes: readonly LigneDite[], vue: Vue) =>
  vue === 'tous' ? lignes : vue === 'lire' ? lignes.filter(aLire) : lignes.filter(x => x.tour === vue)

/** What blocks first, then what is paid, what is read, what waits for the authority, what is done; the biggest amount first in each. Pure. */
export const ranger = (lignes: readonly LigneDite[]) => lignes.toSorted((a, b) => RANG[a.tour] - RANG[b.tour] || b.l.montant - a.l.montant)
