import { paths } from '../../../../paths.ts'
import { Alert } from '../../../../ui/blocs.tsx'
import { BoutonPost } from '../../../../ui/form.tsx'
import { type EtatCalcul, seCalcule } from './calcul.rules.ts'

/** Where a calculation is. `place`: in the queue, 1 is next. `phase`: what it does now, in words; `part`: how much of the whole is done, in percent. */
export type CalculVu = { id: string; nom: string; etat: EtatCalcul; place: number; phase: string; genre: string; part: number }

/**
 * What changes while calculations go on; a script reads `adresse` again, and the whole page when one of them comes to something else. Without it,
 * the page is read again by its link.
 */
export const Calculs = ({
  seance,
  adresse,
  calculs,
  seul,
  peutArreter,
}: {
  seance: string
  adresse: string
  calculs: readonly CalculVu[]
  seul?: boolean
  peutArreter: boolean
}) => {
  const enCours = calculs.filter(c => seCalcule(c.etat))
  if (enCours.length === 0) return null
  return (
    <div
      class="gt-progression gt-scenario__calculs"
      data-controller="progression"
      data-progression-url-value={adresse}
      data-progression-relire-value="true"
    >
      <div data-progression-target="vue">
        <div
          class="gt-progression__vue"
          data-progression-target="enCours"
          data-etape={enCours.map(c => `${c.id} ${c.etat} ${c.genre}`).join()}
        >
          {enCours.map(c => (
            <Avancement c={c} seul={seul} />
          ))}
          <p class="gt-sous">Vous pouvez quitter la page&nbsp;: rien ne se perd.</p>
        </div>
      </div>
      <p class="fr-sr-only" role="status" data-progression-target="annonce"></p>
      <div class="gt-seance__actes">
        {(peutArreter ? enCours : []).map(c => (
          <BoutonPost action={paths.comite.arretScenario(seance, c.id)}>Arrêter{seul ? ' le calcul' : `\u00a0: ${c.nom}`}</BoutonPost>
        ))}
        <a class="fr-link" href={adresse}>
          Actualiser
        </a>
      </div>
    </div>
  )
}

const Avancement = ({ c, seul }: { c: CalculVu; seul: boolean | undefined }) => (
  <>
    <p id={`calcul-${c.id}`}>
      {!seul && `«\u00a0${c.nom}\u00a0»\u00a0: `}
      <strong>{c.etat === 'demande' ? <Place n={c.place} seul={seul} /> : c.phase}</strong>
    </p>
    {c.etat === 'en_cours' && <progress value={c.part} max={100} aria-labelledby={`calcul-${c.id}`} />}
  </>
)

const Place = ({ n, seul }: { n: number; seul: boolean | undefined }) =>
  n === 1 ? (
    <>{seul ? 'Prochain' : 'prochain'} calcul de la file</>
  ) : (
    <>
      {n}
      <sup>e</sup> dans la file
    </>
  )

const FINS: Partial<Record<EtatCalcul, { titre: string; suite?: string }>> = {
  annule: { titre: 'Le calcul a été arrêté' },
  coupe: { titre: 'Le calcul a été interrompu par un arrêt du guichet' },
  echoue: {
    titre: 'Le calcul n’a rien trouvé dans le temps donné',
    suite: 'Relancez-le, ou préparez un scénario avec moins de contraintes.',
  },
}

/** A calculation that ended without its whole result; `garde`: it had found an allocation. */
export const CalculInterrompu = ({ etat, garde, relance }: { etat: EtatCalcul; garde: boolean; relance: string | undefined }) => {
  const fin = FINS[etat]
  if (!fin) return null
  return (
    <Alert ton="warning" titre={fin.titre}>
      {fin.suite && <p>{fin.suite}</p>}
      {garde && <p>La répartition trouvée est gardée. Sa robustesse n’est pas mesurée.</p>}
      {relance && <BoutonPost action={relance}>Relancer le calcul</BoutonPost>}
    </Alert>
  )
}
