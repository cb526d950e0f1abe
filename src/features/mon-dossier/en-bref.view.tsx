import type { PropsWithChildren } from 'hono/jsx'
import { paths } from '../../paths.ts'
import { Chiffres, type Terme } from '../../ui/blocs.tsx'

/** What is read before filing, in a few words. */
export type EnBref = {
  /** What is asked for, what the structure pays, what it costs; the step where they are typed. */
  montants: readonly Terme[]
  plan: string | undefined
  /** « Déposer : 30 000 € demandés »; nothing where no amount is known yet. */
  demande: string | undefined
  /** The files that go with it, by name, and the step that holds them. */
  pieces: { etape: string; noms: readonly string[] } | undefined
}

type LigneProps = PropsWithChildren<{ id: string; titre: string; lien?: { href: string; texte: string } | undefined }>
/** One of the few things that are read before filing: its name, what it says, where it is changed. */
export const LigneRelue = ({ id, titre, lien, children }: LigneProps) => (
  <section class="gt-relire" aria-labelledby={id}>
    <h2 class="gt-relire__titre" id={id}>
      {titre}
    </h2>
    <div>{children}</div>
    {lien && (
      <a class="gt-relire__lien" href={lien.href}>
        {lien.texte}
        {lien.texte === 'Modifier' && <span class="fr-sr-only">&nbsp;: {titre}</span>}
      </a>
    )}
  </section>
)

export const Montants = ({ montants, plan, id }: Pick<EnBref, 'montants' | 'plan'> & { id: string }) =>
  montants.length === 0 ? null : (
    <LigneRelue id="montants" titre="Montants" lien={plan ? { href: paths.dossiers.etape(id, plan), texte: 'Modifier' } : undefined}>
      <Chiffres chiffres={montants} />
    </LigneRelue>
  )

export const PiecesJointes = ({ pieces, id }: Pick<EnBref, 'pieces'> & { id: string }) =>
  !pieces ? null : (
    <LigneRelue id="pieces-jointes" titre="Pièces" lien={{ href: paths.dossiers.etape(id, pieces.etape), texte: 'Modifier' }}>
      {pieces.noms.length === 0 && <p>Aucune.</p>}
      {pieces.noms.map(nom => (
        <p>{nom}</p>
      ))}
    </LigneRelue>
  )
