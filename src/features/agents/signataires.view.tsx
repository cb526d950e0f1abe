import { formatDateCivile } from '../../lib/dates.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { de, majuscule } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Alert, EmptyState } from '../../ui/blocs.tsx'
import { DateField, Field, Select } from '../../ui/champs.tsx'
import { Checkbox, CheckboxGroup } from '../../ui/choix.tsx'
import { BoutonPost, FormActions, Formulaire } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import type { Appel } from '../cahier/index.ts'
import type { SaisieFonction } from './fonctions.ts'
import { arianePersonnes, dire } from './personnes.mots.ts'
import { nomDuSignataire } from './signataires.mots.ts'
import type { Signataire, SignataireAilleurs } from './signataires.queries.ts'

export type SaisieSignataire = SaisieFonction & { personne: string; departements: readonly string[] }
export const SIGNATAIRE_VIDE: SaisieSignataire = {
  ...{ personne: '', departements: [], prenom: '', nom: '', qualite: '', service: '', depuis: '', enPropre: false },
}

export type SignatairesProps = {
  appel: Appel
  /** Who may be designated. */
  designables: readonly { id: string; nom: string; courriel: string }[]
  signataires: readonly Signataire[]
  /** In office for other calls: given this one by one press. */
  ailleurs: readonly SignataireAilleurs[]
  fonction: SaisieSignataire
  errors: FieldErrors
}

const Qui = ({ s }: { s: Pick<Signataire, 'prenom' | 'nom' | 'qualite' | 'service'> }) => (
  <>
    {majuscule(s.qualite)}
    <div class="gt-sous">
      {nomDuSignataire(s)}, {s.service}
    </div>
  </>
)

/** Whose name decisions and acts of the call bear: what each signs, since when; and how somebody is designated. */
export const Signataires = ({ appel, signataires, ailleurs, designables, fonction, errors }: SignatairesProps) => (
  <section aria-labelledby="signatures" class="fr-mt-5w">
    <h2 class="fr-h4" id="signatures">
      Signatures et délégations
    </h2>
    <Tableau
      legende="Qui décide et signe"
      legendeCachee
      lignes={signataires}
      vide={
        <EmptyState titre="Aucun signataire n’est désigné pour cet appel.">
          Les lettres et les actes portent ce que le texte de l’appel dit du signataire, s’il le dit.
        </EmptyState>
      }
      colonnes={[
        {
          titre: 'Qui',
          cellule: s => <Qui s={s} />,
        },
        {
          titre: 'Signe',
          cellule: s => (s.enPropre ? 'Tout, en son nom' : 'Par délégation'),
        },
        { titre: 'Où', cellule: s => [...new Set(s.perimetres.map(dire(appel).departements))].join('\u202f; ') },
        { titre: 'En fonction', cellule: s => `depuis le ${formatDateCivile(s.depuis)}` },
        {
          titre: 'Acte',
          cellule: s => (
            <a href={paths.administration.finSignataire(appel.slug, s.id)}>
              Fin de fonctions<span class="fr-sr-only"> {de(s.qualite)}</span>
            </a>
          ),
        },
      ]}
    />
    <p>
      Un acte signé hors des dates ou du montant d’une délégation est refusé, avec la raison.{' '}
      <a href={paths.administration.delegations(appel.slug)}>Délégations de signature</a>
    </p>
    {ailleurs.length > 0 && <DejaEnFonction {...{ appel, ailleurs }} />}
    <Nommer {...{ appel, signataires, ailleurs, designables, fonction, errors }} />
  </section>
)

const DejaEnFonction = ({ appel, ailleurs }: Pick<SignatairesProps, 'appel' | 'ailleurs'>) => (
  <Tableau
    legende="Déjà signataires dans ce guichet"
    lignes={ailleurs}
    colonnes={[
      {
        titre: 'Qui',
        cellule: s => <Qui s={s} />,
      },
      { titre: 'Signe', cellule: s => (s.enPropre ? 'Tout, en son nom' : 'Par délégation') },
      {
        titre: 'Acte',
        cellule: s => (
          <BoutonPost action={paths.administration.personnes(appel.slug)} champs={{ role: s.roleId }}>
            Désigner pour cet appel<span class="fr-sr-only">&nbsp;: {s.qualite}</span>
          </BoutonPost>
        ),
      },
    ]}
  />
)

/** Somebody who is in office is not designated anew: their capacity would change under what they sign. */
const Nommer = ({ appel, signataires, ailleurs, designables, fonction: v, errors }: SignatairesProps) => {
  const enFonction = new Set([...signataires, ...ailleurs].map(s => s.compteId))
  const personnes = designables
    .filter(c => c.id === v.personne || !enFonction.has(c.id))
    .map(c => ({ value: c.id, label: `${c.nom} (${c.courriel})` }))
  if (personnes.length === 0) return null
  return (
    <div class="gt-etroit gt-hors-papier">
      <h3 class="fr-h5" id="nommer">
        Désigner un nouveau signataire
      </h3>
      <Formulaire action={paths.administration.signataires(appel.slug)} aria-labelledby="nommer">
        <Select name="personne" label="Compte de la personne" value={v.personne} error={errors.personne} options={personnes} />
        <Field name="prenom" label="Prénom" value={v.prenom} error={errors.prenom} autocomplete="off" />
        <Field name="nom" label="Nom" value={v.nom} error={errors.nom} autocomplete="off" />
        <Field
          name="qualite"
          label="Qualité, telle qu’elle s’imprime"
          hint={'Avec son article\u00a0: le préfet de Corse, la secrétaire générale'}
          value={v.qualite}
          error={errors.qualite}
          autocomplete="off"
        />
        <Field
          name="service"
          label="Service"
          hint={'Par exemple\u00a0: Préfecture de Corse'}
          value={v.service}
          error={errors.service}
          autocomplete="off"
        />
        <DateField name="depuis" label="En fonction depuis le" facultatif value={v.depuis} error={errors.depuis} />
        <Checkbox
          name="en_propre"
          label={'C’est l’autorité\u00a0: elle signe en son nom'}
          hint="Sinon, cette personne signe ce qu’une délégation lui ouvre."
          checked={v.enPropre}
        />
        {appel.territoire.departements.length > 0 && (
          <CheckboxGroup
            name="departement_signe"
            label="Signe pour ces départements"
            hint="Ne cochez rien pour tout le territoire."
            facultatif
            values={v.departements}
            error={errors.departement_signe}
            options={appel.territoire.departements.map(d => ({ value: d.code, label: d.nom }))}
          />
        )}
        <FormActions principal="Désigner ce signataire" filet={false} />
      </Formulaire>
    </div>
  )
}

type FinProps = { site: Site; appel: Pick<Appel, 'slug' | 'titre'>; s: Signataire }
/** Before an office ends: what ends with it. */
export const FinFonctionsPage = ({ site, appel, s }: FinProps) => (
  <Page
    site={site}
    titre={`Fin de fonctions, ${appel.titre}`}
    ariane={[
      ...arianePersonnes(appel),
      { libelle: 'Qui instruit quoi', href: paths.administration.personnes(appel.slug) },
      { libelle: 'Fin de fonctions' },
    ]}
  >
    <div class="gt-lecture">
      <h1 class="fr-h2">Fin de fonctions</h1>
      <p class="fr-text--lead">
        {nomDuSignataire(s)}, {s.qualite}
      </p>
      <p>
        Dès maintenant, cette personne ne signe plus rien, sur aucun appel. Les délégations qu’elle a données ou reçues n’ouvrent plus rien.
        Ce qui est signé le reste.
      </p>
      {!s.enPropre && <p>Elle signe par délégation.</p>}
      <Formulaire action={paths.administration.finSignataire(appel.slug, s.id)}>
        <FormActions principal="Mettre fin à ses fonctions" filet={false}>
          <a class="fr-link" href={paths.administration.personnes(appel.slug)}>
            Annuler
          </a>
        </FormActions>
      </Formulaire>
    </div>
  </Page>
)

/** What is said before publishing, and beside the call, when nobody is designated to sign it. */
export const SansSignataire = ({ signataires, slug }: { signataires: readonly unknown[]; slug: string }) =>
  signataires.length > 0 ? null : (
    <Alert ton="warning" petit>
      <p>
        Personne n’est désigné pour signer. <a href={`${paths.administration.personnes(slug)}#signatures`}>Désigner un signataire</a>
      </p>
    </Alert>
  )
