import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { affectables, type Instructeur, type Instruit, instructeurs, instruitPour, type RefusInstruction } from '../../service/index.ts'

export type RefusAffectation =
  | RefusInstruction
  /** Somebody else was put in charge since the page was read, or before the button was pressed. */
  | { motif: 'change'; a: string | null; nom: string | null; le: Date | null }
  | { motif: 'inconnu' }
export type DemandeAffectation = {
  dossierId: string
  /** The account put in charge; `null` for nobody. */
  a: string | null
  /** Who was in charge on the page that was read; absent when it does not matter. */
  vu?: string | null | undefined
  /** Left as it is when somebody else than the actor is in charge. */
  saufAutrui?: boolean | undefined
  /** One mail will tell of many dossiers: none leaves for this one. */
  sansCourriel?: boolean | undefined
}

/** Puts somebody in charge of a dossier, or nobody. They are told, unless they did it themselves. Asked twice, it is done once. */
export const affecter = (ctx: ContexteActeur, d: DemandeAffectation): Promise<Result<void, RefusAffectation>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'affecter', d.dossierId)
    if (!lu.ok) return lu
    const { ligne } = lu.value
    if (ligne.assigne_a === d.a) return ok(undefined)
    if (d.vu !== undefined && d.vu !== ligne.assigne_a) return err(await change(tx, ligne))
    const autrui = ligne.assigne_a !== null && ligne.assigne_a !== ctx.acteur.compteId
    if (d.saufAutrui && autrui) return err(await change(tx, ligne))
    const qui = await affectable(tx, ctx, ligne, d.a)
    if (d.a !== null && !qui) return err({ motif: 'inconnu' })
    await ecrireAffectation(tx, ctx, ligne, qui)
    if (qui && qui.id !== ctx.acteur.compteId && !d.sansCourriel) await prevenirAffecte(tx, ctx, ligne, qui)
    await journaliser(tx, ctx, 'instruction.affecte', d.dossierId, { a: d.a, avant: ligne.assigne_a })
    return ok(undefined)
  })

/** Takes charge of a dossier that nobody has; pressed twice, it is done once, and of two at once the second is told who has it. */
export const prendreEnCharge = (ctx: ContexteActeur, dossierId: string): Promise<Result<void, RefusAffectation>> =>
  affecter(ctx, { dossierId, a: ctx.acteur.compteId, vu: null })

/** Whoever stands in for somebody takes a dossier for themselves, and is put in charge by nobody else. */
async function affectable(tx: Tx, ctx: ContexteActeur, ligne: Instruit['ligne'], id: string | null) {
  const possibles = id === ctx.acteur.compteId ? await instructeurs(tx, ctx.guichetId) : await affectables(tx, ctx.guichetId, ligne)
  return possibles.find(i => i.id === id)
}

async function change(tx: Tx, { assigne_a, assigne_le }: Instruit['ligne']): Promise<RefusAffectation> {
  const compte = assigne_a && (await tx.selectFrom('compte').select('name').where('id', '=', assigne_a).executeTakeFirst())
  return { motif: 'change', a: assigne_a, nom: compte ? compte.name : null, le: assigne_le }
}

const ecrireAffectation = (tx: Tx, { guichetId, instant }: ContexteActeur, ligne: Instruit['ligne'], qui: Instructeur | undefined) =>
  tx
    .updateTable('instruction')
    .set({ assigne_a: qui?.id ?? null, assigne_le: qui ? instant : null })
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', ligne.dossier_id)
    .execute()

const prevenirAffecte = (tx: Tx, ctx: ContexteActeur, ligne: Instruit['ligne'], qui: Instructeur) =>
  ecrireCourriel(tx, ctx, {
    destinataire: qui.courriel,
    sujet: `Le dossier ${ligne.numero} vous est affecté`,
    phrases: [`${ctx.acteur.nom} vous affecte le dossier ${ligne.numero}, «\u00a0${ligne.titre}\u00a0» (${ligne.porteur}).`],
    lien: paths.instruction.dossier(ligne.dossier_id),
  })
