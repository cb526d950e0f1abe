import type { Child } from 'hono/jsx'
import { RegleDuChamp } from '../../ui/form.tsx'
import type { Champ } from '../contenu/index.ts'
import type { Remplissage } from '../saisie/index.ts'

/** `champ`: the field, when the caller has it at hand. */
export type CelluleProps = { remplissage: Remplissage; nom: string; titre: string; ligne: string; champ?: Champ }

const etat = ({ remplissage: { erreurs }, nom }: CelluleProps, decrit?: string) => ({
  id: nom,
  name: nom,
  'aria-invalid': erreurs[nom] ? ('true' as const) : undefined,
  'aria-describedby': [erreurs[nom] && `${nom}-erreur`, decrit].filter(Boolean).join(' ') || undefined,
})

const Etiquette = ({
  nom,
  titre,
  ligne,
  class: classe = 'gt-plan__label',
}: Omit<CelluleProps, 'remplissage'> & { class?: string | undefined }) => (
  <label class={classe} for={nom}>
    {titre}
    <span class="fr-sr-only">, {ligne}</span>
  </label>
)

const champDe = (p: CelluleProps) => p.champ ?? p.remplissage.champs.find(c => c.nom === p.nom)
const longueur = (p: CelluleProps) => champDe(p)?.longueurMax
const classe = (p: CelluleProps, base: string, erreur: string) => `${base}${p.remplissage.erreurs[p.nom] ? ` ${erreur}` : ''}`

/** What a field of one line holds, whole on paper, where the field would cut it. */
const SurPapier = ({ texte }: { texte: string }) => (
  <span class="gt-sur-papier" aria-hidden="true">
    {texte}
  </span>
)

/** A text in a row; `mini` puts its label before it, in small; `chiffres`: made of figures. */
export const TexteCellule = ({ mini, chiffres, decrit, ...p }: CelluleProps & { mini?: boolean; chiffres?: boolean; decrit?: string }) => {
  const texte = p.remplissage.saisie[p.nom]?.[0] ?? ''
  const champ = (
    <>
      <Etiquette {...p} class={mini ? 'gt-plan__mini-mot' : undefined} />
      <input
        class={classe(p, chiffres ? 'fr-input gt-tableau-saisi__chiffres' : 'fr-input', 'fr-input--error')}
        value={texte}
        maxlength={longueur(p)}
        inputmode={chiffres ? 'numeric' : undefined}
        autocomplete="off"
        {...etat(p, decrit)}
      />
      {!chiffres && <SurPapier texte={texte} />}
    </>
  )
  return mini ? <div class="gt-plan__mini">{champ}</div> : champ
}

/** An amount in a row, kept as typed. */
export const MontantCellule = ({ decrit, ...p }: CelluleProps & { decrit?: string }) => (
  <>
    <Etiquette {...p} />
    <input
      class={classe(p, 'fr-input gt-plan__montant', 'fr-input--error')}
      value={p.remplissage.saisie[p.nom]?.[0] ?? ''}
      inputmode="decimal"
      autocomplete="off"
      {...etat(p, decrit)}
    />
  </>
)

/** A text of several lines under a row. */
export const TexteLongCellule = ({ decrit, ...p }: CelluleProps & { decrit?: string }) => (
  <>
    <Etiquette {...p} />
    <textarea class={classe(p, 'fr-input', 'fr-input--error')} rows={3} maxlength={longueur(p)} {...etat(p, decrit)}>
      {p.remplissage.saisie[p.nom]?.[0] ?? ''}
    </textarea>
  </>
)

/** Boxes under a row: as many as one likes. */
export const CasesCellule = ({ decrit, ...p }: CelluleProps & { decrit?: string }) => {
  const coches = p.remplissage.saisie[p.nom] ?? []
  const { name: _, ...groupe } = etat(p, decrit)
  return (
    <fieldset class="fr-fieldset fr-mb-0" {...groupe}>
      <legend class="fr-fieldset__legend fr-fieldset__legend--regular fr-pb-0">
        {p.titre}
        <span class="fr-sr-only">, {p.ligne}</span>
      </legend>
      {(champDe(p)?.options ?? []).map((o, i) => (
        <div class="fr-fieldset__element fr-mb-0">
          <div class="fr-checkbox-group fr-checkbox-group--sm">
            <input type="checkbox" id={`${p.nom}-${i}`} name={p.nom} value={o.code} checked={coches.includes(o.code)} />
            <label class="fr-label" for={`${p.nom}-${i}`}>
              {o.libelle}
            </label>
          </div>
        </div>
      ))}
    </fieldset>
  )
}

/** A choice in a row. */
export const ChoixCellule = ({
  mini,
  decrit,
  vide = 'Choisir',
  ...p
}: CelluleProps & { mini?: boolean; decrit?: string; vide?: string; options?: Champ['options'] }) => {
  const options: Champ['options'] = p.options ?? champDe(p)?.options ?? []
  const valeur = p.remplissage.saisie[p.nom]?.[0] ?? ''
  const champ = (
    <>
      <Etiquette {...p} class={mini ? 'gt-plan__mini-mot' : undefined} />
      <select class={classe(p, 'fr-select', 'fr-select--error')} {...etat(p, decrit)}>
        <option value="" selected={valeur === ''}>
          {vide}
        </option>
        {options.map(o => (
          <option value={o.code} selected={o.code === valeur}>
            {o.libelle}
          </option>
        ))}
      </select>
    </>
  )
  return mini ? <div class="gt-plan__mini">{champ}</div> : champ
}

/** What cannot be read in a row, just under it. */
export const ErreursLigne = ({ remplissage, prefixe, colonnes }: { remplissage: Remplissage; prefixe: string; colonnes: number }) => {
  const fautes = Object.entries(remplissage.erreurs).filter(([nom]) => nom.startsWith(prefixe))
  if (fautes.length === 0) return null
  return (
    <tr class="gt-plan__message gt-plan__ligne--erreur">
      <td colspan={colonnes}>
        {fautes.map(([nom, message]) => (
          <p class="fr-error-text" id={`${nom}-erreur`}>
            <span class="fr-sr-only">Erreur : </span>
            {message}
          </p>
        ))}
      </td>
    </tr>
  )
}

/** What the rules say of a field of a row, just under the row. */
export const RegleLigne = ({ remplissage: { regles }, nom, colonnes }: { remplissage: Remplissage; nom: string; colonnes: number }) =>
  regles ? (
    <tr class="gt-plan__message gt-plan__regle">
      <td colspan={colonnes}>
        <RegleDuChamp id={nom} regle={regles[nom] ?? ''} />
      </td>
    </tr>
  ) : null

export const enErreur = ({ erreurs }: Remplissage, prefixe: string) =>
  Object.keys(erreurs).some(n => n.startsWith(prefixe)) ? ' gt-plan__ligne--erreur' : ''

/** The button of a row that removes it: what it held can be brought back. */
export const RetirerLigne = ({ liste, ligne, children }: { liste: string; ligne: string; children: Child }) => (
  <td class="gt-plan__fin">
    <button
      class="fr-btn fr-btn--tertiary-no-outline fr-btn--sm fr-icon-delete-line"
      type="submit"
      name="_geste"
      value={`retirer:${liste}:${ligne}`}
      title={`Retirer ${children}`}
    >
      Retirer {children}
    </button>
  </td>
)
