import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Dossier } from '../dossiers/index.ts'
import { contenuAValider, empreinteAValider, etatValidation } from '../examen/index.ts'
import { type Difference, differences } from '../versions/index.ts'
import { contenusValides, type Depart, departsDe } from './validations.queries.ts'

/** What became of the partners since they were asked. */
export type SuiviPartenaires = {
  /** What has changed since each validation that no longer holds, by partner. */
  changements: ReadonlyMap<string, readonly Difference[]>
  /** Structures that declined, and are not back. */
  departs: readonly Depart[]
}

export const suiviPartenaires = (ctx: Contexte, d: Dossier): Promise<SuiviPartenaires> =>
  enTransaction(ctx, async tx => ({ changements: await changementsDepuis(tx, ctx, d), departs: await departsDe(tx, ctx.guichetId, d.id) }))

/** Nothing is read when every validation holds. */
async function changementsDepuis(tx: Tx, ctx: Contexte, d: Dossier): Promise<Map<string, Difference[]>> {
  const { appel } = d.version
  if (d.partenaires.length === 0) return new Map()
  const empreinte = empreinteAValider(appel, d.contenu)
  const caducs = d.partenaires.filter(p => etatValidation(p, empreinte) === 'a_revalider')
  const contenus = await contenusValides(
    tx,
    ctx.guichetId,
    caducs.map(p => p.validation!.id),
  )
  const maintenant = contenuAValider(appel, d.contenu)
  return new Map(
    caducs.flatMap(p => {
      const valide = contenus.get(p.validation!.id)
      return valide ? [[p.id, differences(appel, valide, maintenant)]] : []
    }),
  )
}
