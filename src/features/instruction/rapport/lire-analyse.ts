import type { Tx } from '../../../db/db.ts'
import { type AvisLu, lireAvis } from '../../avis/index.ts'
import { type RegleInstruite, reglesInstruites } from '../../constats/index.ts'
import { consultationsDe, direAvis } from '../../instances/index.ts'
import { type Priorites, prioritesAutour } from '../../ordre/index.ts'
import type { Instruit } from '../../service/index.ts'
import { type DossierLu, lireDossierInstruit } from '../lire-dossier.ts'
import { recalculer } from '../valeurs/valeurs.ts'
import { type BaseVue, baseVue, propositionVide } from './base.ts'
import type { Contenu } from './fusion.ts'
import { type Grille, grilleDe } from './grille.rules.ts'
import { texteProposition } from './proposition.rules.ts'
import { complementsComptes, type Rapport, rapportDe } from './rapport.queries.ts'

/** All that the report of a dossier is made from: what was filed, what the call asks, what the rules say, what is written so far. */
export type Analyse = {
  ligne: Instruit['ligne']
  lu: DossierLu
  grille: Grille
  base: BaseVue
  regles: RegleInstruite[]
  rapport: Rapport | undefined
  complements: { demandes: number; acceptes: number }
  /** The opinions that the call asks for. */
  avis: AvisLu[]
  /** The order in which its porteur ranks its dossiers, where the call asks for one. */
  priorites: Priorites | undefined
  /** What the bodies of the call said of it, or what is waited for. */
  instances: readonly string[]
  /** What the report holds now: what is saved, or what a report begins with. */
  contenu: Contenu
}

/** Reads it; the caller has made sure that the dossier is in the reader's perimeter. */
export async function lireAnalyse(tx: Tx, guichetId: string, { ligne }: Pick<Instruit, 'ligne'>): Promise<Analyse> {
  const [lu, rapport, regles, complements] = await Promise.all([
    lireDossierInstruit(tx, guichetId, ligne.dossier_id),
    rapportDe(tx, guichetId, ligne.dossier_id),
    reglesInstruites(tx, guichetId, ligne),
    complementsComptes(tx, guichetId, ligne.dossier_id),
  ])
  const { appel } = lu.dossier.version
  const [recalcul, priorites, consultations, avis] = await Promise.all([
    recalculer(tx, guichetId, lu),
    prioritesAutour(tx, guichetId, appel, ligne),
    consultationsDe(tx, guichetId, appel, ligne.dossier_id),
    avisDe(tx, guichetId, { ligne, lu }),
  ])
  const base = baseVue(lu, recalcul?.aide?.montant)
  return {
    ligne,
    lu,
    base,
    grille: grilleDe(appel, lu.lecture.visibilite.criteres),
    regles,
    rapport,
    priorites,
    instances: consultations.map(direAvis),
    avis,
    complements,
    contenu: rapport?.contenu ?? { proposition: texteProposition(propositionVide(base)) },
  }
}

const avisDe = async (tx: Tx, guichetId: string, { ligne, lu }: Pick<Analyse, 'ligne' | 'lu'>) =>
  lu.lecture.appel.avis.length === 0 ? [] : (await lireAvis(tx, guichetId, { ...lu, departement: ligne.departement_pilote })).dus
