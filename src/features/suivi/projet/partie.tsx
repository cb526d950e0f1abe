import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { Actes } from '../actes/actes.view.tsx'
import { Avenants } from '../avenants/avenants.view.tsx'
import { Versements } from '../versements/versements.view.tsx'
import { lireProjet } from './lire-projet.ts'

/** The act, the payments and the amendments, on the page of a project that its structures read. */
export async function partieActes(tx: Tx, ctx: ContexteActeur, dossierId: string) {
  const p = await lireProjet(tx, ctx, dossierId)
  return p.ok ? (
    <>
      <Actes p={p.value} cote="porteur" />
      <Versements p={p.value} cote="porteur" />
      <Avenants p={p.value} cote="porteur" />
    </>
  ) : null
}
