import { aRole, type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Centimes } from '../../lib/euros.ts'
import type { Signataire } from '../agents/index.ts'
import { appelPublie } from '../appels/index.ts'
import { finsProches, refusDeSigner } from '../delegations/index.ts'
import { sansDelegation } from '../instances/index.ts'
import type { DecisionANotifier } from '../notifications/index.ts'
import type { ASigner, Outils } from './ecrire-a-signer.ts'
import { CONFLIT, decisionsLues, ecrireUne, officesDe } from './lire.ts'
import { type Annulable, annulables, engagesDe, type Presentee, presenteesPour } from './presentations.queries.ts'
import { avantDelai } from './signatures.rules.ts'

/** Those that were read are drawn again to see whether they have changed, up to this many; beyond, the signature itself refuses them. */
const REVUES_MAX = 40

/** One that waits, as the list shows it. `etat`: still to be read, read, or changed since; `refus`: why its reader may not sign it. */
export type AttendueLue = Presentee & { etat: 'a_lire' | 'lu' | 'change'; refus: string | undefined }
export type Ouverte = { p: AttendueLue; ecrit: ASigner | undefined; precedente: string | undefined; suivante: string | undefined }
export type PageASigner = {
  attendues: AttendueLue[]
  ouverte: Ouverte | undefined
  appel: { titre: string; signe: Centimes; enveloppe: Centimes } | undefined
  annulables: Annulable[]
  /** Decisions that were given back, and are with the service. */
  rendues: number
  /** The delegations of whoever reads that end soon. */
  fins: Awaited<ReturnType<typeof finsProches>>
  compteId: string
}

/** What waits for somebody's signature, and the one that they have open: the one they ask for, else the first that is not read. */
export const lireASigner = (ctx: ContexteActeur, outils: Outils, demandee: string | undefined): Promise<PageASigner> =>
  enTransaction(ctx, async tx => {
    const offices = await officesDe(tx, ctx)
    const { compteId } = ctx.acteur
    const appels = [...offices.keys()]
    const toutes = await presenteesPour(tx, ctx.guichetId, { appels, compteId })
    const decisions = await decisionsLues(
      tx,
      ctx,
      toutes.map(p => p.appelId),
    )
    const refus = await refusDe(tx, ctx, toutes, offices, decisions)
    const id = toutes.find(p => p.id === demandee)?.id ?? toutes.find(p => p.lue === null)?.id ?? toutes[0]?.id
    const revues = new Set([
      id,
      ...toutes
        .filter(p => p.lue !== null)
        .slice(0, REVUES_MAX)
        .map(p => p.id),
    ])
    const attendues: AttendueLue[] = []
    let ecrit: ASigner | undefined
    for (const p of toutes) {
      const dit = refus.get(p.id)
      const vu =
        revues.has(p.id) && !dit
          ? await ecrireUne(tx, ctx, outils, { p, s: offices.get(p.appelId), d: decisions.get(p.decisionId) }, { verrou: false })
          : undefined
      if (p.id === id && vu?.ok) ecrit = vu.value
      const change = vu?.ok && p.lue !== null && vu.value.empreinte !== p.lue
      attendues.push({
        ...p,
        etat: change ? 'change' : p.lue === null ? 'a_lire' : 'lu',
        refus: dit ?? (vu && !vu.ok ? vu.error : undefined),
      })
    }
    const rang = attendues.findIndex(p => p.id === id)
    const ouverte = attendues[rang] && { p: attendues[rang], ecrit, precedente: attendues[rang - 1]?.id, suivante: attendues[rang + 1]?.id }
    const publie = ouverte && (await appelPublie(tx, ctx.guichetId, ouverte.p.slug))
    return {
      attendues,
      ouverte,
      appel: publie && { titre: publie.appel.titre, ...(await engagesDe(tx, ctx.guichetId, publie.appelId)) },
      annulables: await annulables(tx, ctx.guichetId, { compteId, apres: avantDelai(ctx.instant) }),
      rendues: await renduesParMoi(tx, ctx.guichetId, compteId),
      fins: await finsProches(tx, ctx.guichetId, compteId, ctx.instant),
      compteId,
    }
  })

/** How much somebody may sign now; nothing for whoever signs for no call. */
export async function attendSignature(tx: Tx, ctx: ContexteActeur): Promise<{ nombre: number; montant: Centimes }> {
  if (!aRole(ctx.acteur, 'signataire')) return { nombre: 0, montant: 0 }
  const offices = await officesDe(tx, ctx)
  const toutes = await presenteesPour(tx, ctx.guichetId, { appels: [...offices.keys()], compteId: ctx.acteur.compteId })
  const appels = toutes.map(p => p.appelId)
  const refus = await refusDe(tx, ctx, toutes, offices, await decisionsLues(tx, ctx, appels))
  const siennes = toutes.filter(p => !refus.has(p.id))
  return { nombre: siennes.length, montant: siennes.reduce((t, p) => t + p.montant, 0) }
}

/** Why each may not be signed by who reads, before any document is written: beyond a delegation, in conflict. */
async function refusDe(
  tx: Tx,
  ctx: ContexteActeur,
  toutes: readonly Presentee[],
  offices: ReadonlyMap<string, Signataire>,
  decisions: ReadonlyMap<string, DecisionANotifier>,
): Promise<Map<string, string>> {
  const refus = new Map<string, string>()
  for (const [appelId, signataire] of offices) {
    const siennes = toutes.filter(p => p.appelId === appelId)
    const seules = await sansDelegation(tx, ctx.guichetId, siennes)
    const actes = siennes.map((p, i) => ({ dossierId: p.dossierId, montant: p.montant, sansDelegation: seules[i] }))
    const deDecider = await refusDeSigner(tx, ctx, { nature: 'decision', signataire, actes })
    const deLActe = await refusDeSigner(tx, ctx, { nature: 'acte', signataire, actes })
    for (const [i, p] of siennes.entries()) {
      const conflit = decisions.get(p.decisionId)?.enConflit ? CONFLIT : undefined
      const dit = conflit ?? deDecider[i] ?? (p.avecActe ? deLActe[i] : undefined)
      if (dit) refus.set(p.id, dit)
    }
  }
  return refus
}

const renduesParMoi = async (tx: Tx, guichetId: string, compteId: string): Promise<number> =>
  Number(
    (
      await tx
        .selectFrom('presentation as p')
        .select(eb => eb.fn.countAll<number>().as('n'))
        .where('p.guichet_id', '=', guichetId)
        .where('p.rendue_par', '=', compteId)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('presentation as q')
                .select('q.id')
                .whereRef('q.decision_id', '=', 'p.decision_id')
                .whereRef('q.presentee_le', '>', 'p.rendue_le'),
            ),
          ),
        )
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('decision as r').select('r.id').whereRef('r.remplace_id', '=', 'p.decision_id'))),
        )
        .executeTakeFirstOrThrow()
    ).n,
  )
