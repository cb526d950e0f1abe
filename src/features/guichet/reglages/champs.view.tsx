import type { FieldErrors } from '../../../lib/forms.ts'
import { Field, TextArea } from '../../../ui/champs.tsx'
import { RadioGroup } from '../../../ui/choix.tsx'
import { CHAMPS, type Cle, clesDe, type Section } from './champs.table.ts'

export type ChampsProps = { section: Section; champs: ReadonlyMap<string, string>; erreurs: FieldErrors }

/** The fields of a section, with what is typed in them. */
export const ChampsDeSection = ({ section, champs, erreurs }: ChampsProps) => {
  if (section === 'conservation') return <PhraseConservation champs={champs} erreurs={erreurs} />
  return (
    <div class="gt-studio__champs">
      {clesDe(section).map(cle => (
        <div class={CHAMPS[cle].court ? undefined : 'gt-studio__large'}>
          <UnChamp cle={cle} value={champs.get(cle) ?? ''} error={erreurs[cle]} />
        </div>
      ))}
    </div>
  )
}

const UnChamp = ({ cle, value, error }: { cle: Cle; value: string; error: string | undefined }) => {
  const { libelle: label, aide: hint, genre } = CHAMPS[cle]
  const commun = { name: cle, label, hint, error, facultatif: genre.facultatif ?? false, value }
  if (genre.controle === 'fixe')
    return (
      <p class="gt-reglages__fixe">
        {label}&nbsp;: <b>{value}</b>
        <span class="fr-hint-text">{hint}</span>
      </p>
    )
  if (genre.controle === 'choix') return <RadioGroup {...commun} options={genre.choix ?? []} enLigne />
  if (genre.controle === 'texte') return <TextArea {...commun} rows={3} />
  return <Field {...commun} type={genre.type ?? 'text'} autocomplete="off" {...(genre.type ? { spellcheck: false } : {})} />
}

const PHRASES: readonly { cle: Cle; avant: string; apres: string }[] = [
  { cle: 'conservation.dossiersAns', avant: 'Un projet aidé\u00a0:', apres: 'ans après sa fin.' },
  { cle: 'conservation.refusesAns', avant: 'Un dossier refusé ou retiré\u00a0:', apres: 'ans.' },
  { cle: 'conservation.brouillonsMois', avant: 'Un brouillon que personne ne touche\u00a0:', apres: 'mois.' },
  { cle: 'conservation.comptesMois', avant: 'Un compte sans visite\u00a0:', apres: 'mois.' },
]
/** Durations, as sentences. */
const PhraseConservation = ({ champs, erreurs }: Omit<ChampsProps, 'section'>) => (
  <>
    <p class="gt-reglages__phrase">
      {PHRASES.map(({ cle, avant, apres }) => {
        const { libelle, genre } = CHAMPS[cle]
        return (
          <span>
            {avant}{' '}
            <input
              class={`fr-input${erreurs[cle] ? ' fr-input--error' : ''}`}
              id={cle}
              name={cle}
              value={champs.get(cle) ?? ''}
              inputmode="numeric"
              autocomplete="off"
              size={3}
              aria-label={`${libelle}, en ${genre.unite}`}
              aria-invalid={erreurs[cle] ? 'true' : undefined}
              aria-describedby={erreurs[cle] ? `${cle}-erreur` : undefined}
            />{' '}
            {apres}{' '}
          </span>
        )
      })}
    </p>
    {PHRASES.flatMap(({ cle }) =>
      erreurs[cle]
        ? [
            <p class="fr-error-text" id={`${cle}-erreur`}>
              <span class="fr-sr-only">Erreur&nbsp;: </span>
              {CHAMPS[cle].libelle}&nbsp;: {erreurs[cle]}.
            </p>,
          ]
        : [],
    )}
  </>
)
