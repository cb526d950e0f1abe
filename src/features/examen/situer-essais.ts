import type { Appel } from '../cahier/index.ts'
import type { Contenu } from '../contenu/index.ts'
import { type EssaiComplet, essaisComplets } from '../essais/index.ts'
import type { AutresDossiers } from '../verdicts/index.ts'

const JOUR_MS = 86_400_000

/** When a test dossier is filed: the day after the opening, or at the opening of a call that is over by then. */
function instantDe({ calendrier: { vagues } }: Appel, e: EssaiComplet): Date {
  const [{ ouverture, cloture }] = vagues as [(typeof vagues)[number]]
  const lendemain = new Date(ouverture.getTime() + JOUR_MS)
  return e.quand ?? (cloture && lendemain > cloture ? ouverture : lendemain)
}

/** A test dossier, when it is filed, and what the guichet knows then of the others of its porteur. */
export type Situe = { e: EssaiComplet; instant: Date; autres: AutresDossiers; intention?: { contenu: Contenu } | undefined }

type Essaye = Pick<Situe, 'e' | 'instant'>
const porteurDe = ({ porteur: p }: EssaiComplet) => `${p?.nom} ${p?.departement}`
const dates = (appel: Appel): Essaye[] => essaisComplets(appel).map(e => ({ e, instant: instantDe(appel, e) }))
/** Those of a list that come before one of it. */
const avant = (tous: readonly Essaye[], i: number) =>
  tous.filter((x, j) => x.instant < tous[i]!.instant || (x.instant.getTime() === tous[i]!.instant.getTime() && j < i))

function situe(appel: Appel, { e, instant }: Essaye, autresDeposes: readonly EssaiComplet[], rang = e.rang): Situe {
  const deposes: Record<string, number> = {}
  for (const x of autresDeposes) deposes[x.volet ?? ''] = (deposes[x.volet ?? ''] ?? 0) + 1
  const aides = (e.aides_obtenues ?? []).map(a => ({ ...a, appel: appel.antecedents[a.appel ?? ''] ?? '' }))
  return { e, instant, autres: { deposes, rang, aides, appels: Object.values(appel.antecedents), laureats: 0 } }
}

/** Test dossiers are filed one after another, as real ones: those of a porteur that are filed count for those that come after. */
export const situer = (appel: Appel): Situe[] =>
  dates(appel).map((x, i, tous) =>
    situe(
      appel,
      x,
      avant(tous, i).flatMap(({ e }) => (e.attendu.depose && porteurDe(e) === porteurDe(x.e) ? [e] : [])),
    ),
  )

/**
 * A full dossier is its intention, which keeps the rank that it had: the others of its porteur are the other intentions that were filed, whatever they were answered, each with the volet
 * that its own full dossier says once it is written.
 */
export const situerLesSeconds = (second: Appel, intentions: ReadonlyMap<string, EssaiComplet>): Situe[] =>
  dates(second).map((x, i, tous) => {
    const { intention = '' } = x.e
    const ecrits = new Map(avant(tous, i).map(({ e }) => [e.intention, e]))
    const autres = [...intentions.values()].filter(e => e.code !== intention && e.attendu.depose && porteurDe(e) === porteurDe(x.e))
    const lus = autres.map(e => ecrits.get(e.code) ?? e)
    return situe(second, x, lus, intentions.get(intention)?.rang ?? x.e.rang)
  })
