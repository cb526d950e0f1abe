import type { Child } from 'hono/jsx'
import { paths } from '../../../paths.ts'
import { type Option, Select } from '../../../ui/champs.tsx'
import { Checkbox } from '../../../ui/choix.tsx'
import { Erreur, Formulaire } from '../../../ui/form.tsx'
import { type ChampRempli, champsDe, type Filtre, type Illisibles, PAR_PAGE } from '../liste/filtres.ts'
import type { Donnees } from '../liste/ligne-filtre.ts'
import { ecrireOrdre } from '../liste/tris.ts'

export type Actif = { libelle: string; href: string }
export type FiltresProps = {
  filtre: Filtre
  /** What there is to choose from. */
  donnees: Donnees
  actifs: readonly Actif[]
  tout: string
  par: number
  /** What was typed and cannot be read. */
  illisibles: Illisibles
  /** Where this filter is kept as a view, unless one is it. */
  enregistrer: string | undefined
}

/** What the list is filtered by, in one line: words, what is in force as links that take it away, the usual filters as chips that open, the others behind. */
export const Filtres = ({ filtre, donnees, actifs, tout, par, illisibles, enregistrer }: FiltresProps) => {
  const champs = champsDe(filtre)
  const caches = [
    ...champs.flatMap(l => (l.champ === 'cache' ? l.saisies[0]!.map(v => [l.code, v]) : [])),
    ...ecrireOrdre(filtre),
    ...(par === PAR_PAGE ? [] : [['par', String(par)]]),
  ]
  const offerts = champs.filter(l => offert(l, donnees))
  const [enVue, autres] = [offerts.filter(estUsuel), offerts.filter(l => !estUsuel(l))]
  const commun = { donnees, illisibles }
  return (
    <Formulaire action={paths.instruction.boite} method="get" id="filtres" class="gt-puces">
      {caches.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class="gt-puces__q">
        <label class="fr-sr-only" for="q">
          Rechercher dans les dossiers&nbsp;: titre, porteur, numéro, réponses
        </label>
        <input
          class="fr-input"
          type="search"
          id="q"
          name="q"
          autocomplete="off"
          placeholder="Numéro, porteur, mot"
          value={filtre.q}
          data-file-target="recherche"
        />
        <kbd class="gt-avec-script">/</kbd>
      </div>
      <ul class="gt-puces__l">
        {actifs.map(a => (
          <li>
            <a class="fr-tag fr-tag--sm fr-icon-close-line fr-tag--icon-left" href={a.href} title={a.libelle}>
              <span class="fr-sr-only">Retirer le filtre&nbsp;: </span>
              <span class="gt-puces__mot">{a.libelle}</span>
            </a>
          </li>
        ))}
        {actifs.length > 1 && (
          <li>
            <a class="gt-puces__tout" href={tout}>
              Tout retirer
            </a>
          </li>
        )}
        {enVue.map(l => (
          <li class="gt-puces__usuelle">
            <Puce titre={libelleDe(l)}>
              <UnChamp l={l} {...commun} />
            </Puce>
          </li>
        ))}
        {autres.length > 0 && (
          <li>
            <Puce titre={<Autres n={autres.length} />} large ouverte={Object.keys(illisibles).length > 0}>
              <div class="gt-filtres-grille">
                {autres.map(l => (
                  <UnChamp l={l} {...commun} />
                ))}
              </div>
            </Puce>
          </li>
        )}
      </ul>
      <button class="fr-btn fr-btn--sm fr-btn--secondary" type="submit">
        Chercher
      </button>
      {enregistrer && (
        <a class="gt-puces__garder" href={enregistrer}>
          Garder cette vue
        </a>
      )}
    </Formulaire>
  )
}

type Choisi = Extract<ChampRempli['champ'], { usuel: boolean }>
const aChoix = (champ: ChampRempli['champ']): champ is Choisi => champ !== null && typeof champ === 'object'
const estUsuel = ({ champ }: ChampRempli) => aChoix(champ) && champ.usuel
const libelleDe = ({ champ }: ChampRempli) => (aChoix(champ) ? champ.label : String(champ))
/** Whether there is anything to choose from, or something chosen. */
const offert = (l: ChampRempli, donnees: Donnees) =>
  l.genre === 'entre' || (aChoix(l.champ) && (l.champ.options(donnees).length > 0 || l.saisies.some(s => s.length > 0)))

/** On a telephone it stands for all of them: the usual ones come beside it once it is open. */
const Autres = ({ n }: { n: number }) => (
  <>
    <span class="gt-puces__autres">{n}&nbsp;autres</span>
    <span class="gt-puces__seule">Filtres</span>
  </>
)

type PuceProps = { titre: Child; large?: boolean; ouverte?: boolean; children: unknown }
/** A chip: one opens at a time, over the list. */
const Puce = ({ titre, large, ouverte, children }: PuceProps) => (
  <details class={`gt-puce${large ? ' gt-puce--large' : ''}`} name="filtre" open={ouverte} data-controller="menu">
    <summary>{titre}</summary>
    <div class="gt-puce__choix">
      {children}
      <button class="fr-btn fr-btn--sm" type="submit">
        Appliquer
      </button>
    </div>
  </details>
)

const UnChamp = ({ l, donnees, illisibles }: { l: ChampRempli } & Pick<FiltresProps, 'donnees' | 'illisibles'>) => {
  const name = l.code
  const [saisies = []] = l.saisies
  if (l.genre === 'entre') return <Bornes l={l} illisibles={illisibles} />
  if (!aChoix(l.champ)) return null
  const { label, tous } = l.champ
  const options = l.champ.options(donnees)
  return l.genre === 'plusieurs' ? (
    <ChoixMultiple {...{ name, label, options }} valeurs={saisies} />
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

type Multiple = { name: string; label: string; valeurs: readonly string[]; options: readonly Option[] }
/** Several answers: a value that is not offered (any more) stays chosen until it is unticked. */
const ChoixMultiple = ({ name, label, valeurs, options }: Multiple) => (
  <fieldset class="gt-puce__liste">
    <legend>{label}</legend>
    {[...options, ...valeurs.filter(v => !options.some(o => o.value === v)).map(v => ({ value: v, label: v }))].map((o, i) => (
      <Checkbox name={name} id={`${name}-${i + 1}`} value={o.value} label={o.label} checked={valeurs.includes(o.value)} petit />
    ))}
  </fieldset>
)
