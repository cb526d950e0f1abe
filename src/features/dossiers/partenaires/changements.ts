import { type Contexte, enTransaction } from '../../../contexte.ts'
import type { Dossier } from '../dossiers.queries.ts'
import { type Difference, differences } from './differences.ts'
import { contenusValides } from './partenaires.queries.ts'
import { contenuAValider, empreinteAValider, etatValidation } from './valide.ts'

/** What has changed since each validation that no longer holds, by partner. Nothing is read when every validation holds. */
export async function changementsDepuis(ctx: Contexte, d: Dossier): Promise<Map<string, Difference[]>> {
  const { appel } = d.version
  if (d.partenaires.length === 0) return new Map()
  const empreinte = empreinteAValider(appel, d.contenu)
  const caducs = d.partenaires.filter(p => etatValidation(p, empreinte) === 'a_revalider')
  const contenus = await enTransaction(ctx, tx =>
    contenusValides(
      tx,
      ctx.guichetId,
      caducs.map(p => p.validation!.id),
    ),
  )
  const maintenant = contenuAValider(appel, d.contenu)
  return new Map(
    caducs.flatMap(p => {
      const valide = contenus.get(p.validation!.id)
      return valide ? [[p.id, differences(appel, valide, maintenant)]] : []
    }),
  )
}
