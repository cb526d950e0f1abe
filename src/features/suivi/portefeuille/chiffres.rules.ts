import type { DateCivile } from '../../../lib/dates.ts'
import type { Centimes } from '../../../lib/euros.ts'
import { finDe } from '../fin.rules.ts'
import { echeancePassee } from '../suivi.rules.ts'

export type EtatLu = 'a_deposer' | 'depose' | 'renvoye' | 'accepte' | 'sans_objet'
/** A bilan, and what its orders consume once it is filed. Days are civil days, `consomme` cents. */
export type BilanSuivi = {
  id: string
  rang: number
  fin: DateCivile
  echeance: DateCivile
  etat: EtatLu
  deposeLe: Date | null
  /** From when it counts, once filed: the end of its period, or the day of its filing when it came before. */
  compteLe: DateCivile
  commandes: number
  consomme: Centimes
}
/** A lauréat of the portfolio. Cents, civil days. `limite`: the last day of the call's projects, when the call names one. */
export type LaureatSuivi = {
  id: string
  numero: string
  titre: string
  porteur: string
  departement: string | null
  appelId: string
  etape: 'notifie' | 'conventionne' | 'en_cours' | 'solde' | 'abandonne'
  accorde: Centimes
  /** Ordered, less what is asked back; and of it what was really paid, less what really came back. */
  ordonne: Centimes
  verse: Centimes
  depart: DateCivile | null
  debut: DateCivile | null
  finInitiale: DateCivile | null
  fin: DateCivile | null
  finAnnoncee: DateCivile | null
  acheveLe: DateCivile | null
  closLe: Date | null
  /** A change asked and not yet decided. */
  avenant: boolean
  limite: DateCivile | undefined
  /** By rank. */
  bilans: readonly BilanSuivi[]
}

/** Days since 1970: five hundred projects at eight dates ask it by the thousand. */
const jour = (d: DateCivile) => Date.UTC(Number(d.slice(0, 4)), Number(d.slice(5, 7)) - 1, Number(d.slice(8))) / 86_400_000
/** Days from one to the other, the first one included. */
const duree = (de: DateCivile, a: DateCivile) => jour(a) - jour(de) + 1
export const joursEntre = (de: DateCivile, a: DateCivile) => duree(de, a) - 1
/** `n` × `sur` / `total`, rounded down, exact whatever the amounts. */
const regle3 = (n: Centimes, sur: number, total: number) =>
  Number.isSafeInteger(n * sur) ? Math.trunc((n * sur) / total) : Number((BigInt(n) * BigInt(sur)) / BigInt(total))
export const somme = (ns: readonly number[]) => ns.reduce((s, n) => s + n, 0)

export const estDeclare = (b: BilanSuivi) => b.etat === 'depose' || b.etat === 'accepte'
/** Owed and not there: nothing is known of it, which is not the same as nothing spent. */
const manque = (b: BilanSuivi) => b.etat === 'a_deposer' || b.etat === 'renvoye'
export const enRetard = (b: BilanSuivi, aujourdhui: DateCivile) => manque(b) && echeancePassee(b.echeance, aujourdhui)
export const ouvert = (l: LaureatSuivi) => l.etape !== 'solde' && l.etape !== 'abandonne'

/** What the plan has spent at the end of a day: a straight line from the agreed start to the agreed end. Nothing without these dates. */
export function prevuAu(l: Pick<LaureatSuivi, 'accorde' | 'debut' | 'fin'>, au: DateCivile): Centimes | null {
  if (!l.debut || !l.fin || l.fin < l.debut) return null
  if (au < l.debut) return 0
  return au >= l.fin ? l.accorde : regle3(l.accorde, duree(l.debut, au), duree(l.debut, l.fin))
}

/** Credits consumed by what was declared of the periods that ended by this day: the last known value. */
export const consommeAu = (l: LaureatSuivi, au: DateCivile): Centimes =>
  l.bilans.reduce((s, b) => (estDeclare(b) && b.compteLe <= au ? s + b.consomme : s), 0)

/** Whether a lauréat has said where it stood on the last day of a period: `sans` when it owed no bilan for it. */
function dit(l: LaureatSuivi, fin: DateCivile): 'recu' | 'manque' | 'sans' {
  const b = l.bilans.find(x => x.fin === fin)
  return !b || b.etat === 'sans_objet' ? 'sans' : estDeclare(b) ? 'recu' : 'manque'
}
/** The last period, ended by this day, of which a lauréat owed a bilan is not told: its figures are the last known ones. */
export const inconnuAu = (l: LaureatSuivi, au: DateCivile) => {
  const dernier = l.bilans.findLast(b => b.fin <= au && b.etat !== 'sans_objet')
  return !!dernier && manque(dernier)
}

/**
 * What will have been consumed on a later day, at the pace since the start, up to what is granted. Nothing when no bilan was filed; what was
 * consumed once the project is over.
 */
export function previsionAu(l: LaureatSuivi, au: DateCivile): Centimes | null {
  const dernier = l.bilans.findLast(estDeclare)
  if (!dernier) return null
  const consomme = somme(l.bilans.filter(estDeclare).map(b => b.consomme))
  const [debut] = [l.debut, l.depart].filter(d => d !== null).sort()
  if (!ouvert(l) || l.acheveLe || !debut || au <= dernier.fin || dernier.fin < debut) return consomme
  return Math.max(consomme, Math.min(l.accorde, regle3(consomme, duree(debut, au), duree(debut, dernier.fin))))
}

/** One period of the portfolio, all lauréats together: cumulative amounts at its end. */
export type PeriodeSuivie = {
  fin: DateCivile
  prevu: Centimes
  /** Said for this period, and last known value of those who have not said. */
  declare: Centimes
  repris: Centimes
  consomme: Centimes
  recus: number
  attendus: number
}
/** The days on which a period of somebody ends, up to a day. */
export const finsDe = (ls: readonly LaureatSuivi[], jusqua: DateCivile): DateCivile[] =>
  [...new Set(ls.flatMap(l => l.bilans.filter(b => b.etat !== 'sans_objet' || b.consomme > 0).map(b => b.fin)))]
    .filter(f => f <= jusqua)
    .sort()

export function periodeAu(ls: readonly LaureatSuivi[], fin: DateCivile): PeriodeSuivie {
  const manquants = ls.filter(l => inconnuAu(l, fin))
  const repris = somme(manquants.map(l => consommeAu(l, fin)))
  const consomme = somme(ls.map(l => consommeAu(l, fin)))
  const dits = ls.map(l => dit(l, fin)).filter(d => d !== 'sans')
  return {
    fin,
    prevu: somme(ls.map(l => prevuAu(l, fin) ?? 0)),
    declare: consomme - repris,
    repris,
    consomme,
    recus: dits.filter(d => d === 'recu').length,
    attendus: dits.length,
  }
}

/** The same on a day to come: plan, and forecast; those of whom nothing is known yet are not in the forecast. */
export const previsionDe = (ls: readonly LaureatSuivi[], fin: DateCivile) => ({
  fin,
  prevu: somme(ls.map(l => prevuAu(l, fin) ?? 0)),
  prevision: somme(ls.map(l => previsionAu(l, fin) ?? 0)),
  sansBilan: ls.filter(l => previsionAu(l, fin) === null).length,
})

/** A lauréat as a line of the portfolio on a day. `ecart` is nothing when its last bilan is missing, or without a plan. */
export type LigneProjet = { l: LaureatSuivi; consomme: Centimes; prevu: Centimes | null; ecart: Centimes | null; inconnu: boolean }
export function lignesAu(ls: readonly LaureatSuivi[], au: DateCivile): LigneProjet[] {
  const lignes = ls.map(l => {
    const [consomme, prevu, inconnu] = [consommeAu(l, au), prevuAu(l, au), inconnuAu(l, au)]
    return { l, consomme, prevu, inconnu, ecart: inconnu || prevu === null ? null : consomme - prevu }
  })
  // unknown first, then from the furthest behind to the furthest ahead; whoever is over, last
  const rang = (p: LigneProjet) => (ouvert(p.l) ? (p.inconnu ? 0 : 1) : 2)
  const poids = (p: LigneProjet) => (p.ecart === null ? consommeAu(p.l, au) - (p.prevu ?? 0) : p.ecart)
  return lignes.sort((a, b) => rang(a) - rang(b) || poids(a) - poids(b) || a.l.porteur.localeCompare(b.l.porteur, 'fr'))
}

/** An end announced after the one agreed at first, the longest slip first. */
export type Glissement = { l: LaureatSuivi; initiale: DateCivile; annoncee: DateCivile; jours: number; apresLimite: boolean }
export const glissementsDe = (ls: readonly LaureatSuivi[]): Glissement[] =>
  ls
    .flatMap(l => {
      const initiale = l.finInitiale ?? l.fin
      const annoncee = finDe(l).jour
      if (!ouvert(l) || !initiale || !annoncee || annoncee <= initiale) return []
      return [{ l, initiale, annoncee, jours: joursEntre(initiale, annoncee), apresLimite: !!l.limite && annoncee > l.limite }]
    })
    .sort((a, b) => b.jours - a.jours || a.l.porteur.localeCompare(b.l.porteur, 'fr'))

/** The envelopes, what they keep back, and what their ledger says is granted. Cents. */
export type Livre = { montant: Centimes; reserve: Centimes; accorde: Centimes }
/** Where the money granted stands. Cents: `consomme + engage + reste + reserve = montant`, to the cent; `attente` of `engage` is not told yet. */
export type Argent = {
  montant: Centimes
  consomme: Centimes
  engage: Centimes
  reste: Centimes
  reserve: Centimes
  attente: Centimes
  prevu: Centimes
  ordonne: Centimes
  verse: Centimes
}
/** `livre`: nothing when the reader sees a part of it: the lauréats are then the whole. */
export function argentDe(ls: readonly LaureatSuivi[], au: DateCivile, livre: Livre | undefined): Argent {
  const suivi = somme(ls.map(l => l.accorde))
  const consomme = somme(ls.map(l => consommeAu(l, au)))
  const { montant, reserve, accorde } = livre ?? { montant: suivi, reserve: 0, accorde: suivi }
  return {
    montant,
    consomme,
    engage: accorde - consomme,
    reste: montant - reserve - accorde,
    reserve,
    attente: accorde - suivi,
    prevu: somme(ls.map(l => prevuAu(l, au) ?? 0)),
    ordonne: somme(ls.map(l => l.ordonne)),
    verse: somme(ls.map(l => l.verse)),
  }
}
