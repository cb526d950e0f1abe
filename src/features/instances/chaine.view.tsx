/** A step from the instruction to the decision: done, the one where the dossier stands, or to come. */
export type Maillon = { titre: string; texte: string; ou: 'fait' | 'ici' | 'suite' }

const DITS: Record<Maillon['ou'], string> = { fait: 'fait', ici: 'en cours', suite: 'à venir' }

/** Who comes next for a dossier; nothing for a call that names no body. */
export const Chaine = ({ maillons }: { maillons: readonly Maillon[] }) =>
  maillons.length === 0 ? null : (
    <ol class="gt-chaine" aria-label="De l’instruction à la décision">
      {maillons.map(m => (
        <li class={`gt-chaine__${m.ou}`} aria-current={m.ou === 'ici' ? 'step' : undefined}>
          <h2>{m.titre}</h2>
          <p>
            <span class="fr-sr-only">{DITS[m.ou]}, </span>
            {m.texte}
          </p>
        </li>
      ))}
    </ol>
  )
