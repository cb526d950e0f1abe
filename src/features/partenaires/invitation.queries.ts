import type { Contexte, ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Etat } from '../decret/index.ts'
import { identiteDe } from '../structures/index.ts'

/** An association as the invited structure sees it before it enters the dossier. */
export type Invitation = {
  id: string
  dossierId: string
  structureId: string | null
  /** Name of the structure when the porteur has named it. */
  structure: string | null
  courriel: string | null
  role: string
  etat: Etat
  titre: string
  porteur: { id: string; nom: string }
  appel: { titre: string; slug: string }
}

/** One association that has not been withdrawn, whoever asks: the caller decides who may see it. */
export async function trouverInvitation(tx: Tx, ctx: Contexte, id: string): Promise<Invitation | undefined> {
  const l = await tx
    .selectFrom('partenaire as p')
    .innerJoin('dossier as d', 'd.id', 'p.dossier_id')
    .innerJoin('structure as s', 's.id', 'd.structure_id')
    .innerJoin('appel as a', 'a.id', 'd.appel_id')
    .innerJoin('appel_version as v', 'v.id', 'd.appel_version_id')
    .leftJoin('structure as x', 'x.id', 'p.structure_id')
    .select(['p.id', 'p.dossier_id', 'p.structure_id', 'x.nom as structure', 'p.courriel', 'p.role', 'd.etat', 'd.rouvert_le', 'd.titre'])
    .select(['s.id as porteur_id', 's.nom as porteur', 'v.titre as appel', 'a.slug'])
    .where('p.guichet_id', '=', ctx.guichetId)
    .where('p.id', '=', id)
    .where('p.retire_le', 'is', null)
    .executeTakeFirst()
  if (!l) return undefined
  return {
    id: l.id,
    dossierId: l.dossier_id,
    structureId: l.structure_id,
    structure: l.structure,
    courriel: l.courriel,
    role: l.role,
    etat: l.rouvert_le ? 'rouvert' : (l.etat as Etat),
    titre: l.titre,
    porteur: { id: l.porteur_id, nom: l.porteur },
    appel: { titre: l.appel, slug: l.slug },
  }
}

/** Locks the dossier of an association, before it is read: acts on one dossier follow one another. */
export const verrouillerDossierDe = (tx: Tx, ctx: Contexte, id: string) =>
  tx
    .selectFrom('dossier')
    .select('id')
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', eb =>
      eb.selectFrom('partenaire as p').select('p.dossier_id').where('p.id', '=', id).where('p.guichet_id', '=', ctx.guichetId),
    )
    .forUpdate()
    .execute()

/** Whether the invitation was sent to this account: its address, once proved. */
export async function estInvite(tx: Tx, ctx: ContexteActeur, { courriel }: Invitation): Promise<boolean> {
  const compte = await identiteDe(tx, ctx.acteur.compteId)
  return compte.courrielVerifie && courriel !== null && compte.courriel.toLowerCase() === courriel.toLowerCase()
}
