import { Readable } from 'node:stream'
import { type Contexte, enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, exigeRole, param, router } from '../../http.ts'
import { estUuid } from '../../lib/uuid.ts'
import { paths } from '../../paths.ts'
import { signatairesDe } from '../agents/index.ts'
import { lirePublie } from '../appels/index.ts'
import { envoyerDues } from '../bureau/index.ts'
import { rendrePdf } from '../documents/index.ts'
import { enveloppesDe } from '../enveloppes/index.ts'
import { journaliser } from '../journal/index.ts'
import type { Refuse } from '../signatures/index.ts'
import { confirmerDecisions, type RefusConfirmation } from './confirmer.ts'
import { conflitSur, decisionsANotifier } from './notifications.queries.ts'
import { NotificationsPage } from './notifications.view.tsx'
import { type LettreLue, lettreNotifiee, lettreRecue } from './porteur/lettre.queries.ts'
import { phraseEnvois } from './sans-proces-verbal.ts'
import { correctionRoutes } from './suites/correction.routes.tsx'
import { listeComplementaire } from './suites/liste.queries.ts'
import { phraseSuite } from './suites/phrases.ts'
import { suitesRoutes } from './suites/suites.routes.tsx'

const admin = exigeRole('administrateur')

/** Confirming what was decided, its letters, their sending; and the letter as its structure opens it. */
export const notificationsRoutes = () =>
  router()
    .get(paths.administration.notifications, admin, c => page(c))
    .post(paths.administration.confirmation, admin, confirmer)
    .post(paths.administration.envois, admin, envoyer)
    .get(paths.administration.lettre, admin, apercu)
    .get(paths.dossiers.notification, exigeCompte, lettre)
    .get(paths.dossiers.decision, exigeCompte, c => lettre(c, param(c, 'lettre')))
    .et(suitesRoutes(refuser))
    .et(correctionRoutes(refuser))

const FAITS: Record<string, (n: number) => string> = {
  confirmees: n => `${n}\u00a0décision${n > 1 ? 's' : ''} confirmée${n > 1 ? 's' : ''}. Relisez les lettres, puis envoyez-les.`,
  rang: n => `Le rang\u00a0${n} est retenu. Confirmez sa décision, puis envoyez sa lettre.`,
  correction: () => 'La décision est corrigée. Confirmez-la, puis envoyez sa lettre.',
  envois: n => (n > 0 ? `${n}\u00a0lettre${n > 1 ? 's partent' : ' part'}.` : 'Il n’y a pas de lettre à envoyer.'),
}
const restent = (n: number) => (n > 1 ? `${n}\u00a0décisions restent` : 'Une décision reste')
const faitDe = (c: Ctx) => {
  const [cle = '', n = '0'] = (c.req.query('fait') ?? '').split('-')
  return Object.hasOwn(FAITS, cle) && /^\d{1,5}$/.test(n) ? FAITS[cle]!(Number(n)) : undefined
}

type Retour = { refus?: string; refuses?: readonly Refuse[] }
async function page(c: Ctx<'slug'>, { refus, refuses }: Retour = {}, statut: 409 | 422 = 422) {
  const ctx = ctxActeur(c)
  const lu = await lirePublie(c, async (tx, { appelId }) => ({
    decisions: await decisionsANotifier(tx, ctx.guichetId, appelId, ctx.acteur.compteId),
    liste: await listeComplementaire(tx, ctx.guichetId, appelId, ctx.acteur.compteId),
    enveloppes: await enveloppesDe(tx, ctx.guichetId, appelId),
    aSigner: (await signatairesDe(tx, ctx.guichetId, appelId)).length > 0,
  }))
  if (!lu) return c.notFound()
  return c.html(
    <NotificationsPage
      site={c.var.site}
      appel={lu.appel}
      decisions={lu.decisions}
      liste={lu.liste}
      enveloppes={lu.enveloppes}
      aSigner={lu.aSigner}
      fait={refus ? undefined : faitDe(c)}
      refus={refus}
      refuses={refuses}
    />,
    refus ? statut : 200,
  )
}

const refuser = (c: Ctx<'slug'>, refus: string, statut: 409 | 422) => page(c, { refus }, statut)

async function confirmer(c: Ctx<'slug'>) {
  const lu = await lirePublie(c)
  if (!lu) return c.notFound()
  const corps = await c.req.parseBody({ all: true })
  const ids = [corps.decisions ?? []].flat().filter((v): v is string => typeof v === 'string' && estUuid(v))
  const r = await confirmerDecisions(ctxActeur(c), c.var.deps.config, lu.appelId, ids)
  if (!r.ok) return page(c, { refus: phraseRefus(r.error) })
  return c.redirect(`${paths.administration.notifications(lu.appel.slug)}?fait=confirmees-${r.value.confirmees}`, 303)
}

function phraseRefus(r: RefusConfirmation): string {
  switch (r.motif) {
    case 'aucune':
      return 'Cochez au moins une décision.'
    case 'change':
      return 'Une décision cochée a changé depuis. Relisez la liste, puis confirmez.'
    case 'conflit':
      return phraseSuite(r)
    case 'a_signer':
      return 'Un signataire est désigné pour cet appel\u00a0: présentez les décisions à sa signature.'
  }
}

async function envoyer(c: Ctx<'slug'>) {
  const lu = await lirePublie(c)
  if (!lu) return c.notFound()
  const r = await envoyerDues(ctxActeur(c), { appelId: lu.appelId, slug: lu.appel.slug })
  if (!r.ok) return page(c, { refus: phraseEnvois(r.error.seances) })
  const { lettres, refus } = r.value
  if (refus.length === 0) return c.redirect(`${paths.administration.notifications(lu.appel.slug)}?fait=envois-${lettres}`, 303)
  const compte = `${lettres > 0 ? FAITS.envois!(lettres) : 'Aucune lettre n’est partie.'} ${restent(refus.length)}\u00a0:`
  return page(c, { refus: compte, refuses: refus }, 409)
}

const pdf = (c: Ctx, corps: ReadableStream | Uint8Array, nom: string) =>
  c.body(corps as Uint8Array<ArrayBuffer>, 200, { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${nom}"` })
const nomDe = (numero: string) => `decision-${numero.toLowerCase()}.pdf`

/** The letter as it will be, or the bytes that were sent; whoever is in conflict on the dossier reads theirs as its structure does. */
async function apercu(c: Ctx<'notification' | 'slug'>) {
  const { deps } = c.var
  const { guichetId, acteur, ...ctx } = ctxActeur(c)
  const { lue, conflit } = await enTransaction({ ...ctx, guichetId }, async tx => {
    const lue = await lettreNotifiee(tx, guichetId, param(c, 'notification'))
    return { lue, conflit: lue && (await conflitSur(tx, guichetId, lue.dossierId, acteur.compteId)) }
  })
  if (!lue) return c.notFound()
  if (conflit) return page(c, { refus: phraseSuite({ motif: 'conflit', ...conflit }) })
  if (lue.cle) return pdf(c, Readable.toWeb(deps.stockage.lire(lue.cle)) as ReadableStream, nomDe(lue.lettre.numero))
  return pdf(c, await rendrePdf('notification', { ...lue.lettre, etabliLe: lue.preparee }, { norme: 'UA-1' }), nomDe(lue.lettre.numero))
}

async function lettre(c: Ctx<'id'>, id?: string) {
  const lue = await ouvrirLettre(c.var.ctx, param(c, 'id'), id)
  if (!lue?.cle) return c.notFound()
  return pdf(c, Readable.toWeb(c.var.deps.stockage.lire(lue.cle)) as ReadableStream, nomDe(lue.lettre.numero))
}

/** The letter of a decision as somebody of the structure opens it: the first opening is noted, with who and when. */
const ouvrirLettre = (ctx: Contexte, dossierId: string, id?: string): Promise<LettreLue | undefined> =>
  enTransaction(ctx, async tx => {
    const lue = await lettreRecue(tx, ctx, dossierId, id)
    if (!lue || !ctx.acteur) return undefined
    const { numUpdatedRows } = await tx
      .updateTable('notification')
      .set({ ouverte_le: ctx.instant, ouverte_par: ctx.acteur.compteId })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', lue.id)
      .where('ouverte_le', 'is', null)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 1n) await journaliser(tx, ctx, 'notification.ouverte', dossierId, { notification: lue.id })
    return lue
  })
