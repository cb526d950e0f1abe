import type { GuichetConfig } from '../../config.ts'
import { LienExterne } from '../../ui/liens.tsx'
import type { Site } from '../../ui/site.ts'
import { PageTexte, Partie } from './texte.view.tsx'

/** Who publishes, who hosts, and to whom the data, the fonts and the look are owed. */
export const MentionsPage = ({ site, guichet, version }: { site: Site; guichet: GuichetConfig; version: string }) => {
  const { service } = guichet
  return (
    <PageTexte site={site} titre="Mentions légales">
      <Partie titre="Éditeur">
        <p>
          {service.nom}
          <br />
          {service.adresse}
          <br />
          <a href={`mailto:${service.courriel}`}>{service.courriel}</a>
          <br />
          {service.telephone.replaceAll(' ', '\u00a0')}
        </p>
        <p>Publication dirigée par&nbsp;: {guichet.directeurPublication}.</p>
      </Partie>
      <Partie titre="Hébergement">
        <p>{guichet.hebergeur}.</p>
      </Partie>
      <Partie titre="Logiciel">
        <p>
          Ce site fonctionne avec Guichet territorial, version {version}, un logiciel libre sous licence MIT. Chacun peut l’utiliser,
          l’étudier, le modifier et le redistribuer.
        </p>
      </Partie>
      <Partie titre="Données et ressources réutilisées">
        <ul>
          <li>
            Communes, intercommunalités et départements&nbsp;: découpage administratif publié par Etalab à partir de données de l’Insee et
            de la DGCL, <LienExterne href="https://github.com/etalab/licence-ouverte/blob/master/LO.md">Licence Ouverte 2.0</LienExterne>.
          </li>
          {guichet.theme === 'etat' ? (
            <li>
              Présentation&nbsp;: <LienExterne href="https://www.systeme-de-design.gouv.fr">Système de design de l’État</LienExterne>,
              police Marianne et bloc-marque. Leur usage est réservé aux services de l’État.
            </li>
          ) : (
            <>
              <li>
                Présentation&nbsp;: composants du{' '}
                <LienExterne href="https://www.systeme-de-design.gouv.fr">Système de design de l’État</LienExterne>, sans bloc-marque ni
                police Marianne.
              </li>
              <li>Police Public Sans&nbsp;: SIL Open Font License 1.1.</li>
            </>
          )}
          <li>Police DejaVu des documents PDF&nbsp;: licence des polices DejaVu, dérivée de Bitstream Vera.</li>
          <li>Icônes Remix Icon&nbsp;: licence Apache 2.0.</li>
        </ul>
      </Partie>
      <Partie titre="Réutiliser les contenus">
        <p>
          Les appels à projets et leurs données sont réutilisables sous{' '}
          <LienExterne href="https://github.com/etalab/licence-ouverte/blob/master/LO.md">Licence Ouverte 2.0</LienExterne>. Les dossiers
          des porteurs ne sont pas publics.
        </p>
      </Partie>
    </PageTexte>
  )
}
