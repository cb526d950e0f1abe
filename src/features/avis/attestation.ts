import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Ctx } from '../../http.ts'
import { rendrePdf } from '../documents/index.ts'
import { type OutilsSceau, scelleUneFois } from '../sceaux/index.ts'
import { type Avis, avisDe } from './avis.queries.ts'
import type { Attestation } from './constater.ts'

type Tue = Pick<Avis, 'id' | 'dossierId' | 'silenceLe' | 'attestation'>
/** The attestation of a silence, sealed when it is first asked for: nothing as long as none is established. */
export async function attestationPdf(ctx: Contexte, outils: OutilsSceau, a: Tue): Promise<Uint8Array | undefined> {
  const { silenceLe } = a
  const attestation = a.attestation as unknown as Attestation | null
  if (!silenceLe || !attestation) return undefined
  return scelleUneFois(ctx, outils, { nature: 'silence', objetId: a.id, dossierId: a.dossierId, numero: attestation.numero }, () =>
    rendrePdf('silence', { ...attestation, etabliLe: silenceLe }, { norme: 'UA-1' }),
  )
}

/** Sends it. The caller has made sure that the reader may have it. */
export async function servirAttestation(c: Ctx, { dossierId, id }: { dossierId: string; id: string }): Promise<Response> {
  const { ctx } = c.var
  const avis = (await enTransaction(ctx, tx => avisDe(tx, ctx.guichetId, dossierId))).find(a => a.id === id)
  const pdf = avis && (await attestationPdf(ctx, c.var.deps, avis))
  if (!pdf) return c.notFound() as Response
  return c.body(pdf as Uint8Array<ArrayBuffer>, 200, {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="attestation-${avis.code}.pdf"`,
    'content-length': String(pdf.length),
  })
}
