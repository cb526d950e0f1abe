import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { cadreDe } from '../cadre.ts'
import { exigeComite } from '../reponses.tsx'
import { COMPARES_MAX, comparer } from './comparaison.ts'
import { ComparaisonPage } from './comparaison.view.tsx'
import { expliquerDossier } from './explication.ts'
import { ouvrirScenarios, scenariosLisibles } from './lire.ts'
import { refuser } from './reponses.tsx'
import { allocationDe } from './vue.ts'

/** Up to three scenarios side by side; without a choice, the first made. */
export const comparaisonRoutes = () => router().get(paths.comite.comparaisonScenarios, exigeComite, montrer)

async function montrer(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const lue = await ouvrirScenarios(tx, ctx, 'lire_scenarios', param(c, 'id'))
    if (!lue.ok) return { refus: lue.error }
    const { s } = lue.value
    const lisibles = await scenariosLisibles(tx, ctx.guichetId, lue.value)
    return { s, scenarios: lisibles.filter(allocationDe) }
  })
  if (r.refus) return refuser(c, r.refus)
  const { s, scenarios } = r
  const demandes = c.req.queries('s') ?? []
  const choisis = demandes.length > 0 ? scenarios.filter(x => demandes.includes(x.id)) : scenarios.slice(0, COMPARES_MAX)
  const compares = choisis.slice(0, COMPARES_MAX)
  const id = c.req.query('pourquoi')
  const pourquoi = id ? { id, dits: await Promise.all(compares.map(x => expliquerDossier(x, id, c.req.raw.signal))) } : undefined
  const vue = {
    cadre: cadreDe(s),
    choix: scenarios.map(x => ({ id: x.id, nom: x.nom })),
    choisis: compares.map(x => x.id),
    trop: choisis.length > COMPARES_MAX,
    ...comparer(s, compares, pourquoi),
  }
  return c.html(<ComparaisonPage site={c.var.site} vue={vue} />)
}
