import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { type Appel, montantTotal } from '../cahier/index.ts'

/** An envelope and what is left of it to decide: neither kept back (`reserve`) nor granted. Cents. */
export type EnveloppeLue = { id: string; libelle: string; montant: number; reserve: number; accorde: number; reste: number }

/** The envelopes of a call as they stand; with `alors`, as both ledgers had them at that instant. */
export async function enveloppesDe(tx: Tx, guichetId: string, appelId: string, alors?: Date | null): Promise<EnveloppeLue[]> {
  const { rows } = await sql<Omit<EnveloppeLue, 'reste'>>`
    select e.id, e.libelle, ${alors ? creditsA(alors) : sql`e.montant, e.reserve, e.accorde`}
    from enveloppe e where e.guichet_id = ${guichetId} and e.appel_id = ${appelId}
      ${alors ? sql`and e.creee_le <= ${alors}` : sql``} order by e.creee_le, e.id`.execute(tx)
  return rows.map(e => ({ ...e, reste: e.montant - e.reserve - e.accorde }))
}

/** What a call has to share out, in cents: its open envelopes without what they keep back, or what its text says until they open. */
export async function aRepartir(tx: Tx, guichetId: string, appelId: string, appel: Appel): Promise<number> {
  const { rows } = await sql<{ total: number | null }>`
    select sum(montant - reserve)::bigint as total from enveloppe where guichet_id = ${guichetId} and appel_id = ${appelId}`.execute(tx)
  return rows[0]?.total ?? montantTotal(appel)
}

/** The columns of the envelope `e` as its ledgers had them: what moved after is taken back. */
const creditsA = (alors: Date) => sql`
  e.montant - ${depuis(alors, sql`case when m.vers_id = e.id or m.genre = 'abondement' then m.montant when m.genre in ('reduction', 'transfert') then -m.montant else 0 end`)} as montant,
  e.reserve - ${depuis(alors, sql`case m.genre when 'reserve' then m.montant when 'liberation' then -m.montant else 0 end`)} as reserve,
  coalesce((select sum(m.montant) from mouvement m where m.enveloppe_id = e.id and m.instant <= ${alors}), 0)::bigint as accorde`
const depuis = (alors: Date, effet: ReturnType<typeof sql>) => sql`coalesce((select sum(${effet}) from mouvement_credits m
  where (m.enveloppe_id = e.id or m.vers_id = e.id) and m.genre <> 'ouverture' and m.instant > ${alors}), 0)::bigint`
