import type { Config } from '../../../config.ts'
import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { appelDeVersion } from '../../appels/index.ts'
import { aTrancher, MOTIF_MAX, type RegleInstruite, reglesInstruites } from '../../constats/index.ts'
import { journaliser } from '../../journal/index.ts'
import { changerEtat, type Instruit, instruitPour, type RefusInstruction } from '../../service/index.ts'
import { irrecevabiliteDe } from '../irrecevabilite.queries.ts'
import { donneesLettre } from '../lettre.ts'
import { prevenirMembres } from './prevenir.ts'

export type RefusSaisie =
  | { motif: 'sans_regle' }
  /** A rule that is respected, without object, or not one of the call: it cannot be what is held against the dossier. */
  | { motif: 'regle_hors_de_cause' }
  | { motif: 'sans_raison' }
  | { motif: 'trop_long'; longueur: number }
export type DemandeIrrecevabilite = { dossierId: string; regles: readonly string[]; raison: string }

/**
 * Declares a dossier irrecevable (C5.3): the rules concerned, a reason, a letter with the remedies, a mail to each member of the structure.
 * Sent twice by one person, it is done once; of two people, the second is told.
 */
export const declarerIrrecevable = (
  ctx: ContexteActeur,
  config: Config,
  d: DemandeIrrecevabilite,
): Promise<Result<void, RefusInstruction | RefusSaisie>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'declarer_irrecevable', d.dossierId)
    if (!lu.ok) return lu.error.motif === 'etat' && (await dejaFait(tx, ctx, d)) ? ok(undefined) : lu
    const enCause = aTrancher(await reglesInstruites(tx, ctx.guichetId, lu.value.ligne))
    const refus = refusSaisie(d, enCause)
    if (refus) return err(refus)
    await prononcer(tx, ctx, config, lu.value.ligne, { ...d, regles: enCause.filter(r => d.regles.includes(r.regle)) })
    return ok(undefined)
  })

/** Why this form does not make a decision, or nothing. Pure. */
function refusSaisie({ regles, raison }: DemandeIrrecevabilite, enCause: readonly RegleInstruite[]): RefusSaisie | undefined {
  if (regles.length === 0) return { motif: 'sans_regle' }
  if (!regles.every(code => enCause.some(r => r.regle === code))) return { motif: 'regle_hors_de_cause' }
  if (raison === '') return { motif: 'sans_raison' }
  return raison.length > MOTIF_MAX ? { motif: 'trop_long', longueur: raison.length } : undefined
}

async function dejaFait(tx: Tx, ctx: ContexteActeur, d: DemandeIrrecevabilite) {
  const faite = await irrecevabiliteDe(tx, ctx.guichetId, d.dossierId)
  const memes = faite?.codes.length === d.regles.length && d.regles.every(r => faite.codes.includes(r))
  return memes && faite.parId === ctx.acteur.compteId && faite.lettre.motif === d.raison
}

type Decision = { raison: string; regles: readonly RegleInstruite[] }

async function prononcer(tx: Tx, ctx: ContexteActeur, config: Config, l: Instruit['ligne'], { raison, regles }: Decision) {
  const version = await appelDeVersion(tx, ctx.guichetId, l.appel_version_id, l.temps)
  if (!version) throw new Error(`dossier ${l.dossier_id}: its call is not readable`)
  const [id, { numero, titre }] = [nouvelId(), l]
  const faits = {
    auteur: ctx.acteur.nom,
    numero,
    titre,
    structure: l.porteur,
    recuLe: l.depose_le,
    motif: raison,
    regles: regles.map(regleDite),
  }
  const lettre = donneesLettre(faits, version.appel, config)
  await tx
    .insertInto('irrecevabilite')
    .values({
      id,
      guichet_id: ctx.guichetId,
      dossier_id: l.dossier_id,
      depot_id: l.depot_id,
      regles: regles.map(r => r.regle),
      motif: raison,
      prononcee_par: ctx.acteur.compteId,
      prononcee_le: ctx.instant,
      lettre: JSON.stringify(lettre),
    })
    .execute()
  await changerEtat(tx, ctx, l.dossier_id, 'irrecevable')
  await prevenirMembres(tx, ctx, l, {
    cle: `irrecevable-${id}`,
    sujet: `Dossier ${numero} irrecevable`,
    paragraphes: [
      `Le dossier ${numero}, «\u00a0${titre}\u00a0» (${l.porteur}), est déclaré irrecevable. Il ne sera pas examiné.`,
      `Règles en cause\u00a0:\n${lettre.regles.map(r => `- ${r.titre}${r.clause ? ` (${r.clause})` : ''}`).join('\n')}`,
      `Raison\u00a0: ${raison}`,
      `Pour contester cette décision\u00a0:\n${lettre.recours.map(v => `- ${v}`).join('\n')}`,
      'La lettre (PDF) est dans votre espace.',
    ],
  })
  const codes = regles.map(r => r.regle)
  await journaliser(tx, ctx, 'instruction.irrecevable', l.dossier_id, { irrecevabilite: id, regles: codes, raison })
}

/** A rule as the letter says it. What an instructeur wrote of it is the service's: only what the machine found is repeated. */
const regleDite = ({ titre, phrase, clauses, humains }: RegleInstruite) => ({
  titre,
  ...(humains[0]?.resultat ? {} : { phrase }),
  ...(clauses.length > 0 ? { clause: clauses.join(', ') } : {}),
})
