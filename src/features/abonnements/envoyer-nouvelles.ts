import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Deps } from '../../http.ts'
import { unParUn } from '../../lib/un-par-un.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { journaliser } from '../journal/index.ts'
import { confirmes } from './abonnements.queries.ts'

/** Mails what is due to those who follow its call, each thing once and to each address once, whoever runs at the same time. Returns how many things were told. */
export async function envoyerNouvelles({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<number> {
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  const dues = await enTransaction(ctx, tx =>
    tx
      .selectFrom('nouvelle')
      .select('id')
      .where('guichet_id', '=', guichetId)
      .where('part_le', '<=', instant)
      .where('partie_le', 'is', null)
      .where('retiree_le', 'is', null)
      .orderBy('annoncee_le')
      .orderBy('id')
      .execute(),
  )
  return unParUn(dues, ({ id }) => enTransaction(ctx, tx => envoyer(tx, ctx, id)))
}

async function envoyer(tx: Tx, ctx: Contexte, id: string): Promise<boolean> {
  const { guichetId } = ctx
  // whoever undoes it at the same time waits for this, then finds that it is told
  const nouvelle = await tx
    .updateTable('nouvelle')
    .set({ partie_le: ctx.instant })
    .where('guichet_id', '=', guichetId)
    .where('id', '=', id)
    .where('partie_le', 'is', null)
    .where('retiree_le', 'is', null)
    .returning(['appel_id', 'genre', 'sujet', 'phrases', 'signe'])
    .executeTakeFirst()
  if (!nouvelle) return false
  const abonnes = await confirmes(tx, guichetId, nouvelle.appel_id)
  for (const a of abonnes)
    await ecrireCourriel(tx, ctx, {
      cle: `nouvelle-${id}-${a.id}`,
      destinataire: a.courriel,
      abonnementId: a.id,
      sujet: nouvelle.sujet,
      phrases: [...nouvelle.phrases, 'Le lien ci-dessous mène à l’appel. Il permet aussi de ne plus recevoir ces courriels.'],
      signe: nouvelle.signe,
      lien: paths.nouvelles.voir(a.jeton),
    })
  await tx.updateTable('nouvelle').set({ destinataires: abonnes.length }).where('guichet_id', '=', guichetId).where('id', '=', id).execute()
  await journaliser(tx, ctx, 'appel.nouvelle', nouvelle.appel_id, { nouvelle: id, genre: nouvelle.genre, destinataires: abonnes.length })
  return true
}
