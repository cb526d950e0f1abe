import { type DestinationStream, type LoggerOptions, pino } from 'pino'

/** Fields of an error that hold no value that somebody typed: PostgreSQL puts the row at fault in the others (`detail`, `where`, `internalQuery`). */
const GARDES = ['code', 'severity', 'schema', 'table', 'column', 'constraint', 'routine', 'syscall', 'errno'] as const
/** What looks like an e-mail address, or a value quoted by a message of the database. */
const ADRESSE = /(?<![^\s"'<>(),;:@])[^\s"'<>(),;:@]+@[^\s"'<>(),;:]+/g

/** An error as the technical log keeps it: what failed and where in our code, without the data on which it failed. */
export function sansDonnees(e: unknown): Record<string, unknown> {
  if (!(e instanceof Error)) return { type: typeof e }
  const champs = e as unknown as Record<string, unknown>
  const propre = (t: string) => t.replace(ADRESSE, '…').replace(/: "[^"]*"/g, ': "…"')
  return {
    type: e.constructor.name,
    message: propre(e.message),
    stack: propre(e.stack ?? ''),
    ...Object.fromEntries(GARDES.flatMap(g => (champs[g] === undefined ? [] : [[g, champs[g]]]))),
  }
}

/** The technical log: one line a request, and failures. No cookie, no token, no address, nothing of a form (`src/test/securite/journaux.test.ts`). */
export const creerJournal = (level: LoggerOptions['level'] & string, sortie?: DestinationStream) =>
  pino({ level, serializers: { err: sansDonnees } }, sortie ?? pino.destination(1))
