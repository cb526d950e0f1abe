import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

export type DerogationAccordee = {
  dossierId: string
  numero: string
  structure: string
  appel: string
  etat: string
  rouvert: boolean
  jusquAu: Date
  motif: string
  accordeeLe: Date
  accordeePar: string | null
}

/** Derogations listed at most: the page says when there may be others. */
export const ACCORDEES_MAX = 100

/** Derogations granted in the guichet, the latest first. */
export async function derogationsAccordees(tx: Tx, guichetId: string): Promise<DerogationAccordee[]> {
  const lignes = await tx
    .selectFrom('derogation as g')
    .innerJoin('dossier as d', 'd.id', 'g.dossier_id')
    .innerJoin('structure as s', 's.id', 'd.structure_id')
    .innerJoin('appel_version as v', 'v.id', 'd.appel_version_id')
    .leftJoin('compte as c', 'c.id', 'g.accordee_par')
    .select(['d.id', 'd.numero', 'd.etat', 'd.rouvert_le', 's.nom', 'v.titre', 'g.jusqu_au', 'g.motif', 'g.accordee_le', 'c.name'])
    .where('g.guichet_id', '=', guichetId)
    .orderBy('g.accordee_le', 'desc')
    .orderBy('d.id')
    .limit(ACCORDEES_MAX)
    .execute()
  return lignes.map(l => ({
    dossierId: l.id,
    numero: l.numero,
    structure: l.nom,
    appel: l.titre,
    etat: l.etat,
    rouvert: l.rouvert_le !== null,
    jusquAu: l.jusqu_au,
    motif: l.motif,
    accordeeLe: l.accordee_le,
    accordeePar: l.name,
  }))
}

export type DossierTrouve = { id: string; numero: string; structure: string; appel: string; rouvert: boolean }
/** How many dossiers a search shows. */
export const TROUVES_MAX = 20

/**
 * Dossiers that can still be filed, found by their number (« itn7 31 », « ITN7-0031 ») or their structure: neither title nor content, which
 * are their structure's as long as nothing is filed.
 */
export async function chercherADeroger(tx: Tx, guichetId: string, { q, appel }: { q: string; appel: string }): Promise<DossierTrouve[]> {
  const compact = q.toLowerCase().replace(/[^a-z0-9]/g, '')
  const lignes = await tx
    .selectFrom('dossier as d')
    .innerJoin('structure as s', 's.id', 'd.structure_id')
    .innerJoin('appel as a', 'a.id', 'd.appel_id')
    .innerJoin('appel_version as v', 'v.id', 'd.appel_version_id')
    .select(['d.id', 'd.numero', 'd.rouvert_le', 's.nom', 'v.titre'])
    .where('d.guichet_id', '=', guichetId)
    .where(eb => eb.or([eb('d.etat', 'in', ['brouillon', 'preselectionne']), eb('d.rouvert_le', 'is not', null)]))
    .$if(appel !== '', qb => qb.where('a.slug', '=', appel))
    .where(
      sql<boolean>`(${compact} <> '' and position(${compact} in regexp_replace(lower(d.numero), '[^a-z0-9]', '', 'g')) > 0
        or position(sans_accent(lower(${q})) in sans_accent(lower(s.nom))) > 0)`,
    )
    .orderBy('d.numero')
    .limit(TROUVES_MAX)
    .execute()
  return lignes.map(l => ({ id: l.id, numero: l.numero, structure: l.nom, appel: l.titre, rouvert: l.rouvert_le !== null }))
}
