import { paths } from '../../paths.ts'
import { Badge, EmptyState } from '../../ui/blocs.tsx'
import { Onglets, Pagination } from '../../ui/liens.tsx'
import { Calendrier, Parcours, Rangee, Rangees, Relecture, Reponses, Taches, Tuiles } from '../../ui/listes.tsx'
import { Tableau } from '../../ui/table.tsx'
import { Exemple } from './exemple.tsx'

const ICI = paths.dev.composants
type Ligne = { nom: string; etat: string; aide: string }
const LIGNES: Ligne[] = [
  { nom: 'Vico', etat: 'Déposé', aide: '3\u00a0600\u00a0€' },
  { nom: 'Communauté de communes de Fium’Orbu Castellu', etat: 'Brouillon', aide: '38\u00a0000\u00a0€' },
]

export const ExemplesListes = () => (
  <>
    <Exemple nom="Tableau">
      <Tableau
        legende="Dossiers de l’appel"
        colonnes={[
          { titre: 'Structure', cellule: l => <a href={ICI}>{l.nom}</a>, tri: { href: ICI, sens: 'ascending' } },
          { titre: 'État', cellule: l => <Badge ton={l.etat === 'Déposé' ? 'success' : 'neutre'}>{l.etat}</Badge>, tri: { href: ICI } },
          { titre: 'Aide demandée', cellule: l => l.aide, num: true },
        ]}
        lignes={LIGNES}
        pied={['Total', '', '41\u00a0600\u00a0€']}
      />
      <Tableau
        legende="Dossiers à lire"
        colonnes={[{ titre: 'Structure', cellule: (l: Ligne) => l.nom }]}
        lignes={[]}
        vide={<EmptyState titre="Aucun dossier à lire.">Les dossiers déposés dans votre département s’affichent ici.</EmptyState>}
      />
    </Exemple>
    <Exemple nom="Pagination, Onglets">
      <Onglets
        nom="Vues de la liste"
        onglets={[
          { libelle: 'À traiter', href: ICI, courant: true, compte: 43 },
          { libelle: 'Tous', href: ICI, compte: 164 },
        ]}
      />
      <Pagination position={'Dossiers 1 à 25 sur 43'} suivants={ICI} pas={18} />
    </Exemple>
    <Exemple nom="Rangees">
      <Rangees>
        <Rangee titre="Équipement des territoires ruraux 2022" href={ICI} note="Communes et EPCI" date="15 novembre 2021" fin="ouverture" />
        <Rangee
          titre="Continuité numérique des mairies"
          href={ICI}
          note="31 lauréats"
          badge={<Badge>Résultats publiés</Badge>}
          fin="clos le 30 avril 2021"
        />
      </Rangees>
    </Exemple>
    <Exemple nom="Calendrier">
      <Calendrier
        jalons={[
          { date: '1 juillet 2021', texte: 'Ouverture des dépôts', etat: 'fait' },
          { date: '13 septembre 2021', texte: 'Aujourd’hui. Vous pouvez préparer et déposer.', etat: 'jour' },
          { date: '17 septembre 2021', texte: <b>Clôture à 23 h 59 min 59 s.</b> },
          { date: 'Date à fixer', texte: 'Comité de sélection' },
        ]}
      />
    </Exemple>
    <Exemple nom="Relecture, Reponses">
      <Relecture titre="2. Projet" id="relecture-2" modifier={ICI}>
        <Reponses
          reponses={[
            { libelle: 'Titre', valeur: 'Un guichet en ligne commun pour les familles' },
            { libelle: 'Résumé', valeur: '' },
          ]}
        />
      </Relecture>
      <Reponses reponses={[{ libelle: 'Structure', valeur: 'Vico, commune de Corse-du-Sud (2A), 999 habitants', modifier: ICI }]} />
    </Exemple>
    <Exemple nom="Taches">
      <Taches
        taches={[
          {
            titre: 'Déposer votre brouillon',
            quoi: '5 étapes complètes sur 7. Il manque la délibération.',
            ou: 'Guichet des familles, ITN7-0031',
            delai: { nombre: '4 jours', precision: 'avant le vendredi 17 septembre 2021', proche: true },
            action: { libelle: 'Reprendre', href: ICI, contexte: 'Guichet des familles' },
          },
          {
            titre: 'Accepter une personne',
            quoi: 'Le secrétariat demande à rejoindre votre structure.',
            action: { libelle: 'Répondre', href: ICI, contexte: 'secrétariat' },
          },
        ]}
      />
    </Exemple>
    <Exemple nom="Parcours">
      <Parcours
        etapes={[
          { titre: 'Vérifier', texte: 'Trois minutes, sans compte.' },
          { titre: 'Préparer', texte: 'Le dossier appartient à votre structure.' },
          { titre: 'Déposer', texte: 'Avant l’heure de clôture.' },
          { titre: 'Suivre', texte: 'La décision arrive avec ses motifs.' },
        ]}
      />
    </Exemple>
    <Exemple nom="Tuiles">
      <Tuiles
        tuiles={[
          { titre: 'Porteur, commune', texte: 'Dépose pour Vico.', action: <a href={ICI}>Se connecter comme</a> },
          { titre: 'Référente de Haute-Corse', href: ICI, texte: 'Voit les dossiers de son département.' },
        ]}
      />
    </Exemple>
  </>
)
