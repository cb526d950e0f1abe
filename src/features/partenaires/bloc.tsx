import { type Ctx, cleFait, ctxActeur } from '../../http.ts'
import { peut, relation } from '../decret/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { mesPartenaires } from './acces.ts'
import { FAITS_PARTENAIRES, PartenairesBloc } from './bloc.view.tsx'
import { partenairesVus } from './partenaires.donnees.ts'
import type { SuiviPartenaires } from './suivi.ts'

/** The other structures of the project, and what the act just done on them came to. `depuis`: the step shown, when it is not theirs. */
export function blocPartenaires(c: Ctx, d: Dossier, suivi: SuiviPartenaires | undefined, depuis?: string) {
  const { acteur, instant } = c.var.ctx
  return (
    <PartenairesBloc
      dossierId={d.id}
      partenaires={partenairesVus(d, instant)}
      gere={peut(relation(acteur, d), 'associer', { dossier: d.etat })}
      changements={suivi?.changements}
      departs={suivi?.departs}
      depuis={depuis}
      fait={cleFait(c, FAITS_PARTENAIRES)}
    />
  )
}

/** The partners that the reader speaks for. */
export function mesPartenairesVus(c: Ctx, d: Dossier) {
  const noms = new Set(mesPartenaires(ctxActeur(c).acteur, d.partenaires).map(p => p.id))
  return partenairesVus(d, c.var.ctx.instant).filter(p => noms.has(p.id))
}
