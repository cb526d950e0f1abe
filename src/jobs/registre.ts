import { envoyerNouvelles, perimerAbonnements } from '../features/abonnements/index.ts'
import { finirVuesPassees, perimerInvitations } from '../features/agents/index.ts'
import { ancrerJournal } from '../features/ancrages/index.ts'
import { annoncerVersions } from '../features/appels/publication/annoncer-versions.ts'
import { publierPrevues } from '../features/appels/publication/jouer-prevues.ts'
import { constaterSilences, relancerAttendus } from '../features/avis/index.ts'
import { reveillerCalculs } from '../features/comite/index.ts'
import { rappelerComplements } from '../features/complements/index.ts'
import { conserver } from '../features/conservation/index.ts'
import { tenirConsultations } from '../features/consultations/index.ts'
import { annoncerFins } from '../features/delegations/index.ts'
import { jouerSuite, TACHE_SUITE } from '../features/demo/index.ts'
import { fermerEpuises } from '../features/fermetures/index.ts'
import { relancerActes, releverVagues, tenirReleves } from '../features/instruction/index.ts'
import { prouverJournal, TACHE_PREUVE } from '../features/journal/index.ts'
import { purgerOrphelins, purgerTeleversements } from '../features/pieces/index.ts'
import { envoyerRappels } from '../features/rappels/index.ts'
import { tenirScans, tenirSuivi } from '../features/suivi/index.ts'
import type { Deps } from '../http.ts'

export type DepsTaches = Deps
/** `cron` is in UTC. `faire` may run twice, or late: it does what is due at the guichet's instant, each thing once. */
export type Periodique = { tache: string; cron: string; faire: (d: DepsTaches) => Promise<unknown> }

/** What the guichet does by itself. A job more is a line more. */
export const PERIODIQUES: readonly Periodique[] = [
  { tache: 'rappels', cron: '*/15 * * * *', faire: d => envoyerRappels(d, d.horloge.maintenant()) },
  { tache: 'rappels_complements', cron: '*/15 * * * *', faire: d => rappelerComplements(d, d.horloge.maintenant()) },
  { tache: 'releve', cron: '*/5 * * * *', faire: d => releverVagues(d, d.horloge.maintenant()) },
  { tache: 'releve_courriels', cron: '* * * * *', faire: d => tenirReleves(d, d.horloge.maintenant()) },
  { tache: 'nouvelles', cron: '* * * * *', faire: d => envoyerNouvelles(d, d.horloge.maintenant()) },
  { tache: 'publications', cron: '* * * * *', faire: d => publierPrevues(d, d.horloge.maintenant()) },
  { tache: 'annonces_de_version', cron: '* * * * *', faire: d => annoncerVersions(d, d.horloge.maintenant()) },
  { tache: 'fermetures', cron: '*/5 * * * *', faire: d => fermerEpuises(d, d.horloge.maintenant()) },
  // established in the minute that follows midnight in Paris: an answer that comes meanwhile establishes it itself
  { tache: 'silences_des_avis', cron: '* * * * *', faire: d => constaterSilences(d, d.horloge.maintenant()) },
  { tache: 'relances_des_avis', cron: '*/15 * * * *', faire: d => relancerAttendus(d, d.horloge.maintenant()) },
  // a view whose reader went away: its end is said within the minute
  { tache: 'fins_de_vue', cron: '* * * * *', faire: d => finirVuesPassees(d, d.horloge.maintenant()) },
  { tache: 'fins_de_delegation', cron: '15 * * * *', faire: d => annoncerFins(d, d.horloge.maintenant()) },
  { tache: 'actes_groupes', cron: '* * * * *', faire: d => relancerActes(d) },
  { tache: 'suivi', cron: '*/10 * * * *', faire: d => tenirSuivi(d, d.horloge.maintenant()) },
  { tache: 'scans', cron: '*/5 * * * *', faire: d => tenirScans(d, d.horloge.maintenant()) },
  { tache: 'calculs_en_attente', cron: '* * * * *', faire: d => reveillerCalculs(d) },
  // asked by a visitor of the demonstration; here again when the program was stopped meanwhile
  { tache: TACHE_SUITE, cron: '* * * * *', faire: d => jouerSuite(d) },
  // the first passage after midnight in Paris is what counts, whatever the season
  { tache: 'ancrage_du_journal', cron: '5 * * * *', faire: d => ancrerJournal(d, d.horloge.maintenant()) },
  { tache: TACHE_PREUVE, cron: '35 1 * * *', faire: d => prouverJournal(d, d.horloge.maintenant()) },
  { tache: 'consultations_anciennes', cron: '30 2 * * *', faire: d => tenirConsultations(d, d.horloge.maintenant()) },
  { tache: 'conservation', cron: '10 2 * * *', faire: d => conserver(d, d.horloge.maintenant()) },
  { tache: 'abonnements_perimes', cron: '15 2 * * *', faire: d => perimerAbonnements(d, d.horloge.maintenant()) },
  { tache: 'invitations_perimees', cron: '25 2 * * *', faire: d => perimerInvitations(d, d.horloge.maintenant()) },
  { tache: 'televersements_perimes', cron: '20 2 * * *', faire: d => purgerTeleversements(d, d.horloge.maintenant()) },
  { tache: 'fichiers_orphelins', cron: '40 2 * * *', faire: d => purgerOrphelins(d) },
]
