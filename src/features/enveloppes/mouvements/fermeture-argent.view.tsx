import { formatEuros } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Echeance, Time } from '../../../ui/texte.tsx'
import type { EnveloppesVue } from './enveloppes.donnees.ts'

/** When less is left to announce than the call says, it closes by itself, or the share that says so: how far each is from that, and the notice once it is published. */
export const FermetureArgent = ({ v }: { v: EnveloppesVue }) => {
  const { seuils, preavis, avis, instant } = v.fermeture
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
          {avis.genre === 'fermeture' && instant < avis.le && seuils.some(s => !s.part && resteDe(v) >= s.seuil) && <Retirable />}
        </Alert>
      )}
    </section>
  )
}

/** One amount, what is left beside it as everybody reads it, and its notice where a share closes alone. */
const Seuil = ({ seuil, part, v }: EnveloppesVue['fermeture']['seuils'][number] & { v: EnveloppesVue }) => {
  const reste = resteDe(v, part)
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
          {v.fermeture.instant < part.avis.le && reste >= seuil && <Retirable />}
        </>
      )}
    </p>
  )
}

/** What is left of the call or of one of its shares, as everybody reads it: cents. */
const resteDe = (v: EnveloppesVue, part?: { code: string }) =>
  (part ? v.enveloppes.find(e => e.code === part.code) : v.total)?.restePublic ?? 0

/** Money may come back after a notice, which only an act takes back. */
const Retirable = () => <strong> Le reste atteint le seuil&nbsp;: l’avis peut être retiré.</strong>
