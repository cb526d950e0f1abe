import { de } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { BoutonPost } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import type { Appartenance } from './appartenances.queries.ts'
import { type DossiersAttaches, motDossiers } from './dossiers-attaches.ts'
import type { Structure } from './structures.queries.ts'
import { ariane } from './structures.view.tsx'

/** A member is about to be taken out: said plainly before it is done. */
export const RetraitPage = ({ site, structure, cible }: { site: Site; structure: Structure; cible: Appartenance }) => (
  <Page
    site={site}
    titre={`Retirer un membre ${de(structure.nom)}`}
    ariane={[...ariane, { libelle: structure.nom, href: paths.structures.voir(structure.id) }, { libelle: 'Retirer un membre' }]}
  >
    <div class="fr-grid-row">
      <div class="fr-col-12 fr-col-lg-8">
        <h1>
          Retirer {cible.nom || cible.courriel} {de(structure.nom)} ?
        </h1>
        <p class="fr-text--lead">
          Cette personne ({cible.courriel}) n’aura plus accès aux dossiers, et reçoit un courriel qui dit que cela vient de vous.
        </p>
        <p>Les dossiers, brouillons compris, restent à la structure. Les invitations qu’elle a envoyées ne servent plus.</p>
        <div class="gt-actions">
          <BoutonPost action={paths.structures.retrait(structure.id, cible.id)} champs={{ confirme: 'oui' }} class="fr-btn">
            Retirer cette personne
          </BoutonPost>
          <a class="fr-btn fr-btn--secondary" href={paths.structures.voir(structure.id)}>
            Ne rien changer
          </a>
        </div>
      </div>
    </div>
  </Page>
)

/** The last member asks to leave: said plainly before it is done. */
export const DernierMembrePage = ({
  site,
  structure,
  appartenance,
  attaches,
}: {
  site: Site
  structure: Structure
  appartenance: string
  attaches: DossiersAttaches
}) => (
  <Page
    site={site}
    titre={`Quitter ${structure.nom}`}
    ariane={[...ariane, { libelle: structure.nom, href: paths.structures.voir(structure.id) }, { libelle: 'Quitter' }]}
  >
    <div class="fr-grid-row">
      <div class="fr-col-12 fr-col-lg-8">
        <h1>Vous êtes le dernier membre {de(structure.nom)}</h1>
        <p class="fr-text--lead">Si vous partez, plus personne ne pourra ouvrir ses dossiers.</p>
        {motDossiers(attaches) && (
          <p>
            Restent à {structure.nom} : {motDossiers(attaches)}. Rien n’est effacé. Le service est averti.
          </p>
        )}
        <p>Invitez d’abord un collègue si quelqu’un prend la suite. Sinon, le service devra accepter la prochaine personne.</p>
        <div class="gt-actions">
          <BoutonPost action={paths.structures.retrait(structure.id, appartenance)} champs={{ confirme: 'oui' }} class="fr-btn">
            Quitter quand même
          </BoutonPost>
          <a class="fr-btn fr-btn--secondary" href={paths.structures.voir(structure.id)}>
            Rester
          </a>
        </div>
      </div>
    </div>
  </Page>
)
