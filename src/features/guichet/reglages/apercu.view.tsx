import type { Child } from 'hono/jsx'
import { BlocMarque } from '../../../ui/entete.tsx'
import type { Site } from '../../../ui/site.ts'
import type { Apercu } from './apercu.donnees.ts'

/** The header, a mail and a line of open data as these settings make them. */
export const CeQueLonVerra = ({ site, apercu }: { site: Site; apercu: Apercu }) => (
  <>
    <EnTetePrevu site={site} apercu={apercu} />
    <CourrielPrevu {...apercu} />
    <LignePrevue {...apercu} />
  </>
)

const EnTetePrevu = ({ site, apercu: { guichet } }: { site: Site; apercu: Apercu }) => (
  <section class="gt-reglages__entete" aria-label="L’en-tête des pages">
    <BlocMarque site={{ ...site, theme: guichet.theme, blocMarque: guichet.blocMarque }} petit />
    <div>
      <p class="gt-reglages__nom">{guichet.nom}</p>
      <p class="fr-hint-text">{guichet.sousTitre}</p>
    </div>
  </section>
)

const CourrielPrevu = ({ guichet, de, repondreA }: Apercu) => (
  <section aria-labelledby="un-courriel">
    <h3 class="fr-h6" id="un-courriel">
      Un courriel
    </h3>
    <div class="gt-reglages__courriel">
      <p class="fr-hint-text">
        De&nbsp;: {de}
        <br />
        Répondre à&nbsp;: {repondreA}
      </p>
      <p class="gt-reglages__nom">Votre dossier ITN7-0042 est déposé</p>
      <p>L’accusé de réception est joint à votre dossier.</p>
      {guichet.courriels.signature ? (
        <p class="fr-hint-text">{enLignes(guichet.courriels.signature)}</p>
      ) : (
        <p class="fr-hint-text">Sans signature.</p>
      )}
    </div>
    <p class="fr-hint-text">
      Contact&nbsp;: {guichet.service.nom}, {guichet.service.adresse}. {guichet.service.courriel},{' '}
      {guichet.service.telephone.replaceAll(' ', '\u00a0')}.
    </p>
  </section>
)
const enLignes = (texte: string): Child[] => texte.split('\n').flatMap((l, i) => (i > 0 ? [<br />, l] : [l]))

const LignePrevue = ({ ligne }: Apercu) => (
  <section aria-labelledby="une-ligne">
    <h3 class="fr-h6" id="une-ligne">
      Une ligne de données ouvertes
    </h3>
    <dl class="gt-reglages__ligne">
      {ligne.map(c => (
        <div>
          <dt>{c.nom}</dt>
          <dd>{c.valeur}</dd>
        </div>
      ))}
    </dl>
  </section>
)

/** What these durations would erase today; `avant`: with those in force, when they differ. */
export const EffetConservation = ({ apercu, avant }: { apercu: Apercu; avant?: Apercu | undefined }) => (
  <div class="gt-reglages__effet">
    <p>
      <b>Effet aujourd’hui&nbsp;:</b>{' '}
      {avant
        ? `au terme de ces durées, ${apercu.echus ?? 'rien'}. Avec les durées en vigueur, ${avant.echus ?? 'rien'}.`
        : apercu.echus
          ? `${apercu.echus}, au terme de ces durées.`
          : 'rien n’est au terme de ces durées.'}
    </p>
    <p class="fr-hint-text">
      Rien n’est effacé sans un courriel envoyé 30&nbsp;jours avant. Un compte dont dépend encore un dossier ou une structure reste.
    </p>
  </div>
)
