import { paths } from '../../../paths.ts'
import { type Option, Select } from '../../../ui/champs.tsx'
import { Checkbox } from '../../../ui/choix.tsx'
import { Erreur, Formulaire } from '../../../ui/form.tsx'
import { type ChampRempli, champsDe, type Filtre, type Illisibles, PAR_PAGE } from '../liste/filtres.ts'
import type { Donnees } from '../liste/ligne-filtre.ts'
import { ecrireOrdre } from '../liste/tris.ts'

export type Actif = { libelle: string; href: string }
type Props = {
  filtre: Filtre
  /** What there is to choose from. */
  donnees: Donnees
  actifs: readonly Actif[]
  tout: string
  par: number
  /** What was typed and cannot be read. */
  illisibles: Illisibles
}

/** What the list is filtered by: the usual filters on one line, the others behind, those in force as links that take them away. */
export const Filtres = ({ filtre, donnees, actifs, tout, par, illisibles }: Props) => {
  const champs = champsDe(filtre)
  const caches = [
    ...champs.flatMap(l => (l.champ === 'cache' ? l.saisies[0]!.map(v => [l.code, v]) : [])),
    ...ecrireOrdre(filtre),
    ...(par === PAR_PAGE ? [] : [['par', String(par)]]),
  ]
  const places = (premiers: boolean) => champs.filter(l => estUsuel(l) === premiers).map(l => <UnChamp {...{ l, donnees, illisibles }} />)
  return (
    <Formulaire action={paths.instruction.boite} method="get" id="filtres" class="gt-boite-filtres">
      {caches.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class="gt-filtres">
        {places(true)}
        <button class="fr-btn" type="submit">
          Filtrer
        </button>
      </div>
      <div class="gt-actifs">
        {actifs.length > 0 && (
          <>
            <p id="actifs">Filtres actifs</p>
            <ul aria-labelledby="actifs">
              {actifs.map(a => (
                <li>
                  <a class="fr-tag fr-tag--sm fr-icon-close-line fr-tag--icon-left" href={a.href}>
                    <span class="fr-sr-only">Retirer le filtre&nbsp;: </span>
                    {a.libelle}
                  </a>
                </li>
              ))}
            </ul>
            <a href={tout}>Tout retirer</a>
          </>
        )}
        <details class="gt-plus" open={Object.keys(illisibles).length > 0}>
          <summary>Tous les filtres</summary>
          <div class="gt-filtres-grille">{places(false)}</div>
        </details>
      </div>
    </Formulaire>
  )
}

const estUsuel = ({ champ }: ChampRempli) => champ === 'recherche' || (champ !== null && typeof champ === 'object' && champ.usuel)

const UnChamp = ({ l, donnees, illisibles }: { l: ChampRempli } & Pick<Props, 'donnees' | 'illisibles'>) => {
  const name = l.code
  const [saisies = []] = l.saisies
  if (l.genre === 'entre') return <Bornes l={l} illisibles={illisibles} />
  if (l.champ === 'recherche')
    return (
      <div class="gt-champ gt-champ--large">
        <label class="fr-label" for={name}>
          Rechercher <span class="gt-sous">titre, porteur, numéro, réponses</span>
        </label>
        <input class="fr-input" type="search" id={name} name={name} autocomplete="off" value={saisies[0]} />
      </div>
    )
  if (l.champ === 'cache' || l.champ === null) return null
  const { label, tous } = l.champ
  const options = l.champ.options(donnees)
  return l.genre === 'plusieurs' ? (
    <ChoixMultiple {...{ name, label, tous, options }} valeurs={saisies} />
  ) : (
    <Select {...{ name, label }} value={saisies[0] ?? ''} vide={null} options={[{ value: '', label: tous }, ...options]} />
  )
}

/** From one value to another, both included; either may be left empty. What cannot be read comes back as it was typed. */
const Bornes = ({ l, illisibles }: { l: Extract<ChampRempli, { genre: 'entre' }>; illisibles: Illisibles }) => (
  <fieldset class="gt-ensemble">
    <legend>{l.champ}</legend>
    {l.parametres.map((nom, i) => {
      const refus = illisibles[nom]
      return (
        <>
          <label for={nom}>{l.sorte.liens[i]}</label>
          <input
            class={`fr-input${refus ? ' fr-input--error' : ''}`}
            id={nom}
            name={nom}
            inputmode={l.sorte.mode}
            value={refus?.saisie ?? l.saisies[i]?.[0]}
            aria-invalid={refus ? 'true' : undefined}
            aria-describedby={refus ? `${nom}-erreur` : undefined}
          />
        </>
      )
    })}
    {l.parametres.map(nom => (
      <Erreur id={nom} error={illisibles[nom]?.phrase} />
    ))}
  </fieldset>
)

type Multiple = { name: string; label: string; tous: string; valeurs: readonly string[]; options: readonly Option[] }
/**
 * Several answers in the place of one: closed, it says what is chosen; open, it is a list of boxes. A value that is not offered (any more) stays
 * chosen until it is unticked.
 */
const ChoixMultiple = ({ name, label, tous, valeurs, options }: Multiple) => {
  const toutes = [...options, ...valeurs.filter(v => !options.some(o => o.value === v)).map(v => ({ value: v, label: v }))]
  const choisies = toutes.filter(o => valeurs.includes(o.value))
  if (toutes.length === 0) return null
  return (
    <div class="gt-champ gt-multiple">
      <span class="fr-label" aria-hidden="true">
        {label}
      </span>
      <details name="choix" data-controller="menu">
        <summary class="fr-select">
          <span class="fr-sr-only">{label}&nbsp;: </span>
          {choisies.length === 0 ? tous : choisies.length === 1 ? choisies[0]!.label : `${choisies.length}\u00a0choix`}
        </summary>
        <fieldset class="gt-multiple__liste">
          <legend class="fr-sr-only">{label}</legend>
          {toutes.map((o, i) => (
            <Checkbox name={name} id={`${name}-${i + 1}`} value={o.value} label={o.label} checked={valeurs.includes(o.value)} petit />
          ))}
        </fieldset>
      </details>
    </div>
  )
}
