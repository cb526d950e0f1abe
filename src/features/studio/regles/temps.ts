import type { Chemin } from '../../formes/index.ts'

/** Which of the two stages of a call: the second has its own rules, forms and pieces. */
export type Temps = 1 | 2
const SECOND: Chemin = ['phases', 'dossier_complet']
/** Where a stage keeps what is its own: at the top of the file for the first. */
export const racineDe = (temps: Temps): Chemin => (temps === 2 ? SECOND : [])
export const reglesA = (temps: Temps): Chemin => [...racineDe(temps), 'regles']

/** What the addresses of the rules say besides: the stage, the rule to which a condition is added, the clause that one writes a rule for. */
export type Cible = { temps?: Temps | undefined; aussi?: number | undefined; clause?: string | undefined }
export const enAdresse = ({ temps = 1, aussi, clause }: Cible, plus: Record<string, string> = {}): string => {
  const q = new URLSearchParams({
    ...plus,
    ...(temps === 2 ? { temps: '2' } : {}),
    ...(aussi === undefined ? {} : { aussi: String(aussi + 1) }),
    ...(clause ? { clause } : {}),
  }).toString()
  return q ? `?${q}` : ''
}
/** The same, read back: anything else is the first stage, and a new rule. */
export const cibleDe = (lire: (nom: string) => string | undefined): Cible => {
  const rang = /^\d{1,4}$/.exec(lire('aussi') ?? '')?.[0]
  return { temps: lire('temps') === '2' ? 2 : 1, ...(rang && Number(rang) > 0 ? { aussi: Number(rang) - 1 } : {}), clause: lire('clause') }
}
