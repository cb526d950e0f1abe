import { formatHeure, formatJourSemaine } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Badge, EmptyState } from '../../../ui/blocs.tsx'
import { Rangee, Rangees } from '../../../ui/listes.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Typo } from '../../../ui/texte.tsx'
import { ETATS } from '../cadre.view.tsx'
import type { SeanceListee } from './accueil.queries.ts'

type Props = {
  site: Site
  /** `instance`: the name of the body that sits, when it is not the comité. */
  seances: readonly (Omit<SeanceListee, 'instance'> & { instance: string | undefined })[]
  /** Whoever calls the séances reads it, not a member. */
  convoque: boolean
  /** Calls for which a séance may be called; none for a member. */
  appels: readonly { slug: string; titre: string; attente: number; comite: boolean; avis: readonly { libelle: string; href: string }[] }[]
}

const pluriel = (n: number, mot: string) => `${n}\u00a0${mot}${n > 1 ? 's' : ''}`

/** The comité: its séances, and those that may be called. */
export const AccueilPage = ({ site, seances, convoque, appels }: Props) => (
  <Page site={site} titre="Comité" ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Comité' }]}>
    <h1 class="fr-h2">Comité de sélection</h1>
    <section aria-labelledby="seances">
      <h2 class="fr-h4" id="seances">
        Séances
      </h2>
      {seances.length === 0 ? (
        <EmptyState titre="Aucune séance.">
          {appels.length > 0
            ? 'Créez-en une dès que des dossiers sont au comité.'
            : convoque
              ? 'Aucun appel publié n’a de comité\u00a0: le service y décide.'
              : 'Vous recevez un courriel quand vous siégez à une séance.'}
        </EmptyState>
      ) : (
        <Rangees>
          {seances.map(s => (
            <Rangee
              titre={<Typo texte={`${formatJourSemaine(s.tenueLe)} à ${formatHeure(s.tenueLe)}`} />}
              href={paths.comite.seance(s.id)}
              note={`${s.appel}${s.instance ? `, ${s.instance}` : ''}. ${s.lieu}. ${pluriel(s.dossiers, 'dossier')}.`}
              badge={<Badge ton={ETATS[s.etat].ton}>{ETATS[s.etat].mot}</Badge>}
              fin={s.siege ? 'Vous y siégez' : undefined}
            />
          ))}
        </Rangees>
      )}
    </section>
    {appels.length > 0 && (
      <section aria-labelledby="nouvelle" class="fr-mt-5w">
        <h2 class="fr-h4" id="nouvelle">
          Nouvelle séance
        </h2>
        <Rangees>
          {appels.flatMap(a => [
            ...a.avis.map(x => <Rangee titre={`${x.libelle}, ${a.titre}`} href={x.href} note="Donne un avis." />),
            ...(a.comite
              ? [
                  <Rangee
                    titre={a.titre}
                    href={paths.comite.seances(a.slug)}
                    note={
                      a.attente === 0
                        ? 'Aucun dossier n’attend le comité.'
                        : `${pluriel(a.attente, 'dossier')} ${a.attente > 1 ? 'attendent' : 'attend'} une séance.`
                    }
                  />,
                ]
              : []),
          ])}
        </Rangees>
      </section>
    )}
  </Page>
)
