import { type ContexteActeur, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { dateCivile } from '../../../lib/dates.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { avisDuDossier, prescriptionsDe, visasDe } from '../../avis/index.ts'
import { type ASigner, type Signature, type Signee, signaturesPour } from '../../delegations/index.ts'
import { type AttenteStructure, attenteStructure } from '../../etats/index.ts'
import { sansDelegation, visasDe as visasDesInstances } from '../../instances/index.ts'
import { journaliser } from '../../journal/index.ts'
import { listesDeposees } from '../../versions/index.ts'
import { type Acces, type RefusSuivi, suiviPour } from '../acces.ts'
import { acteInitial, natureDe } from '../acte.rules.ts'
import { prevenirProjet } from '../prevenir.ts'
import { actesDe, prevuDe } from '../projet.queries.ts'
import { avecImpression, inscrireActe, type Outils, type Prepare, prochainNumero } from './imprimer.ts'
import { rediger } from './rediger.ts'

/** What the journal keeps of who signs. */
export const faitsDe = (signee: Signee | undefined) =>
  signee ? { signataire: signee.signataire.compteId, delegation: signee.delegation?.id ?? null } : {}
export const DUREE_MAX = 120
/** `signataire`: who signs, as it was chosen; nothing for a call without signatories, or for its authority. */
export type AEtablir = { dossierId: string; duree: string; signataire?: string | undefined }
export type RefusActe =
  | RefusSuivi
  | { motif: 'deja'; numero: string }
  /** The decision in force was not told to the lauréat yet. */
  | { motif: 'a_notifier' }
  | { motif: 'duree' }
  /** Who bears it is not confirmed yet, or has no SIREN. */
  | { motif: 'structure'; attente: AttenteStructure }
  /** Whoever was chosen may not sign this act. */
  | { motif: 'signataire'; phrase: string }

type PrepareActe = Prepare & { id: string; acces: Acces; aSigner: ASigner; nature: 'arrete' | 'convention'; numero: string; rang: number }

/** The act of a lauréat as it would be established now. `numerote`: a preview has no number. */
export async function preparerActe(
  tx: Tx,
  ctx: ContexteActeur,
  outils: Pick<Outils, 'config' | 'urlPublique'>,
  { dossierId, duree, signataire }: AEtablir,
  { id, numerote }: { id: string; numerote: boolean },
): Promise<Result<PrepareActe, RefusActe>> {
  const acces = await suiviPour(tx, ctx, 'etablir_acte', dossierId, { verrou: numerote })
  if (!acces.ok) return acces
  const { s, appel } = acces.value
  const deja = acteInitial(await actesDe(tx, ctx.guichetId, dossierId))
  if (deja) return err({ motif: 'deja', numero: deja.numero })
  const prevu = await prevuDe(tx, ctx.guichetId, dossierId)
  if (!prevu.notifieLe) return err({ motif: 'a_notifier' })
  const attente = attenteStructure(s)
  if (attente) return err({ motif: 'structure', attente })
  const dureeMois = /^[1-9]\d{0,2}$/.test(duree) ? Number(duree) : 0
  if (dureeMois < 1 || dureeMois > DUREE_MAX) return err({ motif: 'duree' })
  const [seule] = await sansDelegation(tx, ctx.guichetId, [{ dossierId, sens: 'retenu', montant: s.accorde }])
  const aSigner = { dossierId, montant: s.accorde, sansDelegation: seule }
  const signees = await signaturesPour(
    tx,
    ctx,
    { appelId: s.appelId, nature: 'acte', signataireId: signataire, actes: [aSigner] },
    { verrou: numerote },
  )
  if (!signees.ok) return err({ motif: 'signataire', phrase: signees.error.phrase })
  const signee = signees.value?.[0]
  const nature = natureDe(appel, prevu.type, s.accorde)
  const mots = { code: appel.code_dossier, annee: dateCivile(ctx.instant).slice(0, 4) }
  const numero = numerote ? await prochainNumero(tx, ctx.guichetId, appel.actes.numero, mots) : ''
  const { rang } = await tx
    .selectFrom('acte')
    .select(eb => eb.fn.countAll<number>().as('rang'))
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', dossierId)
    .executeTakeFirstOrThrow()
  const visas = (await visasDesInstances(tx, ctx.guichetId, appel, dossierId)).map(v => v.visa)
  const lus = await avisDuDossier(tx, ctx.guichetId, dossierId)
  const avis = { visas: visasDe(lus), prescriptions: prescriptionsDe(lus) }
  const ecrit = rediger(
    {
      ...s,
      ...prevu,
      listes: await listesDeposees(tx, ctx.guichetId, dossierId, appel),
      visas,
      avis,
      nature,
      dureeMois,
      signature: sansJour(signee),
      ...(numero ? { numeroActe: numero } : {}),
    },
    appel,
    outils.config,
    `${outils.urlPublique}${paths.actes.voir(dossierId, id)}`,
  )
  return ok({ id, acces: acces.value, nature, numero, rang: Number(rang) + 1, ecrit, dureeMois, signee, aSigner })
}

/** An act is signed by hand, on the day that is written then. */
export const sansJour = (signee: Signee | undefined): Signature | undefined => {
  if (!signee) return undefined
  const { le: _, ...signature } = signee.signature
  return signature
}

/**
 * Establishes the act of a lauréat: numbered, drawn, frozen with its SHA-256, and sent to its project by mail. It is signed afterwards. Two at once:
 * one act.
 */
export function etablirActe(ctx: ContexteActeur, outils: Outils, d: AEtablir): Promise<Result<{ id: string; numero: string }, RefusActe>> {
  const id = nouvelId()
  return avecImpression(
    ctx,
    outils,
    tx => preparerActe(tx, ctx, outils, d, { id, numerote: true }),
    async (tx, p, fichier) => {
      const { s } = p.acces
      await inscrireActe(tx, ctx, { ...p, ...fichier, dossierId: s.dossierId, decisionId: s.decisionId })
      await prevenirProjet(tx, ctx, p.acces, {
        cle: `acte-${id}`,
        sujet: 'l’acte qui accorde l’aide est établi',
        phrases: [
          `L’acte n°\u00a0${p.numero} qui accorde l’aide au projet «\u00a0${s.titre}\u00a0» (${s.porteur}) est établi. Lisez-le dans votre espace.`,
          p.nature === 'convention'
            ? 'Signez-le, puis déposez-y l’exemplaire signé.'
            : 'Il prend effet à sa signature par l’autorité qui accorde l’aide.',
        ],
      })
      await journaliser(tx, ctx, 'suivi.acte_etabli', s.dossierId, {
        acte: id,
        numero: p.numero,
        nature: p.nature,
        sha256: fichier.sha256,
        ...faitsDe(p.signee),
      })
      return { id, numero: p.numero }
    },
  )
}
