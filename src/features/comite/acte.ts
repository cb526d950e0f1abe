import type { ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { type ActeSur, type EtatSeance, peut, peutUnJour } from '../decret/index.ts'
import { devantLeComite } from './comite.rules.ts'
import { trouverSeance } from './seance.queries.ts'
import { type Inscrit, placesDossier, placesSeance, type Seance } from './seance.ts'

export type RefusComite =
  | { motif: 'introuvable' }
  /** The reader sees the séance, and this act is not theirs; `attendu`: their word on a dossier that was added is waited for. */
  | { motif: 'interdit'; attendu?: true }
  /** It would be theirs, but not in this state of the séance. */
  | { motif: 'etat'; etat: EtatSeance }
  /** Their interests are to be declared first. */
  | { motif: 'a_declarer' }
  /** The séance is closed, and they have never declared them. */
  | { motif: 'non_declare' }
  /** They are in conflict on this dossier. */
  | { motif: 'deporte' }

/** A body that gives an opinion scores nothing and shares out no money: its own act is « decider », the opinion. */
const DU_COMITE: readonly ActeSur<'seance'>[] = ['noter', 'comparer', 'conduire', 'presider', 'lire_scenarios', 'simuler']
export const ouvertA = (s: Pick<Seance, 'instance'>, acte: ActeSur<'seance'>) => !s.instance.avis || !DU_COMITE.includes(acte)

/** The séance for an act of the decree, locked until the end of the transaction; or why the act is not open. */
export async function seancePour(
  tx: Tx,
  ctx: ContexteActeur,
  acte: ActeSur<'seance'>,
  id: string,
  { verrou = true } = {},
): Promise<Result<Seance, RefusComite>> {
  const s = await trouverSeance(tx, ctx, id, { verrou })
  if (!s) return err({ motif: 'introuvable' })
  if (!ouvertA(s, acte)) return err({ motif: 'interdit' })
  const places = placesSeance(s)
  if (peut(places, acte, { seance: s.etat })) return ok(s)
  if (peutUnJour(places, acte, 'seance')) return err({ motif: 'etat', etat: s.etat })
  if (!places.includes('a_declarer')) return err({ motif: 'interdit' })
  return err(s.etat === 'close' ? { motif: 'non_declare' } : { motif: 'interdit', attendu: true })
}

/** The séance and one dossier of its agenda for an act of the decree, or why the act is not open. */
export async function dossierPour(
  tx: Tx,
  ctx: ContexteActeur,
  acte: ActeSur<'seance'>,
  d: { seanceId: string; dossierId: string },
  { verrou = true } = {},
): Promise<Result<{ s: Seance; inscrit: Inscrit }, RefusComite>> {
  return dossierOuvert(await trouverSeance(tx, ctx, d.seanceId, { verrou }), acte, d.dossierId)
}

/** The same of a séance that was read. Pure. */
export function dossierOuvert(
  s: Seance | undefined,
  acte: ActeSur<'seance'>,
  dossierId: string,
): Result<{ s: Seance; inscrit: Inscrit }, RefusComite> {
  const inscrit = s?.agenda.find(x => x.id === dossierId && devantLeComite(x.etat))
  if (!s || !inscrit) return err({ motif: 'introuvable' })
  if (!ouvertA(s, acte)) return err({ motif: 'interdit' })
  const places = placesDossier(s, inscrit.id)
  if (peut(places, acte, { seance: s.etat })) return ok({ s, inscrit })
  for (const motif of ['deporte', 'a_declarer'] as const) if (places.includes(motif)) return err({ motif })
  return err(peutUnJour(places, acte, 'seance') ? { motif: 'etat', etat: s.etat } : { motif: 'interdit' })
}

const ETATS: Record<EtatSeance, string> = {
  preparee: 'Cette séance n’est pas encore ouverte.',
  ouverte: 'Cette séance est ouverte.',
  close: 'Cette séance est close.',
}
/** Why an act did not happen, in one sentence. */
export function phraseRefus(r: Exclude<RefusComite, { motif: 'introuvable' }>): string {
  switch (r.motif) {
    case 'etat':
      return ETATS[r.etat]
    case 'a_declarer':
      return 'Déclarez d’abord vos intérêts.'
    case 'deporte':
      return 'Vous êtes déporté de ce dossier\u00a0: vous n’en voyez ni les notes ni le débat, et son quorum se compte sans vous.'
    case 'non_declare':
      return 'Vous n’avez pas déclaré vos intérêts avant la clôture\u00a0: vous n’avez pas pris part à cette séance, et ne lisez ni ne signez son procès-verbal.'
    case 'interdit':
      return r.attendu
        ? 'Des dossiers attendent votre déclaration d’intérêts. Revenez à la séance pour la faire\u00a0: la salle s’ouvre ensuite.'
        : 'Cet acte ne vous est pas ouvert.'
  }
}
