import { type DateCivile, formatDateCivile } from '../../lib/dates.ts'
import { type Centimes, formatEuros } from '../../lib/euros.ts'
import type { EtapeDatee } from '../../ui/suite.tsx'
import type { Appel } from '../cahier/index.ts'
import { natureDe } from './acte.rules.ts'
import { type NatureVersement, plafondVerse } from './versements.rules.ts'

/** What is known of an aid that was told: its act, what was ordered of it, its first bilan. Cents, civil days. */
export type FaitsSuite = {
  accorde: Centimes
  type: string
  fin: DateCivile | null
  acte: { nature: string; signeLe: DateCivile | null } | null
  versements: readonly { nature: NatureVersement; montant: Centimes; verseLe: DateCivile | null }[]
  bilan: { echeance: DateCivile; deposeLe: DateCivile | null } | null
}

/**
 * What comes after a decision that grants an aid, in four steps: the act, the advance, the first bilan, the balance. Each says its day, or what it waits for where nobody knows the day
 * yet. Pure.
 */
export function suiteDuLaureat(appel: Pick<Appel, 'actes' | 'regime' | 'suivi'>, f: FaitsSuite): EtapeDatee[] {
  return [acte(appel, f), avance(appel, f), bilan(appel, f), solde(f)]
}

const leJour = (d: DateCivile) => `le ${formatDateCivile(d)}`

function acte({ actes }: Pick<Appel, 'actes'>, { acte: a, type, accorde }: FaitsSuite): EtapeDatee {
  const nom = (a?.nature ?? natureDe({ actes }, type, accorde)) === 'convention' ? 'La convention' : 'L’arrêté'
  if (a?.signeLe) return { titre: `${nom} est ${nom === 'L’arrêté' ? 'signé' : 'signée'}`, quand: leJour(a.signeLe), etat: 'fait' }
  if (nom === 'L’arrêté') return { titre: 'L’État signe l’arrêté', quand: 'vous le recevez ensuite', etat: 'attendu' }
  return a
    ? { titre: 'Vous signez la convention', quand: 'elle est prête, dans «\u00a0Acte et versements\u00a0»', etat: 'vous' }
    : { titre: 'Vous signez la convention', quand: 'dès que le service l’a préparée', etat: 'attendu' }
}

function avance({ regime }: Pick<Appel, 'regime'>, { versements, accorde }: FaitsSuite): EtapeDatee {
  const premier = versements.find(v => v.nature === 'avance') ?? versements[0]
  if (premier) {
    const quoi = premier.nature === 'avance' ? 'L’avance' : 'Le premier versement'
    const titre = `${quoi}\u00a0: ${formatEuros(premier.montant)}`
    return premier.verseLe
      ? { titre, quand: `payé${premier.nature === 'avance' ? 'e' : ''} ${leJour(premier.verseLe)}`, etat: 'fait' }
      : { titre, quand: 'ordre de payer donné, le paiement suit', etat: 'attendu' }
  }
  const max = regime.versements.avance_max
  if (max === 0) return { titre: 'Pas d’avance dans cet appel', quand: 'l’aide se verse sur vos dépenses', etat: 'attendu' }
  const montant = max === undefined ? '' : `\u00a0: ${formatEuros(plafondVerse(accorde, max))} au plus`
  return { titre: `L’État peut verser une avance${montant}`, quand: 'une fois l’acte signé', etat: 'attendu' }
}

function bilan({ suivi }: Pick<Appel, 'suivi'>, { bilan: b }: FaitsSuite): EtapeDatee {
  if (b?.deposeLe) return { titre: 'Le premier bilan est déposé', quand: leJour(b.deposeLe), etat: 'fait' }
  const puis =
    suivi.cadence_mois === 12
      ? 'puis chaque année'
      : suivi.cadence_mois === 1
        ? 'puis chaque mois'
        : `puis tous les ${suivi.cadence_mois}\u00a0mois`
  return {
    titre: 'Vous déposez le premier bilan',
    quand: b ? `avant le ${formatDateCivile(b.echeance)}, ${puis}` : 'une fois l’acte signé',
    etat: b ? 'vous' : 'attendu',
  }
}

function solde({ versements, accorde, fin }: FaitsSuite): EtapeDatee {
  const paye = versements.find(v => v.nature === 'solde')
  if (paye?.verseLe) return { titre: `Le solde\u00a0: ${formatEuros(paye.montant)}`, quand: `payé ${leJour(paye.verseLe)}`, etat: 'fait' }
  const deja = versements.filter(v => v.nature === 'avance' || v.nature === 'acompte').reduce((t, v) => t + v.montant, 0)
  return {
    titre: `L’État verse le solde\u00a0: ${formatEuros(Math.max(0, accorde - deja))} au plus`,
    quand: fin ? `projet fini avant le ${formatDateCivile(fin)}, sur le dernier bilan` : 'sur le dernier bilan',
    etat: 'attendu',
  }
}
