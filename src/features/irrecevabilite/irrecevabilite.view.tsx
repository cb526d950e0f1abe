import { paragraphes } from '../../lib/mots.ts'
import { Alert } from '../../ui/blocs.tsx'
import { Time } from '../../ui/texte.tsx'
import type { IrrecevabiliteLue } from './irrecevabilite.queries.ts'

/** The decision as both sides read it: when, which rules, why, and the letter at its address. */
export const Irrecevabilite = ({ decision: { le, lettre: l }, lettre }: { decision: IrrecevabiliteLue; lettre: string }) => (
  <Alert ton="error" titre="Irrecevable" id="irrecevabilite">
    <p>
      Décision du <Time instant={le} />. Règles en cause&nbsp;:
    </p>
    <ul>
      {l.regles.map(r => (
        <li>
          <strong>{r.titre}</strong>
          {r.clause && ` (${r.clause})`}
          {r.phrase && `\u00a0: ${r.phrase}`}
        </li>
      ))}
    </ul>
    {paragraphes(l.motif).map((p, n) => (
      <p>
        {n === 0 && <strong>Raison&nbsp;: </strong>}
        {p}
      </p>
    ))}
    <p>
      <a href={lettre} data-turbo="false">
        Lettre et voies de recours (PDF)
      </a>
    </p>
  </Alert>
)
