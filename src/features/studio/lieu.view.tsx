import type { Child } from 'hono/jsx'
import { paths } from '../../paths.ts'
import { Badge, EmptyState } from '../../ui/blocs.tsx'
import { Field, MoneyField, type Option, Select, TextArea } from '../../ui/champs.tsx'
import { Tableau } from '../../ui/table.tsx'
import { choixDe, estLong } from './choix.table.ts'
import { DesCodes, OFFERTS_MAX, UnCode } from './codes.view.tsx'
import { aideDe, libelleDe, uneDe } from './libelles.table.ts'
import type { Bloc, Champ, Groupe, Liste, Renvoi } from './lieu.donnees.ts'

/** `section`: the address of the page whose form this is; `conditions`: that of the page where a condition is a sentence. `erreurs`: what the checker says of a place, by its name; `debut`: the field where one goes on. */
export type Contexte = { section: string; conditions: string; erreurs: ReadonlyMap<string, string>; debut?: string | undefined }

/** Everything that a place holds, in the order of the file's schema: fields side by side, then its lists and groups. */
export const Blocs = ({ blocs, ...contexte }: Contexte & { blocs: readonly Bloc[] }) => (
  <>
    {enSuite(blocs).map(suite =>
      Array.isArray(suite) ? (
        <div class="gt-studio__champs">
          {suite.map(champ => (
            <UnChamp champ={champ} {...contexte} />
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

const UnGroupe = ({ groupe, ...contexte }: Contexte & { groupe: Groupe }) => (
  <fieldset class="gt-studio__groupe" id={groupe.lieu} tabindex={-1}>
    <legend>{libelleDe(groupe.chemin)}</legend>
    <Blocs blocs={groupe.blocs} {...contexte} />
  </fieldset>
)

const OUI_NON: readonly Option[] = [
  { value: 'oui', label: 'Oui' },
  { value: 'non', label: 'Non' },
]
const LARGES = new Set([
  'titre',
  'libelle',
  'sous_titre',
  'nom',
  'objet',
  'lien',
  'exemple',
  'voies_de_recours',
  'contenu',
  'vus',
  'considerants',
])

/** What the checker says of a field, under it: read again at each saving. */
const Remarque = ({ dite }: { dite: string | undefined }) => (dite ? <p class="fr-error-text">{dite}</p> : null)

/** Formulas that say when something is asked. */
const EN_PHRASE = new Set(['si', 'applicable_si'])

const UnChamp = ({ champ, erreurs, conditions, debut }: Contexte & { champ: Champ }) => {
  const { lieu, chemin, feuille, lignes, valeur, obligatoire, offerts } = champ
  const choisis = offerts && offerts.length <= OFFERTS_MAX ? offerts : undefined
  const commun = {
    name: lieu,
    id: lieu,
    label: choisis ? (champ.libelle ?? libelleDe(chemin)).replace(/, une? par ligne$/, '') : (champ.libelle ?? libelleDe(chemin)),
    hint: aideDe(chemin),
    regle: <Remarque dite={erreurs.get(lieu)} />,
    facultatif: !obligatoire,
    value: valeur,
    ...(lieu === debut ? { autofocus: true } : {}),
  }
  const large = lignes || estLong(chemin) || valeur.length > 60 || LARGES.has(String(chemin.at(-1)))
  return (
    <div class={large ? 'gt-studio__large' : undefined}>
      {choisis ? (
        lignes ? (
          <DesCodes {...commun} offerts={choisis} />
        ) : (
          <UnCode {...commun} offerts={choisis} />
        )
      ) : (
        controle(commun, { feuille, lignes, long: lignes || estLong(chemin) || valeur.length > 90 || valeur.includes('\n') })
      )}
      {EN_PHRASE.has(String(chemin.at(-1))) && (
        <p class="gt-studio__enphrases">
          <a href={`${conditions}?${new URLSearchParams({ lieu })}`}>Écrire cette condition en phrase</a>
        </p>
      )}
    </div>
  )
}
type Commun = {
  name: string
  id: string
  label: string
  hint: string | undefined
  regle: Child
  facultatif: boolean
  value: string
  autofocus?: boolean
}
function controle(commun: Commun, { feuille, lignes, long }: Pick<Champ, 'feuille' | 'lignes'> & { long: boolean }): Child {
  if (long)
    return (
      <TextArea
        {...commun}
        rows={Math.min(12, Math.max(lignes ? 2 : 3, Math.ceil(commun.value.length / 90), commun.value.split('\n').length))}
      />
    )
  if (feuille.type === 'oui_non') return <Select {...commun} options={OUI_NON} vide="Rien de dit" />
  if (feuille.type === 'choix') return <Select {...commun} options={choixAvec(feuille.choix ?? [], commun.value)} vide="Rien de dit" />
  if (feuille.type === 'montant') return <MoneyField {...commun} />
  const hint = [commun.hint, FORMATS[feuille.type]].filter(Boolean).join(' ') || undefined
  return <Field {...commun} hint={hint} autocomplete="off" />
}
/** How a day and an instant are typed. */
const FORMATS: Readonly<Partial<Record<Champ['feuille']['type'], string>>> = { jour: 'jj/mm/aaaa', instant: 'jj/mm/aaaa hh:mm:ss' }
/** What the file says and the schema does not know stays in the list: it is not changed by being shown. */
const choixAvec = (mots: readonly string[], valeur: string): Option[] =>
  [...new Set([...mots, ...(valeur ? [valeur] : [])])].map(mot => ({ value: mot, label: choixDe(mot) }))

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
    <div id={liste.dansSonGroupe ? undefined : lieu} tabindex={liste.dansSonGroupe ? undefined : -1} class="gt-studio__liste">
      {lignes.some(l => l.blocs) ? (
        <Ouvertes liste={liste} {...contexte} />
      ) : (
        !(nommee && lignes.length === 0) && <Fermees liste={liste} {...contexte} />
      )}
      {nommee && (
        <Field name={`nom:${lieu}`} id={`nom:${lieu}`} label={`${titre}\u00a0: nom de plus`} facultatif autocomplete="off" court />
      )}
      <button
        class="fr-btn fr-btn--tertiary fr-btn--sm fr-icon-add-line fr-btn--icon-left"
        type="submit"
        name="ordre"
        value={`ajouter ${lieu}`}
      >
        {nommee ? 'Ajouter ce nom' : `Ajouter ${uneDe(chemin)}`}
        <span class="fr-sr-only">, {titre}</span>
      </button>
    </div>
  )
}

/** A few short lines, filled in where they stand. */
const Ouvertes = ({ liste: { chemin, lignes }, ...contexte }: Contexte & { liste: Liste }) => (
  <>
    {lignes.map((l, rang) => (
      <fieldset class="gt-studio__groupe" id={l.lieu}>
        <legend>
          {libelleDe(chemin)}, {l.nom}
        </legend>
        <Blocs blocs={l.blocs ?? []} {...contexte} />
        <Ordre {...l} rang={rang} dernier={rang === lignes.length - 1} fixe={false} />
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
        titre: libelleDe(chemin),
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
