import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { aTrancher, MOTIF_MAX, reglesInstruites } from '../../constats/index.ts'
import { lireCadre, pageDeLActe, repondreRefus, versDossier } from '../../instruction/index.ts'
import { dansLePerimetre, exigeInstructeur } from '../../service/index.ts'
import { servirLettre } from '../lettre.ts'
import { annulerIrrecevabilite } from './annuler.ts'
import { declarerIrrecevable, type RefusSaisie } from './declarer.ts'
import { AnnulationPage, IrrecevablePage, type Saisie } from './irrecevable.view.tsx'

/** Declaring a dossier irrecevable, its letter, and the way back. */
export const irrecevabiliteRoutes = () =>
  router()
    .get(paths.instruction.irrecevabilite, exigeInstructeur, pageDeclarer)
    .post(paths.instruction.irrecevabilite, exigeInstructeur, async c => {
      const saisie = await lireSaisie(c)
      const r = await declarerIrrecevable(ctxActeur(c), c.var.deps.config, { dossierId: param(c, 'id'), ...saisie })
      if (r.ok) return versDossier(c, 'irrecevable')
      return estSaisie(r.error)
        ? pageDeclarer(c, { saisie, errors: erreursDe(r.error, 'Écrivez pourquoi le dossier est irrecevable') })
        : repondreRefus(c, r.error)
    })
    .get(paths.instruction.annulationIrrecevabilite, exigeInstructeur, pageAnnuler)
    .post(paths.instruction.annulationIrrecevabilite, exigeInstructeur, async c => {
      const saisie = await lireSaisie(c)
      const r = await annulerIrrecevabilite(ctxActeur(c), { dossierId: param(c, 'id'), raison: saisie.raison })
      if (r.ok) return versDossier(c, 'irrecevabilite_annulee')
      return estSaisie(r.error)
        ? pageAnnuler(c, { saisie, errors: erreursDe(r.error, 'Écrivez pourquoi le dossier revient en instruction') })
        : repondreRefus(c, r.error)
    })
    .get(paths.instruction.lettre, exigeInstructeur, async c =>
      (await dansLePerimetre(c, async () => true)) ? servirLettre(c, param(c, 'id')) : c.notFound(),
    )

type Retour = { saisie: Saisie; errors: FieldErrors }

async function lireSaisie(c: Ctx): Promise<Saisie> {
  const { regles, raison } = await c.req.parseBody({ all: true })
  const codes = [regles ?? []].flat().filter(v => typeof v === 'string')
  return { regles: [...new Set(codes)], raison: texteSaisi(raison) }
}

const SAISIE: ReadonlySet<string> = new Set<RefusSaisie['motif']>(['sans_regle', 'regle_hors_de_cause', 'sans_raison', 'trop_long'])
const estSaisie = <R extends { motif: string }>(r: R | RefusSaisie): r is RefusSaisie => SAISIE.has(r.motif)

function erreursDe(r: RefusSaisie, sansRaison: string): FieldErrors {
  switch (r.motif) {
    case 'sans_regle':
      return { regles: 'Cochez au moins une règle' }
    case 'regle_hors_de_cause':
      return { regles: 'Une règle cochée est respectée ou sans objet\u00a0: cochez celles qui restent en cause' }
    case 'sans_raison':
      return { raison: sansRaison }
    case 'trop_long':
      return { raison: `La raison a ${r.longueur}\u00a0caractères. Raccourcissez-la à ${MOTIF_MAX}` }
  }
}

const pageDeclarer = (c: Ctx<'id'>, retour?: Retour) =>
  pageDeLActe(
    c,
    'declarer_irrecevable',
    async (tx, lu) => (
      <IrrecevablePage
        site={c.var.site}
        cadre={await lireCadre(tx, ctxActeur(c), lu)}
        regles={aTrancher(await reglesInstruites(tx, c.var.ctx.guichetId, lu.ligne))}
        {...retour}
      />
    ),
    retour ? 422 : 200,
  )

const pageAnnuler = (c: Ctx<'id'>, retour?: Retour) =>
  pageDeLActe(
    c,
    'annuler_irrecevabilite',
    async (tx, lu) => <AnnulationPage site={c.var.site} cadre={await lireCadre(tx, ctxActeur(c), lu)} {...retour} />,
    retour ? 422 : 200,
  )
