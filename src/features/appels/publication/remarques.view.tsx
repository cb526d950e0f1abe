import { pluriel } from '../../../lib/mots.ts'
import { lireTable } from '../../../lib/table.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { TextArea } from '../../../ui/champs.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { SUJETS } from '../verification/sujets.table.ts'
import type { Point } from '../verification/verifier-appel.ts'
import { type AvertissementAccepte, RAISON_MAX } from './accord.rules.ts'

const nombre = (n: number, un: string, plusieurs: string) => (n > 1 ? `${n}\u00a0${plusieurs}` : un)

/** `place`: where it is written, for a version that was written in the studio: whoever writes there has never seen a line of its file. */
export type PointSitue = Point & { place?: ({ dit: string } | { geste: string }) & { href: string } }
/** What is mended by naming people, not in the text. */
const PAR_DES_PERSONNES: ReadonlySet<Point['sujet']> = new Set(['volet_sans_instructeur', 'instance_sans_membres'])

/** What forbids publishing: nothing is asked, the text is to be changed. */
export const Bloquants = ({ points, slug }: { points: readonly PointSitue[]; slug: string }) =>
  points.length === 0 ? null : (
    <Alert ton="error" niveau={3} titre={`${nombre(points.length, '1\u00a0point bloque', 'points bloquent')} la publication`}>
      <ul>
        {points.map(p => (
          <Remarque {...p} slug={slug} />
        ))}
      </ul>
      <p>
        {points[0]!.place
          ? 'Corrigez dans le studio, puis pressez à nouveau «\u00a0Relire et publier\u00a0».'
          : 'Corrigez le texte et ajoutez-le comme nouvelle version.'}
      </p>
    </Alert>
  )

/** What is published only once somebody has said why: one reason for what is of one kind. Nothing is asked while something else forbids publishing. */
export const Avertissements = ({
  slug,
  points,
  raisons,
  erreurs,
  demander,
}: {
  slug: string
  points: readonly PointSitue[]
  raisons: ReadonlyMap<string, string>
  erreurs: Readonly<Record<string, string>>
  demander: boolean
}) => (
  <>
    {[...Map.groupBy(points, p => p.cle)].map(([cle, siens]) => (
      <Alert ton="warning" niveau={3} titre={SUJETS[siens[0]!.sujet].titre}>
        <ul>
          {siens.map(p => (
            <Remarque {...p} slug={slug} />
          ))}
        </ul>
        {demander && (
          <TextArea
            name={champRaison(cle)}
            label={
              <>
                Pourquoi publier ainsi<span class="fr-sr-only">&nbsp;: {SUJETS[siens[0]!.sujet].titre.toLowerCase()}</span>
              </>
            }
            hint="Gardé au journal."
            rows={2}
            maxlength={RAISON_MAX}
            value={raisons.get(cle)}
            error={erreurs[cle]}
          />
        )}
      </Alert>
    ))}
  </>
)

export const champRaison = (cle: string) => `raison-${cle}`

const Remarque = ({ slug, ...p }: PointSitue & { slug: string }) => (
  <li>
    <b>{p.fait}</b> {p.consequence} {p.remede} <Place {...p} slug={slug} />
  </li>
)

/** The page where it is mended; the line of the file, for whoever wrote one. */
const Place = ({ slug, sujet, place, ligne, colonne, champ, fait }: PointSitue & { slug: string }) => {
  const [dit, href] = PAR_DES_PERSONNES.has(sujet)
    ? ['Désigner quelqu’un', paths.administration.personnes(slug)]
    : place
      ? ['geste' in place ? place.geste : `Corriger dans «\u00a0${place.dit}\u00a0»`, place.href]
      : []
  if (href)
    return (
      <a href={href}>
        {dit}
        <span class="fr-sr-only">&nbsp;: {fait}</span>
      </a>
    )
  return (
    <span class="gt-sous">
      Ligne&nbsp;{ligne}, colonne&nbsp;{colonne}
      {champ && (
        <>
          , <code>{champ}</code>
        </>
      )}
    </span>
  )
}

/** Why a version was published as it is, as the journal keeps it. */
export const Acceptes = ({ numero, accords }: { numero: number; accords: readonly AvertissementAccepte[] }) => (
  <section aria-labelledby="acceptes">
    <h2 id="acceptes" class="fr-h4">
      La version&nbsp;{numero} a été publiée malgré {pluriel(accords.length, 'avertissement')}
    </h2>
    <Tableau
      legende="Avertissements acceptés"
      legendeCachee
      lignes={accords}
      colonnes={[
        { titre: 'Avertissement', cellule: a => lireTable(SUJETS, a.sujet)?.titre ?? a.sujet },
        {
          titre: 'Ce qui était remarqué',
          cellule: a => (
            <ul>
              {a.dit.map(d => (
                <li>{d}</li>
              ))}
            </ul>
          ),
        },
        { titre: 'Raison', cellule: a => a.raison },
      ]}
    />
  </section>
)
