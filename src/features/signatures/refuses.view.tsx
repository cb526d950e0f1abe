import type { Refuse } from './signatures.rules.ts'

/** Each thing that a bulk act refused, with why. */
export const Refuses = ({ refus }: { refus: readonly Refuse[] }) => (
  <ul class="gt-refuses">
    {refus.map(r => (
      <li>
        {r.porteur || r.numero ? (
          <>
            <strong>{r.porteur || r.numero}</strong>
            {r.porteur && r.numero && ` (${r.numero})`}&nbsp;: {r.phrase}.
          </>
        ) : (
          `${r.phrase}.`
        )}
        {r.corriger && (
          <>
            {' '}
            <a class="fr-link" href={r.corriger}>
              Corriger la décision<span class="fr-sr-only"> du dossier {r.numero}</span>
            </a>
          </>
        )}
      </li>
    ))}
  </ul>
)
