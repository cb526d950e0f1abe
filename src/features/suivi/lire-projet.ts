import type { ContexteActeur } from '../../contexte.ts'
import { composee, type Tx } from '../../db/db.ts'
import { type DateCivile, dateCivile } from '../../lib/dates.ts'
import { ok, type Result } from '../../lib/result.ts'
import { type ActeSur, peut } from '../decret/index.ts'
import { type Acces, type RefusSuivi, suiviPour } from './acces.ts'
import { type Compte, compteDe, piecesDuCompte } from './compte.ts'
import { type ActeLu, type AvenantLu, avenantsDe } from './projet.queries.ts'
import type { EtatBilan } from './suivi.rules.ts'

export type BilanListe = { id: string; fin: string; echeance: string; etat: EtatBilan }
/** A lauréat whole, as its page shows it. */
export type ProjetLu = {
  acces: Acces
  compte: Compte
  actes: ActeLu[]
  avenants: AvenantLu[]
  bilans: BilanListe[]
  aujourdhui: DateCivile
  peut: (a: ActeSur<'laureat'>) => boolean
}

export async function lireProjet(tx: Tx, ctx: ContexteActeur, dossierId: string): Promise<Result<ProjetLu, RefusSuivi>> {
  const de = { guichetId: ctx.guichetId, dossierId }
  const [lu, bilans, pieces, avenants] = await Promise.all([
    suiviPour(tx, ctx, 'lire_suivi', dossierId, { verrou: false }),
    bilansDe(tx, de) as Promise<BilanListe[]>,
    piecesDuCompte(tx, ctx.guichetId, dossierId),
    avenantsDe(tx, ctx.guichetId, dossierId),
  ])
  if (!lu.ok) return lu
  const acces = lu.value
  return ok({
    acces,
    bilans,
    aujourdhui: dateCivile(ctx.instant),
    compte: compteDe(acces, pieces),
    actes: pieces.actes,
    avenants,
    peut: a => peut(acces.qui, a, { laureat: acces.s.etape }),
  })
}

const bilansDe = composee((tx, p: { guichetId: string; dossierId: string }) =>
  tx
    .selectFrom('bilan')
    .select(['id', 'fin', 'echeance', 'etat'])
    .where('guichet_id', '=', p.guichetId)
    .where('dossier_id', '=', p.dossierId)
    .orderBy('rang', 'desc'),
)
