import { type Ctx, ctxActeur, param, router } from '../../../../http.ts'
import { paths } from '../../../../paths.ts'
import { exigeComite } from '../../reponses.tsx'
import { refuser } from '../reponses.tsx'
import { arreterCalcul, relancerCalcul } from './agir.ts'

/** Stops the calculation of a scenario, or starts it again. */
export const calculRoutes = () =>
  router()
    .post(paths.comite.arretScenario, exigeComite, c => agir(c, arreterCalcul))
    .post(paths.comite.relanceScenario, exigeComite, c => agir(c, relancerCalcul))

async function agir(c: Ctx<'id' | 'scenario'>, acte: typeof arreterCalcul) {
  const [seanceId, scenarioId] = [param(c, 'id'), param(c, 'scenario')]
  const r = await acte(ctxActeur(c), { seanceId, scenarioId })
  // done already: the page says how it stands
  if (r.ok || r.error.motif === 'fait') return c.redirect(paths.comite.scenario(seanceId, scenarioId), 303)
  return refuser(c, r.error)
}
