import { formatInstant } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { aRelire, type CritereNote, direPoints, type Notes, type Total } from './notation.rules.ts'

export type BarreProps = {
  seanceId: string
  dossierId: string
  criteres: readonly CritereNote[]
  notes: Notes
  depotId: string
  total: Total
  enregistreeLe: Date | undefined
}

/** The running total, each score at a glance, and the one act; it stays at the foot of the screen. */
export const Barre = (p: BarreProps) => (
  <section class="gt-barre" aria-label="Total et enregistrement">
    <div>
      <p class="gt-barre__total" data-notation-target="total">
        <TotalDit total={p.total} />
      </p>
      <p class="gt-barre__etat" data-notation-target="etat">
        <Enregistree le={p.enregistreeLe} />
      </p>
      {/* both in one phrase, once a score is saved: each by itself would speak twice, ten times a dossier */}
      <p class="fr-sr-only" role="status" data-notation-target="annonce"></p>
    </div>
    <ol class="gt-barre__pas fr-raw-list" data-notation-target="pas">
      <Pas {...p} />
    </ol>
    <div class="gt-barre__actes">
      {/* first, hence what the Enter key presses, with scripts too: a score is never finalised by it */}
      <button class="fr-btn fr-btn--secondary gt-sans-script" type="submit">
        Enregistrer
      </button>
      <button class="fr-btn" type="submit" formaction={paths.comite.finalisation(p.seanceId, p.dossierId)}>
        Finaliser ma note
      </button>
    </div>
  </section>
)

const TotalDit = ({ total: t }: { total: Total }) => (
  <>
    {t.sur > 0 ? (
      <>
        <strong>{direPoints(t.points)}</strong> sur {direPoints(t.sur)}
      </>
    ) : (
      <strong>{t.notes > 0 ? 'Sans objet' : 'Aucune note'}</strong>
    )}
    <span>
      {t.notes}&nbsp;critère{t.notes > 1 ? 's' : ''} noté{t.notes > 1 ? 's' : ''} sur {t.attendus}
    </span>
  </>
)
const Enregistree = ({ le }: { le: Date | undefined }) => (le ? <>Enregistré le {formatInstant(le)}</> : <>Rien d’enregistré</>)

const Pas = ({ criteres, notes, depotId }: BarreProps) =>
  criteres.map(c => {
    const n = notes[c.code]
    const valeur = n?.sansObjet ? 's.o.' : (n?.valeur ?? undefined)
    const relire = aRelire(n, depotId)
    const dit = valeur === undefined ? 'à noter' : n?.sansObjet ? 'sans objet' : String(valeur)
    return (
      <li>
        <a
          href={`#critere-${c.code}`}
          class={`gt-notepas ${relire ? 'gt-notepas--relire' : valeur === undefined ? 'gt-notepas--vide' : 'gt-notepas--fait'}`}
        >
          <span aria-hidden="true">{c.lettre}</span>
          <strong aria-hidden="true">{valeur ?? '–'}</strong>
          <span class="fr-sr-only">
            Critère {c.lettre}&nbsp;: {dit}
            {relire && ', à relire'}
          </span>
        </a>
      </li>
    )
  })
