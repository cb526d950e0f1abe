import { pluriel } from '../../../lib/mots.ts'
import { lireTable } from '../../../lib/table.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { TextArea } from '../../../ui/champs.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { SUJETS } from '../verification/sujets.table.ts'
import type { Point } from '../verification/verifier-appel.ts'
import { type AvertissementAccepte, RAISON_MAX } from './accord.rules.ts'

const nombre = (n: number, un: string, plusieurs: string) => (n > 1 ? `${n}\u00a0${plusieurs}` : un)

/** What forbids publishing: nothing is asked, the text is to be changed. */
export const Bloquants = ({ points }: { points: readonly Point[] }) =>
  points.length === 0 ? null : (
    <Alert ton="error" niveau={3} titre={`${nombre(points.length, '1\u00a0point bloque', 'points bloquent')} la publication`}>
      <ul>
        {points.map(p => (
          <Remarque {...p} />
        ))}
      </ul>
      <p>Corrigez le texte et ajoutez-le comme nouvelle version.</p>
    </Alert>
  )

/** What is published only once somebody has said why: one reason for what is of one kind. Nothing is asked while something else forbids publishing. */
export const Avertissements = ({
  points,
  raisons,
  erreurs,
  demander,
}: {
  points: readonly Point[]
  raisons: ReadonlyMap<string, string>
  erreurs: Readonly<Record<string, string>>
  demander: boolean
}) => (
  <>
    {[...Map.groupBy(points, p => p.cle)].map(([cle, siens]) => (
      <Alert ton="warning" niveau={3} titre={SUJETS[siens[0]!.sujet].titre}>
        <ul>
          {siens.map(p => (
            <Remarque {...p} />
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

const Remarque = ({ fait, consequence, remede, ligne, colonne, champ }: Point) => (
  <li>
    <b>{fait}</b> {consequence} {remede}{' '}
    <span class="gt-sous">
      Ligne&nbsp;{ligne}, colonne&nbsp;{colonne}
      {champ && (
        <>
          , <code>{champ}</code>
        </>
      )}
    </span>
  </li>
)

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
