import type { ContexteActeur } from '../../../contexte.ts'
import { enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { type AppelPublie, appelPublie, slugSur } from '../../appels/index.ts'
import { voletDe } from '../../cahier/index.ts'
import { dansPerimetre, nomDepartement } from '../../perimetre/index.ts'
import { type Instructeur, instructeurs } from '../../service/index.ts'
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
  const { appel, vagues, aAnnoncer } = lu
  const page = (
    <RelevesPage
      site={c.var.site}
      appel={appel}
      vagues={vagues}
      aLaMain={aLaMain(appel)}
      aAnnoncer={aAnnoncer}
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
  // an administrateur reads everything: a dossier goes to who instructs it
  const qui = appel.calendrier.continu
    ? (await instructeurs(tx, guichetId)).filter(i => i.roles.some(r => r.role !== 'administrateur'))
    : []
  const vagues: VagueVue[] = []
  for (const v of periodesDe(appel, prevus)) {
    const prevu = prevus.find(p => p.code === v.code)
    const fait = faits.find(f => f.vague === v.code)
    const comptes = fait?.comptes ?? (prevu && instant >= v.ouverture ? await comptesDuReleve(tx, guichetId, appelId, prevu) : undefined)
    vagues.push({
      ...v,
      prevuLe: prevu?.prevuLe,
      fait: fait && { le: fait.faitLe, par: fait.par, suivis: fait.suivis },
      du: !fait && prevu !== undefined && instant >= prevu.prevuLe,
      ...(appel.calendrier.continu && prevu && !fait
        ? {
            prend: await aPrendre(tx, guichetId, publie, prevu, qui, comptes),
            demanderSuivant: aLaMain(appel) && !estLeDernier(appel, prevu),
          }
        : {}),
      defaireJusquA: fait && jusquA(fait, instant),
      comptes: comptes && { ...comptes, lignes: comptes.lignes.map(l => dire(l, appel)) },
    })
  }
  return { vagues, aAnnoncer: aLaMain(appel) && prevus.every(p => faits.some(f => f.vague === p.code)) }
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
  qui: readonly Instructeur[],
  comptes: ComptesReleve | undefined,
): Promise<APrendre> {
  const { dossiers, ...totaux } = await prisParLeReleve(tx, guichetId, appelId, v)
  return {
    ...totaux,
    brouillons: comptes?.brouillons ?? 0,
    dossiers: dossiers.map(({ situe, departement, ...d }) => {
      const noms = qui.filter(i => dansPerimetre(i.perimetres, situe)).map(i => i.nom)
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
