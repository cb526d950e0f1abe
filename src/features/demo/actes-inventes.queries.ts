import type { Tx } from '../../db/db.ts'
import { SUITE } from './suite.queries.ts'

/** The acts that follow the relevé are played up to here. */
export const ACTES_JOUES = 'demonstration.actes'

/** Until which instant they have been played; absent when none was. */
export async function actesJouesJusquAu(tx: Tx, guichetId: string): Promise<Date | undefined> {
  const derniere = await tx
    .selectFrom('evenement')
    .select('instant')
    .where('guichet_id', '=', guichetId)
    .where('action', '=', ACTES_JOUES)
    .orderBy('rang', 'desc')
    .limit(1)
    .executeTakeFirst()
  return derniere?.instant
}

/** What was left out of the story, as people's own acts had made it impossible: written with the acts played, and with each step of a suite. */
export async function gestesLaisses(tx: Tx, guichetId: string): Promise<string[]> {
  const lignes = await tx
    .selectFrom('evenement')
    .select('donnees')
    .where('guichet_id', '=', guichetId)
    .where('action', 'in', [ACTES_JOUES, SUITE.etape])
    .orderBy('rang')
    .execute()
  return [...new Set(lignes.flatMap(l => (l.donnees as { laisses?: string[] }).laisses ?? []))]
}

/** A dossier of the demonstration, by who began it and when. */
export async function dossierInvente(tx: Tx, guichetId: string, d: { structureId: string; cree: Date }): Promise<string | undefined> {
  const lu = await tx
    .selectFrom('dossier')
    .select('id')
    .where('guichet_id', '=', guichetId)
    .where('structure_id', '=', d.structureId)
    .where('cree_le', '=', d.cree)
    .executeTakeFirst()
  return lu?.id
}

/** The request for complements of a dossier that was answered and is not closed; none when somebody has closed it. */
export async function demandeAClore(tx: Tx, guichetId: string, dossierId: string): Promise<string | undefined> {
  const lue = await tx
    .selectFrom('complement')
    .select('id')
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .where('repondu_le', 'is not', null)
    .where('clos_le', 'is', null)
    .executeTakeFirst()
  return lue?.id
}
