import { aRole, enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { appelDeVersion, appelsPublies } from '../../appels/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { instanceDe } from '../../instances/index.ts'
import { exigeComite, versInstance } from '../reponses.tsx'
import { dossiersEnAttente, seancesDe } from './accueil.queries.ts'
import { AccueilPage } from './accueil.view.tsx'

export const accueilRoutes = () => router().get(paths.comite.accueil, exigeComite, accueil)

/** Whether somebody sits for this call: its comité, or a body that gives opinions. */
const siege = ({ appel }: { appel: Appel }) => appel.comite !== undefined || appel.instances.some(x => x.nature === 'avis')

async function accueil(c: Ctx) {
  const ctx = ctxActeur(c)
  const lu = await enTransaction(ctx, async tx => {
    const seances = []
    for (const s of await seancesDe(tx, ctx)) {
      // the call of a séance of the comité says nothing more of it
      const version = s.instance === null ? undefined : await appelDeVersion(tx, ctx.guichetId, s.versionId)
      seances.push({ ...s, instance: version && instanceDe(version.appel, s.instance)?.libelle })
    }
    if (!aRole(ctx.acteur, 'administrateur')) return { seances, convoque: false, appels: [] }
    const attente = await dossiersEnAttente(tx, ctx.guichetId)
    const appels = (await appelsPublies(tx, ctx.guichetId)).filter(siege).map(a => ({
      slug: a.appel.slug,
      titre: a.appel.titre,
      avis: a.appel.instances.filter(x => x.nature === 'avis').map(x => ({ libelle: x.libelle, href: versInstance(a.appel.slug, x.code) })),
      comite: a.appel.comite !== undefined,
      attente: attente.get(a.appelId) ?? 0,
    }))
    // whoever calls a séance looks for the call that waits
    return { seances, convoque: true, appels: appels.sort((a, b) => b.attente - a.attente) }
  })
  return c.html(<AccueilPage site={c.var.site} {...lu} />)
}
