import { debutDuJour } from '../../../lib/dates.ts'
import { finExclue } from '../../../lib/periodes.ts'
import { instruitAuDepot } from '../../cahier/appel.rules.ts'
import type { Appel } from '../../cahier/index.ts'

/**
 * A wave and its relevé (C4.2): what was filed from its opening until the next one belongs to it, so that a dossier filed late by
 * derogation has its wave. `prevuLe`: midnight in Paris on the day that the call sets, never before the closing.
 */
export type VagueARelever = { code: string; libelle: string; prevuLe: Date; du: Date; avant: Date | undefined }

export function vaguesARelever(appel: Appel): VagueARelever[] {
  const vagues = [...appel.calendrier.vagues].sort((a, b) => a.ouverture.getTime() - b.ouverture.getTime())
  return vagues.flatMap((v, i) => {
    if (!v.releve) return []
    const prevuLe = new Date(Math.max(debutDuJour(v.releve).getTime(), finExclue(v)))
    return [{ code: v.code, libelle: v.libelle, prevuLe, du: v.ouverture, avant: vagues[i + 1]?.ouverture }]
  })
}
/** Waves without a relevé whose closing is over, with what belongs to each. */
export function sansReleve(appel: Appel, instant: Date): Pick<VagueARelever, 'du' | 'avant'>[] {
  const vagues = [...appel.calendrier.vagues].sort((a, b) => a.ouverture.getTime() - b.ouverture.getTime())
  return vagues.flatMap((v, i) =>
    instruitAuDepot(v) && finExclue(v) <= instant.getTime() ? [{ du: v.ouverture, avant: vagues[i + 1]?.ouverture }] : [],
  )
}

/** Those whose instant has come. */
export const vaguesDues = (appel: Appel, instant: Date) => vaguesARelever(appel).filter(v => v.prevuLe <= instant)

/** Which delay of the legal regime runs from the reception once a dossier is taken up: the admissibility, or without it the decision. */
export function delaiDe(appel: Appel): { mois: number; motif: 'recevabilite' | 'decision' } {
  const { recevabilite, decision } = appel.regime
  return recevabilite ? { mois: recevabilite.delai_mois, motif: 'recevabilite' } : { mois: decision.delai_mois, motif: 'decision' }
}
