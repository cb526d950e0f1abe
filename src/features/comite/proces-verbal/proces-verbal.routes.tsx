import { Readable } from 'node:stream'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { dateCivile } from '../../../lib/dates.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { ok } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { seancePour } from '../acte.ts'
import { cadreDe } from '../cadre.ts'
import { exigeComite, repondreRefus } from '../reponses.tsx'
import type { Seance } from '../seance.ts'
import { type Amendement, amende, amenderProcesVerbal, lireAmendement } from './amender.ts'
import { AmenderPage, type AmenderVue } from './amender.view.tsx'
import { changementsDe } from './changements.ts'
import type { ContenuPv } from './contenu.ts'
import { etablirProcesVerbal } from './etablir.ts'
import { figerProcesVerbal } from './figer.ts'
import { dessinerPv, donneesPv } from './pdf.ts'
import { type VersionPv, versionsDe } from './proces-verbal.queries.ts'
import { deportsDuLecteur, dossierLu } from './pv.mots.ts'
import { lirePv, pagePv } from './pv.page.tsx'
import { signerProcesVerbal } from './signer.ts'

const p = paths.comite

/** The procès-verbal of a séance, from its first version to the one that is frozen. */
export const procesVerbalRoutes = () =>
  router()
    .get(p.procesVerbal, exigeComite, pagePv)
    .post(p.procesVerbal, exigeComite, etablir)
    .get(p.amendementProcesVerbal, exigeComite, pageAmender)
    .post(p.amendementProcesVerbal, exigeComite, amender)
    .post(p.signatureProcesVerbal, exigeComite, signer)
    .post(p.gelProcesVerbal, exigeComite, figer)
    .get(p.versionProcesVerbal, exigeComite, pagePv)
    .get(p.procesVerbalPdf, exigeComite, pdf)

const FIGE = 'Le procès-verbal est figé\u00a0: il ne change plus.'
const versPv = (c: Ctx<'id'>, fait: string) => c.redirect(`${p.procesVerbal(param(c, 'id'))}?fait=${fait}`, 303)

async function etablir(c: Ctx<'id'>) {
  const r = await etablirProcesVerbal(ctxActeur(c), param(c, 'id'))
  return r.ok ? versPv(c, 'etabli') : repondreRefus(c, r.error)
}

async function amender(c: Ctx<'id'>) {
  const saisie = lireAmendement(await c.req.parseBody())
  const r = await amenderProcesVerbal(ctxActeur(c), param(c, 'id'), saisie)
  if (r.ok) return versPv(c, r.value.change ? 'amende' : 'inchange')
  switch (r.error.motif) {
    case 'saisie':
      return pageAmender(c, { saisie, errors: r.error.errors, statut: 422 })
    case 'perimee':
      return pageAmender(c, { saisie, perimee: true, statut: 409 })
    case 'fige':
      return pagePv(c, { avis: FIGE, statut: 409 })
    default:
      return repondreRefus(c, r.error)
  }
}

async function signer(c: Ctx<'id'>) {
  const corps = await c.req.parseBody()
  const saisie = { version: texteSaisi(corps.version), reserve: texteSaisi(corps.reserve) }
  const r = await signerProcesVerbal(ctxActeur(c), param(c, 'id'), saisie)
  if (r.ok) return versPv(c, r.value.deja ? 'deja' : 'signe')
  switch (r.error.motif) {
    case 'saisie':
      return pagePv(c, { reserve: saisie.reserve, errors: r.error.errors, statut: 422 })
    case 'perimee':
      return pagePv(c, { reserve: saisie.reserve, lue: saisie.version, statut: 409 })
    case 'absent':
      return pagePv(c, { avis: 'Les membres présents à la séance signent son procès-verbal.', statut: 409 })
    case 'fige':
      return pagePv(c, { avis: FIGE, statut: 409 })
    default:
      return repondreRefus(c, r.error)
  }
}

async function figer(c: Ctx<'id'>) {
  const corps = await c.req.parseBody()
  const [version, motif] = [texteSaisi(corps.version), corps.motif === undefined ? undefined : texteSaisi(corps.motif)]
  const r = await figerProcesVerbal(ctxActeur(c), c.var.deps, { seanceId: param(c, 'id'), version, motif })
  if (r.ok) return versPv(c, 'fige')
  switch (r.error.motif) {
    case 'perimee':
      return pagePv(c, { lue: version, statut: 409 })
    case 'manquent':
      return pagePv(c, { avis: 'Tous les membres présents n’ont pas encore signé.', statut: 409 })
    case 'aucune':
      return pagePv(c, {
        avis: 'Personne n’a encore signé\u00a0: un procès-verbal porte au moins une signature.',
        gel: motif ?? '',
        statut: 409,
      })
    case 'saisie':
      return pagePv(c, { gel: motif ?? '', errors: r.error.errors, statut: 422 })
    default:
      return repondreRefus(c, r.error)
  }
}

/** The document of a version, as this reader may read it: of the frozen one the bytes that were kept, unless they are in conflict on some of it. */
async function pdf(c: Ctx<'id'>) {
  const lu = await lirePv(c)
  if (!lu.ok) return repondreRefus(c, lu.error)
  const { s, versions } = lu.value
  const v = lu.value.v!
  const deports = deportsDuLecteur(s, v)
  const nom = `${deports.size > 0 ? 'extrait-' : ''}proces-verbal-${dateCivile(s.tenueLe)}-v${v.version}.pdf`
  const entetes = { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${nom}"` }
  if (v.cle && deports.size === 0)
    return c.body(Readable.toWeb(c.var.deps.stockage.lire(v.cle)) as ReadableStream, 200, {
      ...entetes,
      'repr-digest': `sha-256=:${Buffer.from(v.sha256!, 'hex').toString('base64')}:`,
    })
  const octets = await dessinerPv(donneesPv(s, { v, derniere: v === versions[0], deports }, c.var.deps.config))
  return c.body(octets as Uint8Array<ArrayBuffer>, 200, entetes)
}

type Retour = { saisie: Amendement; errors?: FieldErrors; perimee?: boolean; statut: 409 | 422 }

/** The form that amends the procès-verbal, fresh or with what a refused one holds. */
async function pageAmender(c: Ctx<'id'>, retour?: Retour): Promise<Response> {
  const ctx = ctxActeur(c)
  const id = param(c, 'id')
  const lu = await enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'amender', id, { verrou: false })
    return lue.ok ? ok({ s: lue.value, versions: await versionsDe(tx, ctx.guichetId, id) }) : lue
  })
  if (!lu.ok) return repondreRefus(c, lu.error)
  const { s, versions } = lu.value
  const [v] = versions
  if (!v || v.figeLe) return c.redirect(paths.comite.procesVerbal(id), 303)
  return c.html(<AmenderPage site={c.var.site} vue={vueDe(s, versions, v, retour)} errors={retour?.errors ?? {}} />, retour?.statut ?? 200)
}

function vueDe(s: Seance, versions: readonly VersionPv[], v: VersionPv, retour?: Retour): AmenderVue {
  const deports = deportsDuLecteur(s, v)
  const lue = retour?.perimee ? versions.find(x => String(x.version) === retour.saisie.version) : undefined
  const contenu = retour ? melange(v.contenu, retour.saisie, lue?.contenu ?? v.contenu, deports) : v.contenu
  return {
    cadre: cadreDe(s),
    version: v.version,
    debats: contenu.dossiers
      .filter(d => !deports.has(d.id))
      .map(d => {
        const { id, rang, titre, porteur, conclusion, decision, montant } = dossierLu(d, false)
        return { id, rang, titre, porteur, conclusion, decision: [decision, montant].filter(Boolean).join(', ') }
      }),
    deports: deports.size,
    remarques: contenu.remarques,
    perimee: retour?.perimee
      ? { depuis: lue?.version ?? v.version, liste: changementsDe(lue?.contenu ?? v.contenu, v.contenu, deports) }
      : undefined,
  }
}

/** What was typed, over what is in force: a text that the person left as they read it gives way to what somebody else made of it. */
function melange(courant: ContenuPv, saisie: Amendement, lu: ContenuPv, deports: ReadonlySet<string>): ContenuPv {
  const tape = amende(lu, saisie, deports)
  const garde = (sien: string, avant: string, actuel: string) => (sien === avant ? actuel : sien)
  return {
    ...courant,
    dossiers: courant.dossiers.map(d => {
      const avant = lu.dossiers.find(x => x.id === d.id)?.conclusion ?? ''
      return { ...d, conclusion: garde(tape.dossiers.find(x => x.id === d.id)?.conclusion ?? avant, avant, d.conclusion) }
    }),
    remarques: garde(tape.remarques, lu.remarques, courant.remarques),
  }
}
