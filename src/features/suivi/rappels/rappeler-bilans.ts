import { sql } from 'kysely'
import { type Contexte, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import { type DateCivile, dateCivile, formatDateCivile } from '../../../lib/dates.ts'
import { enumeration, pluriel } from '../../../lib/mots.ts'
import { unParUn } from '../../../lib/un-par-un.ts'
import { paths } from '../../../paths.ts'
import { appelDeVersion } from '../../appels/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { listerMembres } from '../../structures/index.ts'
import { nomPeriode } from '../periodes.ts'
import { jourRappel, rappelsDus } from './rappels-bilan.rules.ts'

type ARappeler = {
  id: string
  dossierId: string
  debut: DateCivile
  fin: DateCivile
  echeance: DateCivile
  versionId: string
  structureId: string
  numero: string
  titre: string
  envoyes: number[]
}

/**
 * Job: reminds the lauréats of the bilans that they have not filed, on the days that the call names (C5.10). Each reminder is written once whatever
 * outage, clock or second worker; those that an outage held back leave as one mail, which says so. Returns how many bilans were reminded.
 */
export async function rappelerBilans({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<number> {
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  const candidats = await enTransaction(ctx, tx => aRappeler(tx, ctx))
  const appels = new Map<string, Appel>()
  return unParUn(candidats, c =>
    enTransaction(ctx, async tx => {
      const appel = appels.get(c.versionId) ?? (await appelDeVersion(tx, guichetId, c.versionId))?.appel
      if (!appel) throw new Error(`bilan ${c.id}: its call is not readable`)
      appels.set(c.versionId, appel)
      return rappeler(tx, ctx, c, appel)
    }),
  )
}

/** Bilans not filed of open follow-ups, that may have a reminder due: none is due more than ninety days before its day. */
async function aRappeler(tx: Tx, { guichetId, instant }: Contexte, id?: string): Promise<ARappeler[]> {
  const { rows } = await sql<ARappeler>`
    select b.id, b.dossier_id as "dossierId", b.debut, b.fin, b.echeance, i.appel_version_id as "versionId", i.structure_id as "structureId", i.numero,
      i.titre, array(select r.jours from bilan_rappel r where r.bilan_id = b.id) as envoyes
    from bilan b join suivi u on u.dossier_id = b.dossier_id join instruction i on i.dossier_id = b.dossier_id
    where b.guichet_id = ${guichetId} and b.etat = 'a_deposer' and u.clos_le is null and i.etat = 'retenu'
      and b.echeance <= ${dateCivile(instant)}::date + 90 ${id ? sql`and b.id = ${id}` : sql``}
    order by b.echeance, b.id`.execute(tx)
  return rows
}

async function rappeler(tx: Tx, ctx: Contexte, candidat: ARappeler, appel: Appel): Promise<boolean> {
  const du = (c: ARappeler) => rappelsDus({ ...c, rappels: appel.suivi.rappels, instant: ctx.instant })
  if (du(candidat).length === 0) return false
  // locked, then read again: a filing or another worker may have come first
  await tx.selectFrom('bilan').select('id').where('guichet_id', '=', ctx.guichetId).where('id', '=', candidat.id).forUpdate().execute()
  const [c] = await aRappeler(tx, ctx, candidat.id)
  const jours = c ? du(c) : []
  if (!c || jours.length === 0) return false
  await tx
    .insertInto('bilan_rappel')
    .values(jours.map(j => ({ bilan_id: c.id, jours: j, guichet_id: ctx.guichetId, envoye_le: ctx.instant })))
    .execute()
  await prevenir(tx, ctx, c, appel, jours)
  await journaliser(tx, ctx, 'bilan.rappel', c.dossierId, { bilan: c.id, echeance: c.echeance, jours })
  return true
}

async function prevenir(tx: Tx, ctx: Contexte, c: ARappeler, appel: Appel, jours: readonly number[]) {
  const { sujet, phrases } = courrielRappel(c, appel, jours, dateCivile(ctx.instant))
  const membres = (await listerMembres(tx, ctx.guichetId, c.structureId)).filter(m => m.etat === 'active')
  for (const m of membres)
    await ecrireCourriel(tx, ctx, {
      cle: `rappel-bilan-${c.id}-${jours.join('.')}-${m.compteId}`,
      destinataire: m.courriel,
      sujet,
      phrases,
      signe: appel.regime.service.nom,
      lien: paths.bilans.voir(c.dossierId, c.id),
      dossierId: c.dossierId,
    })
}

/** What the mail says is true on the day it leaves, not on the day it should have left. */
function courrielRappel(c: ARappeler, appel: Appel, jours: readonly number[], aujourdhui: DateCivile) {
  const periode = nomPeriode(c.fin, appel.suivi.cadence_mois).long
  const reste = Temporal.PlainDate.from(aujourdhui).until(Temporal.PlainDate.from(c.echeance), { largestUnit: 'days' }).days
  const projet = `«\u00a0${c.titre}\u00a0», dossier ${c.numero}`
  const retenus = jours.map(j => jourRappel(c.echeance, j)).filter(j => j < aujourdhui)
  return {
    sujet:
      reste < 0
        ? `Bilan en retard\u00a0: ${periode}, dossier ${c.numero}`
        : reste === 0
          ? `Dernier jour pour déposer le bilan\u00a0: ${periode}, dossier ${c.numero}`
          : `Il reste ${pluriel(reste, 'jour')} pour déposer le bilan\u00a0: ${periode}, dossier ${c.numero}`,
    phrases: [
      reste < 0
        ? `Le bilan du projet ${projet}, était attendu le ${formatDateCivile(c.echeance)}. Vous pouvez toujours le déposer\u00a0: il sera reçu et comptera.`
        : `Le bilan du projet ${projet}, est attendu le ${formatDateCivile(c.echeance)} au plus tard.`,
      'S’il n’y a rien de nouveau, deux gestes suffisent.',
      ...(retenus.length > 0
        ? [
            retenus.length > 1
              ? `Les rappels prévus les ${enumeration(retenus.map(formatDateCivile))} n’ont pas pu partir à leur date\u00a0: celui-ci les remplace.`
              : `Ce rappel était prévu le ${formatDateCivile(retenus[0]!)}\u00a0: il n’a pas pu partir à sa date.`,
          ]
        : []),
    ],
  }
}
