import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { GenreInscrit } from './mouvement.rules.ts'

/** A line of the ledger of a call, with the names that it is read with. Cents; `par` is empty for an opening. */
export type LigneRegistre = {
  id: string
  numero: number
  genre: GenreInscrit
  enveloppeId: string
  libelle: string
  versId: string | null
  versLibelle: string | null
  montant: number
  raison: string
  version: number | null
  versionId: string | null
  par: string | null
  instant: Date
  /** The number of the movement that it undoes, and of the one that undid it. */
  annule: number | null
  annulePar: number | null
  /** Something was granted since by the envelope that had gained by it. */
  decideDessus: boolean
  document: { nom: string; deposeLe: Date; par: string } | null
}

/** The ledger of a call, from its first line. */
export async function registreDe(tx: Tx, guichetId: string, appelId: string): Promise<LigneRegistre[]> {
  const { rows } = await sql<Omit<LigneRegistre, 'document'> & { docNom: string | null; docLe: Date | null; docPar: string | null }>`
    select m.id, m.numero, m.genre, m.enveloppe_id as "enveloppeId", e.libelle, m.vers_id as "versId", v.libelle as "versLibelle", m.montant, m.raison,
      a.numero as version, a.id as "versionId", c.name as par, m.instant, d.numero as annule, r.numero as "annulePar",
      exists (select from mouvement x where x.montant > 0 and case when m.vers_id is null then x.enveloppe_id = m.enveloppe_id and x.rang > m.rang
        and m.genre in ('abondement', 'liberation') else x.enveloppe_id = m.vers_id and x.rang > m.vers_rang end) as "decideDessus",
      f.nom as "docNom", f.depose_le as "docLe", fc.name as "docPar"
    from mouvement_credits m join enveloppe e on e.id = m.enveloppe_id left join enveloppe v on v.id = m.vers_id
    left join appel_version a on a.id = m.appel_version_id left join compte c on c.id = m.par
    left join mouvement_credits d on d.id = m.annule_id left join mouvement_credits r on r.annule_id = m.id
    left join document_credits f on f.mouvement_id = m.id left join compte fc on fc.id = f.depose_par
    where m.guichet_id = ${guichetId} and m.appel_id = ${appelId} order by m.numero`.execute(tx)
  return rows.map(({ docNom, docLe, docPar, ...l }) => ({
    ...l,
    document: docNom && docLe ? { nom: docNom, deposeLe: docLe, par: docPar ?? '' } : null,
  }))
}

/** A movement of this call. */
export const mouvementDe = (tx: Tx, guichetId: string, appelId: string, id: string) =>
  tx
    .selectFrom('mouvement_credits')
    .select(['id', 'numero', 'genre', 'enveloppe_id as enveloppeId', 'vers_id as versId', 'montant', 'annule_id as annuleId'])
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Where the bytes of a movement's paper are. */
export const documentDe = (tx: Tx, guichetId: string, mouvementId: string) =>
  tx
    .selectFrom('document_credits')
    .select(['nom', 'taille', 'cle'])
    .where('guichet_id', '=', guichetId)
    .where('mouvement_id', '=', mouvementId)
    .executeTakeFirst()
