import type { Config } from '../../config.ts'
import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Ctx } from '../../http.ts'
import { dateCivile } from '../../lib/dates.ts'
import type { Appel } from '../cahier/index.ts'
import { enTeteDe, rendrePdf } from '../documents/index.ts'
import { type OutilsSceau, scelleUneFois } from '../sceaux/index.ts'
import { type IrrecevabiliteLue, irrecevabiliteDe, type Lettre } from './irrecevabilite.queries.ts'

type Decidee = Pick<Lettre, 'numero' | 'structure' | 'titre' | 'regles' | 'motif' | 'auteur'> & { recuLe: Date }

/** What the letter is made of, kept with the decision: a change of the call or of the service no longer touches it. Remedies are the call's. */
export const donneesLettre = (d: Decidee, appel: Appel, config: Config): Lettre => ({
  ...enTeteDe(appel, config),
  ...d,
  appel: appel.titre,
  titre: d.titre || 'Sans titre',
  recuLe: dateCivile(d.recuLe),
  recours: [...appel.regime.voies_de_recours],
})

/** The letter of a decision, sealed when it is first asked for. */
export const lettrePdf = (
  ctx: Contexte,
  outils: OutilsSceau,
  dossierId: string,
  { id, lettre, le }: IrrecevabiliteLue,
): Promise<Uint8Array> =>
  scelleUneFois(ctx, outils, { nature: 'irrecevabilite', objetId: id, dossierId, numero: lettre.numero }, () =>
    rendrePdf('irrecevabilite', { ...lettre, etabliLe: le }, { norme: 'UA-1' }),
  )

/** The letter of the decision that stands, the same bytes each time. The caller has made sure that the reader may have it. */
export async function servirLettre(c: Ctx, dossierId: string): Promise<Response> {
  const { ctx } = c.var
  const decision = await enTransaction(ctx, tx => irrecevabiliteDe(tx, ctx.guichetId, dossierId))
  if (!decision) return c.notFound() as Response
  const { lettre } = decision
  const pdf = await lettrePdf(ctx, c.var.deps, dossierId, decision)
  return c.body(pdf as Uint8Array<ArrayBuffer>, 200, {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="irrecevabilite-${lettre.numero.toLowerCase()}.pdf"`,
    'content-length': String(pdf.length),
  })
}
