import { type Contexte, type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { dateCivile, formatDateCivile, parseDate } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { refusDuJour } from '../../delegations/index.ts'
import type { Fichier } from '../../fichiers/index.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusSuivi, suiviPour } from '../acces.ts'
import { finApres, refusSignature } from '../acte.rules.ts'
import { ouvrirSuivi } from '../ouvrir.ts'
import { avenantDe, prendreEffet } from '../prendre-effet.ts'
import { prevenirLeService, prevenirProjet } from '../prevenir.ts'
import { type ActeLu, actesDe } from '../projet.queries.ts'

/** What is kept: a PDF, twenty megabytes at most. */
export const FORMATS_SIGNE = ['pdf'] as const
export const TAILLE_SIGNE = 20_000_000

/** `perime`: the decision has changed since it was established; `date` and `verse`: a phrase to read beside what was typed. */
export type RefusSignature =
  | RefusSuivi
  | { motif: 'deja' }
  | { motif: 'perime' }
  | { motif: 'date'; phrase: string }
  | { motif: 'verse'; phrase: string }
export const PERIME = 'La décision a changé depuis que cet acte est établi. Retirez-le et établissez-en un autre'

/** The act that somebody may file signed, before a byte of it is kept. */
export async function acteASigner(
  tx: Tx,
  ctx: ContexteActeur,
  { dossierId, acteId }: { dossierId: string; acteId: string },
  { verrou = false } = {},
) {
  const acces = await suiviPour(tx, ctx, 'deposer_signe', dossierId, { verrou })
  if (!acces.ok) return acces
  const acte = (await actesDe(tx, ctx.guichetId, dossierId)).find(a => a.id === acteId)
  if (!acte) return err({ motif: 'introuvable' } as const)
  if (acte.signeLe) return err({ motif: 'deja' } as const)
  if (acte.nature !== 'avenant' && acte.decisionId !== acces.value.s.decisionId) return err({ motif: 'perime' } as const)
  return ok({ acces: acces.value, acte })
}

/**
 * Files the signed copy of an act with the day written on it. The first one makes the lauréat « conventionné »: its project begins that day and
 * ends as many months later as the act says, and its bilans are owed from then on where the call says so (C5.10). That of an amendment puts what it
 * says in force.
 */
export const deposerSigne = (
  ctx: ContexteActeur,
  d: { dossierId: string; acteId: string; signeLe: string; fichier: Fichier },
): Promise<Result<{ deja: false }, RefusSignature>> =>
  enTransaction(ctx, async tx => {
    const lu = await acteASigner(tx, ctx, d, { verrou: true })
    if (!lu.ok) return lu
    const { acces, acte } = lu.value
    const signeLe = parseDate(d.signeLe)
    const aujourdhui = dateCivile(ctx.instant)
    const phrase = refusSignature({ saisie: d.signeLe, signeLe, aujourdhui, etabliLe: dateCivile(acte.prepareLe) })
    if (phrase || !signeLe) return err({ motif: 'date', phrase: phrase ?? '' })
    const incompetent = await refusDuJour(tx, ctx.guichetId, acte.id, signeLe)
    if (incompetent) return err({ motif: 'date', phrase: incompetent })
    const avenant = await avenantDe(tx, ctx.guichetId, acte.id)
    const { montant } = avenant?.demande ?? {}
    if (avenant && !avenant.enVigueur && montant !== undefined && montant < acces.s.ordonne)
      return err({
        motif: 'verse',
        phrase: `${formatEuros(acces.s.ordonne)} sont ordonnés ou versés depuis\u00a0: l’aide ne peut pas descendre à ${formatEuros(montant)}`,
      })
    const decision = avenant && (await prendreEffet(tx, ctx, acces.s, avenant))
    await tx
      .updateTable('acte')
      .set({
        ...(decision ? { decision_id: decision } : {}),
        signe_le: signeLe,
        signe_sha256: d.fichier.sha256,
        signe_cle: d.fichier.cle,
        signe_type_mime: 'application/pdf',
        signe_par: ctx.acteur.compteId,
        signe_depose_le: ctx.instant,
      })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', acte.id)
      .execute()
    if (acte.nature !== 'avenant') await commencer(tx, ctx, acte, signeLe, { dossierId: d.dossierId, notifie: acces.s.etape === 'notifie' })
    const nouvelle = {
      cle: `acte-signe-${acte.id}`,
      sujet: 'l’acte signé est déposé',
      phrases: [`L’acte n°\u00a0${acte.numero}, signé le ${formatDateCivile(signeLe)}, est déposé sur le guichet.`],
    }
    if (acces.qui === 'porteur') await prevenirLeService(tx, ctx, acces, nouvelle)
    else await prevenirProjet(tx, ctx, acces, nouvelle)
    const faits = { acte: acte.id, numero: acte.numero, signe_le: signeLe, sha256: d.fichier.sha256, ...(decision ? { decision } : {}) }
    await journaliser(tx, ctx, 'suivi.acte_signe', d.dossierId, faits)
    return ok({ deja: false })
  })

type Projet = { dossierId: string; notifie: boolean }
/** The project begins on the day of its signature. */
export async function commencer(tx: Tx, ctx: Contexte, acte: Pick<ActeLu, 'dureeMois'>, debut: string, { dossierId, notifie }: Projet) {
  const fin = finApres(debut, acte.dureeMois)
  await tx
    .updateTable('suivi')
    .set({ debut, fin, fin_initiale: fin, fin_annoncee: null, ...(notifie ? { etape: 'conventionne' } : {}) })
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', dossierId)
    .execute()
  await ouvrirSuivi(tx, ctx, dossierId)
}
