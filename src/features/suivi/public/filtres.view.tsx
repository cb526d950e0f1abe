import { paths } from '../../../paths.ts'
import { ChoixFiltre } from '../../../ui/filtres.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import type { AidePublique } from './aides.queries.ts'
import { ETATS, etatDe, type FiltreAides } from './etat.rules.ts'

type Props = { appels: readonly { slug: string; titre: string }[]; choisi: string; tous: readonly AidePublique[]; filtre: FiltreAides }

/** Of what is filtered: only values that some project has. Its answer opens at the list, below the map on a phone: Turbo would lose the anchor. */
export const Filtres = ({ appels, choisi, tous, filtre: f }: Props) => (
  <Formulaire action={`${paths.projetsAides()}#liste`} method="get" sansTurbo class="gt-laureats-filtres">
    <div class="gt-filtres">
      <div class="gt-champ gt-champ--large">
        <label class="fr-label" for="q">
          Commune, porteur ou projet
        </label>
        <input class="fr-input" type="search" id="q" name="q" autocomplete="off" maxlength={100} value={f.q} />
      </div>
      {appels.length > 1 ? (
        <div class="gt-champ">
          <label class="fr-label" for="appel">
            Appel
          </label>
          <select class="fr-select" id="appel" name="appel">
            <option value="tous" selected={choisi === 'tous'}>
              Tous les appels
            </option>
            {appels.map(a => (
              <option value={a.slug} selected={a.slug === choisi}>
                {a.titre}
              </option>
            ))}
          </select>
        </div>
      ) : (
        <input type="hidden" name="appel" value={choisi} />
      )}
      <ChoixFiltre nom="volet" libelle="Volet" valeur={f.volet} options={valeurs(tous, l => [l.volet, l.voletTitre])} />
      <ChoixFiltre
        nom="departement"
        libelle="Département"
        valeur={f.departement}
        options={valeurs(tous, l => [l.departement, l.departementNom])}
      />
      <ChoixFiltre nom="etat" libelle="État" valeur={f.etat} options={valeurs(tous, l => [etatDe(l), ETATS[etatDe(l)].mot])} />
      <button class="fr-btn" type="submit">
        Filtrer
      </button>
    </div>
    {(f.q || f.volet || f.departement || f.type || f.etat) && (
      <p class="fr-mb-0 fr-mt-1w">
        <a href={paths.projetsAides({ appel: choisi })}>Tous les projets</a>
      </p>
    )}
  </Formulaire>
)

type Option = readonly [code: string, libelle: string]
const valeurs = (tous: readonly AidePublique[], de: (l: AidePublique) => readonly [string | null, string]): Option[] =>
  [...new Map(tous.map(de).filter((x): x is Option => x[0] !== null))].sort((a, b) => a[1].localeCompare(b[1], 'fr', { numeric: true }))
