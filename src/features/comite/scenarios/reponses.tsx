import type { Ctx } from '../../../http.ts'
import { cadreDe } from '../cadre.ts'
import { repondreRefus } from '../reponses.tsx'
import { phraseObstacle } from './acces.ts'
import type { RefusLecture } from './lire.ts'
import { ScenariosFermes } from './liste.view.tsx'

/** Answers whoever may not see the scenarios; those who have a place in the séance read why. */
export function refuser(c: Ctx<'id'>, r: RefusLecture) {
  if (r.motif !== 'ferme') return repondreRefus(c, r)
  const page = <ScenariosFermes site={c.var.site} cadre={cadreDe(r.s)} phrase={phraseObstacle(r.obstacle)} />
  return c.html(page, c.req.method === 'GET' ? 200 : 403)
}
