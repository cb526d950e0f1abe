import { formatEuros } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { enumeration, pluriel } from '../../../lib/mots.ts'
import { formatSiren } from '../../../lib/siren.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge } from '../../../ui/blocs.tsx'
import { Field } from '../../../ui/champs.tsx'
import { RadioGroup } from '../../../ui/choix.tsx'
import { Declaree } from '../../../ui/declaree.tsx'
import { BoutonPost, Formulaire } from '../../../ui/form.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { Time } from '../../../ui/texte.tsx'
import { TYPES_STRUCTURE, type TypeStructure } from '../../cahier/index.ts'
import type { ChampCompare, Choix, LigneComparee } from './comparer.rules.ts'
import type { Effet } from './effet.ts'
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
type Props = DeclareeVue & { values: { raison?: string; q?: string; choix?: Partial<Record<ChampCompare, Choix>> }; errors: FieldErrors }

/** One structure declared by hand: what was said, what is known, and the three answers. */
export const Fiche = (p: Props) => {
  const { structure: s, declaree: d } = p
  return (
    <section id="fiche" tabindex={-1} aria-labelledby="fiche-titre">
      <h2 class="fr-h5 fr-mb-1v" id="fiche-titre">
        {s.nom}
        {s.declaree && <Declaree />}
      </h2>
      <p>
        Déclarée le <Time instant={d.declareeLe} /> par {d.par || d.parCourriel}. {pluriel(p.membres, 'membre')}.
      </p>
      <Dossiers dossiers={p.dossiers} />
      {d.etat === 'a_confirmer' ? <ATrancher {...p} /> : <Tranchee {...p} />}
    </section>
  )
}

const Dossiers = ({ dossiers }: Pick<DeclareeVue, 'dossiers'>) =>
  dossiers.length === 0 ? (
    <p>Aucun dossier pour l’instant.</p>
  ) : (
    <ul>
      {dossiers.map(x => (
        <li>
          {x.deposeLe ? <a href={paths.instruction.dossier(x.id)}>Dossier {x.numero}</a> : `Brouillon ${x.numero}`}
          {x.deposeLe && (
            <>
              , déposé le <Time instant={x.deposeLe} forme="jour" />
            </>
          )}
          {x.deposeLe && x.aide !== null && `, ${formatEuros(x.aide)} demandés`}
        </li>
      ))}
    </ul>
  )

const ATrancher = (p: Props) => (
  <>
    <Candidats {...p} />
    <Formulaire action={`${paths.instruction.structure(p.structure.id)}#fiche`} aria-labelledby="fiche-titre">
      {p.avec && (
        <>
          <input type="hidden" name="avec" value={p.avec.cle} />
          <input type="hidden" name="vu" value={p.avec.effet.empreinte} />
          <Comparaison avec={p.avec} values={p.values} errors={p.errors} />
          <EffetSurRegles effet={p.avec.effet} />
        </>
      )}
      <div class="gt-a-confirmer__actes">
        {p.avec && <Reunir avec={p.avec} />}
        <div>
          <h3>C’en est une autre</h3>
          <p>La structure entre dans celles du guichet, telle qu’elle est déclarée. La marque « Déclarée » tombe.</p>
          <button class="fr-btn fr-btn--sm fr-btn--secondary" type="submit" name="acte" value="confirmer">
            Confirmer comme nouvelle
          </button>
        </div>
        <div>
          <h3>Non confirmée</h3>
          <Field name="raison" label="Raison, lue par le porteur" value={p.values.raison} error={p.errors.raison} />
          <button class="fr-btn fr-btn--sm fr-btn--tertiary fr-mt-1w" type="submit" name="acte" value="refuser">
            Refuser
          </button>
        </div>
      </div>
    </Formulaire>
  </>
)

const Reunir = ({ avec }: { avec: NonNullable<DeclareeVue['avec']> }) => (
  <div>
    <h3>C’est la même</h3>
    {avec.fermee ? (
      <p>{avec.nom} est fermée&nbsp;: elle ne peut plus porter de dossier.</p>
    ) : (
      <>
        <p>
          {avec.id
            ? `Les dossiers, les membres et les pièces passent à ${avec.nom}. Ses membres (${avec.membres}) et ceux-ci verront les dossiers des deux. `
            : 'La déclaration est complétée par le répertoire, avec ce qui est retenu. '}
          Numéro, heure et accusé ne changent pas.
        </p>
        <button class="fr-btn fr-btn--sm" type="submit" name="acte" value="reunir">
          Réunir les deux
        </button>
      </>
    )}
  </div>
)

/** Whom it may be, and a search among all the others. */
const Candidats = ({ structure, candidats, avec, values }: Props) => (
  <>
    {candidats.length === 0 && <p>Rien de proche, ni au répertoire, ni sur le guichet.</p>}
    {candidats.length > 1 && (
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
        .
      </p>
    )}
    <form
      method="get"
      action={`${paths.instruction.structure(structure.id)}#fiche`}
      role="search"
      aria-label="Chercher la structure connue"
    >
      <Field name="q" type="search" label="Chercher une autre structure connue" hint="Nom, SIREN ou RNA" value={values.q} />
      <button class="fr-btn fr-btn--sm fr-btn--tertiary fr-mt-1w" type="submit">
        Chercher
      </button>
    </form>
  </>
)

const lire = (champ: ChampCompare, v: string | null) =>
  v === null ? '–' : champ === 'siren' ? formatSiren(v) : champ === 'type' ? (TYPES_STRUCTURE[v as TypeStructure] ?? v) : v

const Comparaison = ({
  avec,
  values,
  errors,
}: {
  avec: NonNullable<DeclareeVue['avec']>
  values: Props['values']
  errors: FieldErrors
}) => (
  <div class="fr-mt-3w">
    {avec.forte && <Badge ton="info">Même numéro</Badge>}
    <Tableau<LigneComparee>
      legende={`Ce qui est déclaré, et ce qui est connu de ${avec.nom}`}
      dense
      colonnes={[
        { titre: 'Quoi', cellule: l => NOMS[l.champ] },
        { titre: 'Déclaré', cellule: l => <Valeur l={l} v={l.declare} /> },
        { titre: avec.id ? 'Sur le guichet' : 'Répertoire', cellule: l => <Valeur l={l} v={l.connu} /> },
        {
          titre: 'Retenu',
          cellule: l => <Retenu l={l} connue={!!avec.id} choix={values.choix?.[l.champ]} error={errors[`choix-${l.champ}`]} />,
        },
      ]}
      lignes={avec.lignes}
    />
  </div>
)

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

/** What joining does, before anybody presses. */
const EffetSurRegles = ({ effet }: { effet: Effet }) =>
  effet.dossiers.length === 0 ? (
    <p>Aucun dossier à reprendre.</p>
  ) : (
    <Alert
      ton={effet.changees.length > 0 ? 'warning' : 'info'}
      titre={`Si vous réunissez\u00a0: ${pluriel(effet.changees.length, 'règle change', 'règles changent')}`}
    >
      <p>
        {enumeration(effet.dossiers.map(d => d.numero))}&nbsp;: règles rejugées comme si la structure connue portait{' '}
        {effet.dossiers.length > 1 ? 'ces dossiers' : 'ce dossier'}. Un dossier déposé garde ses verdicts.
      </p>
      {effet.changees.length > 0 && (
        <ul>
          {effet.changees.map(c => (
            <li>
              {c.numero}, {c.titre}&nbsp;: de «&nbsp;{c.de}&nbsp;» à «&nbsp;{c.a}&nbsp;». {c.phrase}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  )

/** What was decided, and how to undo it while that is possible. */
const Tranchee = ({ structure, declaree: d, reunieA }: Props) => (
  <>
    <p>
      {d.etat === 'confirmee' && 'Confirmée comme nouvelle'}
      {d.etat === 'refusee' && 'Non confirmée'}
      {d.etat === 'reunie' && (reunieA ? `Réunie à ${reunieA.nom}` : 'Réunie à la ligne du répertoire')}
      {d.trancheeLe && (
        <>
          {' '}
          le <Time instant={d.trancheeLe} /> par {d.trancheePar || 'le service'}
        </>
      )}
      .{d.motif && ` Raison\u00a0: ${d.motif}`}
    </p>
    {d.etat === 'reunie' && (
      <>
        <p>Vous pouvez séparer les deux tant que rien n’est décidé d’un de ces dossiers.</p>
        <BoutonPost action={paths.instruction.separation(structure.id)}>Séparer</BoutonPost>
      </>
    )}
    {d.etat === 'refusee' && <p>Un membre peut corriger la déclaration. Elle revient alors dans la liste.</p>}
  </>
)
