import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Badge, type TonBadge } from '../../../ui/blocs.tsx'
import { NomStructure } from '../../../ui/declaree.tsx'
import { accorde, MOTS_SENS, type Sens } from '../../decisions/index.ts'

/** A dossier of the agenda as the room shows it. Cents. `deporte`: the reader sees that it is there, nothing of what is decided. */
export type LigneAgenda = {
  id: string
  rang: number
  porteur: string
  declaree: boolean
  titre: string
  demande: number | null
  decision: { sens: Sens; montant: number; rang: number | null } | undefined
  /** The room is on it. */
  courant: boolean
  /** It is the one that is read. */
  lu: boolean
  deporte: boolean
  /** The reader may move it. */
  deplacable: boolean
}

/** How a decision is coloured everywhere in the room: the word always says it too. */
export const tonSens = (s: Sens): TonBadge =>
  s === 'retenu' ? 'success' : s === 'partiel' ? 'new' : s === 'liste_complementaire' ? 'info' : s === 'non_retenu' ? 'error' : 'neutre'

/** What is decided, what is in debate, what comes next. */
export const AgendaSalle = ({ seance, lignes }: { seance: string; lignes: readonly LigneAgenda[] }) => {
  const decides = lignes.filter(l => l.decision && !l.courant)
  const suite = lignes.filter(l => !l.decision && !l.courant)
  const somme = (xs: readonly number[]) => formatEuros(xs.reduce((t, n) => t + n, 0))
  return (
    <nav aria-labelledby="ordre" class="gt-salle__ordre" data-action="keydown->salle#deplacer">
      <h2 id="ordre" tabindex={-1} class="fr-h6">
        Ordre du jour
      </h2>
      <Groupe titre="En délibération" note="" lignes={lignes.filter(l => l.courant)} seance={seance} />
      {suite.some(l => l.deplacable) && (
        <p class="gt-sous gt-salle__touches gt-avec-script">Alt et une flèche déplacent le dossier choisi.</p>
      )}
      <Groupe titre="À suivre" note={`${suite.length} · ${somme(suite.map(l => l.demande ?? 0))}`} lignes={suite} seance={seance} />
      <Groupe
        titre="Décidés"
        note={`${decides.length} · ${somme(decides.map(l => l.decision!.montant))}`}
        lignes={decides}
        seance={seance}
      />
    </nav>
  )
}

const Groupe = ({ titre, note, lignes, seance }: { titre: string; note: string; lignes: readonly LigneAgenda[]; seance: string }) =>
  lignes.length === 0 ? null : (
    <>
      <h3 class="gt-salle__groupe">
        {titre} <span>{note}</span>
      </h3>
      <ol>
        {lignes.map(l => (
          <li class={l.courant ? 'gt-salle__courant' : undefined}>
            <span class="gt-sous">{l.rang}</span>
            <a id={`rang-${l.id}`} href={paths.comite.salleDossier(seance, l.id)} aria-current={l.lu ? 'true' : undefined}>
              <NomStructure nom={l.porteur} declaree={l.declaree} />
              <span class="fr-sr-only">&nbsp;: {l.titre}</span>
            </a>
            <Montant l={l} />
            {l.deplacable && <Deplacer l={l} seance={seance} />}
          </li>
        ))}
      </ol>
    </>
  )

const GESTES = [
  ['haut', '↑', 'Monter'],
  ['bas', '↓', 'Descendre'],
  ['fin', 'en fin', 'Reporter en fin de séance'],
] as const
/** Buttons, or the keys, move a dossier without leaving the room. */
const Deplacer = ({ l, seance }: { l: LigneAgenda; seance: string }) => (
  <form method="post" action={paths.comite.rangSalle(seance, l.id)} class="gt-salle__deplacer" data-controller="envoi">
    {GESTES.map(([vers, signe, mot]) => (
      <button type="submit" id={`${vers}-${l.id}`} name="vers" value={vers} title={mot}>
        <span aria-hidden="true">{signe}</span>
        <span class="fr-sr-only">
          {mot} le dossier {l.rang}
        </span>
      </button>
    ))}
  </form>
)

const Montant = ({ l }: { l: LigneAgenda }) => {
  if (l.deporte) return <span class="gt-sous">déporté</span>
  if (!l.decision) return <span class="gt-salle__montant">{l.demande === null ? 'non chiffré' : formatEuros(l.demande)}</span>
  const { sens, montant, rang } = l.decision
  return (
    <>
      <span class="gt-salle__montant">{accorde(sens) && formatEuros(montant)}</span>
      <div class="gt-salle__sort">
        <Badge ton={tonSens(sens)}>{rang === null ? MOTS_SENS[sens] : `Rang\u00a0${rang}`}</Badge>
      </div>
    </>
  )
}
