import { formatDateCivile, formatHeure, formatJourSemaine } from '../../../lib/dates.ts'
import { Alert, Cloture, TempsRestant } from '../../../ui/blocs.tsx'
import { Echeance, Time, Typo } from '../../../ui/texte.tsx'
import { type Appel, etatAppel } from '../../cahier/index.ts'
import { quandEnMots, RIEN_NE_PRESSE, reponseAvant, resteOuvertEnMots } from '../../calendrier/index.ts'
import type { Moment } from './appels.mots.ts'

/** Beside the button: what is left before the closing; or that nothing presses, with the next relevé and the one after it. */
export const QuandDeposer = ({ appel, moment: { quand, fin }, instant }: { appel: Appel; moment: Moment; instant: Date }) =>
  quand.presse ? (
    <>
      <TempsRestant maintenant={instant} fin={fin ?? quand.cloture} />
      <Cloture fin={quand.cloture} />
    </>
  ) : (
    <>
      <p class="gt-agir__delai">
        <span class="gt-agir__nombre">{RIEN_NE_PRESSE}</span>
      </p>
      <p class="gt-agir__note">
        {[...quandEnMots(quand), appel.calendrier.continu?.reponse, reponseDite(appel, instant)].filter(Boolean).join(' ')}
      </p>
    </>
  )

const reponseDite = (appel: Appel, instant: Date) => {
  const jour = reponseAvant(appel, instant)
  return jour && `Réponse au plus tard le ${formatDateCivile(jour)}.`
}

/** The same of each share that closes alone. */
export const AvisDesParts = ({ appel, instant }: { appel: Appel; instant: Date }) => (
  <>
    {appel.enveloppes.map(
      e =>
        e.avis && (
          <Alert
            ton="warning"
            titre={`${e.libelle}\u00a0: les dépôts ${instant < e.avis.le ? 'ferment' : 'sont fermés depuis'} le ${formatJourSemaine(e.avis.le)} à ${formatHeure(e.avis.le)}`}
          >
            <p>
              <Typo texte={e.avis.motif} /> {etatAppel(appel, instant) === 'ouvert' && resteOuvertEnMots(appel, e)} Avis publié le{' '}
              <Time instant={e.avis.publieLe} />. Un dossier déposé avant une fermeture est toujours lu.
            </p>
          </Alert>
        ),
    )}
  </>
)

/** The public notice of an act: the call closes before its end, or it was to close and goes on. */
export const AvisPublic = ({ appel }: { appel: Appel }) => {
  const { avis } = appel.calendrier
  if (!avis) return null
  return (
    <Alert ton={avis.genre === 'fermeture' ? 'warning' : 'info'} titre={avis.genre === 'fermeture' ? 'Fermeture anticipée' : 'Rouvert'}>
      <p>
        {avis.genre === 'fermeture' ? (
          <>
            Fin des dépôts le <Echeance instant={avis.le} />, heure de Paris.
          </>
        ) : (
          'L’avis de fermeture est retiré\u00a0: les dépôts continuent.'
        )}{' '}
        <Typo texte={avis.motif} />
      </p>
      <p>
        Avis publié le <Time instant={avis.publieLe} />. Un dossier déposé avant une fermeture est toujours lu.
      </p>
    </Alert>
  )
}
