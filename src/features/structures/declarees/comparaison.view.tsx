import type { Child } from 'hono/jsx'
import { motTranche } from '../../../lib/effectifs.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { formatSiren } from '../../../lib/siren.ts'
import { paths } from '../../../paths.ts'
import { Badge } from '../../../ui/blocs.tsx'
import { Field } from '../../../ui/champs.tsx'
import { RadioGroup } from '../../../ui/choix.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { TYPES_STRUCTURE, type TypeStructure } from '../../cahier/index.ts'
import { AUCUNE, type ChampCompare, type Choix, type LigneComparee } from './comparer.rules.ts'
import type { DeclareeVue } from './lire-declaree.ts'

const NOMS: Record<ChampCompare, string> = {
  nom: 'Nom',
  siren: 'SIREN',
  rna: 'RNA',
  type: 'Forme',
  commune: 'Commune',
  departement: 'Département',
  adresse: 'Adresse',
}
type Props = Pick<DeclareeVue, 'structure' | 'candidats' | 'avec'> & {
  values: { q?: string; choix?: Partial<Record<ChampCompare, Choix>> }
}

/** Whom it may be, and a search among all the others. */
export const Candidats = ({ structure, candidats, avec, values }: Props) => (
  <>
    {candidats.length === 0 && <p>Rien de proche, ni au répertoire, ni sur le guichet.</p>}
    {candidats.length > 0 && (
      <p>
        Comparer avec&nbsp;:{' '}
        {candidats.map((c, i) => (
          <>
            {i > 0 && ', '}
            {c.cle === avec?.cle ? (
              <strong>{c.nom}</strong>
            ) : (
              <a
                href={`${paths.instruction.structure(structure.id)}?${new URLSearchParams({ avec: c.cle, ...(values.q ? { q: values.q } : {}) })}#fiche`}
              >
                {c.nom}
              </a>
            )}
          </>
        ))}
        {', ou '}
        {avec ? (
          <a href={`${paths.instruction.structure(structure.id)}?${new URLSearchParams({ avec: AUCUNE })}#fiche`}>
            {motAucune(candidats.length)}
          </a>
        ) : (
          <strong>{motAucune(candidats.length)}</strong>
        )}
        .
      </p>
    )}
  </>
)

/** Said of those that look like it, when it is none of them. */
const motAucune = (n: number) => (n === 1 ? 'aucune' : n === 2 ? 'aucune des deux' : 'aucune d’elles')

/** All the others: one of them may be the same under another name. */
export const ChercherAutre = ({ structure, values }: Pick<Props, 'structure' | 'values'>) => (
  <form method="get" action={`${paths.instruction.structure(structure.id)}#fiche`} role="search" aria-label="Chercher la structure connue">
    <Field name="q" type="search" label="Chercher une autre structure connue" hint="Nom, SIREN ou RNA" value={values.q} />
    <button class="fr-btn fr-btn--sm fr-btn--tertiary fr-mt-1w" type="submit">
      Chercher
    </button>
  </form>
)

const lire = (champ: ChampCompare, v: string | null) =>
  v === null ? '–' : champ === 'siren' ? formatSiren(v) : champ === 'type' ? (TYPES_STRUCTURE[v as TypeStructure] ?? v) : v

type Rangee = { quoi: string; declare: Child; connu: Child; retenu: Child }

export const Comparaison = ({
  avec,
  membres,
  declarant,
  values,
  errors,
}: {
  avec: NonNullable<DeclareeVue['avec']>
  /** Accounts that speak for the one that was declared, and INSEE's bracket of its employees when the directory has given it. */
  membres: number
  declarant: string | null
  values: Props['values']
  errors: FieldErrors
}) => (
  <div class="fr-mt-3w">
    {avec.forte && <Badge ton="info">Même numéro</Badge>}
    <Tableau<Rangee>
      legende={`Ce qui est déclaré, et ce qui est connu de ${avec.nom}`}
      dense
      colonnes={[
        { titre: 'Quoi', cellule: l => l.quoi },
        { titre: 'Déclaré', cellule: l => l.declare },
        { titre: avec.id ? 'Sur le guichet' : 'Répertoire', cellule: l => l.connu },
        { titre: 'Retenu', cellule: l => l.retenu },
      ]}
      lignes={[
        ...avec.lignes.map(l => ({
          quoi: NOMS[l.champ],
          declare: <Valeur l={l} v={l.declare} />,
          connu: <Valeur l={l} v={l.connu} />,
          retenu: <Retenu l={l} connue={!!avec.id} choix={values.choix?.[l.champ]} error={errors[`choix-${l.champ}`]} />,
        })),
        ...salaries(motTranche(declarant), motTranche(avec.effectifs)),
        { quoi: 'Membres', declare: String(membres), connu: String(avec.membres.length || 'aucun'), retenu: String(avec.ensemble) },
      ]}
    />
  </div>
)

/** Nobody declares how many people it employs: the directory says it, or nobody does. */
const salaries = (declare: string | undefined, connu: string | undefined): Rangee[] =>
  declare || connu ? [{ quoi: 'Salariés', declare: declare ?? '–', connu: connu ?? '–', retenu: connu ?? declare }] : []

const Valeur = ({ l, v }: { l: LigneComparee; v: string | null }) => (
  <span class={l.retenu ? undefined : 'gt-a-confirmer__ecart'}>{lire(l.champ, v)}</span>
)

const Retenu = ({
  l,
  connue,
  choix,
  error,
}: {
  l: LigneComparee
  connue: boolean
  choix: Choix | undefined
  error: string | undefined
}) => {
  if (connue) return <>{lire(l.champ, l.connu)}</>
  if (l.retenu) return <>{l.retenu.dit === 'identique' ? 'identique' : `${lire(l.champ, l.retenu.valeur)} (${l.retenu.dit})`}</>
  return (
    <RadioGroup
      name={`choix-${l.champ}`}
      label={<span class="fr-sr-only">{NOMS[l.champ]} à retenir</span>}
      petit
      enLigne
      options={[
        { value: 'declare', label: 'déclaré' },
        { value: 'connu', label: 'répertoire' },
      ]}
      value={choix}
      error={error}
    />
  )
}
