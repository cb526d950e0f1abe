import type { GuichetConfig } from '../../config.ts'
import { formatDateCivile } from '../../lib/dates.ts'
import { LienExterne } from '../../ui/liens.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import { mentionDe, tauxDe } from './rgaa.rules.ts'
import type { Critere, Evaluation } from './rgaa.ts'
import { PageTexte, Partie } from './texte.view.tsx'

type Props = { site: Site; guichet: GuichetConfig; evaluation: Evaluation }

/** The declaration that article 47 of the law of 11 February 2005 asks for, written from the self-assessment: nothing of it is typed here. */
export const AccessibilitePage = ({ site, guichet, evaluation: e }: Props) => (
  <PageTexte site={site} titre="Accessibilité">
    <p class="fr-text--lead">Accessibilité&nbsp;: {mentionDe(e.criteres)}.</p>
    <p>
      Chacun doit pouvoir se servir de ce site&nbsp;: l’article&nbsp;47 de la loi n°&nbsp;2005-102 du 11 février 2005 le demande. Cette
      déclaration porte sur le site {guichet.nom}. Service responsable&nbsp;: {guichet.service.nom}.
    </p>
    <Etat e={e} />
    <NonAccessibles criteres={e.criteres} />
    <Etablissement e={e} />
    <Contact guichet={guichet} />
  </PageTexte>
)

const Etat = ({ e }: { e: Evaluation }) => {
  const { conformes, applicables, taux } = tauxDe(e.criteres)
  return (
    <Partie titre="État de conformité">
      <p>
        Le site est <b>{mentionDe(e.criteres)}</b> au référentiel général d’amélioration de l’accessibilité ({e.referentiel})&nbsp;:{' '}
        {conformes}&nbsp;critères respectés sur les {applicables} qui s’appliquent, soit <b>{taux}&nbsp;%</b>.
      </p>
      <p>
        C’est une auto-évaluation, faite par {e.auteur}. Aucun organisme extérieur n’a audité le site, et aucune personne handicapée ne l’a
        essayé pour cette évaluation.
      </p>
      <Tableau
        legende="Résultats par thème, en nombre de critères"
        lignes={[...Map.groupBy(e.criteres, c => c.theme)]}
        dense
        colonnes={[
          { titre: 'Thème', cellule: ([theme]) => theme },
          { titre: 'Conformes', cellule: ([, cs]) => compter(cs, 'conforme'), num: true },
          { titre: 'Non conformes', cellule: ([, cs]) => compter(cs, 'non conforme'), num: true },
          { titre: 'Sans objet', cellule: ([, cs]) => compter(cs, 'non applicable'), num: true },
        ]}
      />
    </Partie>
  )
}
const compter = (criteres: readonly Critere[], resultat: Critere['resultat']) => criteres.filter(c => c.resultat === resultat).length

const NonAccessibles = ({ criteres }: { criteres: readonly Critere[] }) => {
  const fautes = criteres.filter(c => c.resultat === 'non conforme')
  const derogations = criteres.filter(c => c.derogation)
  return (
    <Partie titre="Contenus non accessibles">
      <h3>Ce qui n’est pas conforme</h3>
      {fautes.length === 0 ? (
        <p>Aucun critère.</p>
      ) : (
        <ul>
          {fautes.map(c => (
            <li>
              Critère&nbsp;{c.numero}, «&nbsp;{c.critere.replace(/\.$/, '')}&nbsp;». {c.remarque}
            </li>
          ))}
        </ul>
      )}
      <h3>Dérogations pour charge disproportionnée</h3>
      {derogations.length === 0 ? (
        <p>Aucune.</p>
      ) : (
        <ul>
          {derogations.map(c => (
            <li>
              Critère&nbsp;{c.numero}. {c.derogation}
            </li>
          ))}
        </ul>
      )}
      <h3>Contenus qui ne sont pas soumis à l’obligation</h3>
      <p>Les fichiers que les porteurs et leurs partenaires joignent à un dossier&nbsp;: le service ne les produit pas.</p>
    </Partie>
  )
}

const Etablissement = ({ e }: { e: Evaluation }) => (
  <Partie titre="Établissement de cette déclaration">
    <p>
      Déclaration établie le {formatDateCivile(e.date)}. Technologies&nbsp;: {e.technologies.join(', ')}.
    </p>
    <h3>Outils</h3>
    <ul>
      {e.outils.map(o => (
        <li>{o}</li>
      ))}
    </ul>
    <h3>Pages vérifiées</h3>
    <ul>
      {e.echantillon.map(p => (
        <li>{p.page}</li>
      ))}
    </ul>
    <p>
      Les tests automatiques relisent ces pages, et les autres, à chaque changement du logiciel. Ils ne trouvent qu’une partie des défauts.
      Le résultat de chaque critère est publié avec le code du logiciel.
    </p>
  </Partie>
)

const Contact = ({ guichet: { service } }: { guichet: GuichetConfig }) => (
  <>
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
  </>
)
