import { paths } from '../../paths.ts'
import { ChoixFiltre } from '../../ui/filtres.tsx'
import { Formulaire } from '../../ui/form.tsx'
import { type Appel, TYPES_STRUCTURE, type TypeStructure } from '../cahier/index.ts'
import type { FiltreLaureats, LaureatPublie } from './publication.ts'

/** Of what is filtered: only values that some lauréat has. Its answer opens at the list, below the map on a phone: Turbo would lose the anchor. */
export const Filtres = ({ appel, tous, filtre: f }: { appel: Appel; tous: readonly LaureatPublie[]; filtre: FiltreLaureats }) => (
  <Formulaire action={`${paths.appels.laureats(appel.slug)}#liste`} method="get" sansTurbo class="gt-laureats-filtres">
    <div class="gt-filtres">
      <div class="gt-champ gt-champ--large">
        <label class="fr-label" for="q">
          Porteur, partenaire ou projet
        </label>
        <input class="fr-input" type="search" id="q" name="q" autocomplete="off" value={f.q} />
      </div>
      <ChoixFiltre nom="volet" libelle="Volet" valeur={f.volet} options={valeurs(tous, l => [l.volet, l.voletTitre])} />
      <ChoixFiltre
        nom="departement"
        libelle="Département"
        valeur={f.departement}
        options={valeurs(tous, l => [l.departement, l.departementNom])}
      />
      <ChoixFiltre
        nom="type"
        libelle="Type de porteur"
        valeur={f.type}
        options={valeurs(tous, l => [l.porteur.type, TYPES_STRUCTURE[l.porteur.type as TypeStructure] ?? l.porteur.type])}
      />
      <button class="fr-btn" type="submit">
        Filtrer
      </button>
    </div>
    {(f.q || f.volet || f.departement || f.type) && (
      <p class="fr-mb-0 fr-mt-1w">
        <a href={paths.appels.laureats(appel.slug)}>Tous les lauréats</a>
      </p>
    )}
  </Formulaire>
)

type Option = readonly [code: string, libelle: string]
const valeurs = (tous: readonly LaureatPublie[], de: (l: LaureatPublie) => readonly [string | null, string]): Option[] =>
  [...new Map(tous.map(de).filter((x): x is Option => x[0] !== null))].sort((a, b) => a[1].localeCompare(b[1], 'fr', { numeric: true }))
