import { paths } from '../../paths.ts'
import * as B from '../../ui/blocs.tsx'
import { Documents, DownloadLink, LienExterne } from '../../ui/liens.tsx'
import { Echeance, Time, Typo } from '../../ui/texte.tsx'
import { TitreAction } from '../../ui/titres.tsx'
import { CLOTURE, Exemple, idExemple, MAINTENANT } from './exemple.tsx'

const TONS: B.TonBadge[] = ['neutre', 'success', 'info', 'warning', 'error', 'new']
const ICI = paths.dev.composants

export const ExemplesBlocs = () => (
  <>
    <Exemple nom="Badge">
      <ul class="fr-badges-group">
        {TONS.flatMap(t => [
          <li>
            <B.Badge ton={t}>{t}</B.Badge>
          </li>,
          <li>
            <B.Badge ton={t} icone>
              {t}
            </B.Badge>
          </li>,
        ])}
      </ul>
    </Exemple>
    <Exemple nom="Alert">
      <B.Alert ton="success" titre="Dossier enregistré" niveau={3} reponse>
        <p>Vous pouvez fermer cette page.</p>
      </B.Alert>
      <B.Alert ton="info" petit>
        <p>Le lien envoyé par courriel vaut une fois, pendant 15 minutes.</p>
      </B.Alert>
      <B.Alert ton="warning" titre="Non déposé" niveau={3}>
        <p>L’appel est clos. Ce brouillon reste lisible.</p>
      </B.Alert>
      <B.Alert ton="error" petit>
        <p>Le lien a expiré.</p>
      </B.Alert>
    </Exemple>
    <Exemple nom="Callout">
      <B.Callout titre="Autorisations d’urbanisme : un autre appel">
        La dématérialisation des demandes d’urbanisme relève d’un autre programme. <a href={ICI}>Aller à cet appel</a>
      </B.Callout>
    </Exemple>
    <Exemple nom="Conseil, Sur, Source">
      <B.Sur>France Relance, ITN 7, axe 3</B.Sur>
      <B.Conseil>
        <b>À lancer en premier :</b> la délibération de votre conseil.
      </B.Conseil>
      <B.Source>Au 13 septembre 2021, 10 h 00.</B.Source>
    </Exemple>
    <Exemple nom="TitreAction">
      <TitreAction
        titre="Mon espace"
        niveau={3}
        action={
          <a class="fr-btn fr-btn--tertiary fr-icon-add-line fr-btn--icon-left" href={ICI}>
            Commencer un dossier
          </a>
        }
      >
        <p class="fr-mb-0">Communauté de communes de Fium’Orbu Castellu. 3 personnes y ont accès.</p>
      </TitreAction>
    </Exemple>
    <Exemple nom="Deux, Agir, TempsRestant, SurCettePage">
      <B.Deux
        nomCote="Déposer et sommaire"
        tete={
          <B.Essentiel
            faits={[
              { terme: 'Pour qui', valeur: 'Communes, EPCI' },
              { terme: 'Coût du projet', valeur: '5\u00a0000\u00a0€ au moins', note: 'tous financements compris' },
              { terme: 'Premiers résultats', valeur: 'avant fin 2022' },
            ]}
          />
        }
        cote={
          <>
            <B.Agir
              principal={{ libelle: 'Commencer un dossier', href: ICI }}
              second={{ libelle: 'Suis-je éligible\u202f?', href: ICI, note: '3 minutes, sans compte' }}
            >
              <B.TempsRestant maintenant={MAINTENANT} fin={CLOTURE} />
              <B.Cloture fin={CLOTURE} />
            </B.Agir>
            <B.Agir
              titre="Pour devenir éligible"
              texte="Portez le coût global à 5 000 €."
              liens={[<a href={ICI}>Écrire au référent</a>, <a href={ICI}>Garder ce résultat</a>]}
            >
              <B.TempsRestant maintenant={new Date(CLOTURE.getTime() + 1)} fin={CLOTURE} />
            </B.Agir>
            <B.SurCettePage
              liens={[
                { libelle: 'Badge', href: `#${idExemple('Badge')}` },
                { libelle: 'Alert', href: `#${idExemple('Alert')}` },
              ]}
            />
          </>
        }
      >
        <p>Le texte de la page, à gauche, jamais plus large que ce qu’on lit bien.</p>
      </B.Deux>
    </Exemple>
    <Exemple nom="Reperes">
      <B.Reperes
        chiffres={[
          { terme: 'dossiers déposés', valeur: '19' },
          { terme: 'accordés depuis janvier 2021', valeur: '6\u00a0400\u00a0200\u00a0€' },
        ]}
      />
    </Exemple>
    <Exemple nom="Chiffres">
      <B.Chiffres
        chiffres={[
          { terme: 'Coût global', valeur: '48\u00a0600\u00a0€' },
          { terme: 'Aide demandée', valeur: '34\u00a0020\u00a0€', note: '70 % du coût' },
        ]}
      />
    </Exemple>
    <Exemple nom="EmptyState">
      <B.EmptyState titre="Aucune validation en attente.">
        Quand une autre structure vous associe à son projet, sa demande s’affiche ici.
      </B.EmptyState>
    </Exemple>
    <Exemple nom="Documents, DownloadLink, LienExterne">
      <Documents>
        <li>
          <DownloadLink href={ICI} format="PDF" octets={412_000}>
            Cahier des charges, version 1
          </DownloadLink>
        </li>
        <li>
          <DownloadLink href={ICI} format="ICS">
            Dates de l’appel, pour votre agenda
          </DownloadLink>
        </li>
      </Documents>
      <p>
        <LienExterne href="https://www.legifrance.gouv.fr" nom="Légifrance">
          Légifrance
        </LienExterne>
      </p>
    </Exemple>
    <Exemple nom="Time, Echeance, Typo">
      <p>
        <Time instant={MAINTENANT} />, <Time instant={MAINTENANT} forme="jour" />, <Time instant={CLOTURE} forme="seconde" />. Clôture le{' '}
        <Echeance instant={CLOTURE} />. <Typo texte="Le 1er juillet, **4e trimestre**." />
      </p>
    </Exemple>
  </>
)
