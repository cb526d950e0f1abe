import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { dateCivile } from '../../../lib/dates.ts'
import { MOTS_ETAPE } from '../../etats/index.ts'
import { journaliser } from '../../journal/index.ts'
import type { ColonneFeuille, Feuille } from '../../tableur/index.ts'
import { finDe } from '../fin.rules.ts'
import { nomPeriode } from '../periodes.ts'
import type { IndicateurSuivi } from './annexes.queries.ts'
import type { LigneProjet, PeriodeSuivie } from './chiffres.rules.ts'
import { lireEntreprisesDe } from './lire-entreprises.ts'
import type { Portefeuille } from './lire-portefeuille.ts'
import { type CommandeExportee, type EntreprisePayee, lireCommandes } from './portefeuille.queries.ts'

type Colonnes<L> = readonly ColonneFeuille<L>[]
const colonne = <L>(titre: string, genre: ColonneFeuille<L>['genre'], largeur: number, valeur: ColonneFeuille<L>['valeur']) => ({
  titre,
  genre,
  largeur,
  valeur,
})

const PROJETS = (mot: (fin: string) => string): Colonnes<LigneProjet> => [
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

const PERIODES = (mot: (fin: string) => string): Colonnes<PeriodeSuivie> => [
  colonne('Période', 'texte', 14, x => mot(x.fin)),
  colonne('Dernier jour', 'texte', 12, x => x.fin),
  colonne('Prévu, cumul (€)', 'euros', 18, x => x.prevu),
  colonne('Consommé, cumul (€)', 'euros', 18, x => x.consomme),
  colonne('dont dernière valeur connue, bilan manquant (€)', 'euros', 24, x => x.repris),
  colonne('Écart (€)', 'euros', 16, x => x.consomme - x.prevu),
  colonne('Bilans reçus', 'entier', 12, x => x.recus),
  colonne('Bilans attendus', 'entier', 14, x => x.attendus),
]

const COMMANDES = (mot: (fin: string) => string): Colonnes<CommandeExportee> => [
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

const INDICATEURS = (mot: (fin: string) => string): Colonnes<IndicateurSuivi> => [
  colonne('Porteur', 'texte', 34, x => x.porteur),
  colonne('Indicateur', 'texte', 50, x => x.nom),
  colonne('Unité', 'texte', 12, x => x.unite),
  colonne('Départ', 'decimal', 12, x => x.depart),
  colonne('Dernière valeur', 'decimal', 14, x => x.valeur),
  colonne('Bilan', 'texte', 12, x => x.fin && mot(x.fin)),
  colonne('Cible', 'decimal', 12, x => x.cible),
]

export const FEUILLES = ['projets', 'periodes', 'commandes', 'indicateurs', 'entreprises'] as const
export type CodeFeuille = (typeof FEUILLES)[number]
/** Sheets without any name, for whoever reads figures alone. */
const SANS_NOM: readonly CodeFeuille[] = ['periodes']

type Extraite = { nom: string; fichier: string; nombre: number; feuille: Feuille<never> }

/**
 * A sheet of what the portfolio shows, for the same perimeter and the same day: its totals are those of the page. Who takes it away is written
 * down. Nothing for a sheet of names when the reader has figures alone. `q`: words of the list of companies.
 */
export async function extraire(tx: Tx, ctx: ContexteActeur, p: Portefeuille, code: CodeFeuille, q = ''): Promise<Extraite | undefined> {
  if (!p.instruit && !SANS_NOM.includes(code)) return undefined
  const mot = (fin: string) => nomPeriode(fin, p.cadence).court.replaceAll('\u00a0', ' ')
  const rendre = <L>(nom: string, colonnes: Colonnes<L>, lignes: readonly L[]) => ({
    nom,
    nombre: lignes.length,
    feuille: { nom, colonnes, lignes: enFlux(lignes), etablieLe: ctx.instant } as unknown as Feuille<never>,
  })
  const faite =
    code === 'projets'
      ? rendre('Projets', PROJETS(mot), p.lignes)
      : code === 'periodes'
        ? rendre('Périodes', PERIODES(mot), p.periodes)
        : code === 'indicateurs'
          ? rendre('Indicateurs', INDICATEURS(mot), p.indicateurs)
          : code === 'entreprises'
            ? rendre('Entreprises', ENTREPRISES, await lireEntreprisesDe(tx, p, p.au, { q, tri: 'credits', desc: true }))
            : rendre('Commandes', COMMANDES(mot), await lireCommandes(tx, p.perimetre, p.natures, p.au))
  await journaliser(tx, ctx, 'suivi.feuille_exportee', ctx.acteur.compteId, {
    feuille: code,
    nombre: faite.nombre,
    perimetre: p.ensemble.code,
    au: p.au,
  })
  return { ...faite, fichier: ['suivi', code, p.ensemble.code.replace('.', '-'), p.au, dateCivile(ctx.instant)].join('-') }
}

async function* enFlux<L>(lignes: readonly L[]) {
  yield* lignes
}
