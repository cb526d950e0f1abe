import { instantDeParis, parseDate, parseHeure } from '../../../lib/dates.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { estUuid } from '../../../lib/uuid.ts'

/** As it was typed; the first of each seat, and the dossiers ticked with the rank given to each. */
export type SaisieSeance = {
  jour: string
  heure: string
  lieu: string
  sieges: readonly string[]
  dossiers: readonly string[]
  rangs: Readonly<Record<string, string>>
}
/** What the form says: who sits where (an account a seat, or nobody), and the agenda in its order. */
export type Preparation = { tenueLe: Date; lieu: string; sieges: readonly (string | null)[]; dossiers: readonly string[] }

const LIEU_MAX = 200
const DOSSIERS_MAX = 2000
const tous = (v: unknown) => (Array.isArray(v) ? v : v === undefined ? [] : [v]).flatMap(x => (typeof x === 'string' ? [x] : []))

/** Reads the form of a séance, `places` seats long. */
export function lireSaisie(corps: Record<string, unknown>, places: number): SaisieSeance {
  const dossiers = tous(corps.dossiers).filter(estUuid).slice(0, DOSSIERS_MAX)
  return {
    jour: texteSaisi(corps.jour),
    heure: texteSaisi(corps.heure),
    lieu: texteSaisi(corps.lieu),
    sieges: Array.from({ length: places }, (_, n) => texteSaisi(corps[`siege-${n}`])),
    dossiers,
    rangs: Object.fromEntries(dossiers.map(d => [d, texteSaisi(corps[`rang-${d}`])])),
  }
}

/** The dossiers ticked in the order of their ranks, then of the page. */
export const ordreSaisi = ({ dossiers, rangs }: Pick<SaisieSeance, 'dossiers' | 'rangs'>): string[] => {
  const rang = (d: string) => Number(rangs[d] || 10_000) || 10_000
  return [...new Set(dossiers)].sort((a, b) => rang(a) - rang(b))
}

/** What is wrong in the form itself, or what it says. Dossiers come by rank, then in the order of the page. */
export function comprendreSaisie(s: SaisieSeance): { ok: true; value: Preparation } | { ok: false; errors: FieldErrors } {
  const jour = parseDate(s.jour)
  const heure = parseHeure(s.heure)
  const errors: FieldErrors = {
    ...(jour ? {} : { jour: s.jour ? `«\u00a0${s.jour}\u00a0» n’est pas un jour. Écrivez par exemple 26/10/2021` : 'Indiquez le jour' }),
    ...(heure ? {} : { heure: s.heure ? `«\u00a0${s.heure}\u00a0» n’est pas une heure. Écrivez par exemple 14:30` : 'Indiquez l’heure' }),
    ...(s.lieu === '' ? { lieu: 'Indiquez le lieu' } : s.lieu.length > LIEU_MAX ? { lieu: `Le lieu tient en ${LIEU_MAX} caractères` } : {}),
    ...Object.fromEntries(
      s.dossiers
        .filter(d => s.rangs[d] && !/^[1-9]\d{0,3}$/.test(s.rangs[d]!))
        .map(d => [`rang-${d}`, `«\u00a0${s.rangs[d]}\u00a0» n’est pas un rang. Écrivez un nombre entier, par exemple 3`]),
    ),
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return {
    ok: true,
    value: {
      tenueLe: instantDeParis(`${jour}T${heure}`),
      lieu: s.lieu,
      sieges: s.sieges.map(x => (estUuid(x) ? x : null)),
      dossiers: ordreSaisi(s),
    },
  }
}
