import { abonnementsRoutes } from './features/abonnements/abonnements.routes.tsx'
import { agentsRoutes } from './features/agents/agents.routes.tsx'
import { guichetRoutes } from './features/agents/guichet/guichet.routes.tsx'
import { vueRoutes } from './features/agents/vue/vue.routes.tsx'
import { ancragesRoutes } from './features/ancrages/ancrages.routes.ts'
import { appelsRoutes } from './features/appels/appels.routes.tsx'
import { avisRoutes } from './features/avis/avis.routes.tsx'
import { lienRoutes } from './features/avis/lien.routes.tsx'
import { bureauRoutes } from './features/bureau/bureau.routes.tsx'
import { comiteRoutes } from './features/comite/comite.routes.tsx'
import { comparaisonRoutes } from './features/comparaison/comparaison.routes.tsx'
import { complementsRoutes } from './features/complements/complements.routes.tsx'
import { complementsServiceRoutes } from './features/complements/service/complements.routes.tsx'
import { comptesRoutes } from './features/comptes/comptes.routes.tsx'
import { conservationRoutes } from './features/conservation/conservation.routes.tsx'
import { accesRoutes } from './features/consultations/acces.routes.tsx'
import { copieRoutes } from './features/copie/copie.routes.tsx'
import { couloirRoutes } from './features/couloir/couloir.routes.tsx'
import { deciderRoutes } from './features/decider/decider.routes.tsx'
import { delegationsRoutes } from './features/delegations/delegations.routes.tsx'
import { demoRoutes } from './features/demo/demo.routes.tsx'
import { depotRoutes } from './features/depot/depot.routes.tsx'
import { reouvertureRoutes } from './features/depot/reouverture.routes.tsx'
import { retraitRoutes } from './features/depot/retrait.routes.tsx'
import { verifierRoutes } from './features/depot/verifier.routes.tsx'
import { derogationsRoutes } from './features/derogations/derogations.routes.tsx'
import { devRoutes } from './features/dev/dev.routes.tsx'
import { donneesOuvertesRoutes } from './features/donnees-ouvertes/donnees.routes.tsx'
import { enveloppesRoutes } from './features/enveloppes/mouvements/enveloppes.routes.tsx'
import { espaceRoutes } from './features/espace/espace.routes.tsx'
import { exportsRoutes } from './features/exports/exports.routes.ts'
import { fermeturesRoutes } from './features/fermetures/fermetures.routes.tsx'
import { reglagesRoutes } from './features/guichet/reglages/reglages.routes.tsx'
import { instructionRoutes } from './features/instruction/instruction.routes.tsx'
import { irrecevabiliteRoutes } from './features/irrecevabilite/service/irrecevable.routes.tsx'
import { journalRoutes } from './features/journal/ecran/journal.routes.tsx'
import { laureatsRoutes } from './features/laureats/laureats.routes.tsx'
import { messagesRoutes } from './features/messages/messages.routes.tsx'
import { etapesRoutes } from './features/mon-dossier/etapes.routes.tsx'
import { notificationsRoutes } from './features/notifications/notifications.routes.tsx'
import { renoncementRoutes } from './features/notifications/porteur/renoncement.routes.tsx'
import { ordreRoutes } from './features/ordre/ordre.routes.tsx'
import { prioritesRoutes } from './features/ordre/service/priorites.routes.tsx'
import { partenairesRoutes } from './features/partenaires/partenaires.routes.tsx'
import { partenariatRoutes } from './features/partenaires/partenariat.routes.tsx'
import { validationRoutes } from './features/partenaires/validation.routes.tsx'
import { piecesRoutes } from './features/pieces/pieces.routes.tsx'
import { planRoutes } from './features/plan/plan.routes.tsx'
import { preselectionsRoutes } from './features/preselections/preselections.routes.tsx'
import { redactionRoutes } from './features/redaction/redaction.routes.tsx'
import { aSignerRoutes } from './features/signatures/a-signer.routes.tsx'
import { siteRoutes } from './features/site/site.routes.tsx'
import { structuresRoutes } from './features/structures/structures.routes.tsx'
import { studioRoutes } from './features/studio/studio.routes.tsx'
import { suiviRoutes } from './features/suivi/suivi.routes.tsx'
import { tableauxRoutes } from './features/tableaux/tableaux.routes.tsx'
import { versionsRoutes } from './features/versions/service/versions.routes.tsx'
import { type Deps, router } from './http.ts'

/** Every feature's routes: mounted here and asked by nobody else, so that a page may use any feature. The demonstration's pages do not exist in production. */
export function routes(d: Deps) {
  const app = router().et(
    siteRoutes(),
    // first among the pages of administration, each of which says when the chain is broken
    journalRoutes(),
    accesRoutes(),
    agentsRoutes(),
    guichetRoutes(),
    vueRoutes(),
    delegationsRoutes(),
    aSignerRoutes(),
    studioRoutes(),
    reglagesRoutes(),
    appelsRoutes(),
    abonnementsRoutes(),
    laureatsRoutes(),
    donneesOuvertesRoutes(),
    structuresRoutes(),
    espaceRoutes(),
    couloirRoutes(d),
    verifierRoutes(),
    piecesRoutes(),
    redactionRoutes(),
    partenairesRoutes(),
    partenariatRoutes(),
    validationRoutes(),
    etapesRoutes(),
    complementsRoutes(),
    depotRoutes(),
    exportsRoutes(),
    copieRoutes(),
    reouvertureRoutes(),
    retraitRoutes(),
    renoncementRoutes(),
    derogationsRoutes(),
    fermeturesRoutes(),
    ordreRoutes(),
    prioritesRoutes(),
    preselectionsRoutes(),
    planRoutes(),
    tableauxRoutes(),
    suiviRoutes(),
    comparaisonRoutes(),
    instructionRoutes(),
    // after instruction, whose pages remember the list that one walks through
    avisRoutes(),
    lienRoutes(),
    messagesRoutes(),
    irrecevabiliteRoutes(),
    deciderRoutes(),
    versionsRoutes(),
    complementsServiceRoutes(),
    comiteRoutes(),
    notificationsRoutes(),
    bureauRoutes(),
    enveloppesRoutes(),
    conservationRoutes(),
    ancragesRoutes(),
    comptesRoutes(d),
  )
  if (d.config.demonstration) app.et(demoRoutes(d)).et(devRoutes())
  return app
}
