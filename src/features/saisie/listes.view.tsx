import { TitreBloc } from '../../ui/titres.tsx'
import type { TableauAppel } from '../cahier/index.ts'
import { type Champ, type Contenu, champCellule, type Liste, lignesDe, type Retrait } from '../contenu/index.ts'
import { Champs, ChampVue, ConflitDe, type Remplissage } from './champs.view.tsx'
import { nouvelleLigne } from './gestes.ts'
import { Importees } from './importees.view.tsx'
import { motRetrait } from './retraits.ts'

/** `tete`: fields of the step that say the same thing as the rows, and come before them. */
export type ListeProps = { liste: Liste; contenu: Contenu; remplissage: Remplissage; tete?: readonly Champ[] }
type Mots = { titre: string; aide: string; ajouter: string; ligne: string; vide: string; apresTete?: { aide: string; vide: string } }
const MOTS: Partial<Record<Liste, Mots>> = {
  jalons: {
    titre: 'Calendrier du projet',
    aide: 'Les grandes étapes, avec leur date\u00a0: lancement, marché, ouverture du service, fin.',
    ajouter: 'Ajouter une étape',
    ligne: 'Étape',
    vide: 'Aucune étape pour l’instant.',
    apresTete: {
      aide: 'Toutes les dates du projet.',
      vide: 'Une autre étape compte\u202f? Marché, ouverture du service\u00a0: ajoutez-la.',
    },
  },
  indicateurs: {
    titre: 'Indicateurs',
    aide: 'Ce qui montrera que le service est meilleur\u00a0: une valeur aujourd’hui, une cible.',
    ajouter: 'Ajouter un indicateur',
    ligne: 'Indicateur',
    vide: 'Aucun indicateur pour l’instant.',
  },
  beneficiaires: {
    titre: 'Bénéficiaires, en chiffres',
    aide: 'Les agents et les usagers que le projet touche.',
    ajouter: 'Ajouter des bénéficiaires',
    ligne: 'Bénéficiaires',
    vide: 'Aucun bénéficiaire pour l’instant.',
  },
  minimis: {
    titre: 'Aides de minimis reçues ailleurs',
    aide: 'Une ligne par aide, à sa date d’octroi. Une aide cesse de compter trois ans après, au lendemain.',
    ajouter: 'Ajouter une aide',
    ligne: 'Aide',
    vide: 'Aucune aide pour l’instant.',
  },
}

/** The rows of a list, each a group of fields, with the buttons that add and remove. They are buttons of the step's form: they save too. */
export const ListeChamps = ({ liste, contenu, remplissage, tete = [] }: ListeProps) => {
  const tous = MOTS[liste]
  if (!tous) return null
  const mots = tete.length > 0 ? { ...tous, ...tous.apresTete } : tous
  const lignes = lignesDe(contenu, liste)
  return (
    <section class="gt-lignes" id={liste} aria-labelledby={`${liste}-titre`}>
      <TitreBloc id={`${liste}-titre`} titre={mots.titre} aide={mots.aide} />
      {tete.length > 0 && (
        <div class="gt-ligne__champs">
          <Champs {...remplissage} champs={tete} />
        </div>
      )}
      {lignes.length === 0 && <p class="gt-lignes__vide">{mots.vide}</p>}
      {lignes.map((ligne, i) => (
        <fieldset class="gt-ligne" id={`${liste}.${ligne}`}>
          <legend class="fr-sr-only">
            {mots.ligne} {i + 1}
          </legend>
          <div class="gt-ligne__champs">
            {champsDe(remplissage, liste, ligne).map(c => (
              <div>
                <ChampVue
                  champ={{ ...c, libelle: c.libelle.split(', ligne')[0]! }}
                  saisie={remplissage.saisie[c.nom]}
                  erreur={remplissage.erreurs[c.nom]}
                />
                <ConflitDe nom={c.nom} conflits={remplissage.conflits} />
              </div>
            ))}
          </div>
          <BoutonRetirer liste={liste} ligne={ligne} nom={`${mots.ligne} ${i + 1}`} />
        </fieldset>
      ))}
      <BoutonAjouter liste={liste}>{mots.ajouter}</BoutonAjouter>
    </section>
  )
}

export const champsDe = ({ champs }: Remplissage, liste: string, ligne: string): Champ[] =>
  champs.filter(c => c.nom.startsWith(champCellule(liste, ligne, '')))

/** The row that the button makes is named by the page: pressed twice, it makes one. `premier`: nothing is there yet, and it is what one does. */
export const BoutonAjouter = ({ liste, lot, premier, children }: { liste: string; lot?: string; premier?: boolean; children: string }) => (
  <button
    class={`fr-btn fr-icon-add-line fr-btn--icon-left${premier ? '' : ' fr-btn--tertiary fr-btn--sm'}`}
    type="submit"
    name="_geste"
    value={`ajouter:${liste}:${nouvelleLigne()}${lot ? `:${lot}` : ''}`}
  >
    {children}
  </button>
)

export const BoutonRetirer = ({ liste, ligne, nom }: { liste: string; ligne: string; nom: string }) => (
  <button
    class="fr-btn fr-btn--tertiary-no-outline fr-btn--sm fr-icon-delete-line gt-ligne__retirer"
    type="submit"
    name="_geste"
    value={`retirer:${liste}:${ligne}`}
    title={`Retirer\u00a0: ${nom}`}
  >
    Retirer<span class="fr-sr-only"> : {nom}</span>
  </button>
)

/** Rows removed lately from the lists of this step, the last first: one press brings each back. */
export const Retraits = ({
  contenu,
  listes,
  retires = [],
  tableaux,
  importe,
}: {
  contenu: Contenu
  /** What an import has just brought in, as the address says it. */
  importe?: string | undefined
  tableaux?: ReadonlyMap<string, TableauAppel> | undefined
  listes: readonly string[]
  retires?: readonly Retrait[] | undefined
}) => {
  const recents = contenu.retraits.filter(r => r.lignes[0] && listes.includes(r.lignes[0].liste)).slice(-3)
  const importees = importe === undefined ? undefined : Importees({ contenu, mot: importe })
  if (recents.length === 0 && !importees) return null
  return (
    <ul class="gt-retraits" id="retraits" aria-label={importees ? 'Lignes importées ou retirées' : 'Lignes retirées'}>
      {importees}
      {recents.reverse().map(r => (
        <li>
          <span>
            {retires.some(x => x.id === r.id) ? `${r.par} a retiré la ligne que vous remplissiez` : 'Retirée'} : « 
            {motRetrait(contenu, r, tableaux)} »
          </span>
          <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="submit" name="_geste" value={`retablir:${r.id}`}>
            Rétablir<span class="fr-sr-only"> : {motRetrait(contenu, r, tableaux)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
