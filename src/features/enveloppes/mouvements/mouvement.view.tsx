import { formatEuros } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { FileField, MoneyField, Select, TextArea } from '../../../ui/champs.tsx'
import { Cle, ErrorSummary, Formulaire } from '../../../ui/form.tsx'
import type { Apercu, EnveloppesVue } from './enveloppes.donnees.ts'
import { GENRES, MOTS_GENRE, RAISON_MAX, resteADecider } from './mouvement.rules.ts'

/** A movement: what it changes is read beside the button that does it, which says the act and its amount. */
export const MouvementForm = ({
  appel,
  enveloppes,
  form: { saisie, errors, apercu, cle },
}: Pick<EnveloppesVue, 'appel' | 'enveloppes' | 'form'>) => {
  const options = enveloppes.map(e => ({ value: e.id, label: `${e.libelle} (reste ${formatEuros(resteADecider(e))})` }))
  const plusieurs = enveloppes.length > 1
  const genres = GENRES.filter(g => (g !== 'transfert' || plusieurs) && (g !== 'maintien' || saisie.version !== ''))
  return (
    <section class="gt-credits__section gt-hors-papier" aria-labelledby="mouvement-titre" id="nouveau">
      <h2 class="fr-h5" id="mouvement-titre">
        Nouveau mouvement
      </h2>
      <ErrorSummary errors={errors as FieldErrors} />
      <div data-controller="apres" data-apres-url-value={paths.administration.enveloppes(appel.slug)}>
        <Formulaire
          action={paths.administration.mouvements(appel.slug)}
          fichiers
          aria-labelledby="mouvement-titre"
          class="gt-credits__form"
        >
          <Cle valeur={cle} />
          <input type="hidden" name="version" value={saisie.version} />
          <div class="gt-credits__champs">
            <Select
              name="mouvement"
              label="Mouvement"
              value={saisie.mouvement}
              options={genres.map(g => ({ value: g, label: MOTS_GENRE[g] }))}
              error={errors.mouvement}
            />
            <div class="gt-credits__montant">
              <MoneyField name="montant" label="Montant" value={saisie.montant} error={errors.montant} />
            </div>
            {plusieurs && (
              <>
                <div class="gt-credits__de">
                  <Select name="de" label="De" value={saisie.de} options={options} error={errors.de} />
                </div>
                <div class="gt-credits__vers">
                  <Select name="vers" label="Vers" value={saisie.vers} options={options} error={errors.vers} />
                </div>
              </>
            )}
            <TextArea
              name="raison"
              label="Raison"
              hint="Elle reste au registre"
              rows={3}
              maxlength={RAISON_MAX}
              value={saisie.raison}
              error={errors.raison}
            />
            <FileField
              name="fichier"
              label="Document"
              facultatif
              hint={'Un PDF de 10\u00a0Mo au plus. Vous pouvez le joindre dans les 7\u00a0jours'}
              accept=".pdf"
              error={errors.fichier}
            />
          </div>
          <div data-apres-target="vue">
            <Apres apercu={apercu} />
          </div>
        </Formulaire>
        <p class="fr-sr-only" role="status" data-apres-target="annonce"></p>
      </div>
    </section>
  )
}

const Apres = ({ apercu }: { apercu: Apercu }) => (
  <>
    <h3 class="fr-text--md fr-mb-1v">Après ce mouvement</h3>
    {!apercu && (
      <p class="gt-sous">Choisissez un mouvement et son montant&nbsp;: vous lirez ici ce qu’il change, avant de l’enregistrer.</p>
    )}
    {apercu && 'refus' in apercu && (
      <div class="fr-alert fr-alert--warning fr-alert--sm">
        <p>{apercu.refus}</p>
      </div>
    )}
    {apercu && 'lignes' in apercu && (
      <>
        <input type="hidden" name="vu" value={apercu.vu} />
        <dl class="gt-credits__apres">
          {apercu.lignes.map(l => (
            <Avant {...l} />
          ))}
          <Avant {...apercu.total} />
        </dl>
      </>
    )}
    <div class="gt-actions gt-actions--simple">
      {apercu && 'acte' in apercu && (
        <button class="fr-btn fr-btn--sm" type="submit" data-apres-acte={apercu.acte}>
          {apercu.acte}
        </button>
      )}
      <button class="fr-btn fr-btn--sm fr-btn--secondary" type="submit" name="acte" value="calculer">
        {apercu ? 'Recalculer' : 'Voir ce que cela change'}
      </button>
    </div>
  </>
)

const Avant = ({ terme, avant, apres }: { terme: string; avant: number; apres: number }) => (
  <div>
    <dt>{terme}</dt>
    <dd>
      {avant === apres ? (
        'inchangé'
      ) : (
        <>
          {formatEuros(avant)} <span aria-hidden="true">→</span>
          <span class="fr-sr-only">devient</span> <strong>{formatEuros(apres)}</strong>
        </>
      )}
    </dd>
  </div>
)
