import type { Child } from 'hono/jsx'
import type { FieldErrors } from '../../lib/forms.ts'
import { DateField, Field, MoneyField, TextArea } from '../../ui/champs.tsx'
import { CheckboxGroup, RadioGroup } from '../../ui/choix.tsx'
import type { Champ } from '../contenu/index.ts'
import type { ConflitVu } from './conflits.ts'
import { ConflitChamp } from './conflits.view.tsx'

/** What a step shows: its fields, what each holds as typed, the sentence of each that cannot be read, and what the rules say of each. */
export type Remplissage = {
  champs: readonly Champ[]
  saisie: Readonly<Record<string, readonly string[]>>
  erreurs: FieldErrors
  regles?: Readonly<Record<string, Child>> | undefined
  /** Fields that two people changed: both versions beside the field. */
  conflits?: readonly ConflitVu[] | undefined
  /** Fields that a script makes appear, shown at once to whoever has none. */
  sansScript?: ReadonlySet<string> | undefined
}

const aideDe = ({ aide, exemple }: Champ) => [aide, exemple && `Par exemple\u00a0: ${exemple}`].filter(Boolean).join(' ') || undefined

const OUI_NON = [
  { value: 'oui', label: 'Oui' },
  { value: 'non', label: 'Non' },
]

/** One field, by the type of its question. The value is shown back exactly as typed. */
export const ChampVue = ({
  champ,
  saisie = [],
  erreur,
  regle,
}: {
  champ: Champ
  saisie?: readonly string[] | undefined
  erreur?: string | undefined
  regle?: Child
}) => {
  const commun = { name: champ.nom, label: champ.libelle, hint: aideDe(champ), error: erreur, facultatif: champ.facultatif, regle }
  const value = saisie[0]
  const options = (champ.options ?? []).map(o => ({ value: o.code, label: o.libelle }))
  switch (champ.genre) {
    case 'texte_long':
      return <TextArea {...commun} value={value} maxlength={champ.longueurMax} />
    case 'nombre':
      return <Field {...commun} value={value} inputmode="numeric" autocomplete="off" suffix={champ.unite} court />
    case 'montant':
      return <MoneyField {...commun} value={value} />
    case 'date':
      return (
        <DateField
          {...commun}
          value={value}
          hint={[champ.aide, `Au format jj/mm/aaaa, par exemple ${champ.exemple ?? '17/09/2021'}`].filter(Boolean).join(' ')}
        />
      )
    case 'oui_non':
      return <RadioGroup {...commun} value={value} options={OUI_NON} enLigne />
    case 'choix':
      return <RadioGroup {...commun} value={value} options={options} />
    case 'choix_multiple':
      return <CheckboxGroup {...commun} values={saisie} options={options} />
    case 'courriel':
      return <Field {...commun} value={value} type="email" autocomplete="email" spellcheck={false} />
    case 'telephone':
      return <Field {...commun} value={value} type="tel" autocomplete="tel" court />
    default:
      return <Field {...commun} value={value} autocomplete="off" />
  }
}

export const Champs = ({ champs, saisie, erreurs, regles, conflits, sansScript }: Remplissage) => (
  <>
    {champs.map(c =>
      sansScript?.has(c.nom) ? (
        <noscript>
          <ChampVue champ={c} />
        </noscript>
      ) : (
        <>
          <ChampVue champ={c} saisie={saisie[c.nom]} erreur={erreurs[c.nom]} regle={regles && (regles[c.nom] ?? '')} />
          <ConflitDe nom={c.nom} conflits={conflits} />
        </>
      ),
    )}
  </>
)

export const ConflitDe = ({ nom, conflits = [] }: { nom: string; conflits?: Remplissage['conflits'] }) => {
  const conflit = conflits.find(c => c.nom === nom)
  return conflit ? <ConflitChamp conflit={conflit} /> : null
}
