import { type Contexte, enTransaction } from '../../contexte.ts'
import { journaliser } from '../journal/index.ts'

/** Keeps the SIRET that ProConnect gave for this account, and proves by it the memberships of the same SIREN. */
export const prouverParSiret = (ctx: Contexte, compteId: string, siret: string) =>
  enTransaction(ctx, async tx => {
    const ligne = { siret, prouve_le: ctx.instant }
    await tx
      .insertInto('siret_prouve')
      .values({ compte_id: compteId, ...ligne })
      .onConflict(oc => oc.column('compte_id').doUpdateSet(ligne))
      .execute()
    const prouvees = await tx
      .updateTable('appartenance as a')
      .from('structure as s')
      .set({ preuve: 'proconnect', prouvee_le: ctx.instant })
      .whereRef('s.id', '=', 'a.structure_id')
      .where('a.guichet_id', '=', ctx.guichetId)
      .where('a.compte_id', '=', compteId)
      .where('a.etat', '<>', 'retiree')
      .where('a.preuve', 'in', ['declaree', 'domaine'])
      .where('s.siren', '=', siret.slice(0, 9))
      .returning('a.id')
      .execute()
    for (const { id } of prouvees) await journaliser(tx, ctx, 'appartenance.prouver', id, { preuve: 'proconnect', compte: compteId })
  })
