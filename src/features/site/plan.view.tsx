import { paths } from '../../paths.ts'
import type { Site } from '../../ui/site.ts'
import { type Appel, etatAppel } from '../cahier/index.ts'
import { PageTexte, Partie } from './texte.view.tsx'

type Lien = { libelle: string; href: string }
const Liens = ({ liens }: { liens: readonly Lien[] }) => (
  <ul>
    {liens.map(l => (
      <li>
        <a href={l.href}>{l.libelle}</a>
      </li>
    ))}
  </ul>
)

const COMPTE: Lien[] = [
  { libelle: 'Se connecter', href: paths.connexion },
  { libelle: 'Créer un compte', href: paths.inscription },
  { libelle: 'Mon espace', href: paths.espace },
]
const SITE: Lien[] = [
  { libelle: 'Aide et contacts', href: paths.aide },
  { libelle: 'Données ouvertes', href: paths.donneesOuvertes.accueil },
  { libelle: 'Vérifier un document', href: paths.verifier },
  { libelle: 'Accessibilité', href: paths.accessibilite },
  { libelle: 'Données personnelles', href: paths.donneesPersonnelles },
  { libelle: 'Mentions légales', href: paths.mentionsLegales },
]

/** Every page that anybody can open, call by call. */
export const PlanPage = ({ site, appels, instant }: { site: Site; appels: readonly Appel[]; instant: Date }) => (
  <PageTexte site={site} titre="Plan du site">
    <Partie titre="Appels à projets">
      <ul>
        <li>
          <a href={paths.accueil}>Accueil</a>
        </li>
        <li>
          <a href={paths.appels.liste}>Tous les appels</a>
        </li>
        <li>
          <a href={paths.projetsAides()}>Projets aidés</a>
        </li>
        <li>
          <a href={paths.argent.accueil}>Suivre l’argent</a>
        </li>
        {appels.map(a => (
          <li>
            <a href={paths.appels.voir(a.slug)}>{a.titre}</a>
            <Liens
              liens={[
                { libelle: `${a.simulateur.titre} ${a.titre}`, href: paths.eligibilite.tester(a.slug) },
                ...a.formulaires.map(f => ({ libelle: `${f.titre}\u00a0: les questions`, href: paths.appels.questions(a.slug, f.code) })),
                { libelle: 'Modèle de délibération', href: paths.appels.deliberation(a.slug) },
                ...(etatAppel(a, instant) === 'clos'
                  ? [{ libelle: 'Les projets aidés', href: paths.projetsAides({ appel: a.slug }) }]
                  : []),
              ]}
            />
          </li>
        ))}
      </ul>
    </Partie>
    <Partie titre="Votre compte">
      <Liens liens={COMPTE} />
    </Partie>
    <Partie titre="Le site">
      <Liens liens={SITE} />
    </Partie>
  </PageTexte>
)
