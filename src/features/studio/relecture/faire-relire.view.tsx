import { formatDateCivile } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { DateField, Select } from '../../../ui/champs.tsx'
import { BoutonPost, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Time } from '../../../ui/texte.tsx'
import type { Relecture } from './relectures.queries.ts'

export type FaireRelireProps = {
  brouillon: string
  relectures: readonly Relecture[]
  lecteurs: readonly { id: string; nom: string }[]
  /** The guichet asks for one before it publishes. */
  demandee: boolean
  values?: Record<string, string>
  errors?: FieldErrors
}

/** Who was asked to read a draft and what they said, and the way to ask somebody else. */
export const FaireRelire = ({ brouillon, relectures, lecteurs, demandee, values = {}, errors = {} }: FaireRelireProps) => (
  <section id="relecture" tabindex={-1} aria-labelledby="titre-relecture">
    <h2 class="fr-h5" id="titre-relecture">
      Faire relire
    </h2>
    {demandee && <p>Ce guichet fait relire un appel par une autre personne avant de le publier.</p>}
    {relectures.length > 0 && (
      <ul class="gt-relectures">
        {relectures.map(r => (
          <li>
            <Etat {...r} />
            {!r.lueLe && <BoutonPost action={paths.studio.retraitRelecture(r.id)}>Retirer la demande</BoutonPost>}
            {r.lueLe && !r.meme && !relectures.some(x => x.lecteurId === r.lecteurId && x.demandeeLe > r.demandeeLe) && (
              <BoutonPost
                action={paths.studio.relectures(brouillon)}
                champs={{ lecteur: r.lecteurId, pour_le: values.pour_le || formatDateCivile(r.pourLe), encore: 'oui' }}
              >
                Lui envoyer ce qui a changé
              </BoutonPost>
            )}
          </li>
        ))}
      </ul>
    )}
    {lecteurs.length === 0 ? (
      <p>Personne d’autre n’a de rôle dans ce guichet.</p>
    ) : (
      <Formulaire action={paths.studio.relectures(brouillon)} aria-labelledby="titre-relecture">
        <Select
          name="lecteur"
          label="À qui"
          hint="Une personne qui n’a pas écrit l’appel."
          value={values.lecteur}
          options={lecteurs.map(l => ({ value: l.id, label: l.nom }))}
          error={errors.lecteur}
        />
        <DateField name="pour_le" label="Pour le" hint="Au format jj/mm/aaaa" value={values.pour_le} error={errors.pour_le} />
        <p class="fr-hint-text">
          Elle reçoit un lien, lit ce qui change et la page du public. Possible même si des points bloquent encore.
        </p>
        <FormActions principal="Envoyer à relire" filet={false} />
      </Formulaire>
    )}
  </section>
)

const Etat = ({ lecteur, pourLe, lueLe, remarque, meme }: Relecture) => {
  if (!lueLe)
    return (
      <p>
        <b>{lecteur}</b>&nbsp;: relecture attendue pour le {formatDateCivile(pourLe)}.
      </p>
    )
  return (
    <>
      <p>
        <b>{lecteur}</b>&nbsp;: {remarque === null ? 'rien à redire' : 'une remarque'}, le <Time instant={lueLe} />.{' '}
        {!meme && 'Le texte a changé depuis.'}
      </p>
      {remarque !== null && <blockquote class="gt-relectures__remarque">{remarque}</blockquote>}
    </>
  )
}
