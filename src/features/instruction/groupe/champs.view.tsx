import type { FieldErrors } from '../../../lib/forms.ts'
import { Field, Select, TextArea } from '../../../ui/champs.tsx'
import { Checkbox, CheckboxGroup } from '../../../ui/choix.tsx'
import { ChampsDemande, type Cible } from '../../complements/index.ts'
import { MESSAGE_MAX } from '../../messages/index.ts'
import { type ActeGroupe, nombreDossiers } from './groupe.rules.ts'
import type { SaisieActe } from './lire-parametres.ts'

export type ChampsProps = {
  acte: ActeGroupe
  dossiers: readonly { id: string; numero: string; porteur: string; etiquettes: readonly string[] }[]
  personnes: readonly { id: string; nom: string; enCharge: number }[]
  /** Parts of these dossiers that a request may name, and the days that their call gives to answer. */
  cibles: readonly Cible[]
  jours: number | undefined
  saisie: SaisieActe
  errors: FieldErrors
  /** The point of a request that a button has just made, or left. */
  rang?: number | undefined
}

/** What an act asks, the same for every dossier. */
export const Champs = (p: ChampsProps) => {
  switch (p.acte) {
    case 'affecter':
      return <Affecter {...p} />
    case 'etiqueter':
      return <Etiqueter {...p} />
    case 'ecrire':
      return <Ecrire {...p} />
    case 'demander_complement':
      return <Demander {...p} />
    case 'demander_avis':
      return (
        <p>
          Chaque organisme que l’appel consulte reçoit un lien par dossier, à son adresse. Un avis déjà demandé ne l’est pas deux
          fois&nbsp;; un dossier qui n’en demande aucun est laissé tel quel.
        </p>
      )
    case 'passer_au_comite':
      return null
  }
}

const Affecter = ({ personnes, saisie, errors }: ChampsProps) => (
  <>
    <Select
      name="a"
      label="Qui s’occupe de ces dossiers"
      hint="Cette personne reçoit un courriel à la fin, avec la liste. Un dossier qu’elle ne peut pas lire n’est pas affecté."
      value={saisie.a}
      error={errors.a}
      options={personnes.map(x => ({ value: x.id, label: `${x.nom} (${nombreDossiers(x.enCharge)} en charge)` }))}
    />
    <Checkbox
      name="reprendre"
      label="Affecter aussi les dossiers dont quelqu’un d’autre s’occupe"
      hint="Sinon, ils restent à cette personne."
      checked={saisie.reprendre}
    />
  </>
)

const Etiqueter = ({ dossiers, saisie, errors }: ChampsProps) => {
  const portees = [...new Set([...dossiers.flatMap(d => d.etiquettes), ...saisie.retirer])].sort((a, b) => a.localeCompare(b, 'fr'))
  return (
    <>
      <Field
        name="ajouter"
        label="Ajouter des étiquettes"
        hint="Séparées par des virgules. Le porteur ne les voit jamais."
        value={saisie.ajouter}
        error={errors.ajouter}
        facultatif={portees.length > 0}
        autocomplete="off"
      />
      {portees.length > 0 && (
        <CheckboxGroup
          name="retirer"
          label="Retirer des étiquettes"
          facultatif
          values={saisie.retirer}
          options={portees.map(e => ({ value: e, label: e }))}
        />
      )}
    </>
  )
}

const Ecrire = ({ saisie, errors }: ChampsProps) => (
  <TextArea
    name="texte"
    label="Message"
    hint="Le même pour chaque dossier. Chaque porteur et ses partenaires reçoivent un courriel, et répondent sur leur dossier."
    rows={8}
    value={saisie.texte}
    error={errors.texte}
    maxlength={MESSAGE_MAX}
  />
)

const Demander = ({ cibles, jours, saisie, errors, rang }: ChampsProps) => (
  <>
    <p>
      Chaque porteur répond sur son dossier, où seuls ces points s’ouvrent. Il reçoit un courriel, ses partenaires aussi. Un dossier dont
      une demande attend déjà n’en reçoit pas d’autre.
    </p>
    <ChampsDemande cibles={cibles} jours={jours} saisie={saisie.demande} errors={errors} rang={rang} />
  </>
)
