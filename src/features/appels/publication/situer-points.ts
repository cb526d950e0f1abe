import { confier } from '../../../atelier/index.ts'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { placeDansLeBrouillon } from '../../studio/index.ts'
import type { Point } from '../verification/verifier-appel.ts'
import { brouillonDuTexte } from './relue.queries.ts'
import type { PointSitue } from './remarques.view.tsx'

/** Remarks with the page of the studio where each is mended, when the version is the text of a draft. */
export async function situerLesPoints(
  ctx: ContexteActeur,
  { source, sha256 }: { source: string; sha256: string },
  points: readonly Point[] | string,
): Promise<readonly PointSitue[] | string> {
  if (typeof points === 'string' || points.length === 0) return points
  const brouillon = await enTransaction(ctx, tx => brouillonDuTexte(tx, ctx.guichetId, sha256))
  if (!brouillon) return points
  const places = points.map(({ ligne, colonne }) => ({ ligne, colonne }))
  const lu = await confier('lireBrouillon', { source, places }, { pour: ctx.acteur.compteId })
  return lu.ok ? points.map((p, i) => ({ ...p, place: placeDe(brouillon, p, lu.value.lieux[i]!) })) : points
}

/** What no test dossier shows is mended by writing one, not where the rule is. */
const placeDe = (
  brouillon: string,
  { sujet }: Point,
  chemin: Parameters<typeof placeDansLeBrouillon>[1],
): NonNullable<PointSitue['place']> =>
  sujet === 'essai_manquant'
    ? { geste: 'Écrire un essai', href: paths.studio.nouvelEssai(brouillon) }
    : placeDansLeBrouillon(brouillon, chemin)
