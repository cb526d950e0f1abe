import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Field, Select } from '../../../ui/champs.tsx'
import { RadioGroup } from '../../../ui/choix.tsx'
import { NomStructure } from '../../../ui/declaree.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Time } from '../../../ui/texte.tsx'
import { decrireFiche, decrireStructure } from '../decrire.ts'
import type { Fiche } from '../repertoire/repertoire.queries.ts'
import type { Structure } from '../structures.queries.ts'
import { ariane } from '../structures.view.tsx'
import { FONCTION } from '../trouvees.view.tsx'
import { FORMES } from './declaration.form.ts'

export type SaisieDeclaration = Partial<
  Record<'numero' | 'siren' | 'rna' | 'demande' | 'nom' | 'type' | 'commune' | 'departement' | 'adresse' | 'fonction' | 'retour', string>
>
/** What has the number that was declared: a structure known here, declared by somebody that day perhaps, or a line of the directory. */
export type DejaConnue = { valeur: string; nom: string; decrit: string; declaree: boolean; declareeLe?: Date | undefined }
export const connueDeStructure = (s: Structure, declareeLe?: Date): DejaConnue => ({
  valeur: s.id,
  nom: s.nom,
  decrit: decrireStructure(s),
  declaree: s.declaree,
  declareeLe,
})
export const connueDeFiche = (f: Fiche): DejaConnue => ({ valeur: f.siren, nom: f.nom, decrit: decrireFiche(f), declaree: false })

type Props = {
  site: Site
  departements: readonly { code: string; nom: string }[]
  values: SaisieDeclaration
  errors?: FieldErrors
  connue?: DejaConnue | undefined
  /** Set when what was declared is put right: nobody joins by it. */
  corrige?: { id: string; nom: string; motif: string | null } | undefined
}

/** By hand, for whoever was not found: five answers, then the dossier. */
export const DeclarerPage = (p: Props) => {
  const titre = p.corrige ? 'Corriger la déclaration' : 'Déclarer votre structure'
  const { values, errors = {} } = p
  return (
    <Page
      site={p.site}
      titre={titre}
      erreur={Object.keys(errors).length > 0 || !!p.connue}
      ariane={[...ariane, { libelle: 'Mes structures', href: paths.structures.rejoindre }, { libelle: titre }]}
    >
      <div class="fr-grid-row">
        <div class="fr-col-12 fr-col-lg-9">
          <ErrorSummary errors={errors} />
          <h1>{titre}</h1>
          {p.corrige?.motif && (
            <Alert ton="warning" titre="Structure non confirmée">
              <p>Le service a écrit&nbsp;: «&nbsp;{p.corrige.motif}&nbsp;»</p>
            </Alert>
          )}
          {p.connue && <Connue connue={p.connue} values={values} corrige={!!p.corrige} />}
          <p class="fr-text--lead">
            {p.corrige
              ? 'Le service relit la déclaration corrigée. Le brouillon reste. Un dossier déposé garde son heure et son numéro.'
              : 'Quelques réponses. Vous pouvez rédiger et déposer tout de suite. Le service confirme ensuite.'}
          </p>
          <Formulaire action={p.corrige ? paths.structures.corriger(p.corrige.id) : paths.structures.declarer}>
            {values.retour && <input type="hidden" name="retour" value={values.retour} />}
            <RadioGroup
              name="numero"
              label={'Quel numéro avez-vous\u00a0?'}
              hint={
                'Sans aucun des deux\u00a0: une association demande son RNA à la préfecture, toute autre structure son SIREN au guichet des formalités des entreprises. Le récépissé de cette demande suffit pour commencer.'
              }
              enLigne
              options={[
                { value: 'siren', label: 'Un SIREN' },
                { value: 'rna', label: 'Un RNA seulement' },
                { value: 'aucun', label: 'Aucun des deux' },
              ]}
              value={values.numero}
              error={errors.numero}
            />
            <div class="gt-deux-champs">
              <Field
                name="siren"
                label="SIREN, si vous en avez un"
                hint="Neuf chiffres"
                inputmode="numeric"
                autocomplete="off"
                value={values.siren}
                error={errors.siren}
              />
              <Field
                name="rna"
                label="RNA, si vous n’avez pas de SIREN"
                hint="W puis neuf signes, sur le récépissé de la préfecture"
                autocomplete="off"
                value={values.rna}
                error={errors.rna}
              />
              <div class="gt-deux-champs__large">
                <Field
                  name="demande"
                  label="Récépissé de votre demande, si vous n’avez ni l’un ni l’autre"
                  hint="Son numéro, tel qu’il est écrit sur le récépissé"
                  autocomplete="off"
                  value={values.demande}
                  error={errors.demande}
                />
              </div>
              <Field
                name="nom"
                label="Nom exact"
                hint="Celui des statuts"
                autocomplete="organization"
                value={values.nom}
                error={errors.nom}
              />
              <Select name="type" label="Forme juridique" options={FORMES} value={values.type} error={errors.type} />
              <Field name="commune" label="Commune du siège" autocomplete="off" value={values.commune} error={errors.commune} />
              <Select
                name="departement"
                label="Département du siège"
                options={p.departements.map(d => ({ value: d.code, label: `${d.nom} (${d.code})` }))}
                value={values.departement}
                error={errors.departement}
              />
              <div class="gt-deux-champs__large">
                <Field
                  name="adresse"
                  label="Adresse du siège"
                  autocomplete="street-address"
                  value={values.adresse}
                  error={errors.adresse}
                />
              </div>
              {!p.corrige && <Field name="fonction" {...FONCTION} value={values.fonction} error={errors.fonction} />}
            </div>
            <p class="fr-hint-text">
              La clé du SIREN est vérifiée, et le répertoire relu une dernière fois. Sans SIREN, l’aide peut être accordée&nbsp;: l’acte et
              le paiement attendent ce numéro.
            </p>
            <FormActions principal={p.corrige ? 'Envoyer la correction' : 'Déclarer et continuer'} filet={false}>
              <a class="fr-btn fr-btn--secondary" href={p.corrige ? paths.structures.voir(p.corrige.id) : paths.structures.rejoindre}>
                {p.corrige ? 'Ne rien changer' : 'Revenir à la recherche'}
              </a>
            </FormActions>
          </Formulaire>
        </div>
      </div>
    </Page>
  )
}

/** This number is that of a structure already: it is joined, never declared twice. */
const Connue = ({ connue, values, corrige }: { connue: DejaConnue; values: SaisieDeclaration; corrige: boolean }) => (
  <Alert ton="warning" titre={connue.declaree ? 'Ce numéro est déjà déclaré' : 'Ce numéro est celui d’une structure connue'} reponse>
    <p>
      <NomStructure nom={connue.nom} declaree={connue.declaree} />, {connue.decrit}.
      {connue.declareeLe && (
        <>
          {' '}
          Une autre personne l’a déclarée le <Time instant={connue.declareeLe} forme="jour" />.
        </>
      )}
    </p>
    {corrige ? (
      <p>Si c’est la vôtre, écrivez au service&nbsp;: il réunit les deux.</p>
    ) : (
      <Formulaire action={paths.structures.rejoindre} class="fr-mt-2w">
        <input type="hidden" name="structure" value={connue.valeur} />
        {values.retour && <input type="hidden" name="retour" value={values.retour} />}
        {values.fonction ? (
          <input type="hidden" name="fonction" value={values.fonction} />
        ) : (
          <Field name="fonction" id="fonction-connue" {...FONCTION} />
        )}
        <button class="fr-btn fr-btn--secondary fr-mt-1w" type="submit">
          Rejoindre cette structure
        </button>
      </Formulaire>
    )}
    <p class="fr-mt-1w">
      Ce n’est pas vous&nbsp;? <a href={paths.aide}>Écrivez au service</a>.
    </p>
  </Alert>
)
