import { sql } from 'kysely'
import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Lecteur, lecteurDe, lisible } from '../../perimetre/index.ts'
import { filtrees } from '../liste/liste.queries.ts'
import { ordre } from '../liste/tris.ts'
import { DOSSIERS_MAX } from './groupe.rules.ts'
import type { DemandeSelection } from './selection.ts'

export type DossierChoisi = { id: string; numero: string; porteur: string; etiquettes: string[]; appel: string }
const COLONNES = ['i.dossier_id as id', 'i.numero', 'i.porteur', 'i.etiquettes', 'i.appel_id as appel'] as const

/**
 * The dossiers of a selection that the actor may read, in the order of the list, as it stands now; one more than the limit when there are more.
 * Others do not exist.
 */
export async function dossiersChoisis(tx: Tx, ctx: ContexteActeur, { selection, filtre }: DemandeSelection): Promise<DossierChoisi[]> {
  const lecteur = await lecteurDe(tx, ctx)
  if (selection.genre === 'liste')
    return filtrees(tx, lecteur, filtre, ctx.instant)
      .select(COLONNES)
      .orderBy(ordre(filtre, 'suite') as never)
      .limit(DOSSIERS_MAX + 1)
      .execute()
  return parIds(tx, lecteur, selection.genre === 'dossiers' ? selection.ids : await refusesDe(tx, ctx, selection.acte))
}

const parIds = (tx: Tx, lecteur: Lecteur, ids: readonly string[]): Promise<DossierChoisi[]> =>
  tx
    .selectFrom('instruction as i')
    .select(COLONNES)
    .where('i.guichet_id', '=', lecteur.guichetId)
    .where(lisible(lecteur))
    .where('i.dossier_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy(sql`i.numero collate fr`)
    .limit(DOSSIERS_MAX + 1)
    .execute()

/** Dossiers that an act of this account refused. */
async function refusesDe(tx: Tx, ctx: ContexteActeur, acte: string): Promise<string[]> {
  const lignes = await tx
    .selectFrom('acte_groupe_ligne as l')
    .innerJoin('acte_groupe as a', 'a.id', 'l.acte_groupe_id')
    .select('l.dossier_id')
    .where('a.guichet_id', '=', ctx.guichetId)
    .where('a.compte_id', '=', ctx.acteur.compteId)
    .where('a.id', '=', acte)
    .where('l.etat', '=', 'refuse')
    .execute()
  return lignes.map(l => l.dossier_id)
}

/** Forms that a selection may mix, at most: those of a few calls and their volets. */
const FORMULAIRES_MAX = 20
/** One dossier of each form among these. */
export async function unParFormulaire(tx: Tx, guichetId: string, dossiers: readonly DossierChoisi[]): Promise<string[]> {
  const lignes = await tx
    .selectFrom('instruction as i')
    .distinctOn(['i.appel_version_id', 'i.volet'])
    .select('i.dossier_id as id')
    .where('i.guichet_id', '=', guichetId)
    .where('i.dossier_id', '=', sql<string>`any(${dossiers.map(d => d.id)}::uuid[])`)
    .orderBy('i.appel_version_id', 'desc')
    .orderBy('i.volet')
    .limit(FORMULAIRES_MAX)
    .execute()
  return lignes.map(l => l.id)
}
