import { CheckboxGroup } from '../../../ui/choix.tsx'
import { Erreur } from '../../../ui/form.tsx'
import type { Condition, Dite, Mot } from '../motifs/regles-dites.ts'
import type { Blanc, EnBlancs } from './blancs.ts'

/** A sentence that is read: what its blanks hold stands out. */
export const Mots = ({ mots }: { mots: readonly Mot[] }) => (
  <>{mots.map(m => (typeof m === 'string' ? m : <b class="gt-studio__mot">{m.mot}</b>))}</>
)

/** A formula of a draft as people read it: its sentence, or the formula itself and what it comes to. */
const UneDite = ({ dite }: { dite: Dite }) => {
  if (dite.mots) return <Mots mots={dite.mots} />
  return (
    <>
      <code class="gt-studio__formule">{dite.formule || 'Rien encore'}</code>{' '}
      <span class="gt-studio__libre">
        {dite.faute ? `Formule à corriger\u00a0: ${dite.faute}` : `Règle libre, lue ainsi\u00a0: ${dite.libre}.`}
      </span>
    </>
  )
}

/** A whole condition, a paragraph a sentence; of several, how they are joined is said first. */
export const Phrases = ({ condition: { dites, lien }, devant }: { condition: Condition; devant?: string }) => (
  <>
    {lien && dites.length > 1 && <p class="gt-sous">{lien === 'et' ? 'Toutes ces conditions\u00a0:' : 'L’une de ces conditions\u00a0:'}</p>}
    {dites.map(d => (
      <p class="gt-studio__phrase">
        {devant && <>{devant} </>}
        <UneDite dite={d} />
        {d.mots && '.'}
      </p>
    ))}
  </>
)

type Erreurs = Readonly<Record<string, string>>
/** A sentence to fill in: read from left to right, its blanks are the fields; the answers among which one ticks stand under it. */
export const EnPhrase = ({ en, erreurs }: { en: EnBlancs; erreurs: Erreurs }) => (
  <div class="gt-studio__enphrase">
    <p class="gt-studio__phrase">{en.morceaux.map(m => (typeof m === 'string' ? m : <UnBlanc blanc={m} erreurs={erreurs} />))}.</p>
    {en.morceaux.map(m => typeof m !== 'string' && <ErreursDuBlanc blanc={m} erreurs={erreurs} />)}
    {en.codes.map(b => (
      <Reponses blanc={b} erreurs={erreurs} />
    ))}
  </div>
)

const champsDe = (b: Blanc) => (b.genre === 'codes' ? [] : b.chiffre === undefined ? [b.champ] : [b.champ, `${b.champ}.chiffre`])
const ErreursDuBlanc = ({ blanc, erreurs }: { blanc: Blanc; erreurs: Erreurs }) => (
  <>
    {champsDe(blanc).map(c => (
      <Erreur id={c} error={erreurs[c]} />
    ))}
  </>
)

const etat = (champ: string, erreurs: Erreurs) => ({
  id: champ,
  name: champ,
  'aria-invalid': erreurs[champ] ? ('true' as const) : undefined,
  'aria-describedby': erreurs[champ] ? `${champ}-erreur` : undefined,
})

const UnBlanc = ({ blanc, erreurs }: { blanc: Blanc; erreurs: Erreurs }) => {
  if (blanc.genre === 'codes') return <b class="gt-studio__mot">{coches(blanc) || '… (cochez plus bas)'}</b>
  const nommes = blanc.groupes.some(g => g.choix.length > 0)
  const chiffre = blanc.chiffre !== undefined
  return (
    <>
      {(nommes || !chiffre) && (
        <select
          class={`fr-select gt-studio__blanc${erreurs[blanc.champ] ? ' fr-select--error' : ''}`}
          aria-label={blanc.nom}
          {...etat(blanc.champ, erreurs)}
        >
          {chiffre ? <option value="">ce chiffre{'\u00a0'}:</option> : blanc.valeur === '' && <option value="">Choisir…</option>}
          {blanc.groupes.map(g =>
            g.titre ? (
              <optgroup label={g.titre}>{g.choix.map(c => option(c, blanc.valeur))}</optgroup>
            ) : (
              g.choix.map(c => option(c, blanc.valeur))
            ),
          )}
        </select>
      )}
      {chiffre && (
        <>
          {' '}
          <input
            class={`fr-input gt-studio__blanc${erreurs[`${blanc.champ}.chiffre`] ? ' fr-input--error' : ''}`}
            type="text"
            size={12}
            autocomplete="off"
            aria-label={nommes ? `${blanc.nom}, en chiffres` : blanc.nom}
            value={blanc.chiffre}
            {...etat(`${blanc.champ}.chiffre`, erreurs)}
          />
        </>
      )}
    </>
  )
}
const option = ({ value, label }: { value: string; label: string }, choisie: string) => (
  <option value={value} selected={value === choisie}>
    {label}
  </option>
)
const coches = (b: Blanc) =>
  b.groupes
    .flatMap(g => g.choix)
    .filter(c => b.valeurs.includes(c.value))
    .map(c => c.label)
    .join(' ou ')

/** Answers of the question that the sentence names; another question has others, which a button brings. */
const Reponses = ({ blanc, erreurs }: { blanc: Blanc; erreurs: Erreurs }) => {
  const choix = blanc.groupes.flatMap(g => g.choix)
  return (
    <div class="gt-studio__reponses">
      {choix.length > 0 ? (
        <CheckboxGroup petit name={blanc.champ} label={blanc.nom} options={choix} values={blanc.valeurs} error={erreurs[blanc.champ]} />
      ) : (
        <>
          <p class="gt-sous">Choisissez d’abord de quoi parle la phrase, puis affichez ses réponses.</p>
          <Erreur id={blanc.champ} error={erreurs[blanc.champ]} />
        </>
      )}
      <button
        class="fr-btn fr-btn--tertiary fr-btn--sm"
        type="submit"
        name="acte"
        value="montrer"
        id={choix.length > 0 ? undefined : blanc.champ}
      >
        {choix.length > 0 ? 'Afficher les réponses d’une autre question' : 'Afficher les réponses'}
      </button>
    </div>
  )
}
