import { debutDuJour, formatJour, horlogeDeParis } from '../../../lib/dates.ts'
import { finExclue } from '../../../lib/periodes.ts'
import type { Appel } from '../../cahier/index.ts'
import { prochainsReleves, relevesPasses } from '../../calendrier/releves.rules.ts'

/**
 * What one relevé collects (C4.2): what was filed from `du` until `avant`. Of a wave: from its opening until the next one, so that a dossier filed late by
 * derogation has its wave; all the year round, what came before the very instant of the relevé. `depuis`: since when, where a relevé came before.
 * `prevuLe`: never before the closing; `temps`: the stage of its call, whose other filings it leaves.
 */
export type VagueARelever = {
  code: string
  libelle: string
  prevuLe: Date
  du: Date
  avant: Date | undefined
  depuis?: Date
  temps: number
}

/** The relevés of a call; all the year round, those whose instant has come and the next one. */
export function vaguesARelever(appel: Appel, instant: Date): VagueARelever[] {
  const vagues = [...appel.calendrier.vagues].sort((a, b) => a.ouverture.getTime() - b.ouverture.getTime())
  if (appel.calendrier.continu) return relevesContinus(appel, vagues[0]!.ouverture, instant)
  return vagues.flatMap((v, i) => {
    if (!v.releve) return []
    const prevuLe = new Date(Math.max(debutDuJour(v.releve).getTime(), finExclue(v)))
    return [{ code: v.code, libelle: v.libelle, prevuLe, du: v.ouverture, avant: vagues[i + 1]?.ouverture, temps: appel.temps ?? 1 }]
  })
}

/** Named by its instant in Paris, to the minute: « 2027-05-10T12:00 ». */
function relevesContinus(appel: Appel, ouverture: Date, instant: Date): VagueARelever[] {
  const { prochain } = prochainsReleves(appel, instant)
  return [...relevesPasses(appel, instant), ...(prochain ? [prochain] : [])].map((prevuLe, i, tous) => ({
    code: horlogeDeParis(prevuLe).slice(0, 16),
    libelle: `Relevé du ${formatJour(prevuLe)}`,
    prevuLe,
    du: ouverture,
    avant: prevuLe,
    depuis: tous[i - 1] ?? ouverture,
    temps: 1,
  }))
}

/** Periods without a relevé whose closing is over, or that have none, with what belongs to each. */
export function sansReleve(appel: Appel, instant: Date): Pick<VagueARelever, 'du' | 'avant' | 'temps'>[] {
  const vagues = [...appel.calendrier.vagues].sort((a, b) => a.ouverture.getTime() - b.ouverture.getTime())
  return vagues.flatMap((v, i) =>
    v.auDepot && (appel.calendrier.continu || finExclue(v) <= instant.getTime())
      ? [{ du: v.ouverture, avant: vagues[i + 1]?.ouverture, temps: appel.temps ?? 1 }]
      : [],
  )
}

/** Relevés still to do: all the year round, those after the last one that was done, which late filings may follow. `faits`: by code, with their instants. */
export function vaguesAFaire(appel: Appel, instant: Date, faits: ReadonlyMap<string, Date>): VagueARelever[] {
  const dues = vaguesDues(appel, instant)
  const { continu } = appel.calendrier
  if (!continu) return dues
  // by hand is by hand: what was filed as a relevé was being done still follows it
  if (continu.releves?.genre === 'a_la_main') return dues.filter(v => faits.has(v.code)).slice(-1)
  const dernier = Math.max(0, ...[...faits.values()].map(d => d.getTime()))
  return dues.filter(v => v.prevuLe.getTime() >= dernier)
}

/** Whether somebody does the relevés of a call, and says when the next one is. */
export const aLaMain = ({ calendrier: { continu } }: Appel) => continu?.releves?.genre === 'a_la_main'
/** Nothing can be filed once this relevé is done: no other one follows it. */
export const estLeDernier = ({ calendrier: { vagues } }: Appel, { prevuLe }: Pick<VagueARelever, 'prevuLe'>) =>
  vagues.every(v => prevuLe.getTime() >= finExclue(v))

/** Those whose instant has come. */
export const vaguesDues = (appel: Appel, instant: Date) => vaguesARelever(appel, instant).filter(v => v.prevuLe <= instant)

/** Which delay of the legal regime runs from the reception once a dossier is taken up: the admissibility, or without it the decision. */
export function delaiDe(appel: Appel): { mois: number; motif: 'recevabilite' | 'decision' } {
  const { recevabilite, decision } = appel.regime
  return recevabilite ? { mois: recevabilite.delai_mois, motif: 'recevabilite' } : { mois: decision.delai_mois, motif: 'decision' }
}
