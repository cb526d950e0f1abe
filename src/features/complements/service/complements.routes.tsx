import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { formatInstant, formatJour } from '../../../lib/dates.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { direRefus, repondreRefus } from '../../instruction/index.ts'
import { exigeInstructeur } from '../../service/index.ts'
import { type Demande, demandesDe } from './complements.queries.ts'
import { deciderReponses } from './decider-reponses.ts'
import { lireSaisieDecisions } from './decisions.form.ts'
import { appliquerGeste, lireGeste, lireSaisie, type SaisieDemande } from './demande.form.ts'
import { demanderComplement } from './demander.ts'
import { pageComplements } from './page-complements.tsx'
import { prolongerDemande } from './prolonger-demande.ts'
import { retirerDemande } from './retirer-demande.ts'

/** Requests for complements of a dossier: those made, and one to make. */
export const complementsServiceRoutes = () =>
  router()
    .get(paths.instruction.complements, exigeInstructeur, pageComplements)
    .post(paths.instruction.complements, exigeInstructeur, demander)
    .post(paths.instruction.prolongationComplement, exigeInstructeur, prolonger)
    .post(paths.instruction.retraitComplement, exigeInstructeur, retirer)
    .post(paths.instruction.clotureComplement, exigeInstructeur, decider)

async function lireTextes(c: Ctx) {
  const corps = await c.req.parseBody()
  return (cle: string) => texteSaisi(corps[cle])
}
const faite = (c: Ctx<'id'>, fait: string) => c.redirect(`${paths.instruction.complements(param(c, 'id'))}?fait=${fait}`, 303)

async function demander(c: Ctx<'id'>) {
  const corps = await c.req.parseBody()
  const saisie = lireSaisie(corps)
  const geste = lireGeste(corps._geste)
  // a button of the list changes the form and nothing else
  if (geste) return pageComplements(c, { statut: 422, formulaire: { ...appliquerGeste(saisie, geste), errors: {} } })
  const r = await demanderComplement(ctxActeur(c), { dossierId: param(c, 'id'), ...saisie })
  if (r.ok) return faite(c, 'demande')
  if (r.error.motif === 'saisie') return pageComplements(c, { statut: 422, formulaire: { saisie, errors: r.error.errors } })
  if (r.error.motif === 'deja' || r.error.motif === 'change') return devancee(c, saisie)
  return repondreRefus(c, r.error)
}

/** What somebody else has just done to the latest request of the dossier. */
async function dernierChangement(c: Ctx<'id'>): Promise<string> {
  const [k] = await enTransaction(c.var.ctx, tx => demandesDe(tx, c.var.ctx.guichetId, param(c, 'id')))
  return k ? motChangement(k) : 'Les demandes de ce dossier ont changé.'
}
function motChangement(k: Demande): string {
  const demande = `la demande n°\u00a0${k.numero}`
  if (k.annuleLe) return `${k.annulePar} a retiré ${demande}, ${formatInstant(k.annuleLe)}.`
  if (k.closLe) return `${k.closPar} a clos ${demande}, ${formatInstant(k.closLe)}.`
  if (k.reponduLe) return `Le porteur a répondu à ${demande}, ${formatInstant(k.reponduLe)}.`
  return `${k.par} a envoyé ${demande}, ${formatInstant(k.demandeLe)}. Elle attend la réponse du porteur, et une seule attend à la fois.`
}

/** Another came first: the request stays on the page as it was written, and has not left. */
async function devancee(c: Ctx<'id'>, saisie: SaisieDemande) {
  const phrase = `${await dernierChangement(c)} Votre demande n’est pas partie, elle reste écrite plus bas.`
  return pageComplements(c, { statut: 409, devance: { phrase }, formulaire: { saisie, errors: {} } })
}

async function prolonger(c: Ctx<'id' | 'complement'>) {
  const texte = await lireTextes(c)
  const attente = { jour: texte('jour'), raison: texte('raison') }
  const r = await prolongerDemande(ctxActeur(c), {
    dossierId: param(c, 'id'),
    complement: param(c, 'complement'),
    vu: texte('vu'),
    ...attente,
  })
  if (r.ok) return faite(c, 'prolongation')
  if (r.error.motif === 'demande_inconnue') return c.notFound()
  if (r.error.motif === 'saisie') return pageComplements(c, { statut: 422, attente, errors: r.error.errors })
  if (r.error.motif === 'change') {
    const phrase = `Le délai de cette demande va maintenant jusqu’au ${formatJour(r.error.echeance)}. Votre prolongation n’est pas enregistrée\u00a0: relisez, puis confirmez.`
    return pageComplements(c, { statut: 409, attente, devance: { phrase } })
  }
  if (r.error.motif === 'finie')
    return pageComplements(c, { statut: 409, devance: { phrase: await dernierChangement(c), texte: attente.raison } })
  return repondreRefus(c, r.error)
}

async function retirer(c: Ctx<'id' | 'complement'>) {
  const motif = (await lireTextes(c))('motif')
  const r = await retirerDemande(ctxActeur(c), { dossierId: param(c, 'id'), complement: param(c, 'complement'), motif })
  if (r.ok) return faite(c, 'retrait')
  if (r.error.motif === 'demande_inconnue') return c.notFound()
  if (r.error.motif === 'repondue')
    return pageComplements(c, { statut: 409, devance: { phrase: await dernierChangement(c), texte: motif } })
  if (r.error.motif === 'sans_raison')
    return pageComplements(c, { statut: 422, errors: { motif: 'Écrivez pourquoi vous retirez la demande, le porteur le lit' } })
  if (r.error.motif === 'trop_long') return pageComplements(c, { statut: 422, attente: { motif }, errors: { motif: r.error.phrase } })
  return repondreRefus(c, r.error)
}

async function decider(c: Ctx<'id' | 'complement'>) {
  const decisions = lireSaisieDecisions(await c.req.parseBody())
  const r = await deciderReponses(ctxActeur(c), { dossierId: param(c, 'id'), complement: param(c, 'complement'), ...decisions })
  if (r.ok) return faite(c, r.value.redemandes > 0 ? 'redemande' : 'cloture')
  if (r.error.motif === 'demande_inconnue') return c.notFound()
  if (r.error.motif === 'sans_reponse') return direRefus(c, 'Cette demande n’a pas de réponse à accepter.', 409)
  if (r.error.motif === 'deja_close') {
    const texte = [...decisions.decisions.map(x => x.manque), decisions.note].filter(Boolean).join('\n')
    return pageComplements(c, { statut: 409, devance: { phrase: await dernierChangement(c), texte } })
  }
  if (r.error.motif === 'saisie') return pageComplements(c, { statut: 422, decisions, errors: r.error.errors })
  return repondreRefus(c, r.error)
}
