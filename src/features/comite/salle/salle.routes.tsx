import { streamSSE } from 'hono/streaming'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { phrasePrononce } from '../../decider/index.ts'
import { MOTS_SENS, type SaisieDecision, SENS } from '../../decisions/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { rendre } from '../avis/avis.routes.tsx'
import { trouverDebat } from '../debat.ts'
import { signesDe } from '../liaison/liaison.queries.ts'
import { signaler } from '../liaison/signaler.ts'
import { exigeComite, repondreRefus } from '../reponses.tsx'
import { instanceDeSeance } from '../seance.queries.ts'
import { examines } from '../seance.ts'
import { conduireA } from './conduire.ts'
import { deciderDossier, type RefusDecision } from './decider.ts'
import { deplacerDossier, VERS } from './deplacer.ts'
import { ecouter } from './direct.ts'
import { laSalleDe } from './la-salle.ts'
import { LaSalle } from './la-salle.view.tsx'
import { proposerEnSalle } from './proposer.ts'
import { ramenerEnSalle } from './ramener.ts'
import { pageSalle } from './salle.page.tsx'

/** The room where the comité deliberates, and what it decides there. */
export const salleRoutes = () =>
  router()
    .get(paths.comite.salle, exigeComite, c => pageSalle(c))
    .get(paths.comite.salleDossier, exigeComite, c => pageSalle(c))
    .post(paths.comite.conduiteSalle, exigeComite, async c => {
      const r = await conduireA(ctxActeur(c), { seanceId: param(c, 'id'), dossierId: param(c, 'dossier') })
      return r.ok ? c.redirect(paths.comite.salle(param(c, 'id')), 303) : repondreRefus(c, r.error)
    })
    .post(paths.comite.rangSalle, exigeComite, async c => {
      const dit = texteSaisi((await c.req.parseBody()).vers)
      const dossierId = param(c, 'dossier')
      const r = await deplacerDossier(ctxActeur(c), { seanceId: param(c, 'id'), dossierId, vers: VERS.find(v => v === dit) ?? 'fin' })
      return r.ok ? c.redirect(`${paths.comite.salle(param(c, 'id'))}#rang-${dossierId}`, 303) : repondreRefus(c, r.error)
    })
    .put(paths.comite.propositionSalle, exigeComite, async c => {
      const corps = await c.req.parseBody()
      const champs = { sens: texteSaisi(corps.sens), montant: texteSaisi(corps.montant) }
      const r = await proposerEnSalle(ctxActeur(c), { seanceId: param(c, 'id'), dossierId: param(c, 'dossier'), ...champs })
      return r.ok ? c.body(null, 204) : repondreRefus(c, r.error)
    })
    .get(paths.comite.direct, exigeComite, direct)
    .put(paths.comite.suiviSalle, exigeComite, suivi)
    .post(paths.comite.rappelSalle, exigeComite, async c => {
      const r = await ramenerEnSalle(ctxActeur(c), param(c, 'id'))
      return r.ok ? versSalle(c) : repondreRefus(c, r.error)
    })
    .post(paths.comite.decision, exigeComite, async c => ((await donneAvis(c)) ? rendre(c) : decider(c)))

/** Whether the séance is of a body that gives opinions: its act is another. */
async function donneAvis(c: Ctx<'id'>): Promise<boolean> {
  const ctx = ctxActeur(c)
  return (await enTransaction(ctx, tx => instanceDeSeance(tx, ctx.guichetId, param(c, 'id')))) !== null
}

/** Tells a screen of the room that it has something to read again: a stamp, and nothing else. */
const versSalle = (c: Ctx<'id'>) => c.redirect(paths.comite.salle(param(c, 'id')), 303)

/** A screen says which dossier it shows; the answer is who is in the room, and how they follow. */
async function suivi(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  const corps = await c.req.parseBody()
  const r = await enTransaction(ctx, async tx => {
    const id = param(c, 'id')
    const [lue, signes] = await Promise.all([seancePour(tx, ctx, 'deliberer', id, { verrou: false }), signesDe(tx, ctx.guichetId, id)])
    if (!lue.ok) return { refus: lue.error }
    const s = lue.value
    if (s.instance.avis) return { refus: { motif: 'interdit' as const } }
    await signaler(tx, ctx, s, { dossier: texteSaisi(corps.dossier), retenu: corps.retenu === 'oui', par: 'script' })
    const lu = examines(s).find(d => d.id === texteSaisi(corps.dossier))
    return { vue: laSalleDe(ctx, s, { signes, debat: await trouverDebat(tx, ctx.guichetId, s), lu }) }
  })
  return r.vue ? c.html(<LaSalle vue={r.vue} />) : repondreRefus(c, r.refus)
}

async function direct(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  const id = param(c, 'id')
  const lue = await enTransaction(ctx, tx => seancePour(tx, ctx, 'deliberer', id, { verrou: false }))
  if (!lue.ok) return repondreRefus(c, lue.error)
  return streamSSE(c, flux => ecouter(ctx, flux, { seanceId: id, horloge: c.var.deps.horloge }))
}

function lireSaisie(corps: Record<string, unknown>): SaisieDecision {
  const texte = (nom: keyof SaisieDecision) => texteSaisi(corps[nom])
  return {
    sens: texte('sens'),
    montant: texte('montant'),
    rang: texte('rang'),
    motif: texte('motif'),
    conditions: texte('conditions'),
    conclusion: texte('conclusion'),
    enveloppe: texte('enveloppe'),
    hors_avis: texte('hors_avis'),
  }
}

const textesDe = ({ conclusion, motif, conditions, hors_avis = '' }: SaisieDecision) =>
  [conclusion, motif, conditions, hors_avis].filter(Boolean)

/** What was about to be decided, as it was typed. */
function sensDe({ sens, montant }: SaisieDecision): string {
  const choisi = SENS.find(x => x === sens)
  return choisi ? [MOTS_SENS[choisi], montant].filter(Boolean).join('\u00a0: ') : ''
}

async function decider(c: Ctx<'id' | 'dossier'>) {
  const corps = await c.req.parseBody()
  const saisie = lireSaisie(corps)
  const [seanceId, dossierId] = [param(c, 'id'), param(c, 'dossier')]
  const r = await deciderDossier(ctxActeur(c), { seanceId, dossierId, saisie, vue: texteSaisi(corps.vue) })
  if (r.ok) return c.redirect(paths.comite.salle(seanceId), 303)
  const refus = r.error
  if (refus.motif === 'saisie') return pageSalle(c, { saisie, errors: refus.errors, statut: 422 })
  if (refus.motif === 'suspendue')
    return pageSalle(c, {
      avis: 'La séance a été suspendue pendant votre saisie\u00a0: rien n’est enregistré.',
      perdu: [sensDe(saisie), ...textesDe(saisie)].filter(Boolean),
      statut: 409,
    })
  // no form is left to hold what was typed: the page gives it back to read
  if (refus.motif === 'etat' && refus.etat === 'close')
    return pageSalle(c, {
      avis: 'La séance a été close pendant votre saisie\u00a0: rien n’est enregistré.',
      perdu: textesDe(saisie),
      statut: 409,
    })
  const avis = phraseRefusDecision(refus)
  return avis ? pageSalle(c, { saisie, avis, statut: refus.motif === 'autre' ? 409 : 422 }) : repondreRefus(c, refus as RefusComite)
}

/** Why the comité cannot decide this; `undefined` when the act is not open to the person. */
function phraseRefusDecision(r: RefusDecision): string | undefined {
  switch (r.motif) {
    case 'quorum':
      return `Le quorum n’est pas atteint pour ce dossier\u00a0: ${r.comptes}\u00a0votant${r.comptes > 1 ? 's' : ''} présent${r.comptes > 1 ? 's' : ''}, il en faut ${r.quorum}.`
    case 'notifie':
    case 'autre':
    case 'enveloppe':
    case 'trop_de_laureats':
    case 'minimis':
    case 'avis':
      return phrasePrononce(r)
    case 'structure_declaree':
      return `${r.porteur} est une structure déclarée, non confirmée. Confirmez-la d’abord, ou ajournez le dossier.`
    default:
      return undefined
  }
}
