import { type Ctx, ctxActeur, exigeRole, param, router } from '../../http.ts'
import { formatEuros } from '../../lib/euros.ts'
import { type FieldErrors, texteSaisi } from '../../lib/forms.ts'
import { pluriel } from '../../lib/mots.ts'
import { estUuid } from '../../lib/uuid.ts'
import { paths } from '../../paths.ts'
import { versConfirmation } from '../comptes/index.ts'
import { ASignerPage, type Retour } from './a-signer.view.tsx'
import { annulerSignatures } from './annuler.ts'
import { noterLecture } from './lire.ts'
import { lireASigner } from './lire-page.ts'
import { RefusPage } from './refus.view.tsx'
import { rendre, type SaisieRefus } from './rendre.ts'
import { signer } from './signer.ts'

const signataire = exigeRole('signataire')

/** What waits for somebody's signature: read, signed, given back, taken back within minutes. */
export const aSignerRoutes = () =>
  router()
    .get(paths.signatures.aSigner, signataire, c => page(c))
    .post(paths.signatures.signature, signataire, poserSignature)
    .post(paths.signatures.annulation, signataire, annuler)
    .post(paths.signatures.lecture, signataire, lire)
    .get(paths.signatures.refus, signataire, c => pageRefus(c))
    .post(paths.signatures.refus, signataire, refuser)

const FAITS: Record<string, (n: string) => string> = {
  signes: n => `${pluriel(Number(n), 'décision signée', 'décisions signées')}.`,
  repris: n =>
    n === '0'
      ? 'Il n’y a plus de signature à reprendre.'
      : `${pluriel(Number(n), 'signature reprise', 'signatures reprises')}. Rien n’est parti.`,
  rendu: () => 'La décision est rendue au service. Le porteur n’en reçoit rien.',
  facteur: () => 'Votre second facteur est donné. Vous pouvez signer.',
}
const faitDe = (c: Ctx) => {
  const [cle = '', n = '0'] = (c.req.query('fait') ?? '').split('-')
  return Object.hasOwn(FAITS, cle) && /^\d{1,5}$/.test(n) ? FAITS[cle]!(n) : undefined
}

async function page(c: Ctx, retour: Retour = {}, statut: 200 | 409 | 422 = 200) {
  const demandee = retour.acte ?? c.req.query('acte')
  const lue = await lireASigner(ctxActeur(c), c.var.deps, demandee)
  const fait = statut === 200 ? faitDe(c) : undefined
  return c.html(<ASignerPage site={c.var.site} {...lue} fait={fait} {...retour} />, statut)
}

async function lire(c: Ctx<'presentation'>) {
  const corps = await c.req.parseBody()
  const id = param(c, 'presentation')
  const r = await noterLecture(ctxActeur(c), c.var.deps, { presentationId: id, empreinte: texteSaisi(corps.empreinte) })
  if (!r.ok)
    return r.error.motif === 'introuvable'
      ? c.notFound()
      : page(c, { acte: id, refus: 'Ce document a changé pendant votre lecture. Relisez-le.' }, 409)
  // a script that saw the last page stays where it is
  if (texteSaisi(corps.rester) === 'oui') return c.body(null, 204)
  return c.redirect(r.value.suivante ? paths.signatures.lire(r.value.suivante) : paths.signatures.aSigner, 303)
}

async function poserSignature(c: Ctx) {
  const corps = await c.req.parseBody({ all: true })
  const ids = [corps.actes ?? []].flat().filter((v): v is string => typeof v === 'string' && estUuid(v))
  const confirmation = await versConfirmation(c, `${paths.signatures.aSigner}?fait=facteur`)
  if (confirmation) return confirmation
  const r = await signer(ctxActeur(c), c.var.deps, ids)
  if (r.ok) {
    const { faits, montant, refus } = r.value
    if (refus.length === 0) return c.redirect(`${paths.signatures.aSigner}?fait=signes-${faits}`, 303)
    const dit = faits > 0 ? `${pluriel(faits, 'décision signée', 'décisions signées')}, ${formatEuros(montant)}.` : 'Rien n’est signé.'
    return page(c, { refus: dit, refuses: refus }, 409)
  }
  if (r.error.motif === 'aucune') return page(c, { refus: 'Cochez au moins un document.' }, 422)
  const { nonLues, sur } = r.error
  return page(c, { acte: nonLues[0]!, aLire: { n: nonLues.length, sur } }, 422)
}

async function annuler(c: Ctx) {
  const n = await annulerSignatures(ctxActeur(c))
  return c.redirect(`${paths.signatures.aSigner}?fait=repris-${n}`, 303)
}

async function pageRefus(c: Ctx<'presentation'>, saisie: SaisieRefus = { pour: 'corriger', note: '' }, errors: FieldErrors = {}) {
  const id = param(c, 'presentation')
  const { attendues } = await lireASigner(ctxActeur(c), c.var.deps, id)
  const p = attendues.find(x => x.id === id)
  if (!p) return c.notFound()
  return c.html(<RefusPage site={c.var.site} p={p} saisie={saisie} errors={errors} />, Object.keys(errors).length > 0 ? 422 : 200)
}

async function refuser(c: Ctx<'presentation'>) {
  const corps = await c.req.parseBody()
  const saisie = { pour: texteSaisi(corps.pour), note: texteSaisi(corps.note) }
  const r = await rendre(ctxActeur(c), { presentationId: param(c, 'presentation'), saisie })
  if (r.ok) return c.redirect(`${paths.signatures.aSigner}?fait=rendu`, 303)
  if (r.error.motif === 'introuvable') return c.notFound()
  if (r.error.motif === 'conflit') return page(c, { refus: `${r.error.phrase}.` }, 422)
  return pageRefus(c, saisie, r.error.errors)
}
