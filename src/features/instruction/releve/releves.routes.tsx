import { enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, exigeRole, faitDe, param, router } from '../../../http.ts'
import { formatInstant } from '../../../lib/dates.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { type AppelPublie, appelPublie, slugSur } from '../../appels/index.ts'
import { voletDe } from '../../cahier/index.ts'
import { nomDepartement } from '../../perimetre/index.ts'
import { type ComptesReleve, comptesDuReleve, relevesDe } from './releve.queries.ts'
import { type VagueARelever, vaguesARelever } from './releve.rules.ts'
import { type ReleveALaMain, releverMaintenant } from './relever-maintenant.ts'
import { type CompteDit, RelevesPage, type VagueVue } from './releves.view.tsx'

const admin = exigeRole('administrateur')
const slugDe = (c: Ctx<'slug'>) => slugSur(param(c, 'slug'))

const FAITS: Record<ReleveALaMain, string> = {
  releve: 'Le relevé est fait. Les dossiers sont en instruction, et les référents les reçoivent.',
  retardataires: 'Le relevé était fait. Les dossiers déposés depuis par dérogation l’ont suivi.',
  rien: 'Le relevé était déjà fait\u00a0: rien n’a changé.',
}

/** The relevés of a call, for the administrateur. */
export const relevesRoutes = () =>
  router()
    .get(paths.administration.releves, admin, montrer)
    .post(paths.administration.releves, admin, async c => {
      const vague = texteSaisi((await c.req.parseBody()).vague)
      const r = await releverMaintenant(ctxActeur(c), { slug: slugDe(c), vague })
      if (r.ok) return c.redirect(`${paths.administration.releves(slugDe(c))}?fait=${r.value}`, 303)
      if (r.error.motif === 'introuvable') return c.notFound()
      return montrer(c, `Ce relevé est prévu le ${formatInstant(r.error.prevuLe)}\u00a0: il ne peut pas être fait avant.`)
    })

async function montrer(c: Ctx<'slug'>, refus?: string): Promise<Response> {
  const { guichetId, instant } = c.var.ctx
  const lu = await enTransaction(c.var.ctx, async tx => {
    const publie = await appelPublie(tx, guichetId, slugDe(c))
    return publie && { appel: publie.appel, vagues: await lireReleves(tx, guichetId, publie, instant) }
  })
  if (!lu) return c.notFound()
  const fait = refus ? undefined : faitDe(c, FAITS)
  return c.html(<RelevesPage site={c.var.site} appel={lu.appel} vagues={lu.vagues} fait={fait} refus={refus} />, refus ? 409 : 200)
}

/** Every wave of a call in its order: what its relevé collected, or what it would collect now. */
async function lireReleves(tx: Tx, guichetId: string, { appelId, appel }: AppelPublie, instant: Date): Promise<VagueVue[]> {
  const faits = await relevesDe(tx, guichetId, appelId)
  const prevus = vaguesARelever(appel, instant)
  const vues: VagueVue[] = []
  for (const v of periodesDe(appel, prevus)) {
    const prevu = prevus.find(p => p.code === v.code)
    const fait = faits.find(f => f.vague === v.code)
    const comptes = fait?.comptes ?? (prevu && instant >= v.ouverture ? await comptesDuReleve(tx, guichetId, appelId, prevu) : undefined)
    vues.push({
      code: v.code,
      libelle: v.libelle,
      ouverture: v.ouverture,
      cloture: v.cloture,
      prevuLe: prevu?.prevuLe,
      fait: fait && { le: fait.faitLe, par: fait.par, suivis: fait.suivis },
      du: !fait && prevu !== undefined && instant >= prevu.prevuLe,
      comptes: comptes && { ...comptes, lignes: comptes.lignes.map(l => dire(l, appel)) },
    })
  }
  return vues
}

/** Relevés of a call without waves that are shown: those that count now. */
const MONTRES = 4
type Periode = { code: string; libelle: string; ouverture: Date; cloture: Date | undefined }
/** What each relevé collects, to the second. */
function periodesDe(appel: AppelPublie['appel'], prevus: readonly VagueARelever[]): Periode[] {
  if (!appel.calendrier.continu || prevus.length === 0)
    return appel.calendrier.vagues
      .toSorted((a, b) => a.ouverture.getTime() - b.ouverture.getTime())
      .map(v => ({ ...v, cloture: v.cloture }))
  return prevus
    .slice(-MONTRES)
    .reverse()
    .map(p => ({ code: p.code, libelle: p.libelle, ouverture: p.depuis ?? p.du, cloture: new Date(p.prevuLe.getTime() - 1000) }))
}

function dire({ volet, departement, deposes, brouillons }: ComptesReleve['lignes'][number], appel: AppelPublie['appel']): CompteDit {
  const v = volet === null ? undefined : voletDe(appel, volet)
  return {
    volet: v ? `${v.numero}. ${v.titre}` : (volet ?? 'Volet non choisi'),
    departement: departement === null ? 'Tout le territoire' : nomDepartement(departement, [appel]),
    deposes,
    brouillons,
  }
}
