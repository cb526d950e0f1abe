import { sql } from 'kysely'
import { type Contexte, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type DateCivile, dateCivile } from '../../lib/dates.ts'
import { appelDeVersion } from '../appels/index.ts'
import type { Appel } from '../cahier/index.ts'
import { journaliser } from '../journal/index.ts'
import { type Cadence, periodesDues } from './periodes.ts'
import type { EtatBilan } from './suivi.rules.ts'

type Ctx = Contexte
/** A dossier that was told a decision: the last letter sent to its bearer, and where its follow-up stands. */
type Notifie = {
  dossierId: string
  versionId: string
  etat: string
  accorde: boolean
  derniereLettre: Date
  premiereLettre: Date | null
  reponses: { valeurs?: Record<string, unknown> }
  dernierJalon: DateCivile | null
  signature: DateCivile | null
  etape: string | null
  depart: DateCivile | null
  closLe: Date | null
  acheveLe: DateCivile | null
}

async function lireNotifie(tx: Tx, guichetId: string, dossierId: string): Promise<Notifie | undefined> {
  const { rows } = await sql<Notifie>`
    select i.dossier_id as "dossierId", i.appel_version_id as "versionId", i.etat, d.accorde, d.envoyee_le as "derniereLettre",
      (select min(n.envoyee_le) from notification n join decision x on x.id = n.decision_id
        where n.dossier_id = i.dossier_id and n.structure_id = i.structure_id and x.sens in ('retenu', 'partiel')) as "premiereLettre",
      p.reponses, (select max(j.echeance) from jalon j where j.dossier_id = i.dossier_id) as "dernierJalon",
      (select min(a.signe_le) from acte a where a.dossier_id = i.dossier_id and a.retire_le is null) as signature,
      u.etape, u.depart, u.clos_le as "closLe", u.acheve_le as "acheveLe"
    from instruction i join depot p on p.id = i.depot_id
    left join suivi u on u.dossier_id = i.dossier_id
    cross join lateral (
      select x.sens in ('retenu', 'partiel') as accorde, n.envoyee_le from decision x
      join notification n on n.decision_id = x.id and n.structure_id = i.structure_id and n.envoyee_le is not null
      where x.dossier_id = i.dossier_id order by n.envoyee_le desc, x.prise_le desc, x.id desc limit 1) d
    where i.guichet_id = ${guichetId} and i.dossier_id = ${dossierId}`.execute(tx)
  return rows[0]
}

/** What the call says of bilans, in the words of `periodes.ts`. */
const cadenceDe = ({ suivi }: Appel): Cadence => ({ cadenceMois: suivi.cadence_mois, delaiJours: suivi.delai_jours })

/** The first and the last day of the project, as its dossier was filed: the answers that the call names, else the last milestone for the end. */
export function joursDuProjet(
  { suivi }: Pick<Appel, 'suivi'>,
  n: Pick<Notifie, 'reponses' | 'dernierJalon'>,
): { debut: DateCivile | null; fin: DateCivile | null } {
  const reponse = (question: string | undefined) => {
    const v = question && n.reponses.valeurs?.[question]
    return typeof v === 'string' && /^\d{4}-\d\d-\d\d$/.test(v) ? v : null
  }
  const fin = reponse(suivi.fin) ?? n.dernierJalon
  const debut = reponse(suivi.debut)
  return { fin, debut: debut && fin && debut > fin ? null : debut }
}

/**
 * Puts the follow-up of a dossier as its letters and its acts say, in the transaction of the caller: opened with the letter that grants an aid,
 * closed when the aid is given up or withdrawn, opened again by a later letter; then every bilan whose period has begun (C5.10). Done twice, or by
 * several at once, it is done once.
 */
export async function ouvrirSuivi(tx: Tx, ctx: Ctx, dossierId: string): Promise<void> {
  const n = await lireNotifie(tx, ctx.guichetId, dossierId)
  if (!n) return
  if (!n.accorde || n.etat !== 'retenu') return fermer(tx, ctx, n)
  const version = await appelDeVersion(tx, ctx.guichetId, n.versionId)
  if (!version) throw new Error(`dossier ${dossierId}: its call is not readable`)
  const { appel } = version
  const depart = n.depart ?? (appel.suivi.a_partir_de === 'convention' ? n.signature : n.premiereLettre && dateCivile(n.premiereLettre))
  const jours = joursDuProjet(appel, n)
  if (n.etape === null) await inscrire(tx, ctx, n, jours)
  else if (n.etape === 'abandonne' && n.closLe && n.closLe < n.derniereLettre)
    await changer(tx, ctx, dossierId, { etape: 'notifie', clos_le: null, motif_cloture: '' })
  else if (n.etape === 'conventionne' && n.signature) await commencer(tx, ctx, dossierId, plusTard(jours.debut, n.signature))
  if (!depart) return
  if (!n.depart) await changer(tx, ctx, dossierId, { depart })
  await ouvrirBilans(tx, ctx, { dossierId, depart, acheveLe: n.acheveLe }, cadenceDe(appel))
}

async function inscrire(tx: Tx, ctx: Ctx, n: Notifie, { debut, fin }: { debut: DateCivile | null; fin: DateCivile | null }) {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('suivi')
    .values({
      dossier_id: n.dossierId,
      guichet_id: ctx.guichetId,
      etape: 'notifie',
      debut,
      fin_initiale: fin,
      fin,
      ouvert_le: ctx.instant,
    })
    .onConflict(oc => oc.column('dossier_id').doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 1n) await journaliser(tx, ctx, 'suivi.ouvert', n.dossierId, { fin })
}

/** A project whose act is signed is « en cours » from the day on which its dossier says that it begins. */
async function commencer(tx: Tx, ctx: Ctx, dossierId: string, debut: DateCivile) {
  if (dateCivile(ctx.instant) < debut) return
  await changer(tx, ctx, dossierId, { etape: 'en_cours' })
  await journaliser(tx, ctx, 'suivi.en_cours', dossierId, { debut })
}
const plusTard = (a: DateCivile | null, b: DateCivile): DateCivile => (a && a > b ? a : b)

type Changement = { etape?: string; depart?: string; clos_le?: Date | null; motif_cloture?: string }
const changer = (tx: Tx, { guichetId }: Ctx, dossierId: string, c: Changement) =>
  tx.updateTable('suivi').set(c).where('guichet_id', '=', guichetId).where('dossier_id', '=', dossierId).executeTakeFirstOrThrow()

/** The aid is no more: nothing is owed from now on. What was filed stays. */
async function fermer(tx: Tx, ctx: Ctx, n: Notifie) {
  if (n.etape === null || n.closLe) return
  const motif = n.etat === 'renonce' ? 'La structure a renoncé à l’aide.' : 'La décision qui accordait l’aide a été remplacée.'
  await changer(tx, ctx, n.dossierId, { etape: 'abandonne', clos_le: ctx.instant, motif_cloture: motif })
  await clorePeriodes(tx, ctx, n.dossierId, { etats: ['a_deposer', 'renvoye'] })
  await journaliser(tx, ctx, 'suivi.abandonne', n.dossierId, { motif })
}

/** Bilans that are not there are owed no more: its project is completed, or the lauréat has given up, and then those sent back to it too. */
export const clorePeriodes = (
  tx: Tx,
  { guichetId }: Pick<Ctx, 'guichetId'>,
  dossierId: string,
  { sauf, etats = ['a_deposer'] }: { sauf?: string; etats?: readonly EtatBilan[] } = {},
) =>
  tx
    .updateTable('bilan')
    .set({ etat: 'sans_objet' })
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .where('etat', 'in', [...etats])
    .$if(sauf !== undefined, q => q.where('id', '<>', sauf!))
    .execute()

type ABilans = { dossierId: string; depart: DateCivile; acheveLe: DateCivile | null }
async function ouvrirBilans(tx: Tx, ctx: Ctx, { dossierId, depart, acheveLe }: ABilans, cadence: Cadence) {
  if (acheveLe) return
  const dues = periodesDues(depart, dateCivile(ctx.instant), cadence)
  if (dues.length === 0) return
  await tx
    .insertInto('bilan')
    .values(
      dues.map(p => ({
        id: nouvelId(),
        guichet_id: ctx.guichetId,
        dossier_id: dossierId,
        ouvert_le: ctx.instant,
        rang: p.rang,
        debut: p.debut,
        fin: p.fin,
        echeance: p.echeance,
      })),
    )
    .onConflict(oc => oc.doNothing())
    .execute()
}
