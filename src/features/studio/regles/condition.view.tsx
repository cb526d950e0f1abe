import { FormActions, Formulaire } from '../../../ui/form.tsx'
import type { EnBlancs } from './blancs.ts'
import { adresseCondition, Cadre, type CadreProps, UnePlace, Valider } from './cadre.view.tsx'
import { EnPhrase } from './phrase.view.tsx'
import type { Place } from './regle.form.ts'

type ConditionProps = Omit<CadreProps, 'titre'> & {
  lieu: string
  titre: string
  /** What is shown or said only then. */
  objet: string
  place: Place | undefined
  neuve: { motif: string; en: EnBlancs } | undefined
  choix: readonly { motif: string; texte: string }[]
  retour: string
}
/** When something is asked or said: a condition at one place of a draft, as a sentence. */
export const ConditionPage = ({ lieu, objet, place, neuve, choix, retour, ...cadre }: ConditionProps) => {
  const { brouillon, erreurs } = cadre
  const adresse = adresseCondition(brouillon.id, lieu)
  return (
    <Cadre {...cadre}>
      <p>{objet}</p>
      {(place || neuve) && (
        <Formulaire action={neuve ? `${adresse}&motif=${neuve.motif}` : adresse}>
          <input type="hidden" name="revision" value={String(brouillon.revision)} />
          <Valider />
          {neuve ? <EnPhrase en={neuve.en} erreurs={erreurs} /> : place && <UnePlace place={place} erreurs={erreurs} />}
          <FormActions principal="Enregistrer la condition">
            {place && (
              <button class="fr-btn fr-btn--secondary" type="submit" name="acte" value="retirer">
                Retirer la condition
              </button>
            )}
            <a href={retour}>Revenir</a>
          </FormActions>
        </Formulaire>
      )}
      <h2 class="fr-h5 fr-mt-4w">{place || neuve ? 'Une autre condition' : 'Quelle condition\u00a0?'}</h2>
      <ul>
        {choix.map(c => (
          <li>
            <a href={`${adresse}&motif=${c.motif}`}>{c.texte}</a>
          </li>
        ))}
      </ul>
      {!place && !neuve && (
        <p>
          <a href={retour}>Revenir</a>
        </p>
      )}
    </Cadre>
  )
}
