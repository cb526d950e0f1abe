import { formatDateCivile, formatInstant } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge } from '../../../ui/blocs.tsx'
import { formatTaille } from '../../../ui/liens.tsx'
import { Empreintes } from '../../../ui/machines.tsx'
import { Page } from '../../../ui/page.tsx'
import { type Perdu, Perdus } from '../../../ui/perdus.tsx'
import type { Site } from '../../../ui/site.ts'
import { Typo } from '../../../ui/texte.tsx'
import { MOTS_BILAN } from '../suivi.rules.ts'
import type { BilanVu } from './bilan.donnees.ts'
import { arianeDe, titreBilan } from './bilan.view.tsx'
import { sansJalon } from './declaration.rules.ts'
import { DeclarationRelue } from './depose.view.tsx'
import type { BilanLu } from './depots.queries.ts'
import { Declare } from './reperes.view.tsx'

type Props = {
  site: Site
  v: BilanVu
  depot: BilanLu | undefined
  fait?: 'depose' | 'retard' | undefined
  /** What has just come for it, and was not kept. */
  perdus?: readonly Perdu[] | undefined
}

/** A bilan that its reader does not change: filed, or of a project in which their structure is a partner. */
export const BilanReluPage = ({ site, v, depot, fait, perdus }: Props) => (
  <Page site={site} titre={`${titreBilan(v)}, dossier ${v.b.numero}`} ariane={arianeDe(v)} erreur={perdus !== undefined}>
    <p class="gt-sur">{v.b.titre}</p>
    <h1 class="fr-h3 fr-mb-1w">
      <Typo texte={titreBilan(v)} />
    </h1>
    {!fait && <Badge ton={MOTS_BILAN[v.b.etat].ton}>{MOTS_BILAN[v.b.etat].mot}</Badge>}
    {perdus && (
      <>
        <Alert ton="error" titre="Ce bilan ne change plus" reponse>
          <p>Il est déposé, ou n’est plus attendu. Ce que vous venez d’envoyer n’est pas enregistré.</p>
        </Alert>
        <Perdus perdus={perdus} />
      </>
    )}
    {fait && depot && (
      <Alert ton="success" titre="Bilan déposé" reponse>
        <p>
          Reçu le {formatInstant(depot.le)}.{' '}
          {fait === 'retard' && `Il était attendu le ${formatDateCivile(v.b.echeance)}\u00a0: il est reçu et compte. `}
          L’accusé est dans vos courriels.
        </p>
      </Alert>
    )}
    {depot ? (
      <>
        <p class="fr-mt-2w">
          Déposé le {formatInstant(depot.le)} par {depot.par}
          {depot.enRetard && `, après l’échéance du ${formatDateCivile(v.b.echeance)}`}.
          {depot.rien && ' Rien de nouveau depuis le précédent.'}
        </p>
        {v.b.etat === 'renvoye' && depot.remarque && (
          <Alert ton="warning" titre="Renvoyé par le référent">
            <p>« {depot.remarque} »</p>
          </Alert>
        )}
        <DeclarationRelue c={depot.contenu} />
        {v.b.pieces.length > 0 && (
          <>
            <h2 class="fr-h5">Photos, pièces et factures</h2>
            <ul>
              {v.b.pieces.map(x => (
                <li>
                  <a href={paths.bilans.piece(v.b.dossierId, v.b.id, x.id)} data-turbo="false">
                    {x.nom}
                  </a>{' '}
                  ({formatTaille(x.taille)})
                </li>
              ))}
            </ul>
          </>
        )}
        <Empreintes de={[{ nom: 'Le bilan déposé', sha256: depot.sha256 }]} />
      </>
    ) : (
      <p class="fr-mt-2w">
        {v.b.etat === 'sans_objet'
          ? 'Ce bilan n’est plus attendu.'
          : `${v.b.porteur} n’a pas encore déposé ce bilan, attendu le ${formatDateCivile(v.b.echeance)}.`}
      </p>
    )}
    <p class="fr-mt-4w">
      <a class="fr-link" href={paths.bilans.suivi(v.b.dossierId)}>
        Le projet et ses bilans
      </a>
    </p>
  </Page>
)

/** Before a bilan where nothing is new is filed: what that says, and the second press. */
export const RienPage = ({ site, v }: { site: Site; v: BilanVu }) => (
  <Page site={site} titre={`Rien de nouveau, dossier ${v.b.numero}`} ariane={arianeDe(v, 'Rien de nouveau')}>
    <div class="gt-lecture">
      <p class="gt-sur">{v.b.titre}</p>
      <h1 class="fr-h3">
        <Typo texte={`Rien de nouveau, ${v.periode.long}`} />
      </h1>
      <section class="gt-recap" aria-labelledby="recapitulatif">
        <h2 class="fr-h5" id="recapitulatif">
          Vous déclarez
        </h2>
        <ul>
          <li>{sansJalon(v.b) ? 'L’avancement n’a pas changé' : 'Aucun jalon ni aucun indicateur n’a changé'}</li>
        </ul>
        <Declare v={v} />
      </section>
      <form method="post" action={paths.bilans.rien(v.b.dossierId, v.b.id)} data-controller="envoi" class="gt-actions">
        <button class="fr-btn" type="submit">
          Déposer le bilan
        </button>
        <a class="fr-link" href={paths.bilans.voir(v.b.dossierId, v.b.id)}>
          Il y a du nouveau
        </a>
      </form>
    </div>
  </Page>
)
