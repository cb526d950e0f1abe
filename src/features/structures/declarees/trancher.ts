import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { de } from '../../../lib/mots.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { peut } from '../../decret/index.ts'
import { journaliser } from '../../journal/index.ts'
import { lienDe, membresActifs, verrouillerMembres } from '../appartenances.queries.ts'
import { verrouillerNumero } from '../repertoire/prendre.ts'
import { type Structure, trouverStructure } from '../structures.queries.ts'
import { quiEst } from '../structures.rules.ts'
import { type Declaree, declarationDe } from './declarees.queries.ts'

export type RefusTrancher =
  | { kind: 'introuvable' }
  /** A colleague has decided meanwhile: nothing is written. */
  | { kind: 'tranchee'; declaree: Declaree }
export type ATrancher = { structure: Structure; declaree: Declaree }

/** The structure that the service looks at, its declaration and its members locked until the end of the act; or why it may not. */
export async function aTrancher(
  tx: Tx,
  ctx: ContexteActeur,
  structureId: string,
  etats: readonly Declaree['etat'][] = ['a_confirmer'],
): Promise<Result<ATrancher, RefusTrancher>> {
  const { guichetId, acteur } = ctx
  const lue = await trouverStructure(tx, guichetId, structureId)
  const lien = lue && (await lienDe(tx, guichetId, structureId, acteur.compteId))
  if (!lue || !peut(quiEst(acteur, lien?.etat, lue.departement), 'trancher', { structure: 'connue' })) return err({ kind: 'introuvable' })
  // the number first, as whoever joins or declares it takes it
  for (const numero of [lue.siren, lue.rna]) if (numero) await verrouillerNumero(tx, guichetId, numero)
  await verrouillerMembres(tx, guichetId, structureId)
  const declaree = await declarationDe(tx, guichetId, structureId, { verrou: true })
  const structure = await trouverStructure(tx, guichetId, structureId)
  if (!declaree || !structure) return err({ kind: 'introuvable' })
  return etats.includes(declaree.etat) ? ok({ structure, declaree }) : err({ kind: 'tranchee', declaree })
}

/** It is another one, and it exists: the mark goes. What was declared is what is kept. */
export const confirmerStructure = (ctx: ContexteActeur, { structureId }: { structureId: string }): Promise<Result<void, RefusTrancher>> =>
  enTransaction(ctx, async tx => {
    const lue = await aTrancher(tx, ctx, structureId)
    if (!lue.ok) return lue
    const { structure } = lue.value
    await tx.updateTable('structure').set({ declaree: false }).where('id', '=', structureId).execute()
    await noter(tx, ctx, structureId, { etat: 'confirmee' })
    await prevenirMembres(tx, ctx, structure, {
      sujet: `${structure.nom} est confirmée`,
      phrases: [
        `Le service confirme la structure ${structure.nom}. La marque «\u00a0Déclarée\u00a0» n’y est plus. Vous n’avez rien à faire.`,
      ],
    })
    await journaliser(tx, ctx, 'structure.confirmer', structureId, {})
    return ok(undefined)
  })

/** The service does not confirm it, and says why. Drafts stay, what was filed keeps its hour and its number; a member may put the declaration right. */
export const refuserStructure = (
  ctx: ContexteActeur,
  { structureId, motif }: { structureId: string; motif: string },
): Promise<Result<void, RefusTrancher>> =>
  enTransaction(ctx, async tx => {
    const lue = await aTrancher(tx, ctx, structureId)
    if (!lue.ok) return lue
    const { structure } = lue.value
    await noter(tx, ctx, structureId, { etat: 'refusee', motif })
    await prevenirMembres(tx, ctx, structure, {
      sujet: `${structure.nom} n’est pas confirmée`,
      phrases: [
        `Le service ne confirme pas la structure ${structure.nom}. Raison\u00a0: ${motif}`,
        'Corrigez la déclaration depuis la page de la structure. Le brouillon reste. Un dossier déposé garde son heure et son numéro.',
      ],
    })
    await journaliser(tx, ctx, 'structure.refuser', structureId, { motif })
    return ok(undefined)
  })

/** Writes what was decided, by whom and when. */
export const noter = (
  tx: Tx,
  ctx: ContexteActeur,
  structureId: string,
  v: { etat: 'confirmee' | 'refusee' | 'reunie'; motif?: string; avant?: unknown },
) =>
  tx
    .updateTable('declaration_structure')
    .set({
      etat: v.etat,
      motif: v.motif ?? null,
      avant: v.avant === undefined ? null : JSON.stringify(v.avant),
      tranchee_le: ctx.instant,
      tranchee_par: ctx.acteur.compteId,
    })
    .where('guichet_id', '=', ctx.guichetId)
    .where('structure_id', '=', structureId)
    .execute()

/** Everyone of the structure, each once. */
export async function prevenirMembres(
  tx: Tx,
  ctx: ContexteActeur,
  structure: Pick<Structure, 'id' | 'nom'>,
  { sujet, phrases }: { sujet: string; phrases: string[] },
) {
  for (const m of await membresActifs(tx, ctx.guichetId, structure.id))
    await ecrireCourriel(tx, ctx, {
      cle: `structure-${structure.id}-${ctx.instant.getTime()}-${m.compte_id}`,
      destinataire: m.courriel,
      sujet,
      phrases: [...phrases, `Vous recevez ce message comme membre ${de(structure.nom)}.`],
      lien: paths.structures.voir(structure.id),
    })
}
