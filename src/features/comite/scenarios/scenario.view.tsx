import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge, Chiffres, Source } from '../../../ui/blocs.tsx'
import { BoutonPost } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Cadre, type CadreSeance } from '../cadre.view.tsx'
import { BarreEnveloppe } from './barre.view.tsx'

export type LigneScenario = {
  id: string
  porteur: string
  titre: string
  note: string
  demande: number
  plancher: number
  montant: number
  sort: 'En entier' | 'En partie' | 'Non retenu'
  remarque: string | undefined
  courant: boolean
}
export type ScenarioVue = {
  cadre: CadreSeance
  id: string
  nom: string
  /** Made by hand: its amounts can be changed, and no calculation explains them. */
  main: boolean
  peutSimuler: boolean
  sous: string
  preuve: { mot: string; ton: 'success' | 'warning' | 'error' | 'neutre' }
  enveloppe: number
  /** What it was asked, in sentences. */
  contraintes: readonly string[]
  bilan: { retenus: number; dossiers: number; accorde: number; reste: number; points: string; montants: readonly number[] } | undefined
  /** Named one by one; `undefined` when an allocation was found, empty when there was no time to name them. */
  conflits: readonly { nom: string; faudrait: string }[] | undefined
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
    {v.bilan && <Bilan b={v.bilan} enveloppe={v.enveloppe} />}
    {v.conflits && <Conflits conflits={v.conflits} />}
    <div class="gt-seance__actes">
      {v.main && v.peutSimuler && (
        <a class="fr-btn fr-btn--sm" href={paths.comite.montantsScenario(v.cadre.id, v.id)}>
          Changer les montants
        </a>
      )}
      {v.peutSimuler && <BoutonPost action={paths.comite.duplicationScenario(v.cadre.id, v.id)}>Dupliquer pour retoucher</BoutonPost>}
      <BoutonPost action={paths.comite.rejeuScenario(v.cadre.id, v.id)}>Rejouer le calcul</BoutonPost>
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
      <Source>Le scénario garde les notes et les montants du jour de son calcul.</Source>
    </section>
  </Cadre>
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

const Conflits = ({ conflits }: { conflits: NonNullable<ScenarioVue['conflits']> }) => (
  <Alert ton="error" titre="Ces contraintes ne tiennent pas ensemble">
    {conflits.length > 0 ? (
      <ol>
        {conflits.map(c => (
          <li>
            <strong>{c.nom}.</strong> {c.faudrait}
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
    {p.leviers.length > 0 && (
      <>
        <p class="fr-mb-0">
          <strong>Pour l’avoir, il faudrait l’un de ceux-ci&nbsp;:</strong>
        </p>
        <ul>
          {p.leviers.map(l => (
            <li>{l}</li>
          ))}
        </ul>
      </>
    )}
  </section>
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
              {d.porteur}
              <span class="gt-sous gt-scenario__titre">{d.titre}</span>
            </>
          ),
        },
        { titre: 'Note', num: true, cellule: d => d.note },
        {
          titre: 'Demandé',
          num: true,
          cellule: d => (
            <>
              {formatEuros(d.demande)}
              {d.plancher < d.demande && <span class="gt-sous gt-scenario__titre">plancher {formatEuros(d.plancher)}</span>}
            </>
          ),
        },
        { titre: 'Sort', cellule: d => (d.sort === 'Non retenu' ? d.sort : <strong>{d.sort}</strong>) },
        { titre: 'Montant', num: true, cellule: d => (d.montant > 0 ? formatEuros(d.montant) : '–') },
        ...(!v.main && v.lignes.some(d => d.remarque) ? [{ titre: 'À la main', cellule: (d: LigneScenario) => d.remarque ?? '' }] : []),
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
