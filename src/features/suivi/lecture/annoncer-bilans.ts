import { sql } from 'kysely'
import { type Contexte, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import { type DateCivile, dateCivile, debutDuJour, formatDateCivile } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { appelDeVersion } from '../../appels/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { nomPeriode } from '../periodes.ts'
import { boitesDuService } from '../prevenir.ts'

/** Hour of the morning (Paris) from which yesterday's bilans are told. */
const HEURE = 7
/** Bilans filed longer ago are on the pages, and are no news. */
const JOURS = 31
/** Bilans that a mail names; the others are counted. */
const NOMMES = 20

type Depose = {
  jour: DateCivile
  numero: string
  porteur: string
  fin: DateCivile
  versionId: string
  volet: string | null
  departement: string | null
  enRetard: boolean
}

/**
 * Job: each morning, one mail to each mailbox of the service for the bilans filed the day before and not read yet, however many (C5.10). Run late,
 * each day that was missed has its mail; run twice, nothing more leaves.
 */
export async function annoncerBilans({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<void> {
  const matin = debutDuJour(dateCivile(instant))
  if (instant.getTime() < matin.getTime() + HEURE * 3_600_000) return
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  await enTransaction(ctx, async tx => {
    const boites = new Map<string, { jour: DateCivile; destinataire: string; lignes: string[] }>()
    const appels = new Map<string, Appel>()
    for (const b of await deposesNonLus(tx, guichetId, matin)) {
      const appel = appels.get(b.versionId) ?? (await appelDeVersion(tx, guichetId, b.versionId))?.appel
      if (!appel) throw new Error(`bilan of ${b.numero}: its call is not readable`)
      appels.set(b.versionId, appel)
      const ligne = `- ${b.porteur}, dossier ${b.numero}, ${nomPeriode(b.fin, appel.suivi.cadence_mois).long}${b.enRetard ? ', en retard' : ''}`
      for (const destinataire of boitesDuService(appel, b)) {
        const cle = `${b.jour}-${destinataire}`
        const boite = boites.get(cle) ?? { jour: b.jour, destinataire, lignes: [] }
        boites.set(cle, boite)
        boite.lignes.push(ligne)
      }
    }
    for (const [cle, boite] of boites) await ecrireCourriel(tx, ctx, { cle: `bilans-deposes-${cle}`, ...courriel(boite) })
  })
}

/** Filed before this morning, the oldest day first. */
async function deposesNonLus(tx: Tx, guichetId: string, matin: Date): Promise<Depose[]> {
  const { rows } = await sql<Depose>`
    select to_char(x.depose_le at time zone 'Europe/Paris', 'YYYY-MM-DD') as jour, i.numero, i.porteur, b.fin, i.appel_version_id as "versionId", i.volet,
      i.departement_pilote as departement, (x.depose_le at time zone 'Europe/Paris')::date > b.echeance as "enRetard"
    from bilan b join bilan_depot x on x.bilan_id = b.id and x.lu_le is null join instruction i on i.dossier_id = b.dossier_id
    where b.guichet_id = ${guichetId} and b.etat = 'depose' and x.depose_le < ${matin} and x.depose_le >= ${matin}::timestamptz - make_interval(days => ${JOURS}::int)
    order by 1, i.numero`.execute(tx)
  return rows
}

function courriel({ jour, destinataire, lignes }: { jour: DateCivile; destinataire: string; lignes: readonly string[] }) {
  const n = lignes.length
  const reste = n - NOMMES
  const nommes = [...lignes.slice(0, NOMMES), ...(reste > 0 ? [`- et ${reste}\u00a0autre${reste > 1 ? 's' : ''}`] : [])]
  return {
    destinataire,
    sujet: n > 1 ? `${n}\u00a0bilans à lire` : 'Un bilan à lire',
    phrases: [`${n > 1 ? 'Déposés' : 'Déposé'} le ${formatDateCivile(jour)}\u00a0:`, nommes.join('\n')],
    lien: paths.suivi.portefeuille,
  }
}
