import { formatNombre } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { BoutonPost } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { type Couverture, TableauCouverture, Trous } from '../../agents/index.ts'
import type { Comparaison, Passage } from './comparer.ts'

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
  /** Who instructs this version of the call, and what nobody does. */
  couverture: Couverture
}

/** Before publishing: what changes, and that there is no way back. */
export const PublicationPage = ({ site, slug, titre, numero, publiee, comparaison, refus, couverture }: PublicationProps) => (
  <Page
    site={site}
    titre={`Publier la version ${numero}, ${titre}`}
    large
    erreur={!!refus}
    ariane={[
      { libelle: 'Accueil', href: paths.accueil },
      { libelle: 'Appels et versions', href: paths.administration.appels },
      { libelle: titre, href: paths.administration.appel(slug) },
      { libelle: `Publier la version\u00a0${numero}` },
    ]}
  >
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
    {!refus && (
      <div class="gt-actions">
        <BoutonPost action={paths.administration.publication(slug, numero)} class="fr-btn">
          Publier définitivement la version&nbsp;{numero}
        </BoutonPost>
        <a href={paths.administration.appel(slug)}>Ne pas publier</a>
      </div>
    )}
  </Page>
)

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
