import type { Child } from 'hono/jsx'
import { formatDateCivile } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { type EtapeDatee, SuiteDatee } from '../../ui/suite.tsx'
import { Time } from '../../ui/texte.tsx'

type Props = {
  tete: { id: string }
  recuLe: Date
  /** Its instruction began with its filing. */
  auDepot: boolean
  /** What the service asks, while it waits for it. */
  complement?: Child
  /** The bodies that are about to see it, in sentences. */
  passages: readonly string[]
  releve: string | undefined
  deuxTemps?: { reponse?: string | undefined } | undefined
  silence: string
  phraseSilence: string
  suspension: string | undefined
  demarrage: string | undefined
}

/** What comes after a filing, until somebody answers. */
export const SuiteDuDepot = (p: Props) => (
  <section class="fr-mt-5w" aria-labelledby="suite">
    <h2 class="fr-h4" id="suite">
      Ce qui se passe ensuite
    </h2>
    <SuiteDatee legende="Ce qui se passe ensuite" etapes={etapesDe(p)} />
    {p.demarrage && (
      <>
        <h2 class="fr-h4 fr-mt-4w" id="commencer">
          Puis-je commencer&nbsp;?
        </h2>
        <p class="fr-callout gt-renvoi gt-renvoi--phrase">{p.demarrage}</p>
      </>
    )}
  </section>
)

/** From the filing to the answer, each with its day where there is one. */
function etapesDe(p: Props): EtapeDatee[] {
  const silence = (
    <>
      Sans réponse le {formatDateCivile(p.silence)}&nbsp;: {p.phraseSilence} {p.suspension}
    </>
  )
  return [
    { titre: 'Vous avez déposé', quand: <Time instant={p.recuLe} forme="jour" />, etat: 'fait' },
    ...(p.auDepot && !p.complement
      ? [
          {
            titre: 'L’instruction a commencé avec le dépôt',
            quand: (
              <>
                Le dossier ne se modifie plus. Pour corriger une erreur, <a href={paths.dossiers.echanges(p.tete.id)}>écrivez au service</a>
                , qui peut vous demander des compléments.
              </>
            ),
            etat: 'attendu' as const,
          },
        ]
      : []),
    ...p.passages.map(titre => ({ titre, etat: 'attendu' as const })),
    ...(p.releve
      ? [
          {
            titre: 'Le service lit votre dossier',
            quand: `Les dossiers sont relevés le ${p.releve}. L’instruction commence alors. S’il manque quelque chose, le service vous écrit.`,
            etat: 'attendu' as const,
          },
        ]
      : []),
    p.deuxTemps?.reponse
      ? {
          titre: 'Vous recevez la réponse',
          quand: (
            <>
              Réponse prévue le {formatDateCivile(p.deuxTemps.reponse)}, à vous seuls. {silence}
            </>
          ),
          etat: 'attendu',
        }
      : {
          titre: 'Vous recevez la décision',
          quand: <>Par courriel et dans votre espace. {silence}</>,
          etat: 'attendu',
        },
  ]
}
