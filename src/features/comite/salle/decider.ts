import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { prononcer, type RefusPrononce } from '../../decider/index.ts'
import { decisionsDe, type SaisieDecision } from '../../decisions/index.ts'
import { journaliser } from '../../journal/index.ts'
import { dossierPour, type RefusComite } from '../acte.ts'
import { decidable, quorumDe } from '../comite.rules.ts'
import { decisionsTues, enDebat, suivantDe } from '../debat.ts'
import { type Inscrit, type Seance, sansVoix } from '../seance.ts'
import { placer } from './conduire.ts'

type Prises = Awaited<ReturnType<typeof decisionsDe>>
export type DemandeDecision = {
  seanceId: string
  dossierId: string
  saisie: SaisieDecision
  /** The decision that the person saw on the page; « » when there was none. */
  vue: string
}
export type RefusDecision =
  | RefusComite
  | Exclude<RefusPrononce, { motif: 'structure_declaree' | 'rang_pris' }>
  | { motif: 'quorum'; comptes: number; quorum: number }
  | { motif: 'suspendue' }
  /** Declared by hand, and not confirmed: no aid, and no promise of one. */
  | { motif: 'structure_declaree'; porteur: string }

/**
 * Writes what the comité decides of a dossier, in its séance: it replaces what was decided before and takes its money from the envelopes, which
 * hold whoever decides at the same instant. Nothing is told outside before the decision is confirmed and notified.
 */
export const deciderDossier = (ctx: ContexteActeur, d: DemandeDecision): Promise<Result<{ id: string }, RefusDecision>> =>
  enTransaction(ctx, async tx => {
    const lue = await dossierPour(tx, ctx, 'decider', d)
    if (!lue.ok) return lue
    const { s, inscrit } = lue.value
    if (s.instance.avis) return err({ motif: 'interdit' })
    if (s.suspension) return err({ motif: 'suspendue' })
    if (!decidable(inscrit.etat)) return err({ motif: 'notifie' })
    const quorum = quorumDe(s.membres, sansVoix(s, inscrit.id), s.quorum)
    if (!quorum.atteint) return err({ motif: 'quorum', ...quorum })
    const r = await prononcer(tx, ctx, { appelId: s.appelId, appel: s.appel, dossier: inscrit, ...d })
    if (!r.ok)
      return err(enSeance(s, inscrit, r.error, r.error.motif === 'enveloppe' ? await decisionsDe(tx, ctx.guichetId, s.appelId) : undefined))
    const { id, decision, horsAvis, remplace } = r.value
    const { sens, montant, rang, conclusion } = decision
    await ecrireDebat(tx, ctx, s, inscrit, conclusion)
    await poursuivre(tx, ctx, s, inscrit, remplace)
    const hors = horsAvis ? { hors_avis: horsAvis } : {}
    await journaliser(tx, ctx, 'comite.decide', inscrit.id, { seance: s.id, decision: id, sens, montant, rang, ...hors, remplace })
    return ok({ id })
  })

/** What the room says of it: a rank that is taken is a mistake of its field; what is left is not told to whoever would work a decision out of it. */
function enSeance(s: Seance, { porteur }: Inscrit, r: RefusPrononce, prises: Prises = new Map()): RefusDecision {
  if (r.motif === 'enveloppe' && decisionsTues(s, prises).length > 0) return { ...r, reste: undefined }
  if (r.motif === 'structure_declaree') return { ...r, porteur }
  if (r.motif !== 'rang_pris') return r
  const numero = s.agenda.find(x => x.id === r.dossierId)?.numero
  return { motif: 'saisie', errors: { rang: `Le rang ${r.rang} est celui du dossier ${numero ?? 'd’une autre séance'}` } }
}

/** The room goes on to the next dossier, if this is the one that it was on. `remplace`: it was decided before. */
async function poursuivre(tx: Tx, ctx: ContexteActeur, s: Seance, decide: Inscrit, remplace: string | null) {
  const prises = await decisionsDe(tx, ctx.guichetId, s.appelId)
  const avant = { has: (id: string) => (id === decide.id ? remplace !== null : prises.has(id)) }
  if (enDebat(s, avant)?.id === decide.id) await placer(tx, ctx, s.id, suivantDe(s, prises, decide.id))
}

/** Who was there without conflict, and what the debate concluded. */
async function ecrireDebat(tx: Tx, ctx: ContexteActeur, s: Seance, dossier: Inscrit, conclusion: string) {
  const sans = sansVoix(s, dossier.id)
  const presents = s.membres.filter(m => m.presence === 'present' && !sans.has(m.id)).map(m => m.id)
  const debat = { presents, conclusion, close_le: ctx.instant }
  await tx
    .insertInto('deliberation')
    .values({ id: nouvelId(), guichet_id: ctx.guichetId, seance_id: s.id, dossier_id: dossier.id, ouverte_le: ctx.instant, ...debat })
    .onConflict(oc => oc.columns(['seance_id', 'dossier_id']).doUpdateSet(debat))
    .execute()
}
