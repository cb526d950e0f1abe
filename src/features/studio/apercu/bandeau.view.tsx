import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Field, Select } from '../../../ui/champs.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import type { BrouillonEntier } from '../brouillons.queries.ts'
import type { RemarqueSituee } from '../lire-brouillon.ts'
import { adresseDe } from '../place.ts'
import { LiensApercu } from './liens.view.tsx'

export type BandeauProps = {
  brouillon: Pick<BrouillonEntier, 'id' | 'titre'>
  /** The first fault of the draft, when what is shown lacks what stands there. */
  faute: RemarqueSituee | undefined
  /** The page itself, and the day that it is on it, as it is typed; missing where the address holds answers. */
  horloge?: { action: string; le: string | undefined } | undefined
  /** Of the form: the test dossiers that may fill it in, and the one that does. */
  essais?: { liste: readonly { code: string; titre: string }[]; choisi: string | undefined } | undefined
  /** The answers that were typed in the form, as its address holds them: they stay while the day changes. */
  reponses?: string | undefined
  /** Why what was just typed was not taken. */
  avis?: string | undefined
}

/** Above what the public would see: what it is, that nothing of it is kept, and the other pages. */
export const BandeauApercu = ({ brouillon, faute, horloge, essais, reponses, avis }: BandeauProps) => (
  <div class="fr-container fr-mt-2w gt-apercu" id="apercu">
    {avis && (
      <Alert ton="error" petit reponse>
        <p>{avis}</p>
      </Alert>
    )}
    <Alert ton="warning" titre="Aperçu d’un brouillon">
      <p>
        Le public ne voit pas cette page. Rien de ce que vous y faites n’est gardé.{' '}
        <a href={paths.studio.brouillon(brouillon.id)}>Revenir à «&nbsp;{brouillon.titre}&nbsp;»</a>
      </p>
      {faute && (
        <p>
          Une partie de l’appel est en faute&nbsp;: ce qui s’y trouve est montré autrement.{' '}
          <a href={adresseDe(brouillon.id, faute)}>Corriger&nbsp;: {faute.fait}</a>
        </p>
      )}
      {essais && (
        <p>
          Changez les réponses comme le ferait un porteur&nbsp;: les règles de l’appel y répondent. Les pièces demandées sont tenues pour
          jointes.
        </p>
      )}
      <LiensApercu brouillon={brouillon.id} le={horloge?.le} />
      {horloge && (
        <form method="get" action={horloge.action} class="gt-apercu__essais">
          {reponses && <input type="hidden" name="reponses" value={reponses} />}
          {essais && essais.liste.length > 0 && (
            <Select
              name="essai"
              label={reponses ? 'Vos réponses, parties de l’essai' : 'Réponses de l’essai'}
              options={essais.liste.map(e => ({ value: e.code, label: e.titre }))}
              vide="Aucune réponse"
              value={essais.choisi}
            />
          )}
          <Field
            name="le"
            label="Comme si nous étions le"
            hint={'jj/mm/aaaa. Vide\u00a0: aujourd’hui.'}
            value={horloge.le}
            autocomplete="off"
            court
          />
          <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit">
            Montrer
          </button>
        </form>
      )}
    </Alert>
  </div>
)

type PasEncoreProps = { site: Site; brouillon: BrouillonEntier; faute: RemarqueSituee | undefined; panne: string | undefined }
/** A draft of which nothing can be shown yet: why, and where it is mended. */
export const PasEncorePage = ({ site, brouillon, faute, panne }: PasEncoreProps) => (
  <Page
    site={site}
    titre={`Aperçu, ${brouillon.titre}`}
    ariane={[
      { libelle: 'Studio', href: paths.studio.accueil },
      { libelle: brouillon.titre, href: paths.studio.brouillon(brouillon.id) },
      { libelle: 'Aperçu' },
    ]}
  >
    <h1>Aperçu</h1>
    <p>{panne ?? 'Cette page ne peut pas encore être montrée\u00a0: l’appel a un point qui bloque.'}</p>
    {!panne && (
      <p>
        <a href={faute ? adresseDe(brouillon.id, faute) : paths.studio.texte(brouillon.id)}>
          {faute ? `Corriger\u00a0: ${faute.fait}` : 'Corriger le texte de l’appel'}
        </a>
      </p>
    )}
  </Page>
)
