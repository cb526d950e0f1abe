import { sql } from 'kysely'
import { confierEssais } from '../../../atelier/essais.ts'
import { PHRASE_TRAVAIL } from '../../../atelier/index.ts'
import { type Contexte, enTransaction } from '../../../contexte.ts'

/** Thresholds of a text that nobody has read, and the draft where they are read; or why it is not known. */
export type SeuilsALire = { nonLus: readonly string[]; brouillon: string | undefined } | string

/** Read against what was found as it should be in a draft of this very text: a key is made of the rule, of its figure and of what comes of it. */
export async function seuilsALire(
  ctx: Contexte,
  { source, sha256, pour }: { source: string; sha256: string; pour: string | null },
): Promise<SeuilsALire> {
  const vus = await confierEssais('jouerEssais', { source }, { pour })
  if (!vus.ok) return `${PHRASE_TRAVAIL[vus.error]}.`
  const brouillons = await enTransaction(ctx, tx =>
    tx
      .selectFrom('brouillon_appel')
      .select(['id', 'seuils_lus'])
      .where('guichet_id', '=', ctx.guichetId)
      .where(sql<string>`encode(sha256(convert_to(source, 'UTF8')), 'hex')`, '=', sha256)
      .orderBy('modifie_le', 'desc')
      .limit(20)
      .execute(),
  )
  const lus = new Set(brouillons.flatMap(b => b.seuils_lus))
  return {
    nonLus: (vus.value?.seuils ?? []).filter(s => !lus.has(s.cle)).map(s => `${s.titre}, ${s.seuil}`),
    brouillon: brouillons[0]?.id,
  }
}
