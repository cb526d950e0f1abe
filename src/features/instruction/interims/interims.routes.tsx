import { aRole, type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, faitDe, param, router } from '../../../http.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { appelsPublies } from '../../appels/index.ts'
import { libellePerimetre, perimetres } from '../../perimetre/index.ts'
import { exigeInstructeur, type Instructeur, instructeurs } from '../../service/index.ts'
import { finirInterim } from './finir-interim.ts'
import { type InterimLigne, interimsConnus } from './interims.queries.ts'
import { peutFinir, peutRemplacer, remplacable, type SaisieInterim } from './interims.rules.ts'
import { InterimsPage, type InterimsProps, type InterimVu } from './interims.view.tsx'
import { poserInterim, type RefusInterim } from './poser-interim.ts'
import { motPeriode } from './prevenir-interim.ts'

const VIDE: SaisieInterim = { remplace: '', remplacant: '', du: '', au: '', motif: '' }
const FAITS: Record<string, string> = {
  pose: 'L’intérim est enregistré. Les deux personnes reçoivent un courriel.',
  fini: 'L’intérim a pris fin. Les deux personnes reçoivent un courriel.',
  deja: 'Cet intérim était déjà terminé\u00a0: rien n’a changé.',
}

/** Interims: the administrateur's for anyone, a référent's for themselves. */
export const interimsRoutes = () =>
  router()
    .get(paths.instruction.interims, exigeInstructeur, montrer)
    .post(paths.instruction.interims, exigeInstructeur, async c => {
      const ctx = ctxActeur(c)
      const brut = await c.req.parseBody()
      const lus = Object.fromEntries(Object.keys(VIDE).map(cle => [cle, texteSaisi(brut[cle])])) as SaisieInterim
      // a référent stands in for nobody but says who stands in for them
      const values = aRole(ctx.acteur, 'administrateur') ? lus : { ...lus, remplace: ctx.acteur.compteId }
      const r = await poserInterim(ctx, values)
      if (r.ok) return c.redirect(`${paths.instruction.interims}?fait=pose`, 303)
      return montrer(c, values, erreursDe(r.error))
    })
    .post(paths.instruction.finInterim, exigeInstructeur, async c => {
      const r = await finirInterim(ctxActeur(c), param(c, 'interim'))
      if (r.ok) return c.redirect(`${paths.instruction.interims}?fait=${r.value}`, 303)
      return r.error.motif === 'introuvable' ? c.notFound() : montrer(c, VIDE, { _qui: QUI_FINIT }, 403)
    })

const QUI_FINIT = 'Seules la personne remplacée et l’administration du guichet mettent fin à un intérim'

function erreursDe(r: RefusInterim): FieldErrors {
  switch (r.motif) {
    case 'saisie':
      return r.errors
    case 'interdit':
      return { _qui: 'Seule l’administration du guichet fait remplacer quelqu’un d’autre' }
    case 'deja':
      return { du: `${r.remplacant} la remplace déjà ${motPeriode(r.avec)}. Choisissez d’autres jours, ou mettez fin à cet intérim` }
    case 'absent':
      return { remplacant: `${r.remplacant} est absent ${motPeriode(r.avec)}. Choisissez une autre personne, ou d’autres jours` }
  }
}

async function montrer(c: Ctx, values = VIDE, errors: FieldErrors = {}, statut?: 403): Promise<Response> {
  const ctx = ctxActeur(c)
  const props = await enTransaction(ctx, tx => lire(tx, ctx))
  const refuse = Object.keys(errors).length > 0
  const fait = refuse ? undefined : faitDe(c, FAITS)
  return c.html(<InterimsPage site={c.var.site} {...props} values={values} errors={errors} fait={fait} />, statut ?? (refuse ? 422 : 200))
}

async function lire(tx: Tx, ctx: ContexteActeur): Promise<Omit<InterimsProps, 'site' | 'values'>> {
  const tous = aRole(ctx.acteur, 'administrateur')
  const personnes = await instructeurs(tx, ctx.guichetId)
  const appels = await appelsPublies(tx, ctx.guichetId)
  const { actuels, passes } = await interimsConnus(tx, ctx, tous)
  const siens = (p: Instructeur | undefined) => perimetres((p?.roles ?? []).filter(r => r.role !== 'administrateur'))
  const vu = (i: InterimLigne): InterimVu => ({
    id: i.id,
    remplace: i.remplace,
    remplacant: i.remplacant,
    perimetre: libellePerimetre(siens(personnes.find(p => p.id === i.remplace_id)), appels),
    du: i.du,
    dernier: new Date(i.au.getTime() - 1),
    motif: i.motif,
    etat: i.annule_le ? 'annule' : i.au <= ctx.instant ? 'fini' : i.du <= ctx.instant ? 'en_cours' : 'a_venir',
    finiLe: i.annule_le ?? undefined,
    finissable: peutFinir(ctx.acteur, i.remplace_id),
  })
  const options = (garder: (p: Instructeur) => boolean) => personnes.filter(garder).map(p => ({ value: p.id, label: p.nom }))
  return {
    actuels: actuels.map(vu),
    passes: passes.map(vu),
    remplacables: tous ? options(remplacable) : { moi: ctx.acteur.nom },
    remplacants: options(p => peutRemplacer(p) && (tous || p.id !== ctx.acteur.compteId)),
  }
}
