import { debutDuJour, formatDateCivile, formatInstant } from '../../lib/dates.ts'
import { finExclue } from '../../lib/periodes.ts'
import { vagueUtile } from '../cahier/appel.rules.ts'
import type { Appel, Vague } from '../cahier/index.ts'
import { prochainsReleves } from './releves.rules.ts'

/** The wave that a filing belongs to: the last one that had begun, so that one received late by derogation has its wave. */
export const vagueDuDepot = (appel: Appel, reception: Date): Vague =>
  appel.calendrier.vagues.filter(v => v.ouverture <= reception).sort((a, b) => b.ouverture.getTime() - a.ouverture.getTime())[0] ??
  vagueUtile(appel, reception)

/** Without a relevé, nothing is waited for: a dossier is instructed from its filing on. */
export const instruitAuDepot = (appel: Appel, reception: Date) => vagueDuDepot(appel, reception).auDepot

/**
 * The period in which what was received at an instant may still be changed: its wave; all the year round, until its relevé, whose first second is out of it. Without an end while
 * nobody has said when the next relevé is.
 */
export function periodeDuDepot(appel: Appel, reception: Date): Pick<Vague, 'ouverture' | 'cloture'> {
  const vague = vagueDuDepot(appel, reception)
  if (!appel.calendrier.continu || vague.auDepot) return vague
  const { prochain } = prochainsReleves(appel, reception)
  return { ouverture: vague.ouverture, cloture: prochain ? new Date(prochain.getTime() - 1000) : vague.cloture }
}

/** The relevé that a filing of this instant goes to, when it is known: never before the end of its period. `dit`: « 20 septembre 2021 », with its hour all the year round. */
export function releveDuDepot(appel: Appel, reception: Date): { le: Date; dit: string } | undefined {
  const vague = vagueDuDepot(appel, reception)
  if (appel.calendrier.continu) {
    const { prochain } = prochainsReleves(appel, reception)
    return prochain && { le: prochain, dit: formatInstant(prochain) }
  }
  if (!vague.releve) return undefined
  return { le: new Date(Math.max(debutDuJour(vague.releve).getTime(), finExclue(vague))), dit: formatDateCivile(vague.releve) }
}
