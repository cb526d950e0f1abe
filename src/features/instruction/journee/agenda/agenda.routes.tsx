import { enTransaction } from '../../../../contexte.ts'
import { type Ctx, ctxActeur, faitDe, param, router } from '../../../../http.ts'
import { paths } from '../../../../paths.ts'
import { appelsPublies } from '../../../appels/index.ts'
import { acteurDuCompte } from '../../../comptes/index.ts'
import { lecteurDe, ouvreAppel } from '../../../perimetre/index.ts'
import { estInstructeur, exigeInstructeur } from '../../../service/index.ts'
import { evenementsDe } from '../lire-journee.ts'
import { agendaDu, compteDuJeton, duParJour } from './agenda.queries.ts'
import { AgendaPage } from './agenda.view.tsx'
import { arreter } from './arreter.ts'
import { ecrireAgenda } from './ecrire-agenda.ts'
import { partager } from './partager.ts'

const FAITS: Record<string, string> = { arret: 'L’adresse n’ouvre plus rien.' }

/** The calendar of somebody of the service in their own diary, by a secret address that they make, change and take back. */
export const agendaRoutes = () =>
  router()
    .get(paths.instruction.agenda, exigeInstructeur, c => montrer(c))
    .post(paths.instruction.agenda, exigeInstructeur, async c => {
      const jeton = await partager(ctxActeur(c))
      c.header('cache-control', 'no-store')
      return montrer(c, `${c.var.deps.urlPublique}${paths.agenda.suivre(jeton)}`)
    })
    .post(paths.instruction.arretAgenda, exigeInstructeur, async c => {
      await arreter(ctxActeur(c))
      return c.redirect(`${paths.instruction.agenda}?fait=arret`, 303)
    })
    .get(paths.agenda.suivre, suivre)

async function montrer(c: Ctx, adresse?: string) {
  const { ctx, site } = c.var
  const depuis = await enTransaction(ctx, tx => agendaDu(tx, ctx.guichetId, ctxActeur(c).acteur.compteId))
  return c.html(<AgendaPage site={site} depuis={depuis} adresse={adresse} fait={adresse ? undefined : faitDe(c, FAITS)} />)
}

/** What a diary reads, without an account: whoever no longer works for the guichet has no calendar. */
async function suivre(c: Ctx<'jeton'>) {
  const { ctx, deps } = c.var
  const { guichetId, instant } = ctx
  const lu = await enTransaction(ctx, async tx => {
    const compteId = await compteDuJeton(tx, guichetId, param(c, 'jeton'))
    const acteur = compteId && (await acteurDuCompte(tx, guichetId, compteId))
    if (!acteur || !estInstructeur(acteur)) return undefined
    const [lecteur, publies] = await Promise.all([lecteurDe(tx, { ...ctx, acteur }), appelsPublies(tx, guichetId)])
    const siens = publies.filter(a => ouvreAppel(lecteur.perimetres, a.appelId))
    // a diary is often read by others: whose dossiers one holds is not told
    const interims = (lecteur.interims ?? []).map(i => ({ ...i, nom: 'un collègue' }))
    return { dates: evenementsDe(siens, interims, instant), dus: await duParJour(tx, lecteur, instant) }
  })
  if (!lu) return c.notFound()
  const { host } = new URL(deps.urlPublique)
  return c.body(ecrireAgenda(lu, { hote: host, url: `${deps.urlPublique}${paths.instruction.journee}`, instant }), 200, {
    'content-type': 'text/calendar; charset=utf-8',
    'cache-control': 'no-store',
  })
}
