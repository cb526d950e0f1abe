import type { Ctx } from '../../http.ts'
import { type Perdu, remplis } from '../../ui/perdus.tsx'
import { teteDe } from '../cadre/index.ts'
import { closDit, cloturePour, etatPour } from '../delais/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { NeChangePlusPage } from './non-depose.view.tsx'

/** What came for a dossier that no longer changes: when it came, if that is why, and what had been typed. */
export function pageNeChangePlus(
  c: Ctx,
  d: Dossier,
  { titre, message, perdus = [], statut = 422 }: { titre: string; message?: string; perdus?: readonly Perdu[]; statut?: 409 | 422 },
) {
  const { instant } = c.var.ctx
  const brouillon = d.etat === 'brouillon' || d.etat === 'rouvert' || d.etat === 'preselectionne'
  const quand =
    brouillon && etatPour(d, instant) === 'clos'
      ? { recu: instant, cloture: cloturePour(d, instant)!, clos: closDit(d, instant) }
      : undefined
  return c.html(
    <NeChangePlusPage
      site={c.var.site}
      tete={teteDe(c, d)}
      titre={titre}
      {...(message ? { message } : {})}
      quand={quand}
      perdus={remplis(perdus)}
    />,
    statut,
  )
}
