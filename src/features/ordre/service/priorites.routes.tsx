import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, faitDe, param, router } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { appelDeVersion, appelPublie, slugSur } from '../../appels/index.ts'
import { peut } from '../../decret/index.ts'
import { direRefus, repondreRefus } from '../../instruction/index.ts'
import { lecteurDe, lisible, ouvreAppel } from '../../perimetre/index.ts'
import { dansLePerimetre, exigeInstructeur } from '../../service/index.ts'
import { RAISON_MAX } from '../ordre.rules.ts'
import { expliquerEcart } from './expliquer.ts'
import { ordresOuverts, type Priorites, prioritesAutour, prioritesDe } from './priorites.queries.ts'
import { PrioritePage, PrioritesPage, type Vue } from './priorites.view.tsx'

/** What the service reads of the orders of the porteurs, and says when it goes against one. */
export const prioritesRoutes = () =>
  router()
    .get(paths.instruction.ordres, exigeInstructeur, lister)
    .get(paths.instruction.ordre, exigeInstructeur, c => montrer(c))
    .post(paths.instruction.ordre, exigeInstructeur, expliquer)

const VUES: Record<Vue, (g: Priorites) => boolean> = {
  tous: () => true,
  premiers: g => g.rangesLe !== undefined,
  contre: g => g.ecart !== undefined,
  sans: g => g.rangesLe === undefined,
}
const vueDe = (c: Ctx): Vue => (Object.keys(VUES) as Vue[]).find(v => v === c.req.query('vue')) ?? 'tous'

async function lister(c: Ctx<'slug'>) {
  const ctx = ctxActeur(c)
  const lu = await enTransaction(ctx, async tx => {
    const publie = await appelPublie(tx, ctx.guichetId, slugSur(param(c, 'slug')))
    const lecteur = await lecteurDe(tx, ctx)
    if (!publie?.appel.porteurs.ordre || !ouvreAppel(lecteur.perimetres, publie.appelId)) return undefined
    const { appel, appelId } = publie
    const fermees = appel.calendrier.vagues.filter(v => ordresOuverts(v, ctx.instant))
    const vague = appel.calendrier.vagues.find(v => v.code === c.req.query('vague')) ?? fermees.at(-1) ?? appel.calendrier.vagues[0]!
    if (!fermees.includes(vague)) return { appel, vague, groupes: undefined }
    const tous = await prioritesDe(tx, { guichetId: ctx.guichetId, appelId, appel, vague, lisible: lisible(lecteur) })
    return { appel, vague, groupes: tous.filter(g => g.dossiers.length > 1 && g.dossiers.some(d => d.lisible)) }
  })
  if (!lu) return c.notFound()
  const vue = vueDe(c)
  const compte = (v: Vue) => lu.groupes?.filter(VUES[v]).length ?? 0
  return c.html(
    <PrioritesPage
      site={c.var.site}
      appel={lu.appel}
      vague={lu.vague}
      groupes={lu.groupes?.filter(VUES[vue])}
      vue={vue}
      comptes={{ tous: compte('tous'), premiers: compte('premiers'), contre: compte('contre'), sans: compte('sans') }}
    />,
  )
}

type Retour = { raison: string; message: string; statut: 422 }
async function montrer(c: Ctx<'id'>, retour?: Retour) {
  const ctx = ctxActeur(c)
  const page = await dansLePerimetre(c, async (tx, { ligne: l, place }) => {
    const version = await appelDeVersion(tx, ctx.guichetId, l.appel_version_id, l.temps)
    const autour = version && (await prioritesAutour(tx, ctx.guichetId, version.appel, l, ctx.instant))
    if (!version || !autour) return undefined
    const lus = await visibles(tx, ctx, autour)
    return (
      <PrioritePage
        site={c.var.site}
        appel={version.appel}
        dossierId={l.dossier_id}
        groupe={lus}
        dicible={peut(place, 'expliquer_ordre', { dossier: l.etat })}
        fait={retour ? undefined : faitDe(c, { dit: 'La raison est enregistrée. La commission la lira.' })}
        dire={retour && { values: { raison: retour.raison }, errors: { raison: retour.message } }}
      />
    )
  })
  return page ? c.html(page, retour?.statut ?? 200) : c.notFound()
}

/** The same, with what the reader may read of the others. */
async function visibles(tx: Parameters<typeof lecteurDe>[0], ctx: Parameters<typeof lecteurDe>[1], p: Priorites): Promise<Priorites> {
  const lus = await tx
    .selectFrom('instruction as i')
    .select('i.dossier_id')
    .where('i.guichet_id', '=', ctx.guichetId)
    .where(
      'i.dossier_id',
      'in',
      p.dossiers.map(d => d.id),
    )
    .where(lisible(await lecteurDe(tx, ctx)))
    .execute()
  const ids = new Set(lus.map(l => l.dossier_id))
  return { ...p, dossiers: p.dossiers.map(d => ({ ...d, lisible: ids.has(d.id) })) }
}

async function expliquer(c: Ctx<'id'>) {
  const raison = texteSaisi((await c.req.parseBody()).raison)
  const dossierId = param(c, 'id')
  const r = await expliquerEcart(ctxActeur(c), { dossierId, raison })
  if (r.ok) return c.redirect(`${paths.instruction.ordre(dossierId)}?fait=dit#dire`, 303)
  const refuser = (message: string) => montrer(c, { raison, message, statut: 422 })
  switch (r.error.motif) {
    case 'sans_raison':
      return refuser('Écrivez la raison\u00a0: la commission la lit')
    case 'trop_long':
      return refuser(`La raison a ${r.error.longueur}\u00a0caractères. Raccourcissez-la à ${RAISON_MAX}`)
    case 'sans_ecart':
      return direRefus(c, 'Les propositions suivent l’ordre du porteur\u00a0: il n’y a rien à expliquer.', 409)
    default:
      return repondreRefus(c, r.error)
  }
}
