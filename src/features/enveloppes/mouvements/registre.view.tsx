import { formatJour } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { BoutonPost } from '../../../ui/form.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { Time } from '../../../ui/texte.tsx'
import type { LigneVue } from './enveloppes.donnees.ts'
import { MOTS_GENRE } from './mouvement.rules.ts'

/** The ledger of the money of a call, the last line first. */
export const Registre = ({ slug, registre }: { slug: string; registre: readonly LigneVue[] }) => (
  <section class="gt-credits__section" aria-labelledby="registre">
    <h2 class="fr-h5" id="registre">
      Registre des mouvements
    </h2>
    {registre.every(l => l.genre === 'ouverture') && (
      <EmptyState titre="Aucun mouvement depuis l’ouverture.">
        Ce qui entre, sort ou passe en réserve s’écrit ici, avec sa raison.
      </EmptyState>
    )}
    <Tableau
      legende="Mouvements, le dernier d’abord"
      legendeCachee
      dense
      tete={2}
      lignes={registre}
      colonnes={[
        { titre: 'N°', cellule: l => String(l.numero) },
        { titre: 'Quand', cellule: l => <Time instant={l.instant} /> },
        { titre: 'Mouvement', cellule: l => MOTS_GENRE[l.genre] },
        { titre: 'Enveloppe', cellule: l => (l.versLibelle ? `${l.libelle} → ${l.versLibelle}` : l.libelle) },
        { titre: 'Montant', num: true, cellule: l => <Montant l={l} /> },
        { titre: 'Raison et document', cellule: l => <Raison slug={slug} l={l} /> },
        { titre: 'Par', cellule: l => l.par ?? 'Guichet' },
        { titre: 'Après', num: true, cellule: l => <EtatApres l={l} /> },
        { titre: 'Défaire', titreCache: true, cellule: l => <Defaire slug={slug} l={l} /> },
      ]}
    />
  </section>
)

const Montant = ({ l }: { l: LigneVue }) => {
  if (l.genre === 'maintien') return '–'
  const signe = l.genre === 'abondement' ? '+\u00a0' : l.genre === 'reduction' ? '\u2212\u00a0' : ''
  return `${signe}${formatEuros(l.montant)}`
}

const Raison = ({ slug, l }: { slug: string; l: LigneVue }) => (
  <>
    {l.raison}
    {l.version !== null && l.genre !== 'ouverture' && <span class="gt-sous">Version&nbsp;{l.version} de l’appel</span>}
    {l.annulePar !== null && <span class="gt-sous">Défait par le n°&nbsp;{l.annulePar}</span>}
    {l.document && (
      <span class="gt-sous">
        <a href={paths.administration.documentMouvement(slug, l.id)}>{l.document.nom}</a>, joint le {formatJour(l.document.deposeLe)}
      </span>
    )}
    {l.attendu && (
      <span class={l.enRetard ? 'gt-sous gt-credits__faible' : 'gt-sous'}>
        {l.enRetard ? `Document attendu depuis le ${formatJour(l.attendu)}` : `Document attendu avant le ${formatJour(l.attendu)}`}
        {'\u00a0: '}
        <a href={paths.administration.documentMouvement(slug, l.id)}>
          joindre<span class="fr-sr-only"> le document du mouvement n°&nbsp;{l.numero}</span>
        </a>
      </span>
    )}
  </>
)

const EtatApres = ({ l }: { l: LigneVue }) => {
  if (l.genre === 'reserve' || l.genre === 'liberation') return `${formatEuros(l.apres.reserve)} en réserve`
  return [l.apres, ...(l.versApres ? [l.versApres] : [])].map(e => formatEuros(e.montant)).join(' · ')
}

const Defaire = ({ slug, l }: { slug: string; l: LigneVue }) =>
  l.defaisable ? (
    <BoutonPost action={paths.administration.annulationMouvement(slug, l.id)}>
      Défaire<span class="fr-sr-only"> le mouvement n°&nbsp;{l.numero}</span>
    </BoutonPost>
  ) : null
