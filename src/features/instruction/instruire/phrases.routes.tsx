import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, faitDe, param, router } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { exigeInstructeur } from '../../service/index.ts'
import { GENRES, type Genre } from './phrases.rules.ts'
import { PhrasesPage, type RetourPhrases } from './phrases.view.tsx'
import { lirePhrases, tenirPhrases } from './tenir-phrases.ts'

/** The sentences that a service keeps for the rules of a call. */
export const phrasesRoutes = () =>
  router()
    .get(paths.instruction.phrases, exigeInstructeur, c => pagePhrases(c))
    .post(paths.instruction.phrase, exigeInstructeur, garder)

async function pagePhrases(c: Ctx<'slug'>, retour?: RetourPhrases, statut: 200 | 403 | 409 | 422 = 200) {
  const lues = await enTransaction(c.var.ctx, tx => lirePhrases(tx, ctxActeur(c), param(c, 'slug')))
  if (!lues) return c.notFound()
  const fait = retour ? undefined : faitDe(c, { gardees: 'Les phrases sont gardées.' })
  return c.html(<PhrasesPage site={c.var.site} lues={lues} ouverte={c.req.query('regle')} fait={fait} retour={retour} />, statut)
}

async function garder(c: Ctx<'slug' | 'regle'>) {
  const corps = await c.req.parseBody()
  const lus = (prefixe: string) => Object.fromEntries(GENRES.map(g => [g, texteSaisi(corps[prefixe + g])]))
  const [slug, regle, champs] = [param(c, 'slug'), param(c, 'regle'), lus('')]
  const r = await tenirPhrases(ctxActeur(c), { slug, regle, champs, vus: lus('vu.') })
  if (r.ok) return c.redirect(`${paths.instruction.phrases(slug)}?regle=${regle}&fait=gardees#regle-${regle}`, 303)
  const { error } = r
  if (error.motif === 'trop_long') return pagePhrases(c, { regle, champs, errors: error.errors }, 422)
  if (error.motif === 'conflits') {
    const conflits = error.conflits.map(x => ({ genre: x.champ as Genre, enregistre: x.enregistre }))
    return pagePhrases(c, { regle, champs, conflits }, 409)
  }
  return error.motif === 'interdit' ? pagePhrases(c, undefined, 403) : c.notFound()
}
