import { formatHeure } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Badge } from '../../../ui/blocs.tsx'
import { BoutonPost } from '../../../ui/form.tsx'

/** `suit`: how their screen follows, for whoever conducts the room; `hors`: it does not. */
export type MembreSalle = {
  nom: string
  siege: string
  mot: string
  compte: boolean
  suit?: string | undefined
  hors?: boolean | undefined
}
export type LaSalleVue = {
  seance: string
  quorum: { atteint: boolean; comptes: number; quorum: number }
  membres: readonly MembreSalle[]
  /** How the screen of the room follows, for whoever conducts, once there is one. */
  projecteur: { suit: string; hors: boolean } | undefined
  /** Somebody reads something else: where they may all be asked back. */
  ramener: { rang: number; demande: boolean } | undefined
  presidence: {
    /** Since when whoever presides is not heard of. */
    perdue: { nom: string; depuis: Date } | undefined
    /** What the reader may do of it, besides handing it over. */
    acte: 'prendre' | 'reprendre' | undefined
    /** The reader conducts without presiding. */
    conduit: boolean
  }
}

/** Who is in the room, who counts, who follows; brought up to date by itself with a script. */
export const LaSalle = ({ vue: v }: { vue: LaSalleVue }) => (
  <section class="gt-salle__quorum" aria-label="La salle" data-salle-target="salle">
    <div class="gt-salle__atteint">
      <Badge ton={v.quorum.atteint ? 'success' : 'error'}>{v.quorum.atteint ? 'Quorum atteint' : 'Quorum non atteint'}</Badge>
      <span class="gt-sous">
        {v.quorum.comptes}&nbsp;votant{v.quorum.comptes > 1 && 's'} présent{v.quorum.comptes > 1 && 's'}, il en faut {v.quorum.quorum}
      </span>
    </div>
    <ul>
      {v.membres.map(m => (
        <li class={m.compte ? undefined : 'gt-salle__sorti'}>
          <strong>{m.nom}</strong>
          <span class="gt-sous">
            {m.siege} · {m.mot}
          </span>
          {m.suit && <Suit suit={m.suit} hors={m.hors ?? false} />}
        </li>
      ))}
      {v.projecteur && (
        <li>
          <strong>Écran de la salle</strong>
          <Suit {...v.projecteur} />
        </li>
      )}
    </ul>
    {v.ramener && (
      <div class="gt-salle__geste">
        {v.ramener.demande ? (
          <p class="gt-sous">Vous avez proposé à tous de revenir au dossier&nbsp;{v.ramener.rang}.</p>
        ) : (
          <BoutonPost action={paths.comite.rappelSalle(v.seance)}>Ramener tout le monde au dossier&nbsp;{v.ramener.rang}</BoutonPost>
        )}
      </div>
    )}
    <Presidence v={v} />
  </section>
)

const Suit = ({ suit, hors }: { suit: string; hors: boolean }) => <span class={hors ? 'gt-salle__hors' : 'gt-salle__suit'}>{suit}</span>

const Presidence = ({ v: { seance, presidence: p } }: { v: LaSalleVue }) =>
  !p.perdue && !p.acte ? null : (
    <div class="gt-salle__geste gt-salle__geste--alerte">
      {p.perdue && (
        <p>
          <strong>
            {p.perdue.nom} préside, et son écran ne répond plus depuis {formatHeure(p.perdue.depuis)}.
          </strong>
          {p.conduit && ' Vous conduisez la salle, ou passez la présidence à un membre présent.'}
        </p>
      )}
      {p.acte === 'prendre' && <BoutonPost action={paths.comite.prisePresidence(seance)}>Prendre la présidence</BoutonPost>}
      {p.acte === 'reprendre' && <BoutonPost action={paths.comite.reprisePresidence(seance)}>Reprendre la présidence</BoutonPost>}
    </div>
  )
