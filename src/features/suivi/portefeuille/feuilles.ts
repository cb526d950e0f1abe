import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { dateCivile } from '../../../lib/dates.ts'
import { lireTable } from '../../../lib/table.ts'
import { MOTS_ETAPE } from '../../etats/index.ts'
import { journaliser } from '../../journal/index.ts'
import { type ColonneFeuille, colonne, type Feuille } from '../../tableur/index.ts'
import { finDe } from '../fin.rules.ts'
import { nomPeriode } from '../periodes.ts'
import type { IndicateurSuivi } from './annexes.queries.ts'
import type { LigneProjet, PeriodeSuivie } from './chiffres.rules.ts'
import { lireEntreprisesDe } from './lire-entreprises.ts'
import type { Portefeuille } from './lire-portefeuille.ts'
import { type CommandeExportee, type EntreprisePayee, lireCommandes } from './portefeuille.queries.ts'

type Colonnes<L> = readonly ColonneFeuille<L>[]
/** How a period is called, by its last day. */
type Mot = (fin: string) => string

const PROJETS = (mot: Mot): Colonnes<LigneProjet> => [
  colonne('Dossier', 'texte', 14, x => x.l.numero),
  colonne('Porteur', 'texte', 34, x => x.l.porteur),
  colonne('Projet', 'texte', 50, x => x.l.titre),
  colonne('Département', 'texte', 12, x => x.l.departement),
  colonne('Étape', 'texte', 16, x => MOTS_ETAPE[x.l.etape].mot.toLowerCase()),
  colonne('Aide accordée (€)', 'euros', 16, x => x.l.accorde),
  colonne('Consommé (€)', 'euros', 16, x => x.consomme),
  colonne('Dernier bilan connu', 'texte', 18, x => (x.inconnu ? 'bilan manquant' : 'à jour')),
  colonne('Prévu (€)', 'euros', 16, x => x.prevu),
  colonne('Écart au plan (€)', 'euros', 16, x => x.ecart),
  colonne('Ordonné (€)', 'euros', 16, x => x.l.ordonne),
  colonne('Versé (€)', 'euros', 16, x => x.l.verse),
  colonne('Fin initiale', 'texte', 12, x => x.l.finInitiale),
  colonne('Fin convenue', 'texte', 12, x => x.l.fin),
  colonne('Fin', 'texte', 12, x => finDe(x.l).jour),
  colonne('Bilans manquants', 'texte', 24, x =>
    x.l.bilans
      .filter(b => b.etat === 'a_deposer' || b.etat === 'renvoye')
      .map(b => mot(b.fin))
      .join(', '),
  ),
]

const PERIODES = (mot: Mot): Colonnes<PeriodeSuivie> => [
  colonne('Période', 'texte', 14, x => mot(x.fin)),
  colonne('Dernier jour', 'texte', 12, x => x.fin),
  colonne('Prévu, cumul (€)', 'euros', 18, x => x.prevu),
  colonne('Consommé, cumul (€)', 'euros', 18, x => x.consomme),
  colonne('dont dernière valeur connue, bilan manquant (€)', 'euros', 24, x => x.repris),
  colonne('Écart (€)', 'euros', 16, x => x.consomme - x.prevu),
  colonne('Bilans reçus', 'entier', 12, x => x.recus),
  colonne('Bilans attendus', 'entier', 14, x => x.attendus),
]

const COMMANDES = (mot: Mot): Colonnes<CommandeExportee> => [
  colonne('Dossier', 'texte', 14, x => x.numero),
  colonne('Porteur', 'texte', 34, x => x.porteur),
  colonne('Bilan', 'texte', 12, x => mot(x.fin)),
  colonne('Lecture du bilan', 'texte', 14, x => (x.etat === 'accepte' ? 'accepté' : 'à lire')),
  colonne('Entreprise', 'texte', 34, x => x.entreprise),
  colonne('SIRET', 'texte', 18, x => x.siret),
  colonne('Département du siège', 'texte', 12, x => x.departement),
  colonne('Pays', 'texte', 8, x => x.pays),
  colonne('Objet', 'texte', 40, x => x.objet),
  colonne('Date', 'texte', 12, x => x.commandeeLe),
  colonne('Nature de dépense', 'texte', 18, x => x.nature),
  colonne('Dans la base de l’aide', 'texte', 12, x => (x.eligible ? 'oui' : 'non')),
  colonne('HT (€)', 'euros', 14, x => x.ht),
  colonne('TTC (€)', 'euros', 14, x => x.ttc),
  colonne('Crédits consommés (€)', 'euros', 16, x => x.credits),
]

const ENTREPRISES: Colonnes<EntreprisePayee> = [
  colonne('Entreprise', 'texte', 40, x => x.entreprise),
  colonne('SIRET', 'texte', 18, x => x.siret),
  colonne('Département du siège', 'texte', 12, x => x.departement),
  colonne('Pays', 'texte', 8, x => x.pays),
  colonne('Projets', 'entier', 10, x => x.projets),
  colonne('Commandes', 'entier', 12, x => x.commandes),
  colonne('HT (€)', 'euros', 16, x => x.ht),
  colonne('Crédits consommés (€)', 'euros', 18, x => x.credits),
]

const INDICATEURS = (mot: Mot): Colonnes<IndicateurSuivi> => [
  colonne('Porteur', 'texte', 34, x => x.porteur),
  colonne('Indicateur', 'texte', 50, x => x.nom),
  colonne('Unité', 'texte', 12, x => x.unite),
  colonne('Départ', 'decimal', 12, x => x.depart),
  colonne('Dernière valeur', 'decimal', 14, x => x.valeur),
  colonne('Bilan', 'texte', 12, x => x.fin && mot(x.fin)),
  colonne('Cible', 'decimal', 12, x => x.cible),
]

/** `p`: what is looked at. `q`: words of the list of companies. */
type Demande = { tx: Tx; p: Portefeuille; q: string }
type LigneFeuille<L> = {
  nom: string
  /** Who takes it away: whoever reads names, or whoever reads figures alone as well. */
  droit: 'noms' | 'chiffres'
  /** The page that offers it. */
  page: 'portefeuille' | 'entreprises'
  colonnes: (mot: Mot) => Colonnes<L>
  lignes: (d: Demande) => readonly L[] | Promise<readonly L[]>
}
const feuille = <L>({ colonnes, lignes, ...f }: LigneFeuille<L>) => ({
  ...f,
  faire: async (d: Demande, mot: Mot, etablieLe: Date) => {
    const lues = await lignes(d)
    return {
      nombre: lues.length,
      feuille: { nom: f.nom, colonnes: colonnes(mot), lignes: lues, etablieLe } as Feuille<L> as unknown as Feuille,
    }
  },
})

/** One line a sheet, in the order of the page. */
const FEUILLES = {
  projets: feuille({ nom: 'Projets', droit: 'noms', page: 'portefeuille', colonnes: PROJETS, lignes: ({ p }) => p.lignes }),
  periodes: feuille({ nom: 'Périodes', droit: 'chiffres', page: 'portefeuille', colonnes: PERIODES, lignes: ({ p }) => p.periodes }),
  commandes: feuille({
    nom: 'Commandes',
    droit: 'noms',
    page: 'portefeuille',
    colonnes: COMMANDES,
    lignes: ({ tx, p }) => lireCommandes(tx, p.perimetre, p.natures, p.au),
  }),
  indicateurs: feuille({
    nom: 'Indicateurs',
    droit: 'noms',
    page: 'portefeuille',
    colonnes: INDICATEURS,
    lignes: ({ p }) => p.indicateurs,
  }),
  entreprises: feuille({
    nom: 'Entreprises',
    droit: 'noms',
    page: 'entreprises',
    colonnes: () => ENTREPRISES,
    lignes: ({ tx, p, q }) => lireEntreprisesDe(tx, p, p.au, { q, tri: 'credits', desc: true }),
  }),
}
const permise = (p: Portefeuille, { droit }: { droit: 'noms' | 'chiffres' }) => p.instruit || droit === 'chiffres'

/** The sheets that the page of the portfolio offers to its reader. */
export const feuillesOffertes = (p: Portefeuille) =>
  Object.entries(FEUILLES).flatMap(([code, f]) => (f.page === 'portefeuille' && permise(p, f) ? [{ code, nom: f.nom }] : []))

/**
 * A sheet of what the portfolio shows, for the same perimeter and the same day: its totals are those of the page. Who takes it away is written
 * down. Nothing for a sheet that does not exist, nor of names when the reader has figures alone. `q`: words of the list of companies.
 */
export async function extraire(tx: Tx, ctx: ContexteActeur, p: Portefeuille, code: string, q = '') {
  const f = lireTable(FEUILLES, code)
  if (!f || !permise(p, f)) return undefined
  const mot: Mot = fin => nomPeriode(fin, p.cadence).court.replaceAll('\u00a0', ' ')
  const { nombre, feuille } = await f.faire({ tx, p, q }, mot, ctx.instant)
  const trace = { feuille: code, nombre, perimetre: p.ensemble.code, au: p.au }
  await journaliser(tx, ctx, 'suivi.feuille_exportee', ctx.acteur.compteId, trace)
  return { feuille, fichier: ['suivi', code, p.ensemble.code.replace('.', '-'), p.au, dateCivile(ctx.instant)].join('-') }
}
