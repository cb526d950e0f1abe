import { router } from '../../http.ts'
import { accueilRoutes } from './accueil/accueil.routes.tsx'
import { conflitsRoutes } from './conflits/conflits.routes.tsx'
import { ecranRoutes } from './ecran/ecran.routes.tsx'
import { lectureRoutes } from './notation/lecture.routes.tsx'
import { notationRoutes } from './notation/notation.routes.tsx'
import { presidenceRoutes } from './presidence/presidence.routes.tsx'
import { procesVerbalRoutes } from './proces-verbal/proces-verbal.routes.tsx'
import { salleRoutes } from './salle/salle.routes.tsx'
import { aLaMainRoutes } from './scenarios/a-la-main.routes.tsx'
import { calculRoutes } from './scenarios/calcul/calcul.routes.tsx'
import { comparaisonRoutes } from './scenarios/comparaison.routes.tsx'
import { scenariosRoutes } from './scenarios/scenarios.routes.tsx'
import { seanceRoutes } from './seance/seance.routes.tsx'
import { suspensionRoutes } from './suspension/suspension.routes.tsx'

/** The pages of the comité. Each finds the séance for whoever has a place in it first: for anybody else, 404. */
export const comiteRoutes = () =>
  router()
    .et(accueilRoutes())
    .et(seanceRoutes())
    .et(conflitsRoutes())
    .et(notationRoutes())
    .et(lectureRoutes())
    .et(salleRoutes())
    .et(presidenceRoutes())
    .et(suspensionRoutes())
    .et(ecranRoutes())
    .et(procesVerbalRoutes())
    .et(scenariosRoutes())
    .et(calculRoutes())
    .et(comparaisonRoutes())
    .et(aLaMainRoutes())
