import type { ActeSur } from '../features/decret/index.ts'
import { paths } from '../paths.ts'

/** `sa page`: what the structures of the project read in every state, and nobody else. */
type Acte = ActeSur<'dossier'> | 'sa page'

type Lieux = { id: string; piece: string; autre: string }
/** One address of a dossier: the act of the decree that it serves, and what is sent to it. */
export type Adresse = {
  methode: 'GET' | 'POST' | 'PUT'
  chemin: (l: Lieux) => string
  acte: Acte
  corps?: Record<string, string> | string
  entetes?: Record<string, string>
}
const d = paths.dossiers
const get = (acte: Acte, chemin: Adresse['chemin']): Adresse => ({ methode: 'GET', chemin, acte })
const post = (acte: Acte, chemin: Adresse['chemin'], corps: NonNullable<Adresse['corps']> = {}, entetes = {}): Adresse => ({
  methode: 'POST',
  chemin,
  acte,
  corps,
  entetes,
})

const JSON_ = { 'content-type': 'application/json' }

/** Every address under `/dossiers/:id`. `autre` stands for the id of anything else that an address names. */
export const ADRESSES: readonly Adresse[] = [
  get('sa page', l => d.voir(l.id)),
  get('sa page', l => d.etape(l.id, 'plan')),
  get('sa page', l => d.guide(l.id, 'plan')),
  post('remplir', l => d.etape(l.id, 'plan'), { part: '1' }),
  { methode: 'PUT', chemin: l => d.etape(l.id, 'plan'), acte: 'remplir', corps: { part: '1' } },
  post('sa page', l => d.presence(l.id), { etape: 'plan' }),
  get('remplir', l => d.importPlan(l.id)),
  post('remplir', l => d.importPlan(l.id), { texte: 'Dépense;HT\nPortail;1' }),
  get('remplir', l => d.modelePlan(l.id)),
  get('remplir', l => d.importTableau(l.id, 'entreprises')),
  post('remplir', l => d.importTableau(l.id, 'entreprises'), { texte: 'Entreprise;SIREN\nScierie;000449157' }),
  get('remplir', l => d.modeleTableau(l.id, 'entreprises')),
  get('sa page', l => d.budgetPdf(l.id)),
  get('sa page', l => d.budgetXlsx(l.id)),
  get('deposer', l => d.depot(l.id)),
  post('deposer', l => d.depot(l.id), { engagements: 'au_nom_de' }),
  post('abandonner', l => d.abandon(l.id)),
  get('rouvrir', l => d.reouverture(l.id)),
  post('rouvrir', l => d.reouverture(l.id)),
  get('refermer', l => d.finReouverture(l.id)),
  post('refermer', l => d.finReouverture(l.id)),
  get('retirer', l => d.retrait(l.id)),
  post('retirer', l => d.retrait(l.id), { motif: '' }),
  get('renoncer', l => d.renoncement(l.id)),
  post('renoncer', l => d.renoncement(l.id), { motif: 'Le projet s’arrête.' }),
  get('associer', l => d.partenaires(l.id)),
  post('associer', l => d.partenaires(l.id)),
  get('associer', l => d.partenaire(l.id, l.autre)),
  post('associer', l => d.partenaire(l.id, l.autre)),
  post('associer', l => d.retraitPartenaire(l.id, l.autre)),
  post('associer', l => d.relance(l.id, l.autre)),
  get('sa page', l => d.validation(l.id)),
  post('valider', l => d.validation(l.id)),
  post('decliner', l => d.refusPartenaire(l.id, l.autre), { motif: 'Le conseil a dit non.' }),
  get('sa page', l => d.complements(l.id)),
  post('envoyer_complement', l => d.complements(l.id), { reponse: 'Voici.' }),
  get('sa page', l => d.echanges(l.id)),
  post('ecrire', l => d.echanges(l.id), { texte: 'Bonjour.' }),
  get('sa page', l => d.pieceEchangee(l.id, l.autre)),
  get('lire_accuse', l => d.accuse(l.id)),
  get('lire_accuse', l => d.lettre(l.id)),
  get('lire_accuse', l => d.notification(l.id)),
  get('lire_accuse', l => d.preselection(l.id)),
  get('lire_accuse', l => d.decision(l.id, l.autre)),
  get('exporter', l => d.donnees(l.id)),
  get('exporter', l => d.pdf(l.id)),
  get('exporter', l => d.zip(l.id)),
  get('dupliquer', l => d.copie(l.id)),
  post('dupliquer', l => d.copie(l.id)),
  get('sa page', l => d.piece(l.id, 'deliberation', l.piece)),
  get('sa page', l => d.redaction(l.id)),
  get('sa page', l => d.redactionOdt(l.id)),
  get('sa page', l => d.redactionPdf(l.id)),
  post('joindre', l => d.pieces(l.id)),
  get('joindre', l => d.pagesPiece(l.id, 'deliberation', l.piece)),
  post('joindre', l => d.pagesPiece(l.id, 'deliberation', l.piece), { geste: 'reculer.0', vu: 'a' }),
  post('retirer_piece', l => d.retraitPiece(l.id, 'deliberation', l.piece)),
  post('joindre', l => d.production(l.id, 'budget')),
  get('sa page', l => d.mesTeleversements(l.id)),
  post('joindre', l => d.televersements(l.id, 'deliberation'), JSON.stringify({ nom: 'a.pdf', taille: 9, marque: 'a'.repeat(64) }), JSON_),
  get('joindre', l => d.televersement(l.id, 'deliberation', l.autre)),
  post('joindre', l => d.octets(l.id, 'deliberation', l.autre), 'octets', {
    'content-type': 'application/octet-stream',
    'upload-offset': '0',
  }),
  post('joindre', l => d.annulation(l.id, 'deliberation', l.autre)),
]
