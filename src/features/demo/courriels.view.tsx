import { paths } from '../../paths.ts'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Time } from '../../ui/texte.tsx'
import type { Preparation } from './suite/jouer-suite.ts'
import { EncoreEnJeu } from './suite/preparation.view.tsx'

type Resume = { id: string; destinataire: string; sujet: string; cree_le: Date; envoye_le: Date | null }
const ariane = (fin: string) => [
  { libelle: 'Accueil', href: paths.accueil },
  { libelle: 'Démonstration', href: paths.demo.accueil },
  { libelle: fin },
]

type Boite = { site: Site; courriels: Resume[]; preparation: Preparation | undefined }
/** The mailbox: every mail that the guichet would have sent. */
export const CourrielsPage = ({ site, courriels, preparation }: Boite) => (
  <Page site={site} titre="Boîte aux lettres" ariane={ariane('Boîte aux lettres')}>
    <h1>Boîte aux lettres</h1>
    <p class="gt-mesure">Les courriels que le guichet aurait envoyés, les plus récents d’abord (100 au plus). Aucun ne part.</p>
    <EncoreEnJeu preparation={preparation} />
    {courriels.length === 0 ? (
      <p>
        <strong>Aucun courriel pour l’instant.</strong> Déposez un dossier, ou demandez un lien de connexion.
      </p>
    ) : (
      <ul class="gt-rangees">
        {courriels.map(c => (
          <li class="gt-rangee">
            <div>
              <p class="gt-rangee__titre">
                <a href={paths.demo.courriel(c.id)}>{c.sujet}</a>
              </p>
              <p class="gt-rangee__note">À {c.destinataire}</p>
            </div>
            <p class="gt-rangee__note">
              <Time instant={c.cree_le} />
            </p>
          </li>
        ))}
      </ul>
    )}
  </Page>
)

type CourrielProps = {
  site: Site
  courriel: Resume & { texte: string; lien: string | null }
  /** Of the guichet, at the foot of every mail. */
  signature: string | undefined
}
export const CourrielPage = ({ site, courriel: c, signature }: CourrielProps) => (
  <Page
    site={site}
    titre={c.sujet}
    ariane={[...ariane('').slice(0, 2), { libelle: 'Boîte aux lettres', href: paths.demo.courriels }, { libelle: c.sujet }]}
  >
    <h1>{c.sujet}</h1>
    <p class="gt-sur">
      À {c.destinataire}, <Time instant={c.cree_le} />. {c.envoye_le ? 'Parti.' : 'En attente de départ.'}
    </p>
    <div class="gt-mesure">
      {c.texte.split(/\n{2,}/).map(p => (
        <p>{p.split('\n').flatMap((ligne, i) => (i ? [<br />, ligne] : [ligne]))}</p>
      ))}
      {c.lien && (
        <p>
          <a class="fr-link" href={c.lien}>
            Ouvrir le lien du courriel
          </a>
        </p>
      )}
      {signature && <p class="fr-hint-text">{signature.split('\n').flatMap((ligne, i) => (i ? [<br />, ligne] : [ligne]))}</p>}
    </div>
  </Page>
)
