import type { Child } from 'hono/jsx'
import { Field, MoneyField, type Option, Select, TextArea } from '../../ui/champs.tsx'
import { choixDe, estLong } from './choix.table.ts'
import { DesCodes, OFFERTS_MAX, UnCode } from './codes.view.tsx'
import { aideDe, libelleDe } from './libelles.table.ts'
import type { Champ } from './lieu.donnees.ts'
import { selonLeType } from './selon-le-type.table.ts'

/** `section`: the address of the page whose form this is; `conditions`: that of the page where a condition is a sentence. `erreurs`: what the checker says of a place, by its name; `debut`: the field where one goes on; `tetes`: what stands first in a group, or under the lines of a list, by its place. */
export type Contexte = {
  section: string
  /** Nothing in a group that is not written yet: no page is there. */
  conditions: string | undefined
  erreurs: ReadonlyMap<string, string>
  debut?: string | undefined
  tetes?: ReadonlyMap<string, Child> | undefined
}

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

/** One field of a place, with what the checker says of it. */
export const UnChamp = ({ champ, erreurs, conditions, debut }: Contexte & { champ: Champ }) => {
  const { lieu, chemin, feuille, lignes, valeur, obligatoire, offerts } = champ
  const choisis = offerts && offerts.length <= OFFERTS_MAX ? offerts : undefined
  const libelle = champ.libelle ?? libelleDe(chemin)
  const commun = {
    name: lieu,
    id: lieu,
    label: choisis ? libelle.replace(/, une? par ligne$/, '') : libelle,
    // what the call itself names has nothing to do with a key of that name
    hint: champ.libelle === undefined ? aideDe(chemin) : undefined,
    regle: <Remarque dite={erreurs.get(lieu)} />,
    facultatif: !obligatoire,
    value: valeur,
    ...(lieu === debut ? { autofocus: true } : {}),
  }
  const large = lignes || estLong(chemin) || valeur.length > 60 || LARGES.has(String(chemin.at(-1)))
  return (
    <div
      class={
        [large ? 'gt-studio__large' : '', valeur === '' || chemin.at(-1) === 'type' ? selonLeType(chemin) : ''].filter(Boolean).join(' ') ||
        undefined
      }
    >
      {choisis ? (
        lignes ? (
          <DesCodes {...commun} offerts={choisis} ouvert={erreurs.has(lieu) || lieu === debut || (obligatoire && valeur === '')} />
        ) : (
          <UnCode {...commun} offerts={choisis} />
        )
      ) : (
        controle(commun, { feuille, lignes, long: lignes || estLong(chemin) || valeur.length > 90 || valeur.includes('\n') })
      )}
      {conditions && EN_PHRASE.has(String(chemin.at(-1))) && (
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
/** How a day, an instant and a rate are typed. */
const FORMATS: Readonly<Partial<Record<Champ['feuille']['type'], string>>> = {
  jour: 'jj/mm/aaaa',
  instant: 'jj/mm/aaaa hh:mm',
  taux: 'En\u00a0%, par exemple 60',
}
/** What the file says and the schema does not know stays in the list: it is not changed by being shown. */
const choixAvec = (mots: readonly string[], valeur: string): Option[] =>
  [...new Set([...mots, ...(valeur ? [valeur] : [])])].map(mot => ({ value: mot, label: choixDe(mot) }))
