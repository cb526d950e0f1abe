import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { formatJourCourt } from '../../../lib/dates.ts'
import { type Cible, ciblesDe, echeanceProposee } from '../../complements/index.ts'
import { lireDepose } from '../../examen/index.ts'
import { type Instructeur, instructeurs } from '../../service/index.ts'
import type { ActeGroupe } from './groupe.rules.ts'
import { type DossierChoisi, unParFormulaire } from './selection.queries.ts'

/** What the form of an act offers to choose from, and fills in by itself. */
export type Choix = { personnes: Instructeur[]; cibles: Cible[]; jours: number | undefined; echeance: string }
const RIEN: Choix = { personnes: [], cibles: [], jours: undefined, echeance: '' }

export async function choixDe(tx: Tx, ctx: ContexteActeur, acte: ActeGroupe, dossiers: readonly DossierChoisi[]): Promise<Choix> {
  if (acte === 'affecter') return { ...RIEN, personnes: await instructeurs(tx, ctx.guichetId) }
  return acte === 'demander_complement' ? choixDemande(tx, ctx, dossiers) : RIEN
}

/** The parts of all their forms, each once: a dossier that lacks one is refused by its own act. */
async function choixDemande(tx: Tx, ctx: ContexteActeur, dossiers: readonly DossierChoisi[]): Promise<Choix> {
  const choix = { ...RIEN }
  const cibles = new Map<string, Cible>()
  for (const id of await unParFormulaire(tx, ctx.guichetId, dossiers)) {
    const { lecture } = await lireDepose(tx, ctx.guichetId, id)
    for (const c of ciblesDe(lecture)) if (!cibles.has(c.code)) cibles.set(c.code, c)
    const echeance = echeanceProposee(lecture.appel, ctx.instant)
    choix.jours ??= lecture.appel.regime.complements?.delai_jours
    if (echeance && !choix.echeance) choix.echeance = formatJourCourt(echeance)
  }
  return { ...choix, cibles: [...cibles.values()] }
}
