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
      </li>
    ))}
  </ul>
)
