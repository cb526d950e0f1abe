import { sql } from 'kysely'
import { type ContexteActeur, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { idDeCle } from '../../lib/empreintes.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import type { Fichier } from '../fichiers/index.ts'
import type { Cote } from './fil.queries.ts'

/** `cle` is the form's: the same text sent twice from one page is one message. */
export type AInscrire = { dossierId: string; cote: Cote; texte: string; cle?: string | undefined; pieces?: readonly Fichier[] | undefined }

/**
 * Writes a message with its files at the end of its dossier's thread; nothing when it was sent already. The caller holds the dossier's lock: each message is
 * later than the one before, even when its request began earlier, so that « read until » names what was read and nothing else.
 */
export async function inscrireMessage(tx: Tx, ctx: ContexteActeur, m: AInscrire): Promise<{ id: string } | undefined> {
  // a key names nothing outside its dossier, nor for anybody else
  const nomme = m.cle && idDeCle(`${m.dossierId}:${ctx.acteur.compteId}`, m.cle)
  const deja =
    nomme &&
    (await tx.selectFrom('message').select(['texte']).where('guichet_id', '=', ctx.guichetId).where('id', '=', nomme).executeTakeFirst())
  if (deja && deja.texte === m.texte) return undefined
  const id = nomme && !deja ? nomme : nouvelId()
  const { dernier } = await tx
    .selectFrom('message')
    .select(eb => eb.fn.max('ecrit_le').as('dernier'))
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', m.dossierId)
    .executeTakeFirstOrThrow()
  const ecritLe = new Date(Math.max(ctx.instant.getTime(), dernier ? dernier.getTime() + 1 : 0))
  await tx
    .insertInto('message')
    .values({
      id,
      guichet_id: ctx.guichetId,
      dossier_id: m.dossierId,
      cote: m.cote,
      auteur_id: ctx.acteur.compteId,
      texte: m.texte,
      ecrit_le: ecritLe,
    })
    .execute()
  if (m.pieces?.length)
    await tx
      .insertInto('message_piece')
      .values(
        m.pieces.map(({ nom, type, taille, sha256, cle }) => ({
          id: nouvelId(),
          guichet_id: ctx.guichetId,
          message_id: id,
          nom,
          type,
          taille,
          sha256,
          cle,
        })),
      )
      .execute()
  return { id }
}

/**
 * Tells everyone of the project that the service has written: active members of its porteur and of the partners that have validated it, each
 * address once. The mail leads to the thread and holds nothing of it.
 */
export async function prevenirProjet(
  tx: Tx,
  ctx: ContexteActeur,
  { id, dossierId, numero, service }: { id: string; dossierId: string; numero: string; service: string },
) {
  for (const destinataire of await adressesDuProjet(tx, ctx.guichetId, dossierId))
    await ecrireCourriel(tx, ctx, {
      cle: `message-${id}-${destinataire}`,
      destinataire,
      dossierId,
      sujet: `Le service vous a écrit au sujet du dossier ${numero}`,
      phrases: [`Un message du service vous attend au sujet du dossier ${numero}. Lisez-le et répondez sur le guichet.`],
      signe: service,
      lien: paths.dossiers.echanges(dossierId),
    })
}

/** The mailboxes of everyone of the project: active members of its porteur and of the partners that have validated it. */
export async function adressesDuProjet(tx: Tx, guichetId: string, dossierId: string): Promise<string[]> {
  const { rows } = await sql<{ courriel: string }>`
    select distinct lower(c.email) as courriel
    from appartenance a join compte c on c.id = a.compte_id
    where a.guichet_id = ${guichetId} and a.etat = 'active' and a.structure_id in (
      select d.structure_id from dossier d where d.guichet_id = ${guichetId} and d.id = ${dossierId}
      union
      select p.structure_id from partenaire p
      where p.guichet_id = ${guichetId} and p.dossier_id = ${dossierId} and p.retire_le is null
        and exists (select from validation v where v.guichet_id = ${guichetId} and v.partenaire_id = p.id))
    order by 1`.execute(tx)
  return rows.map(r => r.courriel)
}
