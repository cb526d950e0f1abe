import { formatNombre } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import { Perdus, remplis } from '../../../ui/perdus.tsx'
import type { Site } from '../../../ui/site.ts'
import { type Couverture, SansSignataire, type Signataire, TableauCouverture, Trous } from '../../agents/index.ts'
import { SUJETS } from '../verification/sujets.table.ts'
import type { Point } from '../verification/verifier-appel.ts'
import type { Comparaison, Passage } from './comparer.ts'
import { Avertissements, Bloquants, champRaison } from './remarques.view.tsx'

export type PublicationProps = {
  site: Site
  slug: string
  titre: string
  numero: number
  /** Number of the version that the public reads now. */
  publiee: number | undefined
  /** What changes, or why it is not told; nothing on a first publication. */
  comparaison: Comparaison | string | undefined
  refus?: string | undefined
  /** What the checker says of this version, or why it does not. */
  points: readonly Point[] | string
  /** Names these remarks, so that a reason is never kept for others. */
  empreinte: string
  /** Why it is published all the same, as it was typed, by what it is said of; and what is wrong with that. */
  raisons: ReadonlyMap<string, string>
  erreurs?: Readonly<Record<string, string>> | undefined
  /** Whether it may still be published. */
  publiable: boolean
  /** Who instructs this version of the call, and what nobody does. */
  couverture: Couverture
  signataires: readonly Signataire[]
}

/** Before publishing: what changes, and that there is no way back. */
export const PublicationPage = ({
  site,
  slug,
  titre,
  numero,
  publiee,
  comparaison,
  refus,
  points,
  empreinte,
  raisons,
  erreurs = {},
  publiable,
  couverture,
  signataires,
}: PublicationProps) => (
  <Page
    site={site}
    titre={`Publier la version ${numero}, ${titre}`}
    large
    erreur={!!refus || Object.keys(erreurs).length > 0}
    ariane={[
      { libelle: 'Accueil', href: paths.accueil },
      { libelle: 'Appels et versions', href: paths.administration.appels },
      { libelle: titre, href: paths.administration.appel(slug) },
      { libelle: `Publier la version\u00a0${numero}` },
    ]}
  >
    <ErrorSummary errors={Object.fromEntries(Object.entries(erreurs).map(([cle, dit]) => [champRaison(cle), dit]))} />
    <h1 class="fr-h2">Publier la version&nbsp;{numero}</h1>
    {refus && (
      <Alert ton="error" titre="La version n’a pas été publiée" reponse>
        <p>{refus}</p>
      </Alert>
    )}
    <p class="fr-text--lead">{titre}</p>
    <p>
      La publication est définitive&nbsp;: une version publiée ne change plus. Le public la lit aussitôt et les brouillons la suivent. Les
      dossiers déjà déposés gardent la leur.
    </p>
    <p>
      <a href={paths.administration.apercu(slug, numero)}>Revoir l’aperçu</a>
    </p>
    <h2 class="fr-h4">
      {publiee === undefined ? 'Première publication de cet appel' : `Ce qui change par rapport à la version\u00a0${publiee}`}
    </h2>
    {typeof comparaison === 'string' ? <p>{comparaison}</p> : comparaison && <Differences {...comparaison} />}
    <h2 class="fr-h4">Qui instruira</h2>
    <Trous couverture={couverture} slug={slug} />
    <TableauCouverture couverture={couverture} />
    <SansSignataire signataires={signataires} slug={slug} />
    {publiable ? (
      <Publier slug={slug} numero={numero} points={points} empreinte={empreinte} raisons={raisons} erreurs={erreurs} refus={refus} />
    ) : (
      <Saisies raisons={raisons} />
    )}
  </Page>
)

/** Reasons that were typed for nothing. */
const Saisies = ({ raisons }: Pick<PublicationProps, 'raisons'>) => (
  <Perdus perdus={remplis([...raisons].map(([cle, texte]) => ({ libelle: titreDe(cle), texte })))} />
)
const titreDe = (cle: string) => SUJETS[cle.replace(/-\d+$/, '') as keyof typeof SUJETS]?.titre ?? 'Raison'

const pointsDe = (points: readonly Point[], niveau: Point['niveau']) => points.filter(p => p.niveau === niveau)

/** What the checker says, the reasons that it asks for, and the act. */
const Publier = ({
  slug,
  numero,
  points,
  empreinte,
  raisons,
  erreurs = {},
  refus,
}: Pick<PublicationProps, 'slug' | 'numero' | 'points' | 'empreinte' | 'raisons' | 'erreurs' | 'refus'>) => {
  const lus = typeof points === 'string' ? [] : points
  const [bloquants, avertissements] = [pointsDe(lus, 'erreur'), pointsDe(lus, 'avertissement')]
  const sujets = new Set(avertissements.map(p => p.cle)).size
  return (
    <>
      <h2 class="fr-h4">Ce que dit le vérificateur</h2>
      {typeof points === 'string' && <p>{points}</p>}
      {typeof points !== 'string' && lus.length === 0 && <p>Rien à signaler dans cette version.</p>}
      <Bloquants points={bloquants} />
      {bloquants.length === 0 && typeof points !== 'string' ? (
        <Formulaire action={paths.administration.publication(slug, numero)}>
          <input type="hidden" name="vues" value={empreinte} />
          {avertissements.length > 0 && <h3 class="fr-h6">{pluriel(sujets, 'point')} à accepter</h3>}
          <Avertissements points={avertissements} raisons={raisons} erreurs={erreurs} demander />
          <FormActions principal={`Publier définitivement la version\u00a0${numero}`} filet={false}>
            <a href={paths.administration.appel(slug)}>Ne pas publier</a>
          </FormActions>
        </Formulaire>
      ) : (
        <>
          {avertissements.length > 0 && <h3 class="fr-h6">{pluriel(sujets, 'avertissement')}</h3>}
          <Avertissements points={avertissements} raisons={raisons} erreurs={erreurs} demander={false} />
          {refus && <Saisies raisons={raisons} />}
          <p>
            <a href={paths.administration.appel(slug)}>Revenir à l’appel</a>
          </p>
        </>
      )}
    </>
  )
}

const MOTS = { ajoutee: 'Ajouté', retiree: 'Retiré', gardee: '' } as const

/** Lines that change, named in words as well as marked. */
const Differences = ({ passages, omises }: Comparaison) => {
  if (passages.length === 0) return <p>Aucune ligne ne change.</p>
  return (
    <>
      {passages.map(p => (
        <div class="fr-table fr-table--no-caption gt-tableau gt-dense">
          <div class="fr-table__wrapper">
            <div class="fr-table__container" role="region" tabindex={0} aria-label={`Passage de la ligne ${p[0]?.numero}`}>
              <div class="fr-table__content">
                <table>
                  <caption>Passage de la ligne {p[0]?.numero}</caption>
                  <thead>
                    <tr>
                      <th scope="col">Ligne</th>
                      <th scope="col">Sens</th>
                      <th scope="col">Texte</th>
                    </tr>
                  </thead>
                  <tbody>
                    {p.map(l => (
                      <tr>
                        <td class="gt-num">{l.numero}</td>
                        <td>{MOTS[l.sorte]}</td>
                        <td>
                          <Ligne {...l} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </div>
          </div>
        </div>
      ))}
      {omises > 0 && <p>{formatNombre(omises)}&nbsp;autres lignes changent. Comparez les deux textes dans un éditeur.</p>}
    </>
  )
}

const Ligne = ({ sorte, texte }: Passage[number]) => {
  const code = <code class="gt-source-ligne">{texte || '\u00a0'}</code>
  if (sorte === 'ajoutee') return <ins>{code}</ins>
  return sorte === 'retiree' ? <del>{code}</del> : code
}
