import type { GuichetConfig } from '../../config.ts'
import { LienExterne } from '../../ui/liens.tsx'
import type { Site } from '../../ui/site.ts'
import { PageTexte, Partie } from './texte.view.tsx'

/** The honest mention: nobody has audited the site, so it is « non conforme » whatever its tests find. */
export const AccessibilitePage = ({ site, guichet }: { site: Site; guichet: GuichetConfig }) => {
  const { service } = guichet
  return (
    <PageTexte site={site} titre="Accessibilité">
      <p class="fr-text--lead">Accessibilité&nbsp;: non conforme.</p>
      <Partie titre="État de conformité">
        <p>
          Ce site n’est pas conforme au référentiel général d’amélioration de l’accessibilité (RGAA 4.1)&nbsp;: aucun audit n’a encore
          mesuré sa conformité. Il est conçu pour être accessible, mais seul un audit peut le dire.
        </p>
      </Partie>
      <Partie titre="Ce qui est vérifié aujourd’hui">
        <ul>
          <li>
            Des tests automatiques parcourent le site dans un navigateur, avec et sans JavaScript, et cherchent des défauts sur chaque page
            traversée (outil axe).
          </li>
          <li>Ces tests utilisent aussi le clavier seul.</li>
          <li>Les pages se lisent sur un écran étroit, en thème clair et en thème sombre.</li>
          <li>Les documents PDF produits par le site sont balisés (PDF/UA).</li>
        </ul>
        <p>Ces tests trouvent une partie des défauts seulement. Ils ne remplacent ni un audit, ni l’essai par des personnes handicapées.</p>
      </Partie>
      <Partie titre="Ce qui n’est pas encore vérifié">
        <ul>
          <li>L’usage avec chaque lecteur d’écran.</li>
          <li>L’accessibilité des fichiers que les porteurs joignent à leur dossier.</li>
        </ul>
      </Partie>
      <Partie titre="Nous écrire">
        <p>
          Si vous n’arrivez pas à lire une page ou à faire une démarche, écrivez-nous. Nous vous répondrons avec une autre façon de faire.
        </p>
        <p>
          {service.nom}, <a href={`mailto:${service.courriel}`}>{service.courriel}</a>, {service.telephone.replaceAll(' ', '\u00a0')}
        </p>
      </Partie>
      <Partie titre="Voies de recours">
        <p>
          Si vous nous avez signalé un défaut qui vous empêche d’accéder à un contenu, et que notre réponse ne vous convient pas, vous
          pouvez&nbsp;:
        </p>
        <ul>
          <li>
            <LienExterne href="https://formulaire.defenseurdesdroits.fr">écrire au Défenseur des droits</LienExterne>&nbsp;;
          </li>
          <li>
            <LienExterne href="https://www.defenseurdesdroits.fr/carte-des-delegues">
              contacter son délégué dans votre département
            </LienExterne>
            &nbsp;;
          </li>
          <li>lui envoyer un courrier gratuit, sans timbre&nbsp;: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.</li>
        </ul>
      </Partie>
    </PageTexte>
  )
}
