import { sql } from 'kysely'
import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { paths } from '../../paths.ts'
import { type Appel, contactsPour } from '../cahier/index.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import type { Acces } from './acces.ts'

/** `cle`: of what happened, once. */
export type Nouvelle = { cle: string; sujet: string; phrases: readonly string[] }

/** One mail to everybody of the project: it leads to the act, the payments and the amendments of their dossier. */
export async function prevenirProjet(tx: Tx, ctx: Contexte, { s, appel }: Acces, { cle, sujet, phrases }: Nouvelle) {
  for (const destinataire of await adresses(tx, ctx.guichetId, s.dossierId))
    await ecrireCourriel(tx, ctx, {
      cle: `${cle}-${destinataire}`,
      destinataire,
      sujet: `Dossier ${s.numero}\u00a0: ${sujet}`,
      phrases,
      signe: appel.regime.service.nom,
      lien: paths.actes.liste(s.dossierId),
      dossierId: s.dossierId,
    })
}

/** Active members of the bearer and of its partners, each address once: all of them were in the dossier that was filed. */
async function adresses(tx: Tx, guichetId: string, dossierId: string): Promise<string[]> {
  const { rows } = await sql<{ courriel: string }>`
    select distinct lower(c.email) as courriel from appartenance a join compte c on c.id = a.compte_id
    where a.guichet_id = ${guichetId} and a.etat = 'active' and a.structure_id in (
      select d.structure_id from dossier d where d.guichet_id = ${guichetId} and d.id = ${dossierId}
      union select p.structure_id from partenaire p where p.guichet_id = ${guichetId} and p.dossier_id = ${dossierId} and p.retire_le is null)
    order by 1`.execute(tx)
  return rows.map(r => r.courriel)
}

/** The mailboxes of the service that follow a dossier, each once: the service's, and those of its volet and département (C4.4). */
export const boitesDuService = (appel: Appel, { volet, departement }: { volet: string | null; departement: string | null }) => [
  ...new Set([appel.regime.service.courriel, ...contactsPour(appel, volet ?? undefined, departement ?? undefined).map(c => c.courriel)]),
]

/** One mail to each mailbox of the service that follows this dossier. */
export async function prevenirLeService(tx: Tx, ctx: Contexte, { s, appel }: Acces, { cle, sujet, phrases }: Nouvelle) {
  for (const destinataire of boitesDuService(appel, s))
    await ecrireCourriel(tx, ctx, {
      cle: `${cle}-service-${destinataire}`,
      destinataire,
      sujet: `Dossier ${s.numero}\u00a0: ${sujet}`,
      phrases,
      lien: paths.suivi.dossier(s.dossierId),
      dossierId: s.dossierId,
    })
}
