import { enTransaction } from '../../contexte.ts'
import type { Ctx } from '../../http.ts'
import type { Appel } from '../cahier/index.ts'
import { AppelPage } from './pages/appel.view.tsx'
import { momentDe } from './pages/appels.mots.ts'
import { QuestionsALire, QuestionsPage } from './pages/questions.view.tsx'
import { SimulateurPage } from './pages/simulateur.view.tsx'
import { lireStructure, parametres, repondre } from './simulateur.page.tsx'

/** A call that no version holds yet. `numero`: of the version that it would be; `sha256`: of its text; `ecritLe`: when it was last changed. */
export type APublier = { appel: Appel; numero: number; sha256: string; ecritLe: Date }

/** The pages of a call as the public would read them, drawn by the very views that serve it. Nothing of them is kept. */
export const apercus = {
  page: (c: Ctx, { appel, numero }: APublier) => (
    <AppelPage
      site={c.var.site}
      appel={appel}
      numero={numero}
      publieeLe={null}
      instant={c.var.ctx.instant}
      peutDeposer="non"
      version="Aperçu"
    />
  ),
  questions(c: Ctx, { appel }: APublier, code: string) {
    for (const temps of [appel, ...(appel.second ? [appel.second] : [])]) {
      const formulaire = temps.formulaires.find(f => f.code === code)
      if (formulaire) return <QuestionsPage site={c.var.site} appel={temps} formulaire={formulaire} />
    }
    return undefined
  },
  /** What each form asks, to be read under its title. */
  formulaires: (appel: Appel) =>
    [appel, ...(appel.second ? [appel.second] : [])].flatMap(temps =>
      temps.formulaires.map(f => ({ titre: f.titre, questions: <QuestionsALire appel={temps} formulaire={f} /> })),
    ),
  simulateur: (c: Ctx, { appel }: APublier) => (
    <SimulateurPage site={c.var.site} appel={appel} moment={momentDe(appel, c.var.ctx.instant)} q={parametres(c)} />
  ),
  async resultat(c: Ctx, { appel, numero, sha256, ecritLe }: APublier) {
    const { ctx, deps } = c.var
    const q = parametres(c)
    const structure = await enTransaction(ctx, tx =>
      lireStructure({ tx, guichetId: ctx.guichetId, territoire: deps.config.guichet.territoire }, appel, q),
    )
    return repondre(c, { appel, numero, sha256, publieeLe: ecritLe, structure }, q)
  },
}
