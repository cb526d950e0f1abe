import { confier, type RefusTravail } from '../../atelier/index.ts'
import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { ajouterVersion } from '../appels/index.ts'
import { brouillonDe } from './brouillons.queries.ts'

/** `change`: somebody has changed the draft since it was read. `fautes`: how many there are to mend first, and the first of them. */
export type RefusVerser =
  | { motif: 'introuvable' }
  | { motif: 'change' }
  | { motif: 'travail'; refus: RefusTravail }
  | { motif: 'fautes'; nombre: number; premiere: string }

/** Adds the text of a draft to its call as its next version, which is then read and published where all versions are. The same text twice is one version. */
export async function verser(
  ctx: ContexteActeur,
  { id, revision }: { id: string; revision: number },
): Promise<Result<{ slug: string; numero: number }, RefusVerser>> {
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, id))
  if (!brouillon) return err({ motif: 'introuvable' })
  if (brouillon.revision !== revision) return err({ motif: 'change' })
  const { source } = brouillon
  const travail = await confier('lireAppel', { source, fichier: 'appel.yml' }, { pour: ctx.acteur.compteId })
  if (!travail.ok) return err({ motif: 'travail', refus: travail.error })
  const lu = travail.value
  const fautes = (f: readonly { message: string }[]): Result<never, RefusVerser> =>
    err({ motif: 'fautes', nombre: f.length, premiere: f[0]?.message ?? '' })
  if (!lu.ok) return fautes(lu.error)
  const r = await enTransaction(ctx, tx => ajouterVersion(tx, ctx, source, { lu: lu.value }))
  return r.ok ? ok({ slug: r.value.slug, numero: r.value.numero }) : fautes(r.error)
}
