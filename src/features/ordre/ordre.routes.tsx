import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { slugSur } from '../appels/index.ts'
import { rendrePdf } from '../documents/index.ts'
import { attestationDe } from './attestation.ts'
import { type Demande, lireOrdre } from './lire-ordre.ts'
import { ordreVu } from './ordre.donnees.ts'
import { lireGeste } from './ordre.form.ts'
import { OrdrePage } from './ordre.view.tsx'
import { rangerDossiers } from './ranger.ts'

/** A porteur ranks its dossiers of a call. */
export const ordreRoutes = () =>
  router()
    .get(paths.structures.ordre, exigeCompte, montrer)
    .post(paths.structures.ordre, exigeCompte, ranger)
    .get(paths.structures.attestationOrdre, exigeCompte, attestation)

const demandeDe = (c: Ctx<'id' | 'slug'>, vague: unknown): Demande => ({
  structureId: param(c, 'id'),
  slug: slugSur(param(c, 'slug')),
  ...(typeof vague === 'string' && vague ? { vague } : {}),
})

async function montrer(c: Ctx<'id' | 'slug'>) {
  const ctx = ctxActeur(c)
  const lu = await enTransaction(ctx, tx => lireOrdre(tx, ctx, demandeDe(c, c.req.query('vague'))))
  if (!lu) return c.notFound()
  const [id, geste = ''] = (c.req.query('bouge') ?? '').split(' ')
  return c.html(<OrdrePage site={c.var.site} o={ordreVu(lu, ctx.instant, id ? { bouge: { id, geste } } : {})} />)
}

async function ranger(c: Ctx<'id' | 'slug'>) {
  const ctx = ctxActeur(c)
  const brut = await c.req.parseBody()
  const demande = demandeDe(c, texteSaisi(brut.vague))
  const lu = lireGeste(brut)
  if (!lu) return c.redirect(adresse(demande), 303)
  const r = await rangerDossiers(ctx, { ...demande, ...lu })
  if (r.ok) {
    const id = 'id' in lu.geste ? lu.geste.id : undefined
    return c.redirect(adresse(demande, id ? { bouge: `${id} ${lu.geste.geste}` } : {}), 303)
  }
  switch (r.error.motif) {
    case 'introuvable':
      return c.notFound()
    case 'clos':
      return c.html(<OrdrePage site={c.var.site} o={ordreVu(r.error.lu, ctx.instant, { tard: true })} />, 422)
    case 'depasse':
      return c.html(<OrdrePage site={c.var.site} o={ordreVu(r.error.lu, ctx.instant, { mien: r.error.mien })} />, 409)
  }
}

function adresse({ structureId, slug, vague }: Demande, plus: Record<string, string> = {}) {
  const suite = new URLSearchParams({ ...(vague ? { vague } : {}), ...plus }).toString()
  return `${paths.structures.ordre(structureId, slug)}${suite ? `?${suite}` : ''}`
}

/** The order as it stood at the closing, for the members of the structure: nothing before, or where none was given. */
async function attestation(c: Ctx<'id' | 'slug'>): Promise<Response> {
  const ctx = ctxActeur(c)
  const lu = await enTransaction(ctx, tx => lireOrdre(tx, ctx, demandeDe(c, c.req.query('vague'))))
  const donnees = lu && attestationDe(lu, c.var.deps.config)
  if (!donnees) return c.notFound() as Response
  const pdf = await rendrePdf('ordre', donnees, { norme: 'UA-1' })
  return c.body(pdf as Uint8Array<ArrayBuffer>, 200, {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="ordre-${lu.publie.appel.slug}.pdf"`,
    'content-length': String(pdf.length),
  })
}
