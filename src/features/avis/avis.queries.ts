import { sql } from 'kysely'
import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { appelDeVersion } from '../appels/index.ts'
import type { Force, Sens, Silence, Suite } from './avis.rules.ts'

const base = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('avis as a')
    .innerJoin('compte as c', 'c.id', 'a.demande_par')
    .select(['a.id', 'a.dossier_id as dossierId', 'a.expert', 'a.courriel', 'a.demande', 'a.champs', 'a.pieces'])
    .select(['a.demande_le as demandeLe', 'a.expire_le as expireLe', 'a.ouvert_le as ouvertLe', 'a.rendu_le as renduLe'])
    .select(['a.code', 'a.force', 'a.silence', 'a.fondement', 'a.avant', 'a.silence_le as silenceLe', 'a.attestation'])
    .select(['a.relance_le as relanceLe', 'a.suite', 'a.suite_texte as suiteTexte', 'a.suite_le as suiteLe'])
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
/** A request for an opinion from outside, and the opinion once it is given. `code`: of an opinion that the call asks for. */
export type Avis = Omit<Ligne, 'sens' | 'force' | 'silence' | 'suite'> & {
  sens: Sens | null
  force: Force | null
  silence: Silence | null
  suite: Suite | null
}

/** The requests of a dossier, the latest first. */
export const avisDe = (tx: Tx, guichetId: string, dossierId: string) =>
  base(tx, guichetId).where('a.dossier_id', '=', dossierId).orderBy('a.demande_le', 'desc').orderBy('a.id').execute() as Promise<Avis[]>

/** One request, locked until the end of the act: an answer given at the same time is seen. */
export const avisParId = (tx: Tx, guichetId: string, id: string) =>
  base(tx, guichetId).where('a.id', '=', id).forUpdate('a').executeTakeFirst() as Promise<Avis | undefined>

/** The request that this hash of a token opens; `verrou` makes two answers follow one another. */
export const avisDuJeton = (tx: Tx, guichetId: string, sha256: string, { verrou = false } = {}) =>
  base(tx, guichetId)
    .where('a.jeton_sha256', '=', sha256)
    .$if(verrou, q => q.forUpdate('a'))
    .executeTakeFirst() as Promise<Avis | undefined>

/** Whether a newer link was sent in the place of this one. */
export const jetonRemplace = async (tx: Tx, guichetId: string, sha256: string) =>
  (await tx
    .selectFrom('avis')
    .select('id')
    .where('guichet_id', '=', guichetId)
    .where(sql<boolean>`${sha256} = any(anciens_jetons)`)
    .executeTakeFirst()) !== undefined

const UN_JOUR_MS = 24 * 3600_000
/** Requests sent to a mailbox within a day: of an expert, or of a body that the call asks. Two agents who ask the same mailbox at once are counted one after the other. */
export async function recuesEnUnJour(tx: Tx, ctx: Pick<Contexte, 'guichetId' | 'instant'>, courriel: string, { dues }: { dues: boolean }) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`avis:${courriel}`}, 0))`.execute(tx)
  const { nombre } = await tx
    .selectFrom('avis')
    .select(eb => eb.fn.countAll<number>().as('nombre'))
    .where('guichet_id', '=', ctx.guichetId)
    .where(eb => eb(eb.fn<string>('lower', ['courriel']), '=', courriel.toLowerCase()))
    .where('demande_le', '>', new Date(ctx.instant.getTime() - UN_JOUR_MS))
    .where('code', dues ? 'is not' : 'is', null)
    .executeTakeFirstOrThrow()
  return Number(nombre)
}

/** Nobody examines them: one that comes back is looked at then. */
const PARTIS = ['retire', 'irrecevable', 'non_preselectionne'] as const

/** Opinions of the call that nobody has answered yet, of dossiers that still wait for one; `passes`: whose delay is over. By their last day. */
export async function avisEnAttente(tx: Tx, guichetId: string, { instant, passes }: { instant: Date; passes: boolean }): Promise<string[]> {
  const lignes = await tx
    .selectFrom('avis as a')
    .innerJoin('instruction as i', 'i.dossier_id', 'a.dossier_id')
    .select('a.id')
    .where('a.guichet_id', '=', guichetId)
    .where('i.etat', 'not in', PARTIS)
    .where('a.code', 'is not', null)
    .where('a.rendu_le', 'is', null)
    .where('a.annule_le', 'is', null)
    .where('a.silence_le', 'is', null)
    .where('a.avant', passes ? '<=' : '>', instant)
    .orderBy('a.avant')
    .orderBy('a.id')
    .limit(500)
    .execute()
  return lignes.map(l => l.id)
}

/** The dossier of a request, with the call that it answers. */
export async function dossierDeLAvis(tx: Tx, guichetId: string, dossierId: string) {
  const ligne = await tx
    .selectFrom('instruction')
    .select(['numero', 'titre', 'porteur', 'appel_version_id as version'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .executeTakeFirstOrThrow()
  const version = await appelDeVersion(tx, guichetId, ligne.version)
  if (!version) throw new Error(`dossier ${dossierId}: its call is not readable`)
  return { ...ligne, version }
}
