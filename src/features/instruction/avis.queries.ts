import type { Tx } from '../../db/db.ts'
import type { Sens } from './avis.rules.ts'

const base = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('avis as a')
    .innerJoin('compte as c', 'c.id', 'a.demande_par')
    .select(['a.id', 'a.dossier_id as dossierId', 'a.expert', 'a.courriel', 'a.demande', 'a.champs', 'a.pieces'])
    .select(['a.demande_le as demandeLe', 'a.expire_le as expireLe', 'a.ouvert_le as ouvertLe', 'a.rendu_le as renduLe'])
    .select([
      'a.annule_le as annuleLe',
      'a.sens',
      'a.texte',
      'a.sans_lien as sansLien',
      'a.lien',
      'c.name as par',
      'c.email as parCourriel',
    ])
    .where('a.guichet_id', '=', guichetId)
type Ligne = Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirstOrThrow']>>
/** A request for an opinion from outside, and the opinion once it is given. */
export type Avis = Omit<Ligne, 'sens'> & { sens: Sens | null }

/** The requests of a dossier, the latest first. */
export const avisDe = (tx: Tx, guichetId: string, dossierId: string) =>
  base(tx, guichetId).where('a.dossier_id', '=', dossierId).orderBy('a.demande_le', 'desc').orderBy('a.id').execute() as Promise<Avis[]>

/** The request that this hash of a token opens; `verrou` makes two answers follow one another. */
export const avisDuJeton = (tx: Tx, guichetId: string, sha256: string, { verrou = false } = {}) =>
  base(tx, guichetId)
    .where('a.jeton_sha256', '=', sha256)
    .$if(verrou, q => q.forUpdate('a'))
    .executeTakeFirst() as Promise<Avis | undefined>

/** Requests sent to a mailbox since an instant. */
export const demandesRecentes = async (tx: Tx, guichetId: string, courriel: string, depuis: Date) =>
  (
    await tx
      .selectFrom('avis')
      .select('id')
      .where('guichet_id', '=', guichetId)
      .where(eb => eb(eb.fn<string>('lower', ['courriel']), '=', courriel.toLowerCase()))
      .where('demande_le', '>', depuis)
      .execute()
  ).length
