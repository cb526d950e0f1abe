import { paths } from '../../../paths.ts'
import { DateField, Select, TextArea } from '../../../ui/champs.tsx'
import { FormActions, Formulaire } from '../../../ui/form.tsx'
import { type Cible, ciblesGroupees } from './cibles.ts'
import { POINTS_MAX, type PointSaisi, type SaisieDemande } from './demande.form.ts'

export type FormulaireDemande = {
  saisie: SaisieDemande
  errors: Readonly<Record<string, string>>
  /** Rank of the point that a button has just made, or left: the page opens on it. */
  rang?: number | undefined
}

type Commun = {
  id: string
  cibles: readonly Cible[]
  /** Where the latest request stands as this page shows it. */
  vu: string
  /** The days that the call gives to answer. */
  jours: number | undefined
}

/** Asking the porteur: as many points as needed, each a part of the dossier and what it lacks. Its buttons work without a script. */
export const Demander = ({ id, vu, ...champs }: FormulaireDemande & Commun) => (
  <Formulaire action={paths.instruction.complements(id)} id="demander" aria-labelledby="demander-titre">
    <h3 class="fr-h6" id="demander-titre">
      Demander des compléments
    </h3>
    <p>Le porteur répond sur le dossier, où seuls ces points s’ouvrent. Il reçoit un courriel, ses partenaires aussi.</p>
    <input type="hidden" name="vu" value={vu} />
    <ChampsDemande {...champs} />
    <FormActions principal="Envoyer la demande" filet={false} />
  </Formulaire>
)

/** What a request asks, for one dossier or for many. */
export const ChampsDemande = ({ cibles, jours, saisie, errors, rang }: FormulaireDemande & Pick<Commun, 'cibles' | 'jours'>) => {
  const points = saisie.points.length > 0 ? saisie.points : [{ cible: '', demande: '' }]
  return (
    <>
      {/* Enter in a field presses the first button: it must be the harmless one */}
      <button class="fr-sr-only" type="submit" name="_geste" value="relire" tabindex={-1}>
        Relire la demande
      </button>
      {points.map((p, i) => (
        <PointDemande n={i + 1} p={p} seul={points.length === 1} ouvert={rang === i + 1} errors={errors} cibles={cibles} />
      ))}
      {points.length < POINTS_MAX ? (
        <button class="fr-btn fr-btn--tertiary fr-btn--sm fr-icon-add-line fr-btn--icon-left" type="submit" name="_geste" value="ajouter">
          Ajouter un point
        </button>
      ) : (
        <p class="gt-sous">Une demande a {POINTS_MAX}&nbsp;points au plus.</p>
      )}
      <div class="fr-mt-3w">
        <TextArea name="message" label="Message au porteur" facultatif rows={3} value={saisie.message} error={errors.message} />
        <DateField
          name="echeance"
          label="Réponse jusqu’au"
          hint={`Au format jj/mm/aaaa. ${jours === undefined ? 'L’appel ne fixe pas de délai\u00a0: choisissez la date.' : `L’appel donne ${jours}\u00a0jour${jours > 1 ? 's' : ''} au porteur.`}`}
          value={saisie.echeance}
          error={errors.echeance}
        />
      </div>
    </>
  )
}

type PointProps = Pick<FormulaireDemande, 'errors'> & {
  n: number
  p: PointSaisi
  seul: boolean
  ouvert: boolean
  cibles: readonly Cible[]
}
const PointDemande = ({ n, p, seul, ouvert, errors, cibles }: PointProps) => (
  <fieldset class="fr-fieldset gt-point" id={`point-${n}`} tabindex={ouvert ? -1 : undefined} autofocus={ouvert || undefined}>
    <legend class="fr-fieldset__legend">Point {n}</legend>
    <div class="fr-fieldset__element">
      <Select name={`cible-${n}`} label="Partie du dossier" value={p.cible} error={errors[`cible-${n}`]} options={ciblesGroupees(cibles)} />
      <TextArea name={`demande-${n}`} label="Ce qui manque" rows={2} value={p.demande} error={errors[`demande-${n}`]} />
      {!seul && (
        <button
          class="fr-btn fr-btn--tertiary-no-outline fr-btn--sm fr-icon-delete-line fr-btn--icon-left"
          type="submit"
          name="_geste"
          value={`retirer:${n}`}
        >
          Retirer le point {n}
        </button>
      )}
    </div>
  </fieldset>
)
