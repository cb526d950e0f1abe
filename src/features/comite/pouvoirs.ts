import { quorumDe } from './comite.rules.ts'
import { type Membre, type Seance, sansVoix } from './seance.ts'

/** A member who is absent, and the one who holds their power. */
export type Represente = { membre: Membre; par: Membre }

/** Who is there and may vote: nobody in `sans`. */
const presents = (s: Pick<Seance, 'membres'>, sans: ReadonlySet<string>) =>
  s.membres.filter(m => m.presence === 'present' && !sans.has(m.id))

/**
 * The powers that count where these members have no voice: a power of somebody in conflict says nothing, and somebody in conflict holds none. One that the call does not allow
 * counts nowhere. Pure.
 */
export function pouvoirsDe(s: Pick<Seance, 'membres' | 'instance'>, sans: ReadonlySet<string>): Represente[] {
  if (s.instance.pouvoirs === 0) return []
  const la = new Map(presents(s, sans).map(m => [m.id, m]))
  return s.membres.flatMap(membre => {
    const par = la.get(membre.pouvoirA ?? '')
    return par && membre.presence !== 'present' && membre.presence !== null && !sans.has(membre.id) ? [{ membre, par }] : []
  })
}

/** Who votes on a dossier: those who are there, have said their interests and are not in conflict on it, and those whose power they hold. */
export function votantsDe(s: Seance, dossierId: string): { presents: Membre[]; pouvoirs: Represente[] } {
  const sans = sansVoix(s, dossierId)
  return { presents: presents(s, sans), pouvoirs: pouvoirsDe(s, sans) }
}

/** The quorum of a séance, or of one of its dossiers once those who have no voice on it are known: a power counts in it where the call says so. */
export function quorumDeSeance(s: Pick<Seance, 'membres' | 'instance' | 'quorum'>, sans: ReadonlySet<string>) {
  const absents = s.instance.pouvoirsAuQuorum ? pouvoirsDe(s, sans).map(p => p.membre.id) : []
  return quorumDe(s.membres, sans, s.quorum, absents)
}
