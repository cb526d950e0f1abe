import type { Child } from 'hono/jsx'
import { saisieEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { type Option, Select } from '../../../ui/champs.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { TYPES_STRUCTURE } from '../../recevabilite/index.ts'
import { type Filtre, PAR_PAGE, sensHabituel, TERRITOIRE, VERDICTS_FILTRES } from './filtres.ts'
import { MOTS_ETATS, MOTS_VERDICTS } from './mots.ts'

export type ChoixFiltres = Record<'volets' | 'departements' | 'personnes' | 'etiquettes', readonly Option[]>
export type Actif = { libelle: string; href: string }
type Props = { filtre: Filtre; choix: ChoixFiltres; actifs: readonly Actif[]; tout: string; par: number }

const options = (mots: Record<string, string>, codes = Object.keys(mots)): Option[] => codes.map(c => ({ value: c, label: mots[c]! }))

/** What the list is filtered by: the usual filters on one line, the others behind, those in force as links that take them away. */
export const Filtres = ({ filtre: f, choix, actifs, tout, par }: Props) => (
  <Formulaire action={paths.instruction.boite} method="get" id="filtres" class="gt-boite-filtres">
    {[
      ['appel', f.appel],
      ...f.suite.map(s => ['suite', s]),
      ['tri', f.tri === 'depose_le' ? undefined : f.tri],
      ['sens', f.sens === sensHabituel(f.tri) ? undefined : f.sens],
      ['par', par === PAR_PAGE ? undefined : par],
      ...f.regle.map(r => ['regle', r]),
      ...f.epci.map(e => ['epci', e]),
    ].map(([name, value]) => value !== undefined && <input type="hidden" name={String(name)} value={String(value)} />)}
    <div class="gt-filtres">
      <div class="gt-champ gt-champ--large">
        <label class="fr-label" for="q">
          Rechercher <span class="gt-sous">titre, porteur, numéro, réponses</span>
        </label>
        <input class="fr-input" type="search" id="q" name="q" autocomplete="off" value={f.q} />
      </div>
      <Choix name="volet" label="Volet" tous="Tous" valeur={f.volet[0]} options={choix.volets} />
      <Choix name="departement" label="Département" tous="Tous" valeur={f.departement[0]} options={[...choix.departements, TOUT]} />
      <Choix
        name="verdict"
        label="Recevabilité"
        tous="Toutes"
        valeur={f.verdict[0]}
        options={options(MOTS_VERDICTS, [...VERDICTS_FILTRES])}
      />
      <Choix name="affecte" label="Affecté à" tous="Tous" valeur={f.affecte} options={[...QUI, ...choix.personnes]} />
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
      <Autres f={f} choix={choix} />
    </div>
  </Formulaire>
)

const TOUT: Option = { value: TERRITOIRE, label: 'Tout le territoire' }
const QUI: Option[] = [
  { value: 'moi', label: 'Moi' },
  { value: 'personne', label: 'Personne' },
]

const Choix = (p: { name: string; label: string; tous: string; valeur: string | undefined; options: readonly Option[] }) => (
  <Select name={p.name} label={p.label} value={p.valeur ?? ''} vide={null} options={[{ value: '', label: p.tous }, ...p.options]} />
)

const euros = (c: number | undefined) => (c === undefined ? undefined : saisieEuros(c))

const Autres = ({ f, choix }: Pick<Props, 'choix'> & { f: Filtre }) => (
  <details class="gt-plus">
    <summary>Tous les filtres</summary>
    <div class="gt-filtres-grille">
      <Bornes titre="Aide demandée (€)" nom="aide" min={euros(f.aide_min)} max={euros(f.aide_max)} mode="decimal" />
      <Bornes titre="Coût global (€)" nom="cout" min={euros(f.cout_min)} max={euros(f.cout_max)} mode="decimal" />
      <Bornes titre="Population du porteur" nom="population" min={f.population_min} max={f.population_max} mode="numeric" />
      <Ensemble titre="Déposé">
        <Borne id="depose_du" mot="du" valeur={f.depose_du} type="date" />
        <Borne id="depose_au" mot="au" valeur={f.depose_au} type="date" />
      </Ensemble>
      <Choix name="etat" label="État" tous="Tous" valeur={f.etat[0]} options={options(MOTS_ETATS)} />
      <Choix name="type" label="Type de porteur" tous="Tous" valeur={f.type[0]} options={options(TYPES_STRUCTURE)} />
      <Choix
        name="pieces"
        label="Pièces"
        tous="Indifférent"
        valeur={f.pieces}
        options={[{ value: 'manquent', label: 'Une pièce manque' }]}
      />
      <Choix name="etiquette" label="Étiquette" tous="Toutes" valeur={f.etiquette[0]} options={choix.etiquettes} />
      <Choix
        name="messages"
        label="Messages"
        tous="Indifférent"
        valeur={f.messages}
        options={[{ value: 'non_lus', label: 'Non lus par vous' }]}
      />
      <Choix name="retard" label="Échéance" tous="Indifférent" valeur={f.retard} options={[{ value: '1', label: 'En retard seulement' }]} />
    </div>
  </details>
)

const Ensemble = ({ titre, children }: { titre: string; children?: Child }) => (
  <fieldset class="gt-ensemble">
    <legend>{titre}</legend>
    {children}
  </fieldset>
)
type Valeur = string | number | undefined
const Bornes = ({ titre, nom, min, max, mode }: { titre: string; nom: string; min: Valeur; max: Valeur; mode: 'decimal' | 'numeric' }) => (
  <Ensemble titre={titre}>
    <Borne id={`${nom}_min`} mot="de" valeur={min} mode={mode} />
    <Borne id={`${nom}_max`} mot="à" valeur={max} mode={mode} />
  </Ensemble>
)
const Borne = ({
  id,
  mot,
  valeur,
  type = 'text',
  mode,
}: {
  id: string
  mot: string
  valeur: Valeur
  type?: string
  mode?: 'decimal' | 'numeric'
}) => (
  <>
    <label for={id}>{mot}</label>
    <input class="fr-input" id={id} name={id} type={type} inputmode={mode} value={valeur} />
  </>
)
