import { formatEuros } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge, Chiffres, EmptyState } from '../../../ui/blocs.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Cadre, type CadreSeance } from '../cadre.view.tsx'
import { Calculs, type CalculVu } from './calcul/calcul.view.tsx'

export type ScenarioVu = {
  id: string
  nom: string
  origine: string
  preuve: { mot: string; ton: 'success' | 'warning' | 'error' | 'neutre' }
  /** Absent while nothing was found, or when its constraints contradict each other. Amounts in cents. */
  bilan: { retenus: number; dossiers: number; accorde: number; reste: number; points: string } | undefined
  /** How many of its dossiers are on the agenda no longer. */
  sortis: number
}
export type ListeVue = {
  cadre: CadreSeance
  dossiers: number
  demande: number
  enveloppe: number
  scenarios: readonly ScenarioVu[]
  calculs: readonly CalculVu[]
  peutCreer: boolean
}

/** The scenarios of a séance, and what there is to share out. */
export const ScenariosPage = ({ site, liste: l, fait }: { site: Site; liste: ListeVue; fait?: string | undefined }) => (
  <Cadre site={site} cadre={l.cadre} page="Scénarios d’enveloppe">
    <Nouvelles fait={fait} />
    <Chiffres
      chiffres={[
        { terme: 'Dossiers', valeur: l.dossiers },
        { terme: 'Aide demandée', valeur: formatEuros(l.demande) },
        { terme: 'À répartir', valeur: formatEuros(l.enveloppe) },
        ...(l.demande > l.enveloppe ? [{ terme: 'Il faut renoncer à', valeur: formatEuros(l.demande - l.enveloppe) }] : []),
      ]}
    />
    <div class="gt-seance__actes">
      {l.peutCreer && (
        <a class="fr-btn fr-btn--icon-left fr-icon-add-line" href={paths.comite.nouveauScenario(l.cadre.id)}>
          Préparer un scénario
        </a>
      )}
      {l.scenarios.filter(s => s.bilan).length > 1 && (
        <a class="fr-btn fr-btn--secondary" href={paths.comite.comparaisonScenarios(l.cadre.id)}>
          Comparer
        </a>
      )}
    </div>
    <Calculs seance={l.cadre.id} adresse={paths.comite.scenarios(l.cadre.id)} calculs={l.calculs} peutArreter={l.peutCreer} />
    <section class="fr-mt-4w" aria-label="Scénarios">
      <Tableau
        legende="Scénarios enregistrés. La machine propose, le comité décide"
        lignes={l.scenarios}
        vide={
          <EmptyState titre="Aucun scénario pour cette séance.">
            Un scénario répartit l’enveloppe entre les dossiers, sous les contraintes que vous fixez. Le comité en compare plusieurs et
            reste libre de sa décision.
          </EmptyState>
        }
        colonnes={[
          {
            titre: 'Scénario',
            cellule: s => (
              <>
                <a href={paths.comite.scenario(l.cadre.id, s.id)}>{s.nom}</a>
                {s.sortis > 0 && (
                  <span class="gt-sous gt-scenario__titre">
                    {pluriel(s.sortis, 'dossier n’est plus', 'dossiers ne sont plus')} à l’ordre du jour
                  </span>
                )}
              </>
            ),
          },
          { titre: 'Fait', cellule: s => s.origine },
          { titre: 'Retenus', num: true, cellule: s => (s.bilan ? `${s.bilan.retenus} sur ${s.bilan.dossiers}` : '–') },
          { titre: 'Accordé', num: true, cellule: s => (s.bilan ? formatEuros(s.bilan.accorde) : '–') },
          { titre: 'Reste', num: true, cellule: s => (s.bilan ? formatEuros(s.bilan.reste) : '–') },
          { titre: 'Points', num: true, cellule: s => s.bilan?.points ?? '–' },
          { titre: 'Preuve', cellule: s => <Badge ton={s.preuve.ton}>{s.preuve.mot}</Badge> },
        ]}
      />
    </section>
  </Cadre>
)

/** Why the scenarios stay closed to somebody who has a place in the séance. */
export const ScenariosFermes = ({ site, cadre, phrase }: { site: Site; cadre: CadreSeance; phrase: string }) => (
  <Cadre site={site} cadre={cadre} page="Scénarios d’enveloppe">
    <Alert ton="info" titre="Les scénarios ne vous sont pas ouverts">
      <p>{phrase}</p>
    </Alert>
    <p class="fr-mt-3w">
      <a class="fr-link" href={paths.comite.seance(cadre.id)}>
        Revenir à la séance
      </a>
    </p>
  </Cadre>
)
