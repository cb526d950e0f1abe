import { formatEuros } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Echeance, Time } from '../../../ui/texte.tsx'
import type { EnveloppesVue } from './enveloppes.donnees.ts'

/** When less is left to announce than the call says, it closes by itself: how far it is from that, and the notice once it is published. */
export const FermetureArgent = ({ v: { appel, total, fermeture } }: { v: EnveloppesVue }) => {
  const { seuil, preavis, avis } = fermeture
  if (seuil === undefined) return null
  const sous = total.restePublic < seuil
  return (
    <section aria-labelledby="fermeture" class="fr-mt-4w">
      <h2 class="fr-h5" id="fermeture">
        Fermer quand l’argent manque
      </h2>
      <p>
        <strong>Seuil publié avec l’appel&nbsp;: {formatEuros(seuil)} restant à annoncer.</strong> En dessous, les dépôts ferment seuls,{' '}
        {pluriel(preavis, 'jour')} après un avis public. Reste public&nbsp;: <strong>{formatEuros(total.restePublic)}</strong>
        {sous && ', sous le seuil'}.
      </p>
      {avis && (
        <Alert ton={avis.genre === 'fermeture' ? 'warning' : 'info'} petit>
          <p>
            {avis.genre === 'fermeture' ? (
              <>
                Avis publié le <Time instant={avis.publieLe} />
                {'\u00a0: '}fin des dépôts le <Echeance instant={avis.le} />.
              </>
            ) : (
              <>
                Rouvert le <Time instant={avis.publieLe} />
                {'\u00a0: '}l’appel ne se referme plus de lui-même.
              </>
            )}{' '}
            <a href={paths.administration.fermeture(appel.slug)}>Voir l’avis</a>
          </p>
        </Alert>
      )}
    </section>
  )
}
