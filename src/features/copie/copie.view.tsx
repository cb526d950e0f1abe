import { paths } from '../../paths.ts'
import { RadioGroup } from '../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import type { Site } from '../../ui/site.ts'
import { Cadre, type Tete } from '../cadre/index.ts'
import type { Laisse } from './reporter.ts'

type CopierProps = {
  site: Site
  tete: Tete
  appels: readonly { slug: string; titre: string }[]
  choisi?: string | undefined
  errors?: Record<string, string>
}

/** Before a dossier is copied: into which call. */
export const CopierPage = ({ site, tete, appels, choisi, errors = {} }: CopierProps) => (
  <Cadre site={site} tete={tete} titre="Copier le dossier" erreur={Object.keys(errors).length > 0}>
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h1 class="fr-h2">Copier dans un nouveau dossier</h1>
      <p>
        Le nouveau brouillon reprend vos réponses et vos tableaux. Il ne reprend ni les pièces ni les partenaires. Le dossier {tete.numero}{' '}
        ne change pas.
      </p>
      {appels.length === 0 ? (
        <p>Aucun appel n’est ouvert ni annoncé. Revenez quand un appel sera publié.</p>
      ) : (
        <Formulaire action={paths.dossiers.copie(tete.id)}>
          <RadioGroup
            name="appel"
            label="Pour quel appel"
            value={choisi}
            error={errors.appel}
            options={appels.map(a => ({ value: a.slug, label: a.titre }))}
          />
          <FormActions principal="Copier le dossier" filet={false}>
            <a class="fr-link" href={paths.dossiers.voir(tete.id)}>
              Annuler
            </a>
          </FormActions>
        </Formulaire>
      )}
    </div>
  </Cadre>
)

type CopieProps = {
  site: Site
  tete: Tete
  source: string
  repris: number
  laisses: readonly Laisse[]
  pieces: number
  partenaires: number
}
const RAISONS = { question: 'cet appel ne pose pas cette question', choix: 'cet appel ne propose pas ce choix' } as const

/** A copy that has just been made: what came along, and what did not. */
export const CopiePage = ({ site, tete, source, repris, laisses, pieces, partenaires }: CopieProps) => (
  <Cadre site={site} tete={tete} titre="Copie">
    <div class="gt-lecture">
      <h1 class="fr-h2">Votre nouveau dossier est prêt à compléter</h1>
      <p class="fr-text--lead">
        Le dossier {tete.numero} reprend {repris}&nbsp;{repris > 1 ? 'réponses' : 'réponse'} du dossier {source}.
      </p>
      {laisses.length + pieces + partenaires > 0 && (
        <>
          <h2 class="fr-h4">Ce qui n’est pas repris</h2>
          <ul>
            {pieces > 0 && <li>Les pièces&nbsp;: joignez celles que cet appel demande.</li>}
            {partenaires > 0 && <li>Les partenaires&nbsp;: associez-les de nouveau, ils valideront ce dossier.</li>}
            {laisses.map(l => (
              <li>
                {l.libelle}&nbsp;: {RAISONS[l.raison]}.
              </li>
            ))}
          </ul>
        </>
      )}
      <a class="fr-btn" href={paths.dossiers.voir(tete.id)}>
        Compléter le dossier
      </a>
    </div>
  </Cadre>
)
