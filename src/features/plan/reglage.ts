import { parObjet } from '../../lib/une-fois.ts'
import { paths } from '../../paths.ts'
import type { Appel } from '../cahier/index.ts'
import type { Reglage } from './plan.ts'

/** What the call says of plans de financement, in the shape that the browser gets. */
export const reglageDe = parObjet(
  (appel: Appel): Reglage => ({
    assiette: appel.aide.equilibre,
    plan: appel.plan,
    calculee: appel.aide.calcul !== undefined,
    natures: Object.fromEntries(
      appel.natures.map(n => [
        n.code,
        {
          libelle: n.libelle,
          eligible: n.eligible,
          explication: n.explication,
          clause: n.clauses?.[0] ? { texte: n.clauses[0], href: paths.appels.clause(appel.slug, n.clauses[0]) } : undefined,
        },
      ]),
    ),
  }),
)
