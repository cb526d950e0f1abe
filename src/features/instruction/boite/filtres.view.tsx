import { saisieEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { type Option, Select } from '../../../ui/champs.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { TYPES_STRUCTURE } from '../../cahier/index.ts'
import { Bornes } from './bornes.view.tsx'
import { ChoixMultiple } from './choix-multiple.view.tsx'
import { type Filtre, PAR_PAGE, sensHabituel, TERRITOIRE, VERDICTS_FILTRES } from './filtres.ts'
import type { Illisibles } from './illisibles.ts'
import { MOTS_ETAPES, MOTS_ETATS, MOTS_VERDICTS } from './mots.ts'

export type ChoixFiltres = Record<'volets' | 'departements' | 'personnes' | 'etiquettes' | 'epci' | 'regles', readonly Option[]>
export type Actif = { libelle: string; href: string }
type Props = {
  filtre: Filtre
  choix: ChoixFiltres
  actifs: readonly Actif[]
  tout: string
  par: number
  /** What was typed and cannot be read. */
  illisibles: Illisibles
}

const options = (mots: Record<string, string>, codes = Object.keys(mots)): Option[] => codes.map(c => ({ value: c, label: mots[c]! }))

/** What the list is filtered by: the usual filters on one line, the others behind, those in force as links that take them away. */
export const Filtres = ({ filtre: f, choix, actifs, tout, par, illisibles }: Props) => (
  <Formulaire action={paths.instruction.boite} method="get" id="filtres" class="gt-boite-filtres">
    {[
      ['appel', f.appel],
      ...f.suite.map(s => ['suite', s]),
      ['tri', f.tri === 'depose_le' ? undefined : f.tri],
      ['sens', f.sens === sensHabituel(f.tri) ? undefined : f.sens],
      ['par', par === PAR_PAGE ? undefined : par],
    ].map(([name, value]) => value !== undefined && <input type="hidden" name={String(name)} value={String(value)} />)}
    <div class="gt-filtres">
      <div class="gt-champ gt-champ--large">
        <label class="fr-label" for="q">
          Rechercher <span class="gt-sous">titre, porteur, numéro, réponses</span>
        </label>
        <input class="fr-input" type="search" id="q" name="q" autocomplete="off" value={f.q} />
      </div>
      <ChoixMultiple name="volet" label="Volet" tous="Tous" valeurs={f.volet} options={choix.volets} />
      <ChoixMultiple name="epci" label="EPCI" tous="Tous" valeurs={f.epci} options={choix.epci} />
      <ChoixMultiple
        name="verdict"
        label="Recevabilité"
        tous="Toutes"
        valeurs={f.verdict}
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
      <Autres f={f} choix={choix} illisibles={illisibles} />
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

const jour = (d: string | undefined) => d?.split('-').reverse().join('/')
const euros = (c: number | undefined) => (c === undefined ? undefined : saisieEuros(c))

const Autres = ({ f, choix, illisibles }: Pick<Props, 'choix' | 'illisibles'> & { f: Filtre }) => (
  <details class="gt-plus" open={Object.keys(illisibles).length > 0}>
    <summary>Tous les filtres</summary>
    <div class="gt-filtres-grille">
      <ChoixMultiple name="departement" label="Département" tous="Tous" valeurs={f.departement} options={[...choix.departements, TOUT]} />
      <ChoixMultiple name="etat" label="État" tous="Tous" valeurs={f.etat} options={options(MOTS_ETATS)} />
      <ChoixMultiple name="etape" label="Suivi de l’aide" tous="Tous" valeurs={f.etape} options={options(MOTS_ETAPES)} />
      <ChoixMultiple name="type" label="Type de porteur" tous="Tous" valeurs={f.type} options={options(TYPES_STRUCTURE)} />
      <ChoixMultiple name="regle" label="Règle qui demande quelque chose" tous="Toutes" valeurs={f.regle} options={choix.regles} />
      <ChoixMultiple name="etiquette" label="Étiquette" tous="Toutes" valeurs={f.etiquette} options={choix.etiquettes} />
      <Choix
        name="pieces"
        label="Pièces"
        tous="Indifférent"
        valeur={f.pieces}
        options={[{ value: 'manquent', label: 'Une pièce manque' }]}
      />
      <Choix name="retard" label="Échéance" tous="Indifférent" valeur={f.retard} options={[{ value: '1', label: 'En retard seulement' }]} />
      <Bornes
        titre="Aide demandée (€)"
        noms={['aide_min', 'aide_max']}
        valeurs={[euros(f.aide_min), euros(f.aide_max)]}
        {...{ illisibles }}
      />
      <Bornes
        titre="Coût global (€)"
        noms={['cout_min', 'cout_max']}
        valeurs={[euros(f.cout_min), euros(f.cout_max)]}
        {...{ illisibles }}
      />
      <Bornes
        titre="Population du porteur (habitants)"
        noms={['population_min', 'population_max']}
        valeurs={[f.population_min, f.population_max]}
        mode="numeric"
        {...{ illisibles }}
      />
      <Bornes
        titre="Déposé (jj/mm/aaaa)"
        mots={['du', 'au']}
        noms={['depose_du', 'depose_au']}
        valeurs={[jour(f.depose_du), jour(f.depose_au)]}
        mode="text"
        {...{ illisibles }}
      />
    </div>
  </details>
)
