import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge } from '../../../ui/blocs.tsx'
import { ErrorSummary, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import { Perdus, remplis } from '../../../ui/perdus.tsx'
import type { Site } from '../../../ui/site.ts'
import { Time } from '../../../ui/texte.tsx'
import { type Couverture, SansSignataire, type Signataire, TableauCouverture, Trous } from '../../agents/index.ts'
import { SUJETS } from '../verification/sujets.table.ts'
import type { Reprenable } from './annonce.queries.ts'
import { CeQuiChange, QuiSeraPrevenu } from './changements.view.tsx'
import type { Comparaison } from './comparer.ts'
import type { Changements, Touches } from './effets.rules.ts'
import { Chaine } from './etapes.view.tsx'
import { GarderCloture } from './garder.view.tsx'
import type { Manquee, Prevue } from './prevues.queries.ts'
import { Programmee, Quand, Reprise, type SaisieQuand } from './quand.view.tsx'
import { Relectures, type RelecturesProps } from './relues.view.tsx'
import { Avertissements, Bloquants, champRaison, type PointSitue } from './remarques.view.tsx'
import type { SeuilsALire } from './seuils.ts'
import { Seuils } from './seuils.view.tsx'

export type PublicationProps = {
  site: Site
  slug: string
  titre: string
  numero: number
  /** Number of the version that the public reads now, and since when. */
  publiee: { numero: number; publieeLe: Date | null } | undefined
  /** What changes, or why it is not told; nothing on a first publication. */
  comparaison: (Comparaison & Changements) | string | undefined
  touches: Touches | undefined
  /** How many people would be told by mail, and what. */
  prevenus: { personnes: number; exemple: { sujet: string; phrases: readonly string[] } | undefined }
  essais: number
  refus?: string | undefined
  fait?: string | undefined
  /** What the checker says of this version, or why it does not. */
  points: readonly PointSitue[] | string
  /** Names these remarks, so that a reason is never kept for others. */
  empreinte: string
  /** Why it is published all the same, as it was typed, by what it is said of; and what is wrong with that. */
  raisons: ReadonlyMap<string, string>
  quand: SaisieQuand
  /** The drafts begun keep the closing that they had, as it was ticked. */
  garder: boolean
  erreurs?: Readonly<Record<string, string>> | undefined
  /** Whether it may still be published. */
  publiable: boolean
  prevue: Prevue | undefined
  reprenable: Reprenable | undefined
  manquee: Manquee | undefined
  relectures: RelecturesProps
  seuils: SeuilsALire
  /** Who instructs this version of the call, and what nobody does. */
  couverture: Couverture
  signataires: readonly Signataire[]
}

/** Before publishing: what changes for whom, what is to be accepted, who is told, and when. */
export const PublicationPage = (p: PublicationProps) => {
  const { site, slug, titre, numero, refus, fait, erreurs = {}, prevue, reprenable } = p
  const sienne = prevue?.numero === numero ? prevue : undefined
  const champ = (cle: string) => (['quand', 'jour', 'heure'].includes(cle) ? cle : champRaison(cle))
  return (
    <Page
      site={site}
      titre={`Publier la version ${numero}, ${titre}`}
      large
      erreur={!!refus || Object.keys(erreurs).length > 0}
      skip={p.publiable && !sienne ? [{ libelle: 'Ce qui est à accepter', href: '#points' }] : []}
      ariane={[
        { libelle: 'Accueil', href: paths.accueil },
        { libelle: 'Appels et versions', href: paths.administration.appels },
        { libelle: titre, href: paths.administration.appel(slug) },
        { libelle: `Publier la version\u00a0${numero}` },
      ]}
    >
      <ErrorSummary errors={Object.fromEntries(Object.entries(erreurs).map(([cle, dit]) => [champ(cle), dit]))} />
      <div class="gt-studio__tete">
        <div>
          <h1 class="fr-h2">Publier la version&nbsp;{numero}</h1>
          <EtatDeLaVersion {...p} />
          <p>
            {titre}. <Situation {...p} />
          </p>
        </div>
        <p class="gt-studio__suite">
          <a class="fr-btn fr-btn--tertiary fr-btn--sm" href={paths.administration.apercu(slug, numero)}>
            Lire la page, version&nbsp;{numero}
          </a>
        </p>
      </div>
      {refus && (
        <Alert ton="error" titre="La version n’a pas été publiée" reponse>
          <p>{refus}</p>
        </Alert>
      )}
      {fait && (
        <Alert ton="success" petit reponse>
          <p>{fait}</p>
        </Alert>
      )}
      {p.manquee && (
        <Alert ton="warning" petit>
          <p>
            Elle devait paraître le <Time instant={p.manquee.prevueLe} />, et n’a pas été publiée. {p.manquee.pourquoi}
          </p>
        </Alert>
      )}
      {reprenable?.numero === numero && <Reprise slug={slug} r={reprenable} />}
      <Chaine {...p} />
      <Changes {...p} />
      {sienne ? (
        <Programmee prevue={sienne} saisie={p.quand} erreurs={erreurs} />
      ) : p.publiable ? (
        <Publier {...p} />
      ) : (
        <Saisies raisons={p.raisons} />
      )}
      <details class="gt-publication__pli">
        <summary>Qui instruira, et qui signera</summary>
        <Trous couverture={p.couverture} slug={slug} />
        <TableauCouverture couverture={p.couverture} />
        <SansSignataire signataires={p.signataires} slug={slug} />
      </details>
    </Page>
  )
}

const EtatDeLaVersion = ({ prevue, numero, publiable }: PublicationProps) => {
  if (prevue?.numero === numero) return <Badge ton="info">Programmée</Badge>
  return publiable ? <Badge ton="info">Brouillon</Badge> : null
}

const Situation = ({ publiee, touches, prevue, numero }: PublicationProps) => (
  <>
    {publiee?.publieeLe ? (
      <>
        Version&nbsp;{publiee.numero} en vigueur depuis le <Time instant={publiee.publieeLe} forme="jour" />.{' '}
        {touches &&
          `${pluriel(touches.brouillons.length, 'brouillon')}, ${pluriel(touches.deposes, 'dossier déposé', 'dossiers déposés')}.`}
      </>
    ) : (
      'Jamais publié.'
    )}
    {prevue && prevue.numero !== numero && (
      <>
        {' '}
        La version&nbsp;{prevue.numero} est programmée pour le <Time instant={prevue.prevueLe} />.
      </>
    )}
  </>
)

const Changes = ({ publiee, numero, comparaison, touches, publiable }: PublicationProps) => {
  if (!publiee)
    return (
      <section aria-labelledby="changements">
        <h2 id="changements" class="fr-h4">
          Première publication&nbsp;: rien à comparer
        </h2>
        <p>
          Le public n’a pas encore lu cet appel. La page sera visible dès la publication. Le dépôt s’ouvre à sa date. Une version publiée ne
          change plus&nbsp;: la suivante la corrige.
        </p>
      </section>
    )
  if (!publiable && publiee.numero >= numero) return null
  if (!comparaison || !touches) return null
  return typeof comparaison === 'string' ? (
    <p>{comparaison}</p>
  ) : (
    <CeQuiChange enVigueur={publiee.numero} numero={numero} touches={touches} compare={comparaison} />
  )
}

/** Reasons that were typed for nothing. */
const Saisies = ({ raisons }: Pick<PublicationProps, 'raisons'>) => (
  <Perdus perdus={remplis([...raisons].map(([cle, texte]) => ({ libelle: titreDe(cle), texte })))} />
)
const titreDe = (cle: string) => SUJETS[cle.replace(/-\d+$/, '') as keyof typeof SUJETS]?.titre ?? 'Raison'

const pointsDe = (points: readonly PointSitue[], niveau: PointSitue['niveau']) => points.filter(p => p.niveau === niveau)

/** What the checker says, the reasons that it asks for, who has read it, and the act. */
const Publier = (p: PublicationProps) => {
  const { slug, numero, points, empreinte, raisons, erreurs = {}, refus, relectures } = p
  const lus = typeof points === 'string' ? [] : points
  const [bloquants, avertissements] = [pointsDe(lus, 'erreur'), pointsDe(lus, 'avertissement')]
  const sujets = new Set(avertissements.map(x => x.cle)).size
  const possible = bloquants.length === 0 && typeof points !== 'string'
  const dit = (
    <div>
      <h2 class="fr-h4" id="points" tabindex={-1}>
        Ce que dit le vérificateur
      </h2>
      {typeof points === 'string' && <p>{points}</p>}
      {typeof points !== 'string' && lus.length === 0 && <p>Rien à signaler dans cette version.</p>}
      <Bloquants points={bloquants} slug={slug} />
      <Seuils seuils={p.seuils} />
      {relectures.aRelire && <Relectures {...relectures} />}
      {avertissements.length > 0 && (
        <h3 class="fr-h6">{possible ? `${pluriel(sujets, 'point')} à accepter` : pluriel(sujets, 'avertissement')}</h3>
      )}
      {avertissements.some(x => x.sujet === 'changement_retroactif') && p.touches && (
        <p>
          {pluriel(p.touches.brouillons.length, 'brouillon')} {p.touches.brouillons.length > 1 ? 'suivront' : 'suivra'} ce qui change.{' '}
          {pluriel(p.touches.enInstruction, 'dossier')} en cours d’instruction {p.touches.enInstruction > 1 ? 'gardent' : 'garde'} la règle
          du jour du dépôt.
        </p>
      )}
      {possible && p.touches && <GarderCloture touches={p.touches} coche={p.garder} />}
      <Avertissements slug={slug} points={avertissements} raisons={raisons} erreurs={erreurs} demander={possible} />
      {!relectures.aRelire && <Relectures {...relectures} />}
    </div>
  )
  if (!possible)
    return (
      <>
        {dit}
        {refus && <Saisies raisons={raisons} />}
        <p>
          <a href={paths.administration.appel(slug)}>Revenir à l’appel</a>
        </p>
      </>
    )
  return (
    <Formulaire action={paths.administration.publication(slug, numero)}>
      <input type="hidden" name="vues" value={empreinte} />
      <div class="gt-publication__deux">
        {dit}
        <Quand saisie={p.quand} erreurs={erreurs} enVigueur={p.publiee?.numero} numero={numero}>
          <QuiSeraPrevenu touches={p.touches} personnes={p.prevenus.personnes} exemple={p.prevenus.exemple} />
        </Quand>
      </div>
    </Formulaire>
  )
}
