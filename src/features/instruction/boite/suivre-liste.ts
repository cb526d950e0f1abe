import { createMiddleware } from 'hono/factory'
import type { Env } from '../../../http.ts'
import { paths } from '../../../paths.ts'

/** Longer than any filter that a page writes. */
const LISTE_MAX = 4000

/**
 * The list that the reader walks through travels in the address of each page of a dossier (`liste`). An act answers without it: then the page that
 * one comes from, of the same dossier, still says it.
 */
export const suivreListe = createMiddleware<Env>(async (c, next) => {
  const dite = c.req.query('liste') ?? duReferent(c.req.header('referer'), c.var.deps.urlPublique, c.req.param('id'))
  if (dite && dite.length <= LISTE_MAX) c.var.ctx.liste = dite
  await next()
})

function duReferent(referent: string | undefined, site: string, id: string | undefined) {
  if (!referent || !id || !URL.canParse(referent)) return undefined
  const { origin, pathname, searchParams } = new URL(referent)
  const dossier = paths.instruction.dossier(id)
  return origin === new URL(site).origin && `${pathname}/`.startsWith(`${dossier}/`) ? (searchParams.get('liste') ?? undefined) : undefined
}
