import { paths } from '../../paths.ts'
import { Badge, Sur } from '../../ui/blocs.tsx'
import { Atelier, Depot, EnTeteDossier, type EtapeDossier, Instruction, RangEtape } from '../../ui/dossier.tsx'
import { FormActions, Formulaire } from '../../ui/form.tsx'
import { Confirmation } from '../../ui/titres.tsx'
import { Verdicts } from '../../ui/verdicts.tsx'
import { CLOTURE, Exemple, MAINTENANT } from './exemple.tsx'

const ICI = paths.dev.composants
const ETAPES: EtapeDossier[] = [
  { nom: 'Porteur et partenaires', href: ICI, etat: 'attente', mot: '1 validation attendue' },
  { nom: 'Projet', href: ICI, etat: 'complet', mot: 'Complet' },
  { nom: 'Méthode', href: ICI, etat: 'manque', mot: '1 réponse manque' },
  { nom: 'Plan de financement', href: ICI, etat: 'erreur', mot: '1 erreur', courante: true },
  { nom: 'Pièces', href: ICI, etat: 'attention', mot: '2 points d’attention' },
  { nom: 'Relire et déposer', href: ICI, etat: 'a_faire', mot: 'À faire en dernier' },
]
const APPEL = { titre: 'Transformation numérique des collectivités', href: ICI }

export const ExemplesDossier = () => (
  <>
    <Exemple nom="EnTeteDossier, Atelier, Depot">
      <EnTeteDossier
        titre="Un guichet en ligne commun pour les familles"
        badge={<Badge>Brouillon</Badge>}
        numero="ITN7-0031"
        appel={APPEL}
        delai={{ maintenant: MAINTENANT, fin: CLOTURE }}
      />
      <Atelier etapes={ETAPES}>
        <RangEtape rang={4} total={6} />
        <p>Le travail de l’étape.</p>
        <Depot>
          <Formulaire action={ICI}>
            <FormActions principal="Déposer le dossier" filet={false} />
          </Formulaire>
        </Depot>
      </Atelier>
    </Exemple>
    <Exemple nom="EnTeteDossier après la clôture">
      <EnTeteDossier
        titre="Réservation des salles en ligne"
        badge={<Badge ton="warning">Non déposé</Badge>}
        appel={APPEL}
        delai={{ maintenant: new Date(CLOTURE.getTime() + 1), fin: CLOTURE }}
      />
    </Exemple>
    <Exemple nom="Confirmation">
      <Confirmation
        titre="Votre dossier est déposé"
        niveau={3}
        faits={[
          { terme: 'Numéro', valeur: 'ITN7-0031' },
          { terme: 'Reçu', valeur: '14 septembre 2021 à 15 h 00 min 12 s' },
        ]}
      >
        <p>L’accusé d’enregistrement vous attend dans vos courriels.</p>
      </Confirmation>
    </Exemple>
    <Exemple nom="Instruction">
      <Instruction
        nomPanneau="Recevabilité"
        panneau={
          <>
            <h3 class="fr-h6">Recevabilité</h3>
            <Verdicts
              niveau={4}
              verdicts={[
                {
                  resultat: 'a_verifier',
                  titre: 'Fonctionnement courant',
                  phrase: 'À trancher par vous.',
                  clauses: [{ texte: 'C5.3', href: ICI }],
                },
              ]}
            />
          </>
        }
      >
        <Sur>Le dossier, tel que déposé.</Sur>
      </Instruction>
    </Exemple>
  </>
)
