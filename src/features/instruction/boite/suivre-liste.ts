import { createMiddleware } from 'hono/factory'
import type { Env } from '../../../http.ts'
import { paths } from '../../../paths.ts'

/** Longer than any filter that a page writes. */
const LISTE_MAX = 4000

/**
 * The list that the reader walks through travels in the address of each page of a dossier (`liste`). Said once, it is written in every link and form of
 * these pages that leads to the same dossier, and in what an act answers: no view and no act has to think of it. A page that one comes from says it too.
 */
export const suivreListe = createMiddleware<Env>(async (c, next) => {
  const id = c.req.param('id')
  const dite = c.req.query('liste') ?? duReferent(c.req.header('referer'), c.var.deps.urlPublique, id)
  const suivie = dite && dite.length <= LISTE_MAX ? dite : undefined
  if (suivie) c.var.ctx.liste = suivie
  await next()
  if (!suivie || !id) return
  const dossier = paths.instruction.dossier(id)
  const vers = c.res.headers.get('location')
  if (vers && estDu(dossier, vers)) c.res.headers.set('location', paths.instruction.avecListe(vers, suivie))
  else if (c.res.headers.get('content-type')?.startsWith('text/html')) {
    const html = await c.res.text()
    c.res = new Response(
      html.replace(ADRESSES, (tout, attribut, chemin) => reecrire(tout, attribut, chemin, dossier, suivie)),
      c.res,
    )
  }
})

const ADRESSES = /\b(href|action|formaction)="(\/[^"]*)"/g
function reecrire(tout: string, attribut: string, chemin: string, dossier: string, liste: string) {
  const lu = chemin.replaceAll('&amp;', '&')
  return estDu(dossier, lu) ? `${attribut}="${paths.instruction.avecListe(lu, liste).replaceAll('&', '&amp;')}"` : tout
}

const estDu = (dossier: string, chemin: string) => chemin.startsWith(dossier) && /^($|[/?#])/.test(chemin.slice(dossier.length))

function duReferent(referent: string | undefined, site: string, id: string | undefined) {
  if (!referent || !id || !URL.canParse(referent)) return undefined
  const { origin, pathname, searchParams } = new URL(referent)
  const dossier = paths.instruction.dossier(id)
  return origin === new URL(site).origin && `${pathname}/`.startsWith(`${dossier}/`) ? (searchParams.get('liste') ?? undefined) : undefined
}
