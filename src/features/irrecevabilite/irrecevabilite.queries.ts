import type { Tx } from '../../db/db.ts'
import type { IrrecevabiliteDonnees } from '../documents/index.ts'

/** What the letter was made of, but the instant of the decision. */
export type Lettre = Omit<IrrecevabiliteDonnees, 'etabliLe'>
export type IrrecevabiliteLue = { id: string; le: Date; lettre: Lettre; par: string; parId: string; codes: string[] }

/** The decision of irrecevabilité that stands on a dossier. The caller has made sure that the reader may have it. */
export async function irrecevabiliteDe(tx: Tx, guichetId: string, dossierId: string): Promise<IrrecevabiliteLue | undefined> {
  const l = await tx
    .selectFrom('irrecevabilite as i')
    .innerJoin('compte as c', 'c.id', 'i.prononcee_par')
    .select(['i.id', 'i.prononcee_le', 'i.prononcee_par', 'i.lettre', 'i.regles', 'c.name'])
    .where('i.guichet_id', '=', guichetId)
    .where('i.dossier_id', '=', dossierId)
    .where('i.annulee_le', 'is', null)
    .executeTakeFirst()
  return l && { id: l.id, le: l.prononcee_le, lettre: l.lettre as unknown as Lettre, par: l.name, parId: l.prononcee_par, codes: l.regles }
}
