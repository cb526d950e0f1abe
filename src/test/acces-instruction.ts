import { nouvelId } from '../contexte.ts'
import type { ActeSur, Place } from '../features/decret/index.ts'
import { paths } from '../paths.ts'
import { TOUS_LES_ACCES } from './tirage.ts'
import type { World } from './world.ts'

/** What the addresses name: a dossier, a piece of it, a rule of its call, anything else that it may hold. */
export type Lieux = { id: string; piece: string; regle: string; autre: string }
/** One address of the service's side of a dossier: the act of the decree that it serves, and what is sent to it. */
export type AdresseInstruction = {
  methode: 'GET' | 'POST' | 'PUT'
  chemin: (l: Lieux) => string
  acte: ActeSur<'dossier'>
  corps?: Record<string, string>
}
const i = paths.instruction
const get = (acte: ActeSur<'dossier'>, chemin: AdresseInstruction['chemin']): AdresseInstruction => ({ methode: 'GET', chemin, acte })

const post = (acte: ActeSur<'dossier'>, chemin: AdresseInstruction['chemin'], corps: Record<string, string> = {}): AdresseInstruction => ({
  methode: 'POST',
  chemin,
  acte,
  corps,
})

/** Every address under `/instruction/dossiers/:id`; the test fails when one that is served is not here. */
export const ADRESSES_INSTRUCTION: readonly AdresseInstruction[] = [
  get('lire', l => i.dossier(l.id)),
  get('lire', l => i.piece(l.id, l.piece)),
  get('lire', l => i.lecture(l.id, l.piece)),
  get('lire', l => i.accuse(l.id)),
  post('affecter', l => i.priseEnCharge(l.id)),
  get('affecter', l => i.affectation(l.id)),
  post('affecter', l => i.affectation(l.id), { a: '', vu: '' }),
  get('etiqueter', l => i.etiquettes(l.id)),
  post('etiqueter', l => i.etiquettes(l.id), { nouvelles: 'à revoir' }),
  get('lire', l => i.instruire(l.id)),
  post('juger', l => i.verdict(l.id, l.regle), { resultat: 'respectee', raison: 'Vérifié.', vu: '' }),
  get('lire', l => i.valeurs(l.id)),
  post('juger', l => i.valeur(l.id, 'resume'), { valeur: '3', raison: 'Vérifié.', vu: '' }),
  post('annoter', l => i.annotations(l.id), { note: 'À vérifier avec le service.' }),
  get('annoter', l => i.annotation(l.id, l.autre)),
  post('annoter', l => i.annotation(l.id, l.autre), { note: 'Vu.', vu: '' }),
  post('annoter', l => i.retraitAnnotation(l.id, l.autre)),
  get('lire', l => i.historique(l.id)),
  get('lire', l => i.versions(l.id)),
  get('ouvrir', l => i.ouvertures(l.id)),
  post('ouvrir', l => i.ouvertures(l.id), { compte: '', raison: 'Projet voisin.' }),
  post('ouvrir', l => i.retraitOuverture(l.id, l.autre)),
  get('lire', l => i.analyse(l.id)),
  post('rapporter', l => i.analyse(l.id), { points_forts: 'Un portail.' }),
  { ...post('rapporter', l => i.analyse(l.id), { points_forts: 'Un portail.' }), methode: 'PUT' },
  post('rapporter', l => i.finAnalyse(l.id)),
  get('lire', l => i.fiche(l.id)),
  post('rapporter', l => i.reouvertureAnalyse(l.id)),
  get('lire', l => i.ordre(l.id)),
  post('expliquer_ordre', l => i.ordre(l.id), { raison: 'Le permis est refusé.' }),
  get('passer_au_comite', l => i.comite(l.id)),
  post('passer_au_comite', l => i.comite(l.id)),
  get('decider', l => i.decision(l.id)),
  post('decider', l => i.decision(l.id), { vue: '', sens: 'sans_suite', motif: 'Une aide que personne ne demande plus.' }),
  get('renvoyer_en_instruction', l => i.renvoi(l.id)),
  post('renvoyer_en_instruction', l => i.renvoi(l.id), { raison: 'Une pièce à revoir.' }),
  get('declarer_irrecevable', l => i.irrecevabilite(l.id)),
  post('declarer_irrecevable', l => i.irrecevabilite(l.id), { regles: 'porteur', raison: 'La structure ne peut pas candidater.' }),
  get('annuler_irrecevabilite', l => i.annulationIrrecevabilite(l.id)),
  post('annuler_irrecevabilite', l => i.annulationIrrecevabilite(l.id), { raison: 'Une pièce nouvelle.' }),
  get('lire', l => i.lettre(l.id)),
  get('lire', l => i.lettrePreselection(l.id)),
  get('lire', l => i.echanges(l.id)),
  post('ecrire', l => i.echanges(l.id), { texte: 'Bonjour.' }),
  get('lire', l => i.pieceEchangee(l.id, l.autre)),
  get('lire', l => i.avis(l.id)),
  post('demander_avis', l => i.avis(l.id), {
    expert: 'Direction du numérique',
    courriel: 'expert@guichet.example',
    demande: 'Qu’en pensez-vous ?',
    parties: 'c:projet:resume',
    jours: '14',
  }),
  post('demander_avis', l => i.avisDus(l.id), { code: '' }),
  post('demander_avis', l => i.retraitAvis(l.id, l.autre)),
  post('suivre_avis', l => i.relanceAvis(l.id, l.autre), { courriel: '' }),
  post('suivre_avis', l => i.suiteAvis(l.id, l.autre), { suite: 'arrete', texte: 'Le bois est peint.' }),
  get('lire', l => i.attestationAvis(l.id, l.autre)),
  get('lire', l => i.complements(l.id)),
  post('demander_complement', l => i.complements(l.id), { 'cible-1': 'c:projet:resume', 'demande-1': 'Précisez.', echeance: '31/12/2021' }),
  post('demander_complement', l => i.retraitComplement(l.id, l.autre), { motif: 'Par erreur.' }),
  post('demander_complement', l => i.prolongationComplement(l.id, l.autre), { jour: '31/12/2021', vu: '' }),
  post('decider_complement', l => i.clotureComplement(l.id, l.autre), { note: 'Vu.' }),
]

/** Addresses of the instruction that name no dossier: open to whoever instructs, to nobody else. */
export const ADRESSES_SERVICE: readonly {
  methode: 'GET' | 'POST'
  chemin: string
  corps?: Record<string, string>
  /** It belongs to whoever made it: to others it does not exist. */
  propre?: true
  /** It leads elsewhere. */
  mene?: true
  /** Figures, nothing nominative: open to a lecteur as well. */
  chiffres?: true
}[] = [
  { methode: 'GET', chemin: i.boite },
  { methode: 'GET', chemin: i.vues },
  { methode: 'POST', chemin: i.vues, corps: { nom: 'Balagne', requete: 'volet=volet_1' } },
  { methode: 'POST', chemin: i.vue(nouvelId()), corps: { nom: 'Balagne' } },
  { methode: 'POST', chemin: i.retraitVue(nouvelId()) },
  { methode: 'POST', chemin: i.colonnes, corps: { colonne: 'volet', retour: '' } },
  // where it leads is a page of this list
  { methode: 'GET', chemin: i.file, mene: true },
  { methode: 'POST', chemin: i.file, corps: { ouverture: '' } },
  { methode: 'GET', chemin: i.bord, chiffres: true },
  { methode: 'GET', chemin: i.figure('jours'), chiffres: true },
  { methode: 'POST', chemin: i.preparationActe, corps: { acte: 'affecter' } },
  { methode: 'POST', chemin: i.actes, corps: { acte: 'passer_au_comite', nombre: '0' } },
  { methode: 'GET', chemin: i.acte(nouvelId()), propre: true },
  { methode: 'POST', chemin: i.masquageActe(nouvelId()), propre: true },
  { methode: 'POST', chemin: i.retourActe(nouvelId()), propre: true },
  { methode: 'GET', chemin: i.repriseActe(nouvelId()), propre: true },
  { methode: 'GET', chemin: i.compteRenduActe(nouvelId()), propre: true },
  { methode: 'GET', chemin: i.phrases('inconnu'), propre: true },
  { methode: 'POST', chemin: i.phrase('inconnu', 'porteur'), propre: true },
  { methode: 'POST', chemin: i.touches, corps: { actives: 'oui' } },
  { methode: 'GET', chemin: i.ordres('inconnu'), propre: true },
  { methode: 'GET', chemin: i.decisions('inconnu'), propre: true },
  { methode: 'GET', chemin: i.preselection('inconnu'), propre: true },
  { methode: 'POST', chemin: i.preselection('inconnu'), propre: true },
  { methode: 'GET', chemin: i.annonce('inconnu'), propre: true },
  { methode: 'POST', chemin: i.annonce('inconnu'), propre: true },
  { methode: 'GET', chemin: i.repechage('inconnu', nouvelId()), propre: true },
  { methode: 'POST', chemin: i.repechage('inconnu', nouvelId()), propre: true },
  { methode: 'GET', chemin: i.fiches },
  { methode: 'GET', chemin: i.interims },
  { methode: 'POST', chemin: i.interims, corps: { du: '31/12/2020' } },
  { methode: 'POST', chemin: i.finInterim(nouvelId()) },
  { methode: 'GET', chemin: i.appartenances },
  { methode: 'POST', chemin: i.confirmation(nouvelId()) },
  { methode: 'GET', chemin: i.structures },
  { methode: 'GET', chemin: i.structure(nouvelId()), propre: true },
  { methode: 'POST', chemin: i.structure(nouvelId()), corps: { acte: 'confirmer' }, propre: true },
  { methode: 'POST', chemin: i.separation(nouvelId()), propre: true },
]

// seen to fail: `condition` without the calls, `mene` and `dansPerimetre` too (the référent of another call); `donne` without them (the one to whom it was opened)
/** Outside the perimeter, or without one: the dossier does not exist. `inconnu`: nobody is signed in. */
export type Ou = Place | 'dehors' | 'inconnu'
/** Every kind of person, and where each stands before a dossier of Vico with Bastia (volet 3), then before one of Vico alone. */
export const PERSONNES = {
  'le référent de Corse-du-Sud': ['referent', 'referent'],
  'la référente de Haute-Corse': ['referent_associe', 'dehors'],
  'une référente de Haute-Corse, pour d’autres volets': ['dehors', 'dehors'],
  'le référent régional du volet 4': ['dehors', 'dehors'],
  'une référente à qui le dossier est ouvert': ['referent_invite', 'referent_invite'],
  'une référente à qui il ne l’est plus': ['dehors', 'dehors'],
  'une référente qui remplace celui de Corse-du-Sud': ['referent', 'referent'],
  'une référente qui l’a remplacé': ['dehors', 'dehors'],
  'une référente dont l’intérim est annulé': ['dehors', 'dehors'],
  'un référent sans département': ['dehors', 'dehors'],
  'un référent de Corse-du-Sud, pour un autre appel': ['dehors', 'dehors'],
  'une référente d’un autre appel, à qui le dossier est ouvert': ['dehors', 'dehors'],
  'une référente d’un autre appel, qui remplace celui de Corse-du-Sud': ['referent', 'referent'],
  'une référente sans appel': ['dehors', 'dehors'],
  'l’administratrice': ['administrateur', 'administrateur'],
  'une administratrice, adjointe à Vico': ['dehors', 'dehors'],
  'un référent de Corse-du-Sud, adjoint à Bastia': ['dehors', 'referent'],
  'un lecteur': ['dehors', 'dehors'],
  'un membre de Vico': ['dehors', 'dehors'],
  'un membre de Bastia': ['dehors', 'dehors'],
  'un inconnu': ['inconnu', 'inconnu'],
} as const satisfies Record<string, readonly [commun: Ou, seul: Ou]>

/** For whoever a dossier never exists, its state changes nothing: one case (`k`) in so many at each address (`n`), others at the next. `ACCES=tout` asks them all (five minutes). */
const UN_SUR = 7
export const sonTour = (k: number, n: number) => TOUS_LES_ACCES || k % UN_SUR === n % UN_SUR

/** Whoever stands where somebody named before them does, or whoever a dossier never exists for: they ask in turn. */
export const enTour = (personnes: Readonly<Record<string, readonly [string, string]>>) =>
  new Set(
    Object.entries(personnes)
      .filter(([, [commun, seul]], n, toutes) =>
        ['dehors', 'inconnu'].includes(commun) ? seul === commun : toutes.slice(0, n).some(([, p]) => p[0] === commun && p[1] === seul),
      )
      .map(([qui]) => qui),
  )

/** Everything that an act of the instruction writes. */
export async function empreinteDe(w: World, id: string) {
  const tables = [
    'instruction',
    'verdict_humain',
    'valeur_retenue',
    'annotation',
    'complement',
    'message',
    'avis',
    'irrecevabilite',
    'rapport',
    'ouverture_dossier',
    'courriel',
  ]
  const comptes = tables.map(t => `(select md5(string_agg(x::text, '' order by x::text)) from ${t} x where x.dossier_id = d.id)`)
  const sql = `select concat_ws('/', md5(d::text), ${comptes}, (select md5(string_agg(x::text, '' order by x::text)) from interim x),
    (select count(*) from evenement), (select count(*) from dossier)) as tout from dossier d where d.id = $1`
  return (await w.owner.query(sql, [id])).rows[0].tout as string
}
