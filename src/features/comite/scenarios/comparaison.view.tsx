import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge, EmptyState } from '../../../ui/blocs.tsx'
import { CheckboxGroup } from '../../../ui/choix.tsx'
import { NomStructure } from '../../../ui/declaree.tsx'
import { FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Cadre, type CadreSeance } from '../cadre.view.tsx'
import { BarreEnveloppe } from './barre.view.tsx'
import { Leviers, type ScenarioVue } from './scenario.view.tsx'
import type { Sort } from './scenarios.mots.ts'

type Genre = 'debat' | 'partout' | 'nulle_part'
/** What one scenario gives a dossier. */
export type CaseComparee = { montant: number; sort: Sort; lots: readonly string[]; robustesse: string | undefined }
type DossierCompare = {
  id: string
  porteur: string
  declaree: boolean
  titre: string
  note: string
  demande: number
  /** How it was found, where the call computes the aid. */
  calcul: string | undefined
  cases: readonly CaseComparee[]
  courant: boolean
}
export type ComparaisonVue = {
  cadre: CadreSeance
  /** Those that can be compared, and those chosen. */
  choix: readonly { id: string; nom: string }[]
  choisis: readonly string[]
  trop: boolean
  /** What a dossier could have at most. */
  sur: number
  lettres: readonly {
    id: string
    lettre: string
    nom: string
    preuve: ScenarioVue['preuve']
    enveloppe: number
    montants: readonly number[]
  }[]
  mesures: readonly { titre: string; cellules: readonly string[] }[]
  /** All give the same dossiers the same amounts. */
  pareils: boolean
  groupes: readonly { genre: Genre; dossiers: readonly DossierCompare[] }[]
  /** Why one dossier is in or out of each. */
  pourquoi:
    | {
        porteur: string
        lettres: readonly { lettre: string; nom: string; sort: Sort; raisons: readonly string[]; leviers: readonly string[] }[]
      }
    | undefined
}

const GROUPES: Record<Genre, { titre: string; sous: string }> = {
  debat: { titre: 'Ce qui fait débat', sous: 'retenus par certains scénarios seulement' },
  partout: { titre: 'Retenus partout', sous: 'seul le montant peut changer' },
  nulle_part: { titre: 'Retenus nulle part', sous: 'aucun de ces scénarios ne les retient' },
}

/** Scenarios side by side. */
export const ComparaisonPage = ({ site, vue: v }: { site: Site; vue: ComparaisonVue }) => (
  <Cadre site={site} cadre={v.cadre} page="Comparer les scénarios">
    <Formulaire method="get" action={paths.comite.comparaisonScenarios(v.cadre.id)}>
      <CheckboxGroup
        name="s"
        label="Scénarios à comparer, trois au plus"
        enLigne
        petit
        values={v.choisis}
        options={v.choix.map(x => ({ value: x.id, label: x.nom }))}
      />
      <FormActions principal="Comparer" filet={false}>
        <a class="fr-link" href={paths.comite.scenarios(v.cadre.id)}>
          Tous les scénarios
        </a>
      </FormActions>
    </Formulaire>
    {v.trop && (
      <Alert ton="warning" petit reponse>
        <p>Trois scénarios se comparent au plus&nbsp;: voici les trois premiers.</p>
      </Alert>
    )}
    {v.lettres.length === 0 ? (
      <EmptyState titre="Rien à comparer.">Choisissez au moins un scénario dont les contraintes tiennent ensemble.</EmptyState>
    ) : (
      <Matrice v={v} />
    )}
  </Cadre>
)

const Matrice = ({ v }: { v: ComparaisonVue }) => (
  <>
    <section aria-labelledby="change" class="fr-mt-4w">
      <h2 class="fr-h4" id="change">
        Ce que change le choix
      </h2>
      {v.pareils && <p>Rien&nbsp;: ces scénarios retiennent les mêmes dossiers, pour les mêmes montants.</p>}
      <ul class="gt-scenario__barres">
        {v.lettres.map(l => (
          <li>
            <p class="fr-mb-0">
              <strong>
                {l.lettre}. <a href={paths.comite.scenario(v.cadre.id, l.id)}>{l.nom}</a>
              </strong>
            </p>
            <BarreEnveloppe enveloppe={l.enveloppe} montants={l.montants} hauteur={20} />
            <Badge ton={l.preuve.ton}>{l.preuve.mot}</Badge>
          </li>
        ))}
      </ul>
      <Tableau
        legende="Ce que vaut chaque scénario"
        legendeCachee
        empile={false}
        dense
        lignes={v.mesures}
        colonnes={[
          { titre: 'Mesure', cellule: m => m.titre },
          ...v.lettres.map((l, n) => ({
            titre: `${l.lettre}. ${l.nom}`,
            num: true,
            cellule: (m: ComparaisonVue['mesures'][number]) => m.cellules[n]!,
          })),
        ]}
      />
    </section>
    {v.pourquoi && <Explique p={v.pourquoi} />}
    {v.groupes.map(g => (
      <section aria-labelledby={g.genre} class="fr-mt-4w">
        <h2 class="fr-h5 fr-mb-1w" id={g.genre}>
          {GROUPES[g.genre].titre}&nbsp;: {g.dossiers.length}&nbsp;dossier{g.dossiers.length > 1 && 's'}{' '}
          <span class="gt-sous">{GROUPES[g.genre].sous}</span>
        </h2>
        <Dossiers legende={GROUPES[g.genre].titre} v={v} dossiers={g.dossiers} />
      </section>
    ))}
  </>
)

const Dossiers = ({ legende, v, dossiers }: { legende: string; v: ComparaisonVue; dossiers: readonly DossierCompare[] }) => (
  <Tableau
    legende={legende}
    legendeCachee
    dense
    lignes={dossiers}
    colonnes={[
      {
        titre: 'Dossier',
        cellule: d => (
          <>
            <NomStructure nom={d.porteur} declaree={d.declaree} />
            <span class="gt-sous gt-scenario__titre">{d.titre}</span>
          </>
        ),
      },
      { titre: `Note sur\u00a0${v.sur}`, num: true, cellule: d => d.note },
      {
        titre: 'Demandé',
        num: true,
        cellule: d => (
          <>
            {formatEuros(d.demande)}
            {d.calcul && <span class="gt-sous gt-scenario__titre">{d.calcul}</span>}
          </>
        ),
      },
      ...v.lettres.map((l, n) => ({
        titre: `${l.lettre}. ${l.nom}`,
        num: true,
        cellule: (d: DossierCompare) => <Case c={d.cases[n]!} />,
      })),
      {
        titre: 'Explication',
        cellule: d => (
          <a href={adresse(v, d.id)} aria-current={d.courant ? 'true' : undefined}>
            Pourquoi&nbsp;?<span class="fr-sr-only"> {d.porteur}</span>
          </a>
        ),
      },
    ]}
  />
)

const adresse = (v: ComparaisonVue, id: string) =>
  `${paths.comite.comparaisonScenarios(v.cadre.id)}?${v.choisis.map(x => `s=${x}&`).join('')}pourquoi=${id}#pourquoi`

const Case = ({ c }: { c: CaseComparee }) =>
  c.montant === 0 ? (
    <span class="gt-sous">Non retenu</span>
  ) : (
    <>
      <strong>{formatEuros(c.montant)}</strong>
      <span class="gt-sous gt-scenario__titre">
        {c.sort}
        {c.robustesse && `, robuste à ${c.robustesse}`}
      </span>
      {c.lots.length > 0 && <span class="gt-sous gt-scenario__titre">{c.lots.join('\u00a0; ')}</span>}
    </>
  )

const Explique = ({ p }: { p: NonNullable<ComparaisonVue['pourquoi']> }) => (
  <section aria-labelledby="pourquoi" class="fr-mt-4w">
    <h2 class="fr-h4" id="pourquoi" tabindex={-1}>
      Pourquoi ici, pourquoi pas là&nbsp;: {p.porteur}
    </h2>
    <div class="gt-scenario__comparees">
      {p.lettres.map(l => (
        <div class="gt-scenario__pourquoi">
          <h3 class="fr-h6">
            {l.lettre}. {l.nom}&nbsp;: {l.sort.toLowerCase()}
          </h3>
          {l.raisons.map(r => (
            <p>{r}</p>
          ))}
          <Leviers leviers={l.leviers} />
        </div>
      ))}
    </div>
  </section>
)
