import { paths } from '../../paths.ts'
import { Field, TextArea } from '../../ui/champs.tsx'
import { RadioGroup } from '../../ui/choix.tsx'
import { BoutonPost, Formulaire } from '../../ui/form.tsx'
import { DEMANDE_MAX, MOTS_SUITE, SUITES } from './avis.rules.ts'
import type { DuVu } from './dus.donnees.ts'

/** What the service does of an opinion that the call asks for: it asks, writes again, withdraws, says what becomes of a reserve. */
export type GestesProps = {
  id: string
  /** Whether the reader may ask, and may write again or say what becomes of a reserve. */
  demande: boolean
  suit: boolean
  errors: Readonly<Record<string, string>>
}
type Un = { a: DuVu; p: GestesProps }
export const Demander = ({ a, p }: Un) => (
  <Formulaire action={paths.instruction.avisDus(p.id)} aria-labelledby={`avis-${a.code}-titre`}>
    <input type="hidden" name="code" value={a.code} />
    <Field
      name="courriel"
      id={`courriel-${a.code}`}
      label="Adresse électronique de l’organisme"
      type="email"
      autocomplete="off"
      value={a.saisi?.courriel ?? a.courriel}
      error={p.errors[`courriel-${a.code}`]}
    />
    <TextArea
      name="demande"
      id={`demande-${a.code}`}
      label="La question"
      hint={`${a.dernier} pour répondre. Sans réponse, ${a.siSilence}.`}
      rows={2}
      value={a.saisi?.demande ?? a.question}
      error={p.errors[`demande-${a.code}`]}
      maxlength={DEMANDE_MAX}
    />
    <button class="fr-btn fr-btn--sm" type="submit">
      Demander cet avis<span class="fr-sr-only">, {a.qui}</span>
    </button>
  </Formulaire>
)

export const Relance = ({ a, p }: Un) => (
  <Formulaire action={paths.instruction.relanceAvis(p.id, a.id!)} aria-labelledby={`avis-${a.code}-titre`}>
    <Field
      name="courriel"
      id={`courriel-${a.id}`}
      label="Adresse électronique de l’organisme"
      hint="Un nouveau lien part à cette adresse, et remplace l’ancien. Le délai ne change pas."
      type="email"
      autocomplete="off"
      value={a.saisi?.courriel ?? a.courriel}
      error={p.errors[`courriel-${a.id}`]}
    />
    <button class="fr-btn fr-btn--sm fr-btn--secondary" type="submit">
      Relancer<span class="fr-sr-only"> {a.qui}</span>
    </button>
  </Formulaire>
)

export const Retirer = ({ a, p }: Un) => (
  <BoutonPost action={paths.instruction.retraitAvis(p.id, a.id!)} class="fr-btn fr-btn--tertiary fr-btn--sm">
    {a.position === 'sans_reponse' ? 'Retirer, pour demander à nouveau' : 'Retirer la demande'}
    <span class="fr-sr-only"> faite à {a.qui}</span>
  </BoutonPost>
)

export const Reserve = ({ a, p }: Un) => (
  <>
    {a.suite && (
      <p>
        <b>{MOTS_SUITE[a.suite]}.</b> {a.suiteTexte}
        {a.suite === 'porteur' && (
          <>
            {' '}
            <a href={paths.instruction.complements(p.id)}>Demander un complément</a>
          </>
        )}
      </p>
    )}
    {p.suit && (
      <Formulaire action={paths.instruction.suiteAvis(p.id, a.id!)} aria-labelledby={`avis-${a.code}-titre`}>
        <RadioGroup
          name="suite"
          id={`suite-${a.id}`}
          label="Que faire de la réserve&nbsp;?"
          petit
          value={a.saisi?.suite ?? a.suite}
          error={p.errors[`suite-${a.id}`]}
          options={SUITES.map(s => ({ value: s, label: MOTS_SUITE[s] }))}
        />
        <TextArea
          name="texte"
          id={`texte-${a.id}`}
          label="La phrase de l’arrêté, ou la raison"
          hint="Facultatif si le porteur change son plan."
          rows={2}
          value={a.saisi?.texte ?? a.suiteTexte}
          error={p.errors[`texte-${a.id}`]}
          maxlength={DEMANDE_MAX}
        />
        <button class="fr-btn fr-btn--sm" type="submit">
          Retenir cette suite<span class="fr-sr-only"> à la réserve, {a.qui}</span>
        </button>
      </Formulaire>
    )}
  </>
)
