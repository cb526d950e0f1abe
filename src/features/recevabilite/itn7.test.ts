import { describe } from 'vitest'
import { base } from '../../test/appels/itn7-base.ts'
import { dates, pieces, plan } from '../../test/appels/itn7-cas-plan.ts'
import { porteur, projet } from '../../test/appels/itn7-cas-projet.ts'
import { jouer } from '../../test/appels/jouer.ts'

/** The global cost contains the aid: at 100 %, the parameter of this call, the aid cannot exceed it. */
const IMPOSSIBLES = ['taux-aide non_respectee']

describe('Les règles de l’appel ITN 7', () =>
  jouer('appels/itn7-axe3-corse-2021/appel.yml', base, [...porteur, ...projet, ...dates, ...plan, ...pieces], IMPOSSIBLES))
