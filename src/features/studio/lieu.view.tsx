import { majuscule } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Badge, EmptyState } from '../../ui/blocs.tsx'
import { Field } from '../../ui/champs.tsx'
import { Facultatif } from '../../ui/form.tsx'
import { Tableau } from '../../ui/table.tsx'
import { type Contexte, UnChamp } from './champ.view.tsx'
import { libelleDe, uneDe } from './libelles.table.ts'
import { type Bloc, type Champ, champsDe, type Groupe, type Liste, type Renvoi } from './lieu.donnees.ts'
import { selonLeType } from './selon-le-type.table.ts'

/** Everything that a place holds, in the order of the file's schema: fields side by side, then its lists and groups. */
export const Blocs = ({ blocs, ...contexte }: Contexte & { blocs: readonly Bloc[] }) => (
  <>
    {enSuite(blocs).map(suite =>
      Array.isArray(suite) ? (
        <div class="gt-studio__champs">
          {suite
            .filter(champ => !replie(champ, suite, contexte))
            .map(champ => (
              <UnChamp champ={champ} {...contexte} />
            ))}
          {suite
            .filter(champ => replie(champ, suite, contexte))
            .map(champ => (
              <UnRepli champ={champ} {...contexte} />
            ))}
        </div>
      ) : suite.genre === 'groupe' ? (
        <UnGroupe groupe={suite} {...contexte} />
      ) : suite.genre === 'liste' ? (
        <UneListe liste={suite} {...contexte} />
      ) : (
        <UnRenvoi renvoi={suite as Renvoi} {...contexte} />
      ),
    )}
  </>
)

const NOMMENT = new Set(['titre', 'libelle', 'phrase'])
/** What few people need: the code that a name gave. What an error speaks of is never folded away. */
const replie = (champ: Champ, parmi: readonly Champ[], { erreurs }: Contexte) => {
  if (erreurs.has(champ.lieu)) return false
  const cle = String(champ.chemin.at(-1))
  return (cle === 'code' || cle === 'id') && champ.chemin[0] !== 'territoire' && parmi.some(c => NOMMENT.has(String(c.chemin.at(-1))))
}
const UnRepli = ({ champ, ...contexte }: Contexte & { champ: Champ }) => (
  <details class="gt-studio__repli gt-studio__large">
    <summary>
      {libelleDe(champ.chemin).split(',')[0]}&nbsp;: {champ.valeur.replaceAll('\n', ', ') || 'aucune'}
    </summary>
    <UnChamp champ={champ} {...contexte} />
  </details>
)

/** Fields that follow one another go together. */
function enSuite(blocs: readonly Bloc[]): (Champ[] | Bloc)[] {
  const suites: (Champ[] | Bloc)[] = []
  for (const b of blocs) {
    const derniere = suites.at(-1)
    if (b.genre !== 'champ') suites.push(b)
    else if (Array.isArray(derniere)) derniere.push(b)
    else suites.push([b])
  }
  return suites
}

const UnGroupe = ({ groupe, ...contexte }: Contexte & { groupe: Groupe }) =>
  // what an error speaks of is never folded away
  groupe.vide && !champsDe(groupe.blocs).some(ch => ch.valeur !== '' || contexte.erreurs.has(ch.lieu)) ? (
    <details class={`gt-studio__repli ${selonLeType(groupe.chemin)}`.trim()} id={groupe.lieu}>
      <summary>
        {libelleDe(groupe.chemin)}
        <Facultatif />
      </summary>
      <Blocs blocs={groupe.blocs} {...contexte} conditions={undefined} />
    </details>
  ) : (
    <UnFieldset groupe={groupe} {...contexte} />
  )

const UnFieldset = ({ groupe, ...contexte }: Contexte & { groupe: Groupe }) => (
  <fieldset class="gt-studio__groupe" id={groupe.lieu} tabindex={-1}>
    <legend>{libelleDe(groupe.chemin)}</legend>
    {contexte.tetes?.get(groupe.lieu)}
    <Blocs blocs={groupe.blocs} {...contexte} />
    {groupe.retirable && <BoutonOrdre ordre={`retirer ${groupe.lieu}`} dit="Retirer" nom={libelleDe(groupe.chemin)} />}
  </fieldset>
)

const UnRenvoi = ({ renvoi, section }: Contexte & { renvoi: Renvoi }) => (
  <p id={renvoi.lieu}>
    <a href={paths.studio.lieu(section, renvoi.lieu)}>{libelleDe(renvoi.chemin)}</a>
    <span class="gt-sous"> {renvoi.resume}</span>
  </p>
)

const UneListe = ({ liste, ...contexte }: Contexte & { liste: Liste }) => {
  const { lieu, chemin, lignes, nommee } = liste
  const titre = libelleDe(chemin)
  return (
    <div
      id={liste.dansSonGroupe ? undefined : lieu}
      tabindex={liste.dansSonGroupe ? undefined : -1}
      class={`gt-studio__liste ${lignes.length === 0 ? selonLeType(chemin) : ''}`.trim()}
    >
      {lignes.some(l => l.blocs) ? (
        <Ouvertes liste={liste} {...contexte} />
      ) : (
        !(nommee && lignes.length === 0) && <Fermees liste={liste} {...contexte} />
      )}
      {!liste.dansSonGroupe && contexte.tetes?.get(lieu)}
      {nommee && (
        <Field name={`nom:${lieu}`} id={`nom:${lieu}`} label={`${titre}\u00a0: nom de plus`} facultatif autocomplete="off" court />
      )}
      {!liste.fixe && (
        <button
          class="fr-btn fr-btn--tertiary fr-btn--sm fr-icon-add-line fr-btn--icon-left"
          type="submit"
          name="ordre"
          value={`ajouter ${lieu}`}
        >
          {nommee ? 'Ajouter ce nom' : `Ajouter ${uneDe(chemin)}`}
          <span class="fr-sr-only">, {titre}</span>
        </button>
      )}
    </div>
  )
}

/** A few short lines, filled in where they stand. */
const Ouvertes = ({ liste: { chemin, lignes, fixe }, ...contexte }: Contexte & { liste: Liste }) => (
  <>
    {lignes.map((l, rang) => (
      <fieldset class="gt-studio__groupe" id={l.lieu}>
        <legend>
          {libelleDe(chemin)}, {l.nom}
        </legend>
        <Blocs blocs={l.blocs ?? []} {...contexte} />
        {!fixe && <Ordre {...l} rang={rang} dernier={rang === lignes.length - 1} fixe={false} />}
      </fieldset>
    ))}
  </>
)

const Fermees = ({ liste: { chemin, lignes, nommee }, section, erreurs }: Contexte & { liste: Liste }) => (
  <Tableau
    legende={libelleDe(chemin)}
    dense
    lignes={lignes.map((l, rang) => ({ ...l, rang }))}
    vide={<EmptyState titre={`${libelleDe(chemin)}\u00a0: aucune ligne.`} />}
    colonnes={[
      {
        // « Volet » under « Volets »
        titre: nommee ? 'Nom' : majuscule(uneDe(chemin).replace(/^une? /, '')),
        cellule: l => (
          <>
            <a href={paths.studio.lieu(section, l.lieu)}>{l.nom}</a>
            {l.sous && <span class="gt-sous">{l.sous}</span>}
            {[...erreurs.keys()].some(e => e === l.lieu || e.startsWith(`${l.lieu}/`)) && <Badge ton="warning">À revoir</Badge>}
          </>
        ),
      },
      {
        titre: 'Ordre',
        titreCache: true,
        cellule: l => <Ordre {...l} dernier={l.rang === lignes.length - 1} fixe={nommee} />,
      },
    ]}
  />
)

type LigneOrdre = { lieu: string; nom: string; rang: number; dernier: boolean; fixe: boolean }
const Ordre = ({ lieu, nom, rang, dernier, fixe }: LigneOrdre) => (
  <div class="gt-studio__ordre">
    {!fixe && rang > 0 && <BoutonOrdre ordre={`monter ${lieu}`} dit="Monter" nom={nom} />}
    {!fixe && !dernier && <BoutonOrdre ordre={`descendre ${lieu}`} dit="Descendre" nom={nom} />}
    <BoutonOrdre ordre={`retirer ${lieu}`} dit="Retirer" nom={nom} />
  </div>
)
const BoutonOrdre = ({ ordre, dit, nom }: { ordre: string; dit: string; nom: string }) => (
  <button class="fr-btn fr-btn--tertiary-no-outline fr-btn--sm" type="submit" name="ordre" value={ordre}>
    {dit}
    <span class="fr-sr-only"> {nom}</span>
  </button>
)
