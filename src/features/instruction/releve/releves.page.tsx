import type { ContexteActeur } from '../../../contexte.ts'
import { enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { type AppelPublie, appelPublie, slugSur } from '../../appels/index.ts'
import { voletDe } from '../../cahier/index.ts'
import { reponseApres } from '../../calendrier/index.ts'
import { enveloppesDe } from '../../enveloppes/index.ts'
import { nomDepartement, type Situe } from '../../perimetre/index.ts'
import { destinatairesDe } from './destinataires.ts'
import { PREVENIR_APRES_MS } from './prevenir.ts'
import { type ComptesReleve, comptesDuReleve, prisParLeReleve, type ReleveFait, relevesDe } from './releve.queries.ts'
import { aLaMain, estLeDernier, type VagueARelever, vaguesARelever } from './releve.rules.ts'
import type { APrendre } from './releve-a-faire.view.tsx'
import { type CompteDit, RelevesPage, type VagueVue } from './releves.view.tsx'

export const slugDe = (c: Ctx<'slug'>) => slugSur(param(c, 'slug'))
type Retour = { fait?: string | undefined; refus?: string | undefined; values?: Record<string, string>; errors?: FieldErrors }

/** The relevés of a call, and why the act that was asked did not happen. */
export async function pageReleves(c: Ctx<'slug'>, { fait, refus, values = {}, errors = {} }: Retour = {}): Promise<Response> {
  const ctx = ctxActeur(c)
  const lu = await enTransaction(ctx, async tx => {
    const publie = await appelPublie(tx, ctx.guichetId, slugDe(c))
    return publie && { appel: publie.appel, ...(await lireReleves(tx, ctx, publie)) }
  })
  if (!lu) return c.notFound()
  const { appel, vagues, aAnnoncer, reste } = lu
  const page = (
    <RelevesPage
      site={c.var.site}
      appel={appel}
      vagues={vagues}
      aLaMain={aLaMain(appel)}
      aAnnoncer={aAnnoncer}
      reste={reste}
      saisie={{ values, errors }}
      fait={fait}
      refus={refus}
    />
  )
  return c.html(page, Object.keys(errors).length > 0 ? 422 : refus ? 409 : 200)
}

/** Every wave of a call in its order: what its relevé collected, or what it would collect now. */
async function lireReleves(tx: Tx, ctx: ContexteActeur, publie: AppelPublie) {
  const { appelId, appel } = publie
  const { guichetId, instant } = ctx
  const faits = await relevesDe(tx, guichetId, appelId)
  const prevus = vaguesARelever(appel, instant)
  const versQui = await destinatairesDe(tx, guichetId)
  const vagues: VagueVue[] = []
  for (const v of periodesDe(appel, prevus)) {
    const prevu = prevus.find(p => p.code === v.code)
    const fait = faits.find(f => f.vague === v.code)
    const comptes = fait?.comptes ?? (prevu && instant >= v.ouverture ? await comptesDuReleve(tx, guichetId, appelId, prevu) : undefined)
    vagues.push({
      ...v,
      prevuLe: prevu?.prevuLe,
      fait: fait && { id: fait.id, le: fait.faitLe, par: fait.par, suivis: fait.suivis, document: fait.document },
      du: !fait && prevu !== undefined && instant >= prevu.prevuLe,
      ...(appel.calendrier.continu && prevu && !fait
        ? {
            prend: await aPrendre(tx, guichetId, publie, prevu, versQui, comptes),
            demanderSuivant: aLaMain(appel) && !estLeDernier(appel, prevu),
          }
        : {}),
      defaireJusquA: fait && jusquA(fait, instant),
      comptes: comptes && { ...comptes, lignes: comptes.lignes.map(l => dire(l, appel)) },
    })
  }
  const enveloppes = await enveloppesDe(tx, guichetId, appelId)
  const reste = enveloppes.length > 0 ? enveloppes.reduce((t, e) => t + e.reste, 0) : undefined
  return { vagues, reste, aAnnoncer: aLaMain(appel) && prevus.every(p => faits.some(f => f.vague === p.code)) }
}

/** Until when a relevé may be undone; nothing once its porteurs are told, or where nobody is. */
function jusquA(f: ReleveFait, instant: Date): Date | undefined {
  const fin = new Date(f.faitLe.getTime() + PREVENIR_APRES_MS)
  return f.previent && !f.prevenuLe && instant < fin ? fin : undefined
}

async function aPrendre(
  tx: Tx,
  guichetId: string,
  { appelId, appel }: AppelPublie,
  v: VagueARelever,
  versQui: (situe: Situe) => string[],
  comptes: ComptesReleve | undefined,
): Promise<APrendre> {
  const { dossiers, places, ...totaux } = await prisParLeReleve(tx, guichetId, appelId, v)
  return {
    ...totaux,
    sansPersonne: places.reduce((t, { nombre, ...place }) => t + (versQui({ ...place, appel: appelId }).length === 0 ? nombre : 0), 0),
    brouillons: comptes?.brouillons ?? 0,
    reponse: reponseApres(appel, v.prevuLe),
    dossiers: dossiers.map(({ situe, departement, ...d }) => {
      const noms = versQui(situe)
      return {
        ...d,
        departement: departement === null ? 'Tout le territoire' : nomDepartement(departement, [appel]),
        iraA: noms.length > 2 ? `${noms.length}\u00a0personnes` : noms.join(', '),
      }
    }),
  }
}

/** Relevés of a call without waves that are shown: those that count now. */
const MONTRES = 4
type Periode = { code: string; libelle: string; ouverture: Date; cloture: Date | undefined }
/** What each relevé collects, to the second. */
function periodesDe(appel: AppelPublie['appel'], prevus: readonly VagueARelever[]): Periode[] {
  const { vagues, continu } = appel.calendrier
  if (!continu || prevus.length === 0)
    return vagues
      .toSorted((a, b) => a.ouverture.getTime() - b.ouverture.getTime())
      .map(({ code, libelle, ouverture, cloture }) => ({ code, libelle, ouverture, cloture }))
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
