import { enTransaction } from '../../contexte.ts'
import { type Ctx, type Deps, param, retourSur, router } from '../../http.ts'
import { parseForm } from '../../lib/forms.ts'
import type { HorlogeReglable } from '../../lib/horloge.ts'
import { paths } from '../../paths.ts'
import { ouvrirSession } from '../comptes/index.ts'
import { listerCourriels, trouverCourriel } from '../courriels/index.ts'
import { reglerHorloge } from '../guichet/index.ts'
import { gestesLaisses } from './actes-inventes.queries.ts'
import { jouerActes } from './actes-inventes.ts'
import { CourrielPage, CourrielsPage } from './courriels.view.tsx'
import { DemoPage } from './demo.view.tsx'
import { horlogeForm } from './horloge.form.ts'
import { lireJeu } from './jeu.ts'
import { compteDePersona } from './personas.ts'
import { demanderSuite, preparationDe, tenirEchu } from './suite/jouer-suite.ts'
import { PreparationPage } from './suite/preparation.view.tsx'
import { etatDesSuites } from './suite.queries.ts'
import { SUITES } from './suite.schema.ts'

/** The demonstration's own pages. */
export function demoRoutes(d: Deps) {
  const jeu = () => lireJeu(d.config.GUICHET_DEMONSTRATION)
  const page = async (c: Ctx, o: { values?: Record<string, unknown>; errors?: Record<string, string> } = {}) => {
    const lu = await enTransaction(c.var.ctx, async tx => ({
      laisses: await gestesLaisses(tx, d.guichetId),
      preparation: preparationDe(jeu(), await etatDesSuites(tx, d.guichetId)),
    }))
    return <DemoPage site={c.var.site} jeu={jeu()} instant={c.var.ctx.instant} acteur={c.var.ctx.acteur} {...lu} {...o} />
  }

  const suites = (c: Ctx) => enTransaction(c.var.ctx, tx => etatDesSuites(tx, d.guichetId))

  return router()
    .get(paths.demo.accueil, async c => c.html(await page(c)))
    .post(paths.demo.session, async c => {
      const corps = await c.req.parseBody()
      const persona = jeu().personas.find(p => p.id === corps.persona)
      const { instant } = c.var.ctx
      const compteId = persona && (await enTransaction(c.var.ctx, tx => compteDePersona(tx, d.guichetId, persona, instant)))
      if (!persona || !compteId) return c.html(await page(c, { errors: { persona: 'Choisissez un rôle de la liste' } }), 422)
      c.header('set-cookie', await ouvrirSession(d, compteId))
      return c.redirect(retourSur(corps.retour, accueilDe(persona.role)), 303)
    })
    .post(paths.demo.horloge, async c => {
      const corps = await c.req.parseBody()
      const form = parseForm(horlogeForm, corps)
      if (!form.ok) return c.html(await page(c, { values: corps, errors: form.errors }), 422)
      const suite = SUITES.find(x => x === corps.suite)
      const attendre = (suite && (await demanderSuite(c.var.ctx, suite))) || (await suites(c)).demandee
      if (attendre) return c.redirect(paths.demo.preparation, 303)
      await reglerHorloge(d.db, d.guichetId, d.horloge as HorlogeReglable, form.value.instant)
      await jouerActes(d, jeu(), form.value.instant)
      await tenirEchu(d, form.value.instant)
      return c.redirect(retourSur(form.value.retour, paths.demo.accueil), 303)
    })
    .get(paths.demo.preparation, async c => {
      const etat = await suites(c)
      const vue = preparationDe(jeu(), etat)
      if (!vue && etat.finies.length === 0) return c.redirect(paths.demo.accueil, 303)
      return c.html(<PreparationPage site={c.var.site} instant={c.var.ctx.instant} preparation={vue} />)
    })
    .get(paths.demo.courriels, async c => {
      const lu = await enTransaction(c.var.ctx, async tx => ({
        courriels: await listerCourriels(tx, c.var.ctx.guichetId),
        preparation: preparationDe(jeu(), await etatDesSuites(tx, d.guichetId)),
      }))
      return c.html(<CourrielsPage site={c.var.site} {...lu} />)
    })
    .get(paths.demo.courriel, async c => {
      const courriel = await enTransaction(c.var.ctx, tx => trouverCourriel(tx, c.var.ctx.guichetId, param(c, 'id')))
      const { signature } = c.var.deps.config.guichet.courriels
      return courriel ? c.html(<CourrielPage site={c.var.site} courriel={courriel} signature={signature} />) : c.notFound()
    })
}

const accueilDe = (role: string | undefined) =>
  role === 'administrateur'
    ? paths.administration.appels
    : role === 'signataire'
      ? paths.signatures.aSigner
      : !role
        ? paths.espace
        : role === 'direction'
          ? paths.instruction.boite
          : paths.instruction.journee
