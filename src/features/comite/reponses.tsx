import { type Ctx, exigeRole, param } from '../../http.ts'
import { paths } from '../../paths.ts'
import type { Perdu } from '../../ui/perdus.tsx'
import { phraseRefus, type RefusComite } from './acte.ts'
import { RefusPage } from './refus.view.tsx'

/** Those who prepare the comité and those who sit in it. */
export const exigeComite = exigeRole('administrateur', 'membre_comite')

/** Answers an act that was refused: to whoever has no place in the séance it does not exist, otherwise the page says why. */
export function repondreRefus(c: Ctx<'id'>, refus: RefusComite, perdus: readonly Perdu[] = []) {
  if (refus.motif === 'introuvable') return c.notFound()
  const id = param(c, 'id')
  if (refus.motif === 'a_declarer') return c.redirect(paths.comite.conflits(id), 303)
  const props = { site: c.var.site, retour: paths.comite.seance(id), acte: c.req.method === 'POST', perdus }
  const page = <RefusPage {...props} phrase={phraseRefus(refus)} />
  return c.html(page, refus.motif === 'etat' ? 409 : 403)
}

/** Where a séance of a call is called: of its comité, or of the body of this code. */
export const versInstance = (slug: string, code: string | null) =>
  `${paths.comite.seances(slug)}${code === null ? '' : `?${new URLSearchParams({ instance: code })}`}`

/** Back to the séance after an act, where it says what was done. */
export const versSeance = (c: Ctx, id: string, fait: string) => c.redirect(`${paths.comite.seance(id)}?fait=${fait}`, 303)
