import { enTransaction } from '../../contexte.ts'
import type { Ctx } from '../../http.ts'
import { versionsPrecedentes } from './pieces.queries.ts'
import { PiecesBloc, type PiecesProps } from './pieces.view.tsx'

/** The pieces of a dossier with their former versions, which it reads itself: the rest of the page has no use for them. */
export async function PiecesDuDossier({ c, ...pieces }: Omit<PiecesProps, 'precedentes'> & { c: Ctx }) {
  const { ctx } = c.var
  const precedentes = await enTransaction(ctx, tx => versionsPrecedentes(tx, ctx, pieces.dossierId))
  return <PiecesBloc {...pieces} precedentes={precedentes} />
}
