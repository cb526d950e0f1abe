import { enTransaction } from '../../contexte.ts'
import type { Ctx } from '../../http.ts'
import { receptionDe } from '../delais/index.ts'
import { rendrePdf } from '../documents/index.ts'
import { dossiersEtDepots, verdictsDuDepot } from '../dossiers/index.ts'
import { scelleUneFois } from '../sceaux/index.ts'
import type { ContenuDepose } from '../versions/index.ts'
import { donneesAccuse } from './accuse.ts'
import { instruitDesLors } from './depot.queries.ts'

/** The receipt of a filed dossier, drawn from the filing and sealed when it is first asked for: the same bytes each time. The caller has made sure that the reader may have it. */
export async function servirAccuse(
  c: Ctx,
  dossierId: string,
  { partenaire = false, temps }: { partenaire?: boolean; temps?: number | undefined } = {},
): Promise<Response> {
  const { ctx, deps } = c.var
  const lu = await enTransaction(ctx, async tx => {
    const lu = (await dossiersEtDepots(tx, ctx.guichetId, [dossierId], temps)).get(dossierId)
    if (!lu) return undefined
    // of an intention that a full dossier has completed since, the day is its own
    const recu = temps === undefined ? lu.dossier : { ...lu.dossier, deposeLe: lu.depot.recuLe }
    const reception = await receptionDe(tx, ctx.guichetId, recu, lu.depot)
    const [verdicts, instruit] = await Promise.all([
      verdictsDuDepot(tx, ctx.guichetId, lu.depot.id, { partenaire }),
      instruitDesLors(tx, ctx.guichetId, dossierId, lu.depot.version),
    ])
    return { ...lu, reception, verdicts, instruit }
  })
  if (!lu) return c.notFound() as Response
  const { dossier, verdicts, reception, instruit } = lu
  const contexte = { appel: dossier.version.appel, verdicts, reception, instruit, config: deps.config, urlPublique: deps.urlPublique }
  const pdf = await scelleUneFois(
    ctx,
    deps,
    { nature: 'accuse', objetId: lu.depot.id, variante: partenaire ? 'partenaire' : '', dossierId, numero: dossier.numero },
    () => rendrePdf('accuse', donneesAccuse(JSON.parse(lu.depot.contenu) as ContenuDepose, lu.depot, contexte), { norme: 'UA-1' }),
  )
  return c.body(pdf as Uint8Array<ArrayBuffer>, 200, {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="accuse-${lu.dossier.numero.toLowerCase()}.pdf"`,
    'content-length': String(pdf.length),
  })
}
