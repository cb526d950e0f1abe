import { sql } from 'kysely'
import type { Contexte } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { AppelPublie } from '../../appels/index.ts'
import type { ContenuReleve } from '../../documents/index.ts'
import { nomDepartement, type Situe } from '../../perimetre/index.ts'
import { destinatairesDe } from './destinataires.ts'
import { type ComptesReleve, deposesApres } from './releve.queries.ts'
import type { VagueARelever } from './releve.rules.ts'

type Pris = {
  numero: string
  titre: string
  porteur: string
  deposeLe: Date
  aide: number | null
  situe: Omit<Situe, 'appel'>
}

/** Keeps what a relevé has just taken and left, word for word: its document is drawn from this, whatever becomes of the dossiers. */
export async function constaterReleve(tx: Tx, ctx: Contexte, p: AppelPublie, v: VagueARelever, releveId: string, comptes: ComptesReleve) {
  const { rows } = await sql<Pris>`
    select numero, titre, porteur, depose_le as "deposeLe", aide_demandee as aide, jsonb_build_object('pilote', departement_pilote, 'departements', departements,
      'toutTerritoire', tout_territoire, 'volet', volet) as situe
    from instruction where guichet_id = ${ctx.guichetId} and releve_id = ${releveId} order by depose_le, dossier_id`.execute(tx)
  const versQui = await destinatairesDe(tx, ctx.guichetId)
  const contenu: ContenuReleve = {
    appel: p.appel.titre,
    prevuLe: v.prevuLe.toISOString(),
    faitLe: ctx.instant.toISOString(),
    du: (v.depuis ?? v.du).toISOString(),
    au: v.avant ? new Date(v.avant.getTime() - 1000).toISOString() : null,
    par: ctx.acteur?.nom || 'le guichet lui-même',
    dossiers: rows.map(({ situe, deposeLe, ...d }) => ({
      ...d,
      deposeLe: deposeLe.toISOString(),
      departement: situe.pilote === null ? 'Tout le territoire' : nomDepartement(situe.pilote, [p.appel]),
      iraA: versQui({ ...situe, appel: p.appelId }).join(', '),
    })),
    apres: await deposesApres(tx, ctx.guichetId, p.appelId, v),
    brouillons: comptes.brouillons,
  }
  await tx
    .insertInto('document_releve')
    .values({ releve_id: releveId, guichet_id: ctx.guichetId, contenu: JSON.stringify(contenu) })
    .execute()
}
