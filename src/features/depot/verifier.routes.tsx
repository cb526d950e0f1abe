import { enTransaction } from '../../contexte.ts'
import { type Ctx, router } from '../../http.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { bilansParEmpreinte } from '../suivi/index.ts'
import { depotsParEmpreinte } from './depot.queries.ts'
import { type ResultatVerification, VerifierPage } from './verifier.view.tsx'

/** Anyone checks a receipt: number and SHA-256, typed or brought by its QR code. Every receipt that prints a SHA-256 answers here. */
export const verifierRoutes = () => router().get(paths.verifier, verifier)

/** « itn7 0031 » and « ITN7-0031 » are one number; a hash may be typed in groups, in capitals, with colons. */
const compact = (s: string) => s.toUpperCase().replace(/[^A-Z0-9]/g, '')
const SHA256 = /^[0-9A-F]{64}$/

async function verifier(c: Ctx) {
  const demande = c.req.query('numero') !== undefined || c.req.query('empreinte') !== undefined
  const values = { numero: (c.req.query('numero') ?? '').slice(0, 100), empreinte: (c.req.query('empreinte') ?? '').slice(0, 300) }
  if (!demande) return c.html(<VerifierPage site={c.var.site} values={values} />)
  const empreinte = compact(values.empreinte)
  const errors: FieldErrors = {
    ...(compact(values.numero) === '' ? { numero: 'Indiquez le numéro du dossier, par exemple ITN7-0031' } : {}),
    ...(SHA256.test(empreinte) ? {} : { empreinte: messageEmpreinte(empreinte) }),
  }
  if (Object.keys(errors).length > 0) return c.html(<VerifierPage site={c.var.site} values={values} errors={errors} />, 422)
  return c.html(<VerifierPage site={c.var.site} values={values} resultat={await chercher(c, values.numero, empreinte.toLowerCase())} />)
}

const messageEmpreinte = (lue: string) =>
  lue === ''
    ? 'Indiquez l’empreinte SHA-256 qui figure sur l’accusé'
    : `Une empreinte a 64 chiffres et lettres de a à f. Celle-ci en a ${lue.length}${lue.length === 64 ? ', dont d’autres lettres' : ''}`

async function chercher(c: Ctx, numero: string, sha256: string): Promise<ResultatVerification> {
  const { ctx } = c.var
  const recus = await enTransaction(ctx, async tx => [
    ...(await depotsParEmpreinte(tx, ctx.guichetId, sha256)).map(d => ({
      quoi: 'Dossier',
      numero: d.numero,
      recuLe: d.recu_le,
      appel: d.titre,
    })),
    ...(await bilansParEmpreinte(tx, ctx.guichetId, sha256)),
  ])
  const recu = recus.find(d => compact(d.numero) === compact(numero))
  return recu ? { trouve: true, ...recu } : { trouve: false }
}
