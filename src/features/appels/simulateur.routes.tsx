import { enTransaction } from '../../contexte.ts'
import { type Ctx, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { evaluer, type Faits, preparerRegles } from '../recevabilite/index.ts'
import { lirePublie, peutDeposer } from './lire-publie.ts'
import { ChoisirAppelPage } from './pages/choisir.view.tsx'
import { classer } from './pages/liste.view.tsx'
import { momentDe } from './pages/mots.ts'
import { SimulateurPage } from './pages/simulateur.view.tsx'
import { ResultatPage } from './pages/simulateur-resultat.view.tsx'
import { CHAMP, lireReponses } from './simulateur.form.ts'
import { bilanDe } from './simulateur.rules.ts'
import { lireStructure, type StructureLue } from './simulateur.structures.ts'
import { type AppelPublie, appelsPublies } from './versions.queries.ts'

/** Answers are in the address and nowhere else: nothing of a simulation is stored. */
const MAX_REPONSES = 8000
const parametres = (c: Ctx) => new URLSearchParams(new URL(c.req.url).search.slice(0, MAX_REPONSES))

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
      const publie = await lirePublie(c)
      if (!publie) return c.notFound()
      const { site, ctx } = c.var
      return c.html(<SimulateurPage site={site} appel={publie.appel} moment={momentDe(publie.appel, ctx.instant)} q={parametres(c)} />)
    })
    .get(paths.eligibilite.resultat, async c => {
      const q = parametres(c)
      const publie = await lirePublie(c, async (tx, { appel }) => ({
        structure: await lireStructure({ tx, guichetId: c.var.ctx.guichetId, territoire: c.var.deps.config.guichet.territoire }, appel, q),
      }))
      if (!publie) return c.notFound()
      if (q.size === 0) return c.redirect(paths.eligibilite.tester(publie.appel.slug), 303)
      return repondre(c, publie, q)
    })

function repondre(c: Ctx, publie: AppelPublie & { structure: StructureLue }, q: URLSearchParams) {
  const { appel, structure, numero, publieeLe, sha256 } = publie
  const { site, ctx } = c.var
  const lues = lireReponses(appel, q)
  const moment = momentDe(appel, ctx.instant)
  const erreurs = { ...erreursStructure(structure), ...lues.erreurs }
  if (Object.keys(erreurs).length > 0)
    return c.html(
      <SimulateurPage
        site={site}
        appel={appel}
        moment={moment}
        q={q}
        erreurs={erreurs}
        choix={structure.etat === 'plusieurs' ? structure.choix : []}
      />,
    )
  const faits: Faits = { ...lues.faits, instant: ctx.instant, ...(structure.etat === 'trouvee' ? { structure: structure.faits } : {}) }
  const verdicts = evaluer(preparerRegles(appel, sha256), faits, 'simulateur')
  const trouvee = structure.etat === 'trouvee' ? structure : undefined
  if (trouvee?.id) q.set(CHAMP.structureId, trouvee.id)
  return c.html(
    <ResultatPage
      site={site}
      appel={appel}
      numero={numero}
      publieeLe={publieeLe}
      moment={moment}
      q={q}
      faits={faits}
      libelleStructure={trouvee?.libelle}
      verdicts={verdicts}
      bilan={bilanDe(verdicts, moment.etat)}
      peutDeposer={peutDeposer(ctx)}
    />,
  )
}

function erreursStructure(s: StructureLue): Record<string, string> {
  if (s.etat === 'refusee') return { [CHAMP.structure]: s.message }
  return s.etat === 'plusieurs' ? { [CHAMP.structureId]: 'Plusieurs structures ressemblent à ce nom. Choisissez la vôtre.' } : {}
}
