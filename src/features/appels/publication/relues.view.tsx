import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { Time } from '../../../ui/texte.tsx'
import type { RelectureDite } from './relue.queries.ts'

/** `aRelire`: the guichet asks that somebody else reads it, and nobody has. `brouillon`: where a reading is asked. `remarques`: those that stand on it, its text of today or one before. */
export type RelecturesProps = {
  aRelire: boolean
  relues: readonly RelectureDite[]
  brouillon: string | undefined
  remarques: readonly { lecteur: string; lueLe: Date }[]
}

/** Who has read this very text, and what they said of it. Nothing where nobody asks for it. */
export const Relectures = ({ aRelire, relues, brouillon }: RelecturesProps) =>
  !aRelire && relues.length === 0 ? null : (
    <section aria-labelledby="relectures">
      <h2 id="relectures" class="fr-h4">
        Relecture
      </h2>
      {aRelire && (
        <Alert ton="error" niveau={3} titre="Personne d’autre que vous n’a approuvé ce texte">
          <p>
            Ce guichet fait relire un appel avant de le publier.{' '}
            {brouillon ? (
              <a href={`${paths.studio.brouillon(brouillon)}#relecture`}>Demander une relecture</a>
            ) : (
              <>
                <a href={paths.studio.accueil}>Ouvrez ce texte dans le studio</a>, puis faites-le relire.
              </>
            )}
          </p>
        </Alert>
      )}
      {relues.length > 0 && (
        <Tableau
          legende="Relectures de ce texte"
          legendeCachee
          dense
          lignes={relues}
          colonnes={[
            { titre: 'Qui', cellule: r => r.lecteur },
            { titre: 'Quand', cellule: r => <Time instant={r.lueLe} /> },
            { titre: 'Ce qui est dit', cellule: r => r.remarque ?? 'Rien à redire' },
          ]}
        />
      )}
    </section>
  )
