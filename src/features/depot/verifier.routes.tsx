import { enTransaction } from '../../contexte.ts'
import { type Ctx, router } from '../../http.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { estUuid } from '../../lib/uuid.ts'
import { paths } from '../../paths.ts'
import { examiner, lireDocument, scellesParEmpreinte } from '../sceaux/index.ts'
import { bilansParEmpreinte } from '../suivi/index.ts'
import { depotsParEmpreinte } from './depot.queries.ts'
import { type ResultatVerification, VerifierPage } from './verifier.view.tsx'

/** Anyone checks a document: the file itself, or its number and SHA-256, typed or brought by a QR code. Every receipt that prints a SHA-256 answers here. */
export const verifierRoutes = () => router().get(paths.verifier, verifier).post(paths.verifier, recevoir)

/** « itn7 0031 » and « ITN7-0031 » are one number; a hash may be typed in groups, in capitals, with colons. */
const compact = (s: string) => s.toUpperCase().replace(/[^A-Z0-9]/g, '')
const SHA256 = /^[0-9A-F]{64}$/
const VIDES = { numero: '', empreinte: '' }
const REFERENCES_MAX = 8

async function verifier(c: Ctx) {
  const lu = c.req.query('document')
  if (lu !== undefined) return document(c, lu)
  const demande = c.req.query('numero') !== undefined || c.req.query('empreinte') !== undefined
  const values = { numero: (c.req.query('numero') ?? '').slice(0, 100), empreinte: (c.req.query('empreinte') ?? '').slice(0, 300) }
  if (!demande) return c.html(<VerifierPage site={c.var.site} scelle={c.var.deps.sceau !== undefined} values={values} />)
  const empreinte = compact(values.empreinte)
  const errors: FieldErrors = {
    ...(compact(values.numero) === '' ? { numero: 'Indiquez le numéro du dossier, par exemple ITN7-0031' } : {}),
    ...(SHA256.test(empreinte) ? {} : { empreinte: messageEmpreinte(empreinte) }),
  }
  if (Object.keys(errors).length > 0)
    return c.html(<VerifierPage site={c.var.site} scelle={c.var.deps.sceau !== undefined} values={values} errors={errors} />, 422)
  return c.html(
    <VerifierPage
      site={c.var.site}
      scelle={c.var.deps.sceau !== undefined}
      values={values}
      resultat={await chercher(c, values.numero, empreinte.toLowerCase())}
    />,
  )
}

/** A file is measured and forgotten: what its bytes are goes in the address of the answer, which may be read again. */
async function recevoir(c: Ctx) {
  const { fichier } = await c.req.parseBody()
  if (!(fichier instanceof File) || fichier.size === 0)
    return c.html(
      <VerifierPage
        site={c.var.site}
        scelle={c.var.deps.sceau !== undefined}
        values={VIDES}
        errors={{ fichier: 'Choisissez le fichier PDF à vérifier' }}
      />,
      422,
    )
  const { sha256, references } = lireDocument(Buffer.from(await fichier.arrayBuffer()))
  const q = new URLSearchParams({ document: sha256 })
  for (const r of references) q.append('reference', r)
  return c.redirect(`${paths.verifier}?${q}`, 303)
}

async function document(c: Ctx, lu: string) {
  const sha256 = compact(lu.slice(0, 300)).toLowerCase()
  const references = (c.req.queries('reference') ?? []).filter(estUuid).slice(0, REFERENCES_MAX)
  const { ctx } = c.var
  const examen = await enTransaction(ctx, tx => examiner(tx, ctx.guichetId, { sha256, references }))
  return c.html(<VerifierPage site={c.var.site} scelle={c.var.deps.sceau !== undefined} values={VIDES} resultat={{ document: examen }} />)
}

const messageEmpreinte = (lue: string) =>
  lue === ''
    ? 'Indiquez l’empreinte SHA-256 qui figure sur l’accusé'
    : `Une empreinte a 64 chiffres et lettres de a à f. Celle-ci en a ${lue.length}${lue.length === 64 ? ', dont d’autres lettres' : ''}`

async function chercher(c: Ctx, numero: string, sha256: string): Promise<ResultatVerification> {
  const { ctx } = c.var
  const lus = await enTransaction(ctx, async tx => ({
    recus: [
      ...(await depotsParEmpreinte(tx, ctx.guichetId, sha256)).map(d => ({
        quoi: 'Dossier',
        numero: d.numero,
        recuLe: d.recu_le,
        appel: d.titre,
      })),
      ...(await bilansParEmpreinte(tx, ctx.guichetId, sha256)),
    ],
    scelles: await scellesParEmpreinte(tx, ctx.guichetId, sha256),
  }))
  const scelle = lus.scelles.find(d => compact(d.numero) === compact(numero))
  if (scelle) return { document: { etat: 'entier', ...scelle } }
  const recu = lus.recus.find(d => compact(d.numero) === compact(numero))
  return recu ? { trouve: true, ...recu } : { trouve: false }
}
