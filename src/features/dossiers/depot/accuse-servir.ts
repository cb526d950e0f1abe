import { enTransaction } from '../../../contexte.ts'
import type { Ctx } from '../../../http.ts'
import { rendrePdf } from '../../documents/index.ts'
import { depotDe, dossierDepose, verdictsDuDepot } from '../dossiers.queries.ts'
import { donneesAccuse } from './accuse.ts'
import type { ContenuDepose } from './depot.contenu.ts'

/** The receipt of a filed dossier, drawn again from the filing: the same bytes each time. The caller has made sure that the reader may have it. */
export async function servirAccuse(c: Ctx, dossierId: string): Promise<Response> {
  const { ctx, deps } = c.var
  const lu = await enTransaction(ctx, async tx => {
    const dossier = await dossierDepose(tx, ctx.guichetId, dossierId)
    const depot = dossier && (await depotDe(tx, ctx.guichetId, dossierId))
    return dossier && depot && { dossier, depot, verdicts: await verdictsDuDepot(tx, ctx.guichetId, depot.id) }
  })
  if (!lu) return c.notFound() as Response
  const contexte = { appel: lu.dossier.version.appel, verdicts: lu.verdicts, config: deps.config, urlPublique: deps.urlPublique }
  const pdf = await rendrePdf('accuse', donneesAccuse(JSON.parse(lu.depot.contenu) as ContenuDepose, lu.depot, contexte), { norme: 'UA-1' })
  return c.body(pdf as Uint8Array<ArrayBuffer>, 200, {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="accuse-${lu.dossier.numero.toLowerCase()}.pdf"`,
    'content-length': String(pdf.length),
  })
}
