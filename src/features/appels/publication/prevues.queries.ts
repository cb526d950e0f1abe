import type { Tx } from '../../../db/db.ts'
import type { PointAccepte } from './accord.rules.ts'

/** A version that waits for its instant. `par`: who asked it. */
export type Prevue = {
  id: string
  appelId: string
  slug: string
  numero: number
  titre: string
  prevueLe: Date
  enVigueur: number | null
  accords: PointAccepte[]
  demandeeLe: Date
  demandeePar: string
  par: string
  courriel: string
  verifieeLe: Date | null
  /** The drafts begun keep the closing that they had. */
  garder: boolean
}
const prevues = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('publication_prevue as p')
    .innerJoin('appel_version as v', 'v.id', 'p.appel_version_id')
    .innerJoin('appel as a', 'a.id', 'p.appel_id')
    .innerJoin('compte as c', 'c.id', 'p.demandee_par')
    .select(['p.id', 'p.appel_id as appelId', 'a.slug', 'v.numero', 'v.titre', 'p.prevue_le as prevueLe', 'p.en_vigueur as enVigueur'])
    .select(['p.accords', 'p.demandee_le as demandeeLe', 'p.demandee_par as demandeePar', 'c.name as par', 'c.email as courriel'])
    .select(['p.verifiee_le as verifieeLe', 'p.garder_cloture as garder'])
    .where('p.guichet_id', '=', guichetId)
    .where('p.finie_le', 'is', null)
const lue = (p: Omit<Prevue, 'accords'> & { accords: unknown }): Prevue => ({ ...p, accords: p.accords as PointAccepte[] })

/** The version of a call that waits for its instant. */
export async function prevueDe(tx: Tx, guichetId: string, slug: string): Promise<Prevue | undefined> {
  const p = await prevues(tx, guichetId).where('a.slug', '=', slug).executeTakeFirst()
  return p && lue(p)
}

/** Why a version was not published at the instant that was last set for it. */
export type Manquee = { prevueLe: Date; pourquoi: string }
export async function manqueeDe(tx: Tx, guichetId: string, versionId: string): Promise<Manquee | undefined> {
  const p = await tx
    .selectFrom('publication_prevue')
    .select(['prevue_le', 'fin', 'motif'])
    .where('guichet_id', '=', guichetId)
    .where('appel_version_id', '=', versionId)
    .orderBy('demandee_le', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return p?.fin === 'refusee' ? { prevueLe: p.prevue_le, pourquoi: p.motif ?? '' } : undefined
}

/** Those whose instant has come, and those that have not been read again an hour before. */
export async function prevuesDues(tx: Tx, guichetId: string, instant: Date, dansUneHeure: Date): Promise<Prevue[]> {
  const dues = await prevues(tx, guichetId)
    .where(eb =>
      eb.or([eb('p.prevue_le', '<=', instant), eb.and([eb('p.prevue_le', '<=', dansUneHeure), eb('p.verifiee_le', 'is', null)])]),
    )
    .orderBy('p.prevue_le')
    .execute()
  return dues.map(lue)
}

/** Holds it until the end of the act: nothing when it was moved, called off, published or given up meanwhile. */
export const tenirPrevue = (tx: Tx, guichetId: string, p: Pick<Prevue, 'id' | 'prevueLe'>) =>
  tx
    .selectFrom('publication_prevue')
    .select('id')
    .where('guichet_id', '=', guichetId)
    .where('id', '=', p.id)
    .where('prevue_le', '=', p.prevueLe)
    .where('finie_le', 'is', null)
    .forUpdate()
    .executeTakeFirst()

export const finirPrevue = (
  tx: Tx,
  guichetId: string,
  id: string,
  fin: 'publiee' | 'annulee' | 'refusee',
  le: Date,
  motif: string | null = null,
) =>
  tx
    .updateTable('publication_prevue')
    .set({ finie_le: le, fin, motif })
    .where('guichet_id', '=', guichetId)
    .where('id', '=', id)
    .where('finie_le', 'is', null)
    .execute()
