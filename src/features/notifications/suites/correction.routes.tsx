import { type Ctx, ctxActeur, exigeRole, param, router } from '../../../http.ts'
import { saisieEuros } from '../../../lib/euros.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { lirePublie } from '../../appels/index.ts'
import { plafondsDe, resteDe, sourcesPour } from '../../decisions/index.ts'
import { consultationsDe, direConsultation } from '../../instances/index.ts'
import { decisionsANotifier } from '../notifications.queries.ts'
import { CorrectionPage } from './correction.view.tsx'
import { corrigerDecision, type ErreursCorrection, type SaisieCorrection, seCorrige } from './corriger.ts'
import { phraseSuite } from './phrases.ts'
import type { Refuser } from './suites.routes.tsx'

const admin = exigeRole('administrateur')

/** Correcting a decision that was told. */
export const correctionRoutes = (refuser: Refuser) =>
  router()
    .get(paths.administration.correction, admin, c => page(c, refuser))
    .post(paths.administration.correction, admin, c => corriger(c, refuser))

async function page(c: Ctx<'dossier' | 'slug'>, refuser: Refuser, refus?: { values: SaisieCorrection; errors: ErreursCorrection }) {
  const ctx = ctxActeur(c)
  const { guichetId, acteur } = ctx
  const id = param(c, 'dossier')
  const lu = await lirePublie(c, async (tx, { appelId, appel }) => {
    const d = (await decisionsANotifier(tx, guichetId, appelId, acteur.compteId)).find(x => x.dossierId === id)
    if (!d) return { d }
    return {
      d,
      seCorrige: await seCorrige(tx, ctx, d),
      plafonds: await plafondsDe(tx, guichetId, id),
      sources: await sourcesPour(tx, guichetId, id),
      avis: (await consultationsDe(tx, guichetId, appel, id)).map(direConsultation),
    }
  })
  if (!lu?.d || !lu.plafonds) return c.notFound()
  const { d } = lu
  if (d.enConflit) return refuser(c, phraseSuite({ motif: 'conflit', numero: d.numero }), 422)
  if (!lu.seCorrige) return refuser(c, phraseSuite({ motif: 'a_notifier' }), 422)
  if (d.acteSigne) return refuser(c, phraseSuite({ motif: 'acte_signe' }), 422)
  const values = refus?.values ?? {
    sens: d.sens,
    montant: d.montant > 0 ? saisieEuros(d.montant) : '',
    rang: d.rang === null ? '' : String(d.rang),
    motif: d.motif,
    conditions: d.conditions,
    raison: '',
  }
  const { appel, plafonds, sources, avis } = lu
  const props = { site: c.var.site, appel, d, plafonds, sources, avis, reste: resteDe(sources), values, errors: refus?.errors ?? {} }
  return c.html(<CorrectionPage {...props} />, refus ? 422 : 200)
}

async function corriger(c: Ctx<'dossier' | 'slug'>, refuser: Refuser) {
  const lu = await lirePublie(c)
  if (!lu) return c.notFound()
  const corps = await c.req.parseBody()
  const lire = (champ: string) => texteSaisi(corps[champ])
  const saisie = {
    sens: lire('sens'),
    montant: lire('montant'),
    rang: lire('rang'),
    motif: lire('motif'),
    conditions: lire('conditions'),
    raison: lire('raison'),
    enveloppe: lire('enveloppe'),
    hors_avis: lire('hors_avis'),
  }
  const demande = { appelId: lu.appelId, appel: lu.appel, dossierId: param(c, 'dossier'), vue: lire('vue'), saisie }
  const r = await corrigerDecision(ctxActeur(c), demande)
  if (r.ok) return c.redirect(`${paths.administration.notifications(lu.appel.slug)}?fait=correction-1`, 303)
  const reprendre = (errors: ErreursCorrection) => page(c, refuser, { values: saisie, errors })
  switch (r.error.motif) {
    case 'introuvable':
      return c.notFound()
    case 'saisie':
      return reprendre(r.error.errors)
    case 'enveloppe':
      return reprendre({ montant: phraseSuite(r.error) })
    case 'rang_pris':
      return reprendre({ rang: phraseSuite(r.error) })
    case 'trop_de_laureats':
    case 'structure_declaree':
      return reprendre({ sens: phraseSuite(r.error) })
    default:
      return refuser(c, phraseSuite(r.error), r.error.motif === 'change' ? 409 : 422)
  }
}
