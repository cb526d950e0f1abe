import { formatEuros } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Echeance, Time } from '../../../ui/texte.tsx'
import type { EnveloppesVue } from './enveloppes.donnees.ts'

/** When less is left to announce than the call says, it closes by itself, or the share that says so: how far each is from that, and the notice once it is published. */
export const FermetureArgent = ({ v }: { v: EnveloppesVue }) => {
  const { seuils, preavis, avis } = v.fermeture
  if (seuils.length === 0) return null
  return (
    <section aria-labelledby="fermeture" class="fr-mt-4w">
      <h2 class="fr-h5" id="fermeture">
        Fermer quand l’argent manque
      </h2>
      {seuils.map(s => (
        <Seuil {...s} v={v} />
      ))}
      <p class="gt-sous">En dessous, les dépôts ferment seuls, {pluriel(preavis, 'jour')} après un avis public.</p>
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
            <a href={paths.administration.fermeture(v.appel.slug)}>Voir l’avis</a>
          </p>
        </Alert>
      )}
    </section>
  )
}

/** One amount, what is left beside it as everybody reads it, and its notice where a share closes alone. */
const Seuil = ({ seuil, part, v }: EnveloppesVue['fermeture']['seuils'][number] & { v: EnveloppesVue }) => {
  const reste = (part ? v.enveloppes.find(e => e.code === part.code) : v.total)?.restePublic ?? 0
  return (
    <p class="fr-mb-1v">
      {part && [part.libelle, '. ']}
      <strong>
        {part ? 'Seuil' : 'Seuil publié avec l’appel'}&nbsp;: {formatEuros(seuil)} restant à annoncer.
      </strong>{' '}
      Reste public&nbsp;: <strong>{formatEuros(reste)}</strong>
      {reste < seuil && ', sous le seuil'}.
      {part?.avis && (
        <>
          {' '}
          Fermeture le <Echeance instant={part.avis.le} />. <a href={paths.administration.fermeture(v.appel.slug)}>Voir l’avis</a>
        </>
      )}
    </p>
  )
}
