import { router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { boiteRoutes } from './boite/boite.routes.tsx'
import { suivreListe } from './boite/suivre-liste.ts'
import { vuesRoutes } from './boite/vues.routes.tsx'
import { bordRoutes } from './bord/bord.routes.tsx'
import { comiteRoutes } from './dossier/comite.routes.tsx'
import { dossierRoutes } from './dossier/dossier.routes.tsx'
import { historiqueRoutes } from './dossier/historique.routes.tsx'
import { notesRoutes } from './dossier/notes.routes.tsx'
import { ouverturesRoutes } from './dossier/ouvertures.routes.tsx'
import { piecesInstruitesRoutes } from './dossier/pieces/pieces.routes.tsx'
import { suiviRoutes } from './dossier/suivi.routes.tsx'
import { groupeRoutes } from './groupe/groupe.routes.tsx'
import { instruireRoutes } from './instruire/instruire.routes.tsx'
import { phrasesRoutes } from './instruire/phrases.routes.tsx'
import { interimsRoutes } from './interims/interims.routes.tsx'
import { agendaRoutes } from './journee/agenda/agenda.routes.tsx'
import { journeeRoutes } from './journee/journee.routes.tsx'
import { analyseRoutes } from './rapport/analyse.routes.tsx'
import { fichesRoutes } from './rapport/fiches.routes.tsx'
import { relevesRoutes } from './releve/releves.routes.tsx'
import { touchesRoutes } from './touches/touches.routes.tsx'
import { valeursRoutes } from './valeurs/valeurs.routes.tsx'

/** What the agents of the guichet read. Each page asks for the dossier within the reader's perimeter first: outside it, 404. */
export const instructionRoutes = () =>
  router()
    .use(`${paths.instruction.dossier.motif}/*`, suivreListe)
    .et(journeeRoutes())
    .et(agendaRoutes())
    .et(boiteRoutes())
    .et(vuesRoutes())
    .et(groupeRoutes())
    .et(bordRoutes())
    .et(relevesRoutes())
    .et(interimsRoutes())
    .et(dossierRoutes())
    .et(piecesInstruitesRoutes())
    .et(suiviRoutes())
    .et(valeursRoutes())
    .et(instruireRoutes())
    .et(phrasesRoutes())
    .et(touchesRoutes())
    .et(notesRoutes())
    .et(ouverturesRoutes())
    .et(comiteRoutes())
    .et(historiqueRoutes())
    .et(analyseRoutes())
    .et(fichesRoutes())
