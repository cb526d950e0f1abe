import { paths } from '../../paths.ts'
import { DateField, Field, FileField, MoneyField, PasswordField, Select, TextArea } from '../../ui/champs.tsx'
import { Checkbox, CheckboxGroup, RadioGroup } from '../../ui/choix.tsx'
import { Enregistrement } from '../../ui/dossier.tsx'
import { BoutonPost, Cle, ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Fichiers } from '../../ui/listes.tsx'
import { ChampStructure } from '../../ui/structure.tsx'
import { Exemple } from './exemple.tsx'

const ERREURS = {
  titre: 'Indiquez le titre du projet',
  cout: '« 12 mille » n’est pas un montant. Écrivez par exemple 12\u00a0500,50',
  volet: 'Choisissez un volet',
  _form: 'Le dossier a changé pendant votre saisie. Relisez-le avant d’enregistrer.',
}
const VOLETS = [
  { value: '1', label: 'Volet 1, organisation', hint: 'Une organisation s’appuyant davantage sur le numérique' },
  { value: '2', label: 'Volet 2, compétences' },
  { value: '3', label: 'Volet 3, relation avec les usagers', disabled: true },
]

export const ExemplesFormulaires = () => (
  <>
    <Exemple nom="ErrorSummary">
      <ErrorSummary errors={ERREURS} />
    </Exemple>
    <Exemple nom="Formulaire">
      <Formulaire action={paths.dev.composants} enregistrement={paths.dev.composants} fichiers class="gt-champs">
        <input type="hidden" name="_base" value="{}" />
        <input type="hidden" name="_page" value="exemple" />
        <Cle valeur="exemple" />
        <Enregistrement enregistre={'9\u00a0h\u00a058'} />
        <Champs />
        <Choix />
        <FileField
          name="deliberation"
          label="Délibération"
          hint="PDF, 20 Mo au plus."
          dejaLa={<Fichiers fichiers={[{ nom: 'deliberation-2021-07-26.pdf', href: '#', octets: 412_000 }]} />}
        />
        <FileField name="budget" label="Budget prévisionnel" facultatif error="Le fichier est vide. Choisissez-en un autre." />
        <FormActions principal="Enregistrer et continuer" name="suite" value="2">
          <a class="fr-link fr-icon-arrow-left-line fr-link--icon-left" href={paths.accueil}>
            Étape 1, porteur
          </a>
        </FormActions>
      </Formulaire>
    </Exemple>
    <Exemple nom="Enregistrement">
      <Enregistrement />
      <Enregistrement enregistre={'9\u00a0h\u00a058'} sauf="le coût global" />
    </Exemple>
    <Exemple nom="BoutonPost">
      <BoutonPost action={paths.dev.composants} champs={{ persona: 'porteur-commune' }}>
        Se connecter comme porteur
      </BoutonPost>
    </Exemple>
  </>
)

const Champs = () => (
  <>
    <Field name="titre" label="Titre du projet" hint="Court et parlant." error={ERREURS.titre} maxlength={120} />
    <Field name="courriel" type="email" label="Courriel" autocomplete="email" value="mairie@guichet.example" facultatif />
    <Field name="agents" label="Agents concernés" inputmode="numeric" suffix="agents" value="14" />
    <MoneyField name="aide" label="Aide demandée" value={'38\u00a0000'} />
    <MoneyField name="cout" label="Coût global" hint="Tous financements compris." value="12 mille" error={ERREURS.cout} />
    <DateField name="debut" label="Début du projet" value="03/01/2022" />
    <PasswordField name="motDePasse" label="Mot de passe" hint="12 caractères au moins." autocomplete="new-password" />
    <TextArea name="resume" label="Résumé" maxlength={1000} value="Un guichet en ligne commun pour les familles." />
    <TextArea name="besoins" label="Besoins" facultatif rows={3} error="Dites en une phrase ce qui manque aujourd’hui" />
    <Select
      name="departement"
      label="Département"
      value="2A"
      options={[
        { value: '2A', label: 'Corse-du-Sud' },
        { value: '2B', label: 'Haute-Corse' },
      ]}
    />
    <Select
      name="action"
      label="Action"
      error="Choisissez une action"
      options={[{ groupe: 'Volet 1', options: [{ value: '1a', label: 'Exploiter des données' }] }]}
    />
    <ChampStructure name="structure" label="Votre structure" hint="Nom, SIREN ou code INSEE." saisie="Vico" />
  </>
)

const Choix = () => (
  <>
    <RadioGroup name="volet" label="Volet du projet" hint="Un seul." options={VOLETS} error={ERREURS.volet} />
    <RadioGroup
      name="urbanisme"
      label="Le projet touche-t-il aux autorisations d’urbanisme ?"
      options={[
        { value: 'oui', label: 'Oui' },
        { value: 'non', label: 'Non' },
      ]}
      value="non"
      enLigne
    />
    <CheckboxGroup
      name="actions"
      label="Actions"
      facultatif
      options={[
        { value: 'a', label: 'Dématérialiser un processus', hint: 'Interne ou tourné vers les usagers' },
        { value: 'b', label: 'Mener une étude' },
      ]}
      values={['a']}
    />
    <Checkbox name="engagement" label="Les informations du dossier sont exactes." checked />
    <Checkbox
      name="engagement2"
      label="La structure remettra un bilan chaque trimestre."
      hint="Clause C5.10"
      error="Cochez cet engagement pour déposer"
    />
  </>
)
