import type { PropsWithChildren } from 'hono/jsx'

/** What programs read, and what proves that nothing changed: on every page in this one fold, after what people came for. */
export const PourLesMachines = ({ children }: PropsWithChildren) => (
  <details class="gt-details">
    <summary>Pour les machines et les preuves</summary>
    {children}
  </details>
)

/** SHA-256 of what is in the page, each with what it is of. */
export const Empreintes = ({ de }: { de: readonly { nom: string; sha256: string }[] }) =>
  de.length === 0 ? null : (
    <PourLesMachines>
      <p class="gt-source">Une empreinte SHA-256 change dès qu’un seul caractère change&nbsp;: elle prouve que rien n’a été modifié.</p>
      <ul>
        {de.map(({ nom, sha256 }) => (
          <li>
            {nom} <span class="gt-empreinte">SHA-256 {sha256}</span>
          </li>
        ))}
      </ul>
    </PourLesMachines>
  )

/** The marks of clauses of its page (`gt-ref`) are not seen until this is pressed: one press shows them all. `href`: where the clauses are read. */
export const MontrerLesClauses = ({ href }: { href: string }) => (
  <details class="gt-details gt-clauses">
    <summary>Montrer d’où vient chaque règle</summary>
    <p class="gt-source">
      Chaque règle de cette page cite maintenant sa clause. <a href={href}>Lire le texte de l’appel, clause par clause</a>
    </p>
  </details>
)
