import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { TextArea } from '../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import type { Site } from '../../ui/site.ts'
import { Echeance, Time } from '../../ui/texte.tsx'
import { Cadre, type Tete } from '../cadre/index.ts'
import type { ComplementOuvert, PointDemande } from '../dossiers/index.ts'
import { placeDuPoint } from './points.view.tsx'
import { parEtape, type TitrePoint } from './titres.ts'

type Props = {
  site: Site
  tete: Tete
  complement: ComplementOuvert
  /** Each point in the words of the form, whether it has changed since the filing, whether the reader may answer it. */
  points: readonly (PointDemande & { titre: TitrePoint; change: boolean; ouvert: boolean })[]
  retard: boolean
  /** Who sends, when it is not the reader: a partner prepares its part. */
  porteur: string | undefined
  /** Partners who agreed to the project as it was filed, which the answer changes. */
  aValider: readonly string[]
  reponse?: string | undefined
  errors?: Record<string, string>
  /** Why the answer cannot be sent yet, each with its place. */
  bloquants?: readonly { texte: string; href: string }[]
}

/** What the service asks, point by point, each a link to its place in the dossier; then the sending. */
export const ComplementsPage = ({
  site,
  tete,
  complement: k,
  points,
  retard,
  porteur,
  aValider,
  reponse,
  errors = {},
  bloquants = [],
}: Props) => (
  <Cadre site={site} tete={tete} titre="Compléments" erreur={Object.keys(errors).length + bloquants.length > 0}>
    <div class="gt-lecture">
      <h1>Compléments demandés</h1>
      <ErrorSummary errors={errors} />
      {bloquants.length > 0 && (
        <Alert ton="error" titre="Vos réponses ne peuvent pas encore partir" reponse>
          <ul>
            {bloquants.map(b => (
              <li>
                <a href={b.href}>{b.texte}</a>
              </li>
            ))}
          </ul>
          <p>
            Ce qu’il faut corriger est dans une partie fermée&nbsp;? <a href={paths.dossiers.echanges(tete.id)}>Écrivez au service</a>, qui
            peut la demander.
          </p>
        </Alert>
      )}
      <p>
        Demande n°&nbsp;{k.numero}, du <Time instant={k.demandeLe} />.{' '}
        {retard ? 'La réponse était attendue avant le ' : 'Répondez jusqu’au '}
        <Echeance instant={k.echeance} />. {retard && 'Vous pouvez encore répondre.'}
      </p>
      {k.message && <p class="gt-texte">{k.message}</p>}
      {parEtape(points).map(([etape, siens]) => (
        <>
          <h2 class="fr-h6 fr-mb-1w">{etape}</h2>
          <ul class="gt-points">
            {siens.map(p => (
              <li>
                <strong>{p.titre.quoi}</strong>
                <p class="gt-texte">{p.demande}</p>
                <p class="gt-sous">
                  {p.change ? 'Modifié depuis le dépôt.' : 'Inchangé depuis le dépôt.'}
                  {!p.ouvert && porteur && ` ${porteur} répond à ce point.`}
                </p>
                {p.ouvert && (
                  <a
                    class={p.change ? 'fr-btn fr-btn--sm fr-btn--tertiary' : 'fr-btn fr-btn--sm fr-btn--secondary'}
                    href={placeDuPoint(tete.id, p)}
                  >
                    {p.piece ? 'Joindre une pièce' : 'Compléter'}
                    <span class="fr-sr-only">&nbsp;: {p.titre.quoi}</span>
                  </a>
                )}
              </li>
            ))}
          </ul>
        </>
      ))}
      <p>Le reste du dossier ne change pas. Ce que vous avez déposé compte tant que vous n’envoyez pas vos réponses.</p>
      {aValider.length > 0 && (
        <Alert ton="info" titre="Ce que vos partenaires ont validé change">
          <p>
            {aValider.join(', ')} {aValider.length > 1 ? 'peuvent relire le projet et le valider' : 'peut relire le projet et le valider'} à
            nouveau avant l’envoi. Le service verra si {aValider.length > 1 ? 'ces validations manquent' : 'cette validation manque'}.
          </p>
        </Alert>
      )}
      {porteur === undefined ? (
        <Formulaire action={paths.dossiers.complements(tete.id)}>
          <TextArea
            name="reponse"
            label="Message au service"
            hint="Par exemple pourquoi un point reste sans réponse."
            facultatif
            rows={4}
            value={reponse}
            error={errors.reponse}
          />
          <FormActions principal="Envoyer les compléments" filet={false} />
        </Formulaire>
      ) : (
        <p>{porteur} porte le projet et envoie les compléments. Rien ne part avant.</p>
      )}
    </div>
  </Cadre>
)
