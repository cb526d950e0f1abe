import { enTransaction } from '../../contexte.ts'
import { type Ctx, param, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { lirePublie } from './lire-publie.ts'
import { ChoisirAppelPage } from './pages/choisir.view.tsx'
import { classer } from './pages/liste.view.tsx'
import { erreursDe, poserQuestion } from './question.page.tsx'
import { CHAMP } from './simulateur.form.ts'
import { juger, lireStructure, parametres, repondre } from './simulateur.page.tsx'
import { resultatPdf } from './simulateur.pdf.ts'
import { apresReponse, questionsPosees, repondue } from './simulateur.questions.ts'
import { appelsPublies } from './versions.queries.ts'

export const simulateurRoutes = () =>
  router()
    .get(paths.eligibilite.choisir, async c => {
      const { ctx, site } = c.var
      const publies = await enTransaction(ctx, tx => appelsPublies(tx, ctx.guichetId))
      const classement = classer(
        publies.map(p => p.appel),
        ctx.instant,
      )
      const [seul, ...autres] = classement.ouverts
      if (seul && autres.length === 0) return c.redirect(paths.eligibilite.tester(seul.slug), 303)
      return c.html(<ChoisirAppelPage site={site} classement={classement} instant={ctx.instant} />)
    })
    .get(paths.eligibilite.tester, async c => {
      const q = parametres(c)
      const publie = await avecStructure(c, q)
      if (!publie) return c.notFound()
      return c.html(poserQuestion(c, publie, q, questionsPosees(publie, q, c.var.ctx.instant)[0]!))
    })
    .get(paths.eligibilite.question, repondreAUne)
    .get(paths.eligibilite.resultat, async c => {
      const q = parametres(c)
      const publie = await avecStructure(c, q)
      if (!publie) return c.notFound()
      if (q.size === 0) return c.redirect(paths.eligibilite.tester(publie.appel.slug), 303)
      return c.html(repondre(c, publie, q))
    })
    .get(paths.eligibilite.pdf, async c => {
      const q = parametres(c)
      const publie = await avecStructure(c, q)
      if (!publie) return c.notFound()
      const { appel } = publie
      const { instant } = c.var.ctx
      const juge = juger(publie, q, instant)
      // what cannot be read is mended on its page
      if ('erreurs' in juge) return c.redirect(`${paths.eligibilite.resultat(appel.slug)}?${q}`, 303)
      const pdf = await resultatPdf(publie, juge, { config: c.var.deps.config, instant })
      return c.body(pdf.slice().buffer, 200, {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${appel.slug}-eligibilite.pdf"`,
      })
    })

/** The call, with the structure that the answers name. */
const avecStructure = (c: Ctx<'slug'>, q: URLSearchParams) =>
  lirePublie(c, async (tx, { appel }) => ({
    structure: await lireStructure({ tx, guichetId: c.var.ctx.guichetId, territoire: c.var.deps.config.guichet.territoire }, appel, q),
  }))

/** One question; once answered, or left for later, the next that is not, or the result. */
async function repondreAUne(c: Ctx<'slug' | 'question'>) {
  const q = parametres(c)
  const [suite, plusTard] = [q.has('suite'), q.has('plus_tard')]
  q.delete('suite')
  q.delete('plus_tard')
  const publie = await avecStructure(c, q)
  if (!publie) return c.notFound()
  const { appel, structure } = publie
  const question = questionsPosees(publie, q, c.var.ctx.instant).find(x => x.code === param(c, 'question'))
  if (!question) return c.redirect(`${paths.eligibilite.tester(appel.slug)}?${q}`, 303)
  if (!suite) return c.html(poserQuestion(c, publie, q, question))
  // nothing to declare is an answer
  if (question.ecran.type === 'depenses' && !plusTard && question.champs.every(champ => !q.get(champ))) q.set(question.champs[0]!, '0')
  const erreurs = plusTard ? {} : erreursDe(publie, q, question)
  if (Object.keys(erreurs).length > 0) return c.html(poserQuestion(c, publie, q, question, erreurs))
  if (!plusTard && structure.etat === 'trouvee' && structure.id) q.set(CHAMP.structureId, structure.id)
  const apres = apresReponse(question, q, { plusTard })
  const posees = questionsPosees(publie, apres, c.var.ctx.instant)
  const rang = posees.findIndex(x => x.code === question.code)
  const suivante = posees.slice(rang + 1).find(x => !repondue(x, apres)) ?? posees.find(x => !repondue(x, apres))
  return c.redirect(
    suivante ? `${paths.eligibilite.question(appel.slug, suivante.code)}?${apres}` : `${paths.eligibilite.resultat(appel.slug)}?${apres}`,
    303,
  )
}
