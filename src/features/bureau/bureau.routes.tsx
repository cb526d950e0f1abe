import { Readable } from 'node:stream'
import { nouvelId } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, param, router } from '../../http.ts'
import { texteSaisi } from '../../lib/forms.ts'
import { pluriel } from '../../lib/mots.ts'
import { estUuid } from '../../lib/uuid.ts'
import { paths } from '../../paths.ts'
import { signatairesDe } from '../agents/index.ts'
import { lirePublie } from '../appels/index.ts'
import { ceQuiManque, phraseEnvois } from '../notifications/index.ts'
import { type Compte, presenter, type Refuse, reprendrePresentations } from '../signatures/index.ts'
import { constaterAvances, ordonnerAvances } from './avances.ts'
import { exportsDe, lignesDuBureau } from './bureau.queries.ts'
import { BureauPage } from './bureau.view.tsx'
import { engager } from './engager.ts'
import { envoyerDues } from './envoyer-dues.ts'
import { direLigne, estVue, ranger } from './etapes.rules.ts'
import { annulerExport, aPayerDe, exporterPaiements } from './exporter.ts'

const admin = exigeRole('administrateur')
const b = paths.administration

/** The desk after the decisions of a call, and the acts made of many at once. */
export const bureauRoutes = () =>
  router()
    .get(b.bureau, admin, c => page(c))
    .post(b.presentation, admin, presenterCochees)
    .post(b.reprisePresentation, admin, reprendre)
    .post(b.engagements, admin, ecrireEngagements)
    .post(b.lettresDues, admin, envoyer)
    .post(b.avances, admin, avances)
    .post(b.paiements, admin, paiements)
    .post(b.exportsPaiements, admin, exporter)
    .get(b.exportPaiements, admin, telecharger)
    .post(b.annulationExport, admin, annuler)

const FAITS: Record<string, (n: number) => string> = {
  presentes: n => `${pluriel(n, 'décision présentée', 'décisions présentées')} à la signature.`,
  repris: n =>
    n === 0
      ? 'Il n’y a rien à reprendre\u00a0: ce qui est coché n’attend pas de signature.'
      : `${pluriel(n, 'décision reprise', 'décisions reprises')}. Rien n’était signé.`,
  engages: n => `${pluriel(n, 'numéro d’engagement écrit', 'numéros d’engagement écrits')}.`,
  lettres: n =>
    n === 0
      ? 'Il n’y a pas de lettre à envoyer.'
      : `${n}\u00a0${n > 1 ? 'lettres partent, avec leurs arrêtés' : 'lettre part, avec son arrêté'} s’il y en a.`,
  ordonnes: n => `${pluriel(n, 'avance ordonnée', 'avances ordonnées')}.`,
  payes: n => `${pluriel(n, 'paiement constaté', 'paiements constatés')}.`,
  exporte: n => `Le fichier n°\u00a0${n} est prêt, dans la liste des fichiers. Son empreinte est gardée.`,
  annule: n => `Le fichier n°\u00a0${n} est annulé\u00a0: ses lignes peuvent être exportées à nouveau.`,
}
const faitDe = (c: Ctx) => {
  const [cle = '', n = ''] = (c.req.query('fait') ?? '').split('-')
  return Object.hasOwn(FAITS, cle) && /^\d{1,6}$/.test(n) ? FAITS[cle]!(Number(n)) : undefined
}

type Retour = { refus?: string; refuses?: readonly Refuse[]; colle?: string }
async function page(c: Ctx<'slug'>, retour: Retour = {}, statut: 200 | 409 | 422 = 200) {
  const ctx = ctxActeur(c)
  const lu = await lirePublie(c, async (tx, { appelId }) => {
    const aSigner = (await signatairesDe(tx, ctx.guichetId, appelId)).length > 0
    const lignes = await lignesDuBureau(tx, ctx.guichetId, appelId, ctx.acteur.compteId)
    // before its letter, whoever is in conflict on a dossier reads nothing of what was decided of it
    const lisibles = lignes.filter(l => !l.enConflit || l.lettre?.envoyee)
    return {
      aSigner,
      tues: lignes.length - lisibles.length,
      lignes: ranger(lisibles.map(l => direLigne(l, aSigner))),
      aExporter: await aPayerDe(tx, ctx.guichetId, appelId),
      exports: await exportsDe(tx, ctx.guichetId, appelId),
    }
  })
  if (!lu) return c.notFound()
  const demandee = c.req.query('vue') ?? ''
  const vue = estVue(demandee) ? demandee : 'tous'
  const fait = statut === 200 ? faitDe(c) : undefined
  return c.html(<BureauPage site={c.var.site} instant={ctx.instant} cle={nouvelId()} vue={vue} {...lu} fait={fait} {...retour} />, statut)
}

const ids = (v: unknown): string[] => [v ?? []].flat().filter((x): x is string => typeof x === 'string' && estUuid(x))
/** Rows are ticked by their decision, or by their dossier for what is paid: both come with the row. */
async function cochees(c: Ctx) {
  const corps = await c.req.parseBody({ all: true })
  const lignes = [corps.lignes ?? []].flat().filter((x): x is string => typeof x === 'string')
  return {
    corps,
    decisions: ids([...[corps.decisions ?? []].flat(), ...lignes.map(l => l.split('.')[0])]),
    dossiers: ids(lignes.map(l => l.split('.')[1])),
  }
}

const vers = (c: Ctx<'slug'>, fait: string) => c.redirect(`${b.bureau(param(c, 'slug'))}?fait=${fait}`, 303)
const RIEN = 'Cochez au moins une ligne.'
/** A bulk act: its page with each line that was refused and why, or the desk again. */
const rendreCompte = (c: Ctx<'slug'>, r: Compte, mot: string, dit: (n: number) => string) =>
  r.refus.length === 0
    ? vers(c, `${mot}-${r.faits}`)
    : page(
        c,
        {
          refus: `${r.faits > 0 ? dit(r.faits) : 'Rien n’est fait.'} ${pluriel(r.refus.length, 'ligne refusée', 'lignes refusées')}\u00a0:`,
          refuses: r.refus,
        },
        409,
      )

async function presenterCochees(c: Ctx<'slug'>) {
  const lu = await lirePublie(c)
  if (!lu) return c.notFound()
  const { corps, decisions } = await cochees(c)
  const r = await presenter(ctxActeur(c), {
    appelId: lu.appelId,
    appel: lu.appel,
    decisions,
    avecActe: texteSaisi(corps.avec_acte) === 'oui',
  })
  if (r.ok) return rendreCompte(c, r.value, 'presentes', FAITS.presentes!)
  switch (r.error.motif) {
    case 'aucune':
      return page(c, { refus: RIEN }, 422)
    case 'sans_signataire':
      return page(c, { refus: 'Personne n’est désigné pour signer\u00a0: confirmez les décisions sur la page des notifications.' }, 422)
    case 'sans_proces_verbal':
      return page(c, { refus: `Rien n’est présenté. ${ceQuiManque(r.error.seances)}` }, 422)
  }
}

async function reprendre(c: Ctx<'slug'>) {
  const lu = await lirePublie(c)
  if (!lu) return c.notFound()
  const { decisions } = await cochees(c)
  if (decisions.length === 0) return page(c, { refus: RIEN }, 422)
  return vers(c, `repris-${await reprendrePresentations(ctxActeur(c), { appelId: lu.appelId, decisions })}`)
}

async function ecrireEngagements(c: Ctx<'slug'>) {
  const lu = await lirePublie(c)
  if (!lu) return c.notFound()
  const colle = texteSaisi((await c.req.parseBody()).engagements)
  const r = await engager(ctxActeur(c), { appelId: lu.appelId, colle })
  if (!r.ok)
    return page(
      c,
      {
        refus:
          r.error.motif === 'rien'
            ? 'Écrivez un numéro d’engagement à côté d’un numéro de dossier.'
            : 'Ce texte est trop long\u00a0: deux mille dossiers au plus à la fois.',
      },
      422,
    )
  const reste = r.value.refus.length > 0 ? { colle } : {}
  if (r.value.refus.length === 0) return vers(c, `engages-${r.value.faits}`)
  const dit = r.value.faits > 0 ? FAITS.engages!(r.value.faits) : 'Rien n’est écrit.'
  return page(
    c,
    { refus: `${dit} ${pluriel(r.value.refus.length, 'ligne refusée', 'lignes refusées')}\u00a0:`, refuses: r.value.refus, ...reste },
    409,
  )
}

async function envoyer(c: Ctx<'slug'>) {
  const lu = await lirePublie(c)
  if (!lu) return c.notFound()
  const r = await envoyerDues(ctxActeur(c), { appelId: lu.appelId, slug: lu.appel.slug })
  if (!r.ok) return page(c, { refus: phraseEnvois(r.error.seances) }, 422)
  return rendreCompte(c, { faits: r.value.lettres, refus: r.value.refus }, 'lettres', FAITS.lettres!)
}

async function avances(c: Ctx<'slug'>) {
  const lu = await lirePublie(c)
  if (!lu) return c.notFound()
  const { corps, dossiers } = await cochees(c)
  if (dossiers.length === 0) return page(c, { refus: RIEN }, 422)
  const saisie = texteSaisi(corps.cle)
  const cle = estUuid(saisie) ? saisie : nouvelId()
  return rendreCompte(c, await ordonnerAvances(ctxActeur(c), { appelId: lu.appelId, dossiers, cle }), 'ordonnes', FAITS.ordonnes!)
}

async function paiements(c: Ctx<'slug'>) {
  const lu = await lirePublie(c)
  if (!lu) return c.notFound()
  const { corps, dossiers } = await cochees(c)
  if (dossiers.length === 0) return page(c, { refus: RIEN }, 422)
  const verseLe = texteSaisi(corps.verse_le)
  return rendreCompte(c, await constaterAvances(ctxActeur(c), { appelId: lu.appelId, dossiers, verseLe }), 'payes', FAITS.payes!)
}

async function exporter(c: Ctx<'slug'>) {
  const lu = await lirePublie(c)
  if (!lu) return c.notFound()
  const format = texteSaisi((await c.req.parseBody()).format) === 'csv' ? 'csv' : 'ods'
  const r = await exporterPaiements(ctxActeur(c), c.var.deps.stockage, { appelId: lu.appelId, appel: lu.appel, format })
  if (!r.ok) return page(c, { refus: 'Rien ne peut être exporté\u00a0: ordonnez d’abord des avances.' }, 422)
  return vers(c, `exporte-${r.value.rang}`)
}

async function telecharger(c: Ctx<'slug' | 'export'>) {
  const { guichetId } = ctxActeur(c)
  const lu = await lirePublie(c, async (tx, { appelId }) => ({
    x: (await exportsDe(tx, guichetId, appelId)).find(e => e.id === param(c, 'export')),
  }))
  if (!lu?.x) return c.notFound()
  const { x } = lu
  const corps = Readable.toWeb(c.var.deps.stockage.lire(x.cle)) as ReadableStream
  const type = x.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.oasis.opendocument.spreadsheet'
  return c.body(corps, 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="paiements-${lu.appel.slug}-${x.rang}.${x.format}"`,
  })
}

async function annuler(c: Ctx<'slug' | 'export'>) {
  const lu = await lirePublie(c)
  if (!lu) return c.notFound()
  const r = await annulerExport(ctxActeur(c), { appelId: lu.appelId, id: param(c, 'export') })
  if (r.ok) return vers(c, `annule-${r.value}`)
  return r.error.motif === 'paye'
    ? page(c, { refus: 'Un paiement de ce fichier est constaté\u00a0: il ne s’annule plus.' }, 409)
    : c.notFound()
}
