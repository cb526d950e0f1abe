import type { Child } from 'hono/jsx'
import { enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type Ctx, ctxActeur, param } from '../../http.ts'
import { paths } from '../../paths.ts'
import type { ActeSur } from '../decret/index.ts'
import { dansLePerimetre, type Instruit, instruitPour, phraseRefus, type RefusInstruction } from '../service/index.ts'
import { RefusPage } from './cadre-instruction.view.tsx'
import { lireCadre } from './lire-cadre.ts'

/** Answers an act of the decree that was refused: outside the perimeter the dossier does not exist, otherwise the page says why. */
export const repondreRefus = (c: Ctx<'id'>, refus: RefusInstruction) =>
  refus.motif === 'introuvable' ? c.notFound() : direRefus(c, phraseRefus(refus), refus.motif === 'interdit' ? 403 : 409)

/** The page of an act that did not happen, with its sentence. */
export async function direRefus(c: Ctx<'id'>, phrase: string, statut: 403 | 409): Promise<Response> {
  const cadre = await dansLePerimetre(c, (tx, lu) => lireCadre(tx, ctxActeur(c), lu))
  return cadre ? c.html(<RefusPage site={c.var.site} cadre={cadre} phrase={phrase} />, statut) : c.notFound()
}

/**
 * The page that comes before an act: shown to whoever may do it, refused to others with the sentence that the act itself would give.
 * Without a page, what it is about does not exist.
 */
export async function pageDeLActe(
  c: Ctx<'id'>,
  acte: ActeSur<'dossier'>,
  rendre: (tx: Tx, lu: Instruit) => Promise<Child | undefined>,
  statut: 200 | 409 | 422 = 200,
): Promise<Response> {
  const r = await enTransaction(c.var.ctx, async tx => {
    const lu = await instruitPour(tx, ctxActeur(c), acte, param(c, 'id'), { verrou: false })
    return lu.ok ? { page: await rendre(tx, lu.value) } : { refus: lu.error }
  })
  if ('refus' in r && r.refus) return repondreRefus(c, r.refus)
  return r.page ? c.html(r.page as never, statut) : c.notFound()
}

/** Back to the dossier after an act, where it says what was done. */
export const versDossier = (c: Ctx<'id'>, fait: string, ancre = '') =>
  c.redirect(`${paths.instruction.dossier(param(c, 'id'))}?fait=${fait}${ancre}`, 303)
