import { enTransaction } from '../../contexte.ts'
import type { Ctx } from '../../http.ts'
import { rendrePdf } from '../documents/index.ts'
import { type Avis, avisDe } from './avis.queries.ts'
import type { Attestation } from './constater.ts'

/** The attestation of a silence, the same bytes each time: nothing as long as none is established. */
export async function attestationPdf({ silenceLe, attestation }: Pick<Avis, 'silenceLe' | 'attestation'>): Promise<Uint8Array | undefined> {
  if (!silenceLe || !attestation) return undefined
  return rendrePdf('silence', { ...(attestation as unknown as Attestation), etabliLe: silenceLe }, { norme: 'UA-1' })
}

/** Sends it. The caller has made sure that the reader may have it. */
export async function servirAttestation(c: Ctx, { dossierId, id }: { dossierId: string; id: string }): Promise<Response> {
  const { ctx } = c.var
  const avis = (await enTransaction(ctx, tx => avisDe(tx, ctx.guichetId, dossierId))).find(a => a.id === id)
  const pdf = avis && (await attestationPdf(avis))
  if (!pdf) return c.notFound() as Response
  return c.body(pdf as Uint8Array<ArrayBuffer>, 200, {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="attestation-${avis.code}.pdf"`,
    'content-length': String(pdf.length),
  })
}
