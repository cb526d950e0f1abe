import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { appelsDe, lecteurDe } from '../../perimetre/index.ts'
import { affectables, exigeInstructeur } from '../../service/index.ts'
import { lireCadre } from '../lire-cadre.ts'
import { direRefus, pageDeLActe, repondreRefus, versDossier } from '../reponses.tsx'
import { affecter, prendreEnCharge } from './affecter.ts'
import { etiqueter, etiquettesConnues, lireEtiquettes } from './etiqueter.ts'
import { phraseAffectation, phraseEtiquette } from './phrases-suivi.ts'
import { AffectationPage, EtiquettesPage } from './suivi.view.tsx'

/** Who follows a dossier, and its labels. */
export const suiviRoutes = () =>
  router()
    .post(paths.instruction.priseEnCharge, exigeInstructeur, async c => {
      const r = await prendreEnCharge(ctxActeur(c), param(c, 'id'))
      if (r.ok) return versDossier(c, 'pris')
      if (r.error.motif === 'change') return direRefus(c, phraseAffectation(r.error), 409)
      return r.error.motif === 'inconnu' ? direRefus(c, phraseAffectation(r.error), 403) : repondreRefus(c, r.error)
    })
    .get(paths.instruction.affectation, exigeInstructeur, pageAffectation)
    .post(paths.instruction.affectation, exigeInstructeur, postAffectation)
    .get(paths.instruction.etiquettes, exigeInstructeur, pageEtiquettes)
    .post(paths.instruction.etiquettes, exigeInstructeur, postEtiquettes)

const pageAffectation = (c: Ctx<'id'>, retour?: { choix: string; change?: string; error?: string }) =>
  pageDeLActe(
    c,
    'affecter',
    async (tx, lu) => (
      <AffectationPage
        site={c.var.site}
        cadre={await lireCadre(tx, ctxActeur(c), lu)}
        affectables={await affectables(tx, c.var.ctx.guichetId, lu.ligne, appelsDe((await lecteurDe(tx, ctxActeur(c))).perimetres))}
        choix={retour?.choix ?? lu.ligne.assigne_a ?? ''}
        change={retour?.change}
        error={retour?.error}
      />
    ),
    retour?.change ? 409 : retour ? 422 : 200,
  )

async function postAffectation(c: Ctx<'id'>) {
  const { a, vu } = await c.req.parseBody()
  if (typeof a !== 'string') return pageAffectation(c, { choix: '', error: 'Choisissez une personne, ou «\u00a0Personne\u00a0»' })
  const demande = { dossierId: param(c, 'id'), a: a || null, vu: typeof vu === 'string' ? vu || null : undefined }
  const r = await affecter(ctxActeur(c), demande)
  if (r.ok) return versDossier(c, 'affecte')
  if (r.error.motif === 'change') return pageAffectation(c, { choix: a, change: phraseAffectation(r.error) })
  if (r.error.motif === 'inconnu') return pageAffectation(c, { choix: a, error: phraseAffectation(r.error) })
  return repondreRefus(c, r.error)
}

const pageEtiquettes = (c: Ctx<'id'>, retour?: { nouvelles: string; message: string }) =>
  pageDeLActe(
    c,
    'etiqueter',
    async (tx, lu) => (
      <EtiquettesPage
        site={c.var.site}
        cadre={await lireCadre(tx, ctxActeur(c), lu)}
        connues={(await etiquettesConnues(tx, ctxActeur(c))).filter(e => !lu.ligne.etiquettes.includes(e))}
        {...(retour ? { nouvelles: retour.nouvelles, errors: { nouvelles: retour.message } } : {})}
      />
    ),
    retour ? 422 : 200,
  )

async function postEtiquettes(c: Ctx<'id'>) {
  const corps = await c.req.parseBody({ all: true })
  const textes = (cle: string) => [corps[cle] ?? []].flat().filter(v => typeof v === 'string')
  const [gardees, nouvelles] = [textes('gardees'), textes('nouvelles').join(', ')]
  const retirer = textes('vues').filter(e => !gardees.includes(e))
  const r = await etiqueter(ctxActeur(c), { dossierId: param(c, 'id'), ajouter: lireEtiquettes(nouvelles), retirer })
  if (r.ok) return versDossier(c, 'etiquettes')
  const { error } = r
  return error.motif === 'longue' || error.motif === 'trop'
    ? pageEtiquettes(c, { nouvelles, message: phraseEtiquette(error) })
    : repondreRefus(c, error)
}
