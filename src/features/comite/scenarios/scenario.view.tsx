import { formatEuros } from '../../../lib/euros.ts'
import { enumeration } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge, Chiffres, Source } from '../../../ui/blocs.tsx'
import { NomStructure } from '../../../ui/declaree.tsx'
import { BoutonPost } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Cadre, type CadreSeance } from '../cadre.view.tsx'
import { BarreEnveloppe } from './barre.view.tsx'
import { CalculInterrompu, Calculs, type CalculVu } from './calcul/calcul.view.tsx'
import { type LigneScenario, Robuste, SortDossier } from './sort.view.tsx'

/** A constraint that cannot hold with others, or that amounts by hand break; `relachable`: a person set it, and may give it up. */
export type ContrainteVue = { cle: string; nom: string; faudrait: string; relachable: boolean }
export type ScenarioVue = {
  cadre: CadreSeance
  id: string
  nom: string
  revision: number
  /** What a dossier could have at most. */
  sur: number
  calcul: CalculVu
  /** Made by hand: its amounts can be changed, and no calculation explains them. */
  main: boolean
  peutSimuler: boolean
  peutRetirer: boolean
  sous: string
  preuve: { mot: string; ton: 'success' | 'warning' | 'error' | 'neutre' }
  enveloppe: number
  /** What it was asked, in sentences. */
  contraintes: readonly string[]
  bilan: { retenus: number; dossiers: number; accorde: number; reste: number; points: string; montants: readonly number[] } | undefined
  /** Named one by one; `undefined` when an allocation was found, empty when there was no time to name them. */
  conflits: readonly ContrainteVue[] | undefined
  /** Its dossiers that are on the agenda no longer, by their porteur. */
  sortis: readonly string[]
  lignes: readonly LigneScenario[]
  pourquoi: { porteur: string; sort: string; raisons: readonly string[]; leviers: readonly string[] } | undefined
}
type Props = { site: Site; vue: ScenarioVue; fait?: { texte: string; ton: 'success' | 'warning' } | undefined }

/** A scenario: who receives what, and why. */
export const ScenarioPage = ({ site, vue: v, fait }: Props) => (
  <Cadre site={site} cadre={v.cadre} page={`Scénario «\u00a0${v.nom}\u00a0»`}>
    {fait && (
      <Alert ton={fait.ton} petit reponse>
        <p>{fait.texte}</p>
      </Alert>
    )}
    <div class="gt-seance__tete">
      <Badge ton={v.preuve.ton}>{v.preuve.mot}</Badge>
      <p>{v.sous}</p>
    </div>
    <Calculs seance={v.cadre.id} adresse={paths.comite.scenario(v.cadre.id, v.id)} calculs={[v.calcul]} seul peutArreter={v.peutSimuler} />
    <CalculInterrompu
      etat={v.calcul.etat}
      garde={!!v.bilan}
      relance={v.peutSimuler ? paths.comite.relanceScenario(v.cadre.id, v.id) : undefined}
    />
    {v.sortis.length > 0 && <Sortis v={v} />}
    {v.bilan && <Bilan b={v.bilan} enveloppe={v.enveloppe} />}
    {v.conflits && <Contraintes v={v} conflits={v.conflits} />}
    <div class="gt-seance__actes">
      {v.main && v.peutSimuler && (
        <a class="fr-btn fr-btn--sm" href={paths.comite.montantsScenario(v.cadre.id, v.id)}>
          Changer les montants
        </a>
      )}
      {v.peutSimuler && (v.bilan || v.conflits) && (
        <BoutonPost action={paths.comite.duplicationScenario(v.cadre.id, v.id)}>Dupliquer pour retoucher</BoutonPost>
      )}
      {!v.main && v.calcul.etat === 'fini' && (
        <BoutonPost action={paths.comite.rejeuScenario(v.cadre.id, v.id)}>Rejouer le calcul</BoutonPost>
      )}
      <a class="fr-link" href={paths.comite.scenarios(v.cadre.id)}>
        Tous les scénarios
      </a>
    </div>
    {v.pourquoi && <Pourquoi p={v.pourquoi} />}
    {v.bilan && <Dossiers v={v} />}
    <section aria-labelledby="contraintes" class="fr-mt-4w">
      <h2 class="fr-h4" id="contraintes">
        Ce qui a été demandé
      </h2>
      <ul>
        {v.contraintes.map(c => (
          <li>{c}</li>
        ))}
      </ul>
      <Source>
        Le scénario garde les notes et les montants du jour où il a été préparé.
        {v.lignes.some(d => d.robustesse !== undefined) &&
          ' Robustesse\u00a0: part des 200\u00a0tirages où le dossier reste retenu, chaque note se déplaçant d’un échelon au plus.'}
      </Source>
    </section>
    {v.peutRetirer && (
      <details class="gt-scenario__retrait fr-mt-4w">
        <summary>Retirer ce scénario</summary>
        <p>Il disparaît de la séance pour tous. Le journal garde son nom et qui l’a retiré.</p>
        <BoutonPost action={paths.comite.retraitScenario(v.cadre.id, v.id)}>Retirer le scénario</BoutonPost>
      </details>
    )}
  </Cadre>
)

const Sortis = ({ v: { sortis, peutSimuler, bilan } }: { v: ScenarioVue }) => (
  <Alert ton="warning" petit>
    <p>
      {sortis.length > 1 ? 'Ces dossiers ne sont' : 'Ce dossier n’est'} plus à l’ordre du jour, et ce scénario{' '}
      {sortis.length > 1 ? 'les' : 'le'} compte encore&nbsp;: {enumeration(sortis)}.
      {peutSimuler &&
        ` ${bilan ? 'Dupliquez-le, ou préparez-en' : 'Préparez-en'} un autre\u00a0: il se fera sans ${sortis.length > 1 ? 'eux' : 'lui'}.`}
    </p>
  </Alert>
)

const Bilan = ({ b, enveloppe }: { b: NonNullable<ScenarioVue['bilan']>; enveloppe: number }) => (
  <>
    <Chiffres
      chiffres={[
        { terme: 'Retenus', valeur: b.retenus, note: `sur ${b.dossiers}` },
        { terme: 'Points', valeur: b.points },
        { terme: 'Accordé', valeur: formatEuros(b.accorde), note: `sur ${formatEuros(enveloppe)}` },
        { terme: 'Reste', valeur: formatEuros(b.reste) },
      ]}
    />
    <BarreEnveloppe enveloppe={enveloppe} montants={b.montants} />
  </>
)

const Contraintes = ({ v, conflits }: { v: ScenarioVue; conflits: readonly ContrainteVue[] }) => (
  <Alert
    ton={v.main ? 'warning' : 'error'}
    titre={v.main ? 'Ces montants ne respectent pas tout ce qui a été demandé' : 'Ces contraintes ne tiennent pas ensemble'}
  >
    {conflits.length > 0 ? (
      <ol class="gt-scenario__contraintes">
        {conflits.map(c => (
          <li>
            <strong>{c.nom}.</strong> {c.faudrait}
            {v.peutSimuler && c.relachable && (
              <BoutonPost
                action={paths.comite.relachementScenario(v.cadre.id, v.id)}
                champs={{ cle: c.cle, revision: String(v.revision) }}
                class="gt-masquer"
              >
                Relâcher<span class="fr-sr-only">&nbsp;: {c.nom}</span>
              </BoutonPost>
            )}
            {!c.relachable && <span class="gt-sous"> Elle ne se relâche pas ici.</span>}
          </li>
        ))}
      </ol>
    ) : (
      <p>Le temps a manqué pour dire lesquelles. Retirez-en, puis relancez un calcul.</p>
    )}
  </Alert>
)

const Pourquoi = ({ p }: { p: NonNullable<ScenarioVue['pourquoi']> }) => (
  <section aria-labelledby="pourquoi" class="gt-scenario__pourquoi fr-mt-4w">
    <h2 class="fr-h4" id="pourquoi" tabindex={-1}>
      {p.porteur}&nbsp;: {p.sort.toLowerCase()}
    </h2>
    {p.raisons.map(r => (
      <p>{r}</p>
    ))}
    <Leviers leviers={p.leviers} />
  </section>
)

/** What would bring a dossier in, each enough alone. */
export const Leviers = ({ leviers }: { leviers: readonly string[] }) =>
  leviers.length === 0 ? null : (
    <>
      <p class="fr-mb-0">
        <strong>Pour l’avoir, il faudrait l’un de ceux-ci&nbsp;:</strong>
      </p>
      <ul>
        {leviers.map(l => (
          <li>{l}</li>
        ))}
      </ul>
    </>
  )

const Dossiers = ({ v }: { v: ScenarioVue }) => (
  <section aria-labelledby="dossiers" class="fr-mt-4w">
    <h2 class="fr-h4" id="dossiers">
      Dossier par dossier
    </h2>
    <Tableau
      legende="Dossiers du scénario, le mieux noté d’abord"
      legendeCachee
      dense
      lignes={v.lignes}
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
              {d.plancher < d.demande && <span class="gt-sous gt-scenario__titre">plancher {formatEuros(d.plancher)}</span>}
            </>
          ),
        },
        { titre: 'Sort', cellule: d => <SortDossier d={d} /> },
        { titre: 'Montant', num: true, cellule: d => (d.montant > 0 ? formatEuros(d.montant) : '–') },
        ...(v.lignes.some(d => d.robustesse !== undefined)
          ? [{ titre: 'Robustesse', num: true, cellule: (d: LigneScenario) => <Robuste r={d.robustesse} /> }]
          : []),
        ...(v.lignes.some(d => d.remarque) ? [{ titre: 'Demandé à la main', cellule: (d: LigneScenario) => d.remarque ?? '' }] : []),
        ...(v.main
          ? []
          : [
              {
                titre: 'Explication',
                cellule: (d: LigneScenario) => (
                  <a
                    href={`${paths.comite.scenario(v.cadre.id, v.id)}?pourquoi=${d.id}#pourquoi`}
                    aria-current={d.courant ? 'true' : undefined}
                  >
                    Pourquoi&nbsp;?<span class="fr-sr-only"> {d.porteur}</span>
                  </a>
                ),
              },
            ]),
      ]}
    />
  </section>
)
