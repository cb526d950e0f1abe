import type { Tx } from '../../../db/db.ts'
import { phraseDecision } from '../../decider/index.ts'
import { accorde, type DecisionPrise, decisionsDe, type SaisieDecision } from '../../decisions/index.ts'
import { peut } from '../../decret/index.ts'
import { type EnveloppeLue, enveloppesDe } from '../../enveloppes/index.ts'
import { cadreDe } from '../cadre.ts'
import { decidable } from '../comite.rules.ts'
import { decisionsTues, enDebat, montantTu } from '../debat.ts'
import { type Avancement, avancementDe } from '../notation/notation.queries.ts'
import { examines, type Inscrit, placesDossier, placesSeance, rangDe, type Seance } from '../seance.ts'
import type { LigneAgenda } from './agenda.view.tsx'
import { dossierSalle, type Lecture } from './lire-dossier.ts'
import type { SalleLue } from './salle.view.tsx'

/** What the call and the séance have come to, whichever dossier is read. */
export type Matiere = {
  prises: ReadonlyMap<string, DecisionPrise>
  enveloppes: readonly EnveloppeLue[]
  avancement: readonly Avancement[]
}
export async function lireMatiere(tx: Tx, guichetId: string, s: Pick<Seance, 'id' | 'appelId'>): Promise<Matiere> {
  const [prises, enveloppes, avancement] = await Promise.all([
    decisionsDe(tx, guichetId, s.appelId),
    enveloppesDe(tx, guichetId, s.appelId),
    avancementDe(tx, guichetId, s.id),
  ])
  return { prises, enveloppes, avancement }
}

type Demande = {
  matiere: Matiere
  /** What changes with the room, read before all the rest: what is shown is then never older than it. */
  estampille: string
  /** The dossier that is read; the one in debate without it. */
  demande?: string | undefined
  /** Where money is moved, for whoever may. */
  mouvements?: string | undefined
  /** What was typed in a decision that was refused. */
  retour?: { saisie?: SaisieDecision } | undefined
}
/** The room as a reader of the séance sees it; nothing when the dossier asked for is not on the agenda. */
export async function lireSalle(
  tx: Tx,
  guichetId: string,
  s: Seance,
  { matiere: { prises, enveloppes, avancement }, estampille, demande, mouvements, retour }: Demande,
): Promise<SalleLue | undefined> {
  const debat = enDebat(s, prises)
  const lu = demande ? examines(s).find(d => d.id === demande) : debat
  if (demande && !lu) return undefined
  const somme = (cle: 'reste' | 'montant' | 'reserve') => enveloppes.reduce((t, e) => t + e[cle], 0)
  const montants = { reste: somme('reste'), montant: somme('montant'), reserve: somme('reserve') }
  const decide = !s.suspension && (!!retour || lu?.id === debat?.id)
  const lecture = { s, prises, avancement, debat, lu, decide, mouvements, ...montants }
  return { ...(await salleDe(tx, guichetId, lecture, retour?.saisie)), estampille }
}

const peutLire = (s: Seance, d: Inscrit) => peut(placesDossier(s, d.id), 'lire', { seance: s.etat })
const conduit = (s: Seance, d: Inscrit) => peut(placesDossier(s, d.id), 'conduire', { seance: s.etat })

async function salleDe(tx: Tx, guichetId: string, l: Lecture, saisie?: SaisieDecision): Promise<Omit<SalleLue, 'estampille'>> {
  const { s, prises, debat, lu } = l
  const tues = decisionsTues(s, prises)
  const dossiers = examines(s)
  const decides = dossiers.filter(d => prises.has(d.id))
  const suite = dossiers.filter(d => !prises.has(d.id) && d.id !== debat?.id)
  // what the others ask would tell what is asked where the reader is in conflict
  const lisibles = suite.filter(d => peutLire(s, d))
  const recentes = decides.filter(d => peutLire(s, d)).sort((a, b) => prises.get(b.id)!.le.getTime() - prises.get(a.id)!.le.getTime())
  const derniere = recentes[0]
  return {
    cadre: cadreDe(s),
    suspension: s.suspension,
    ecran: peut(placesSeance(s), 'conduire', { seance: s.etat }) ? (s.ecran ? 'ouvert' : 'aucun') : undefined,
    enveloppe: {
      tues: tues.length,
      montant: l.montant,
      reserve: l.reserve,
      accordes: partsDe(
        s,
        [...prises.values()].filter(p => accorde(p.sens) && !tues.includes(p)),
      ),
      reste: l.reste + montantTu(s, prises),
      aSuivre: { nombre: lisibles.length, demande: lisibles.reduce((t, d) => t + (d.aide ?? 0), 0), tus: suite.length - lisibles.length },
      decides: decides.length,
      total: dossiers.length,
    },
    debat: debat && {
      id: debat.id,
      rang: rangDe(s, debat),
      porteur: debat.porteur,
      le: s.enDebat?.dossierId === debat.id ? s.enDebat.le : undefined,
    },
    ailleurs:
      lu && lu.id !== debat?.id ? { id: lu.id, rang: rangDe(s, lu), conduit: conduit(s, lu), rappel: s.rappelLe !== null } : undefined,
    derniere: derniere && {
      reprendre: debat?.id !== derniere.id && decidable(derniere.etat) && conduit(s, derniere) ? derniere.id : undefined,
      le: prises.get(derniere.id)!.le,
      phrase: `${derniere.porteur}\u00a0: ${phraseDecision(prises.get(derniere.id)!)}.`,
    },
    dossier: lu && (peutLire(s, lu) ? await dossierSalle(tx, guichetId, l, lu, saisie) : { deporte: true, rang: rangDe(s, lu) }),
    agenda: dossiers.map(d => ({ ...ligneAgenda(s, d, prises.get(d.id)), courant: d.id === debat?.id, lu: d.id === lu?.id })),
  }
}

/** What each decision takes; one part for all of them to whoever is in conflict on one: its length would say its amount. */
function partsDe(s: Seance, prises: readonly DecisionPrise[]) {
  const lisibles = prises.every(p => !s.conflits.some(c => c.dossierId === p.dossierId))
  return lisibles ? prises.map(p => p.montant) : [prises.reduce((t, p) => t + p.montant, 0)]
}

function ligneAgenda(s: Seance, d: Inscrit, prise: DecisionPrise | undefined): Omit<LigneAgenda, 'courant' | 'lu'> {
  const lisible = peutLire(s, d)
  return {
    id: d.id,
    rang: rangDe(s, d),
    porteur: d.porteur,
    declaree: d.declaree,
    titre: d.titre,
    demande: lisible ? d.aide : null,
    decision: prise && { sens: prise.sens, montant: lisible ? prise.montant : 0, rang: lisible ? prise.rang : null },
    deporte: !lisible,
    deplacable: !prise && conduit(s, d),
  }
}
