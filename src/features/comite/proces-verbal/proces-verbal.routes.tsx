import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { dateCivile } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { exigeComite, ID, repondreRefus } from '../reponses.tsx'
import { amenderProcesVerbal, lireAmendement } from './amender.ts'
import { etablirProcesVerbal } from './etablir.ts'
import { deportsDuLecteur } from './mots.ts'
import { pageAmender } from './page-amender.tsx'
import { lirePv, pagePv } from './page-pv.tsx'
import { dessinerPv, donneesPv } from './pdf.ts'

const VERSION = ':version{[1-9]\\d{0,3}}'
const p = paths.comite

/** The procès-verbal of a séance, from its first version to the one that is frozen. */
export const procesVerbalRoutes = () =>
  router()
    .get(p.procesVerbal(ID), exigeComite, c => pagePv(c as Ctx))
    .post(p.procesVerbal(ID), exigeComite, c => etablir(c as Ctx))
    .get(p.amendementProcesVerbal(ID), exigeComite, c => pageAmender(c as Ctx))
    .post(p.amendementProcesVerbal(ID), exigeComite, c => amender(c as Ctx))
    .get(p.versionProcesVerbal(ID, VERSION), exigeComite, c => pagePv(c as Ctx))
    .get(p.procesVerbalPdf(ID, VERSION), exigeComite, c => pdf(c as Ctx))

const versPv = (c: Ctx, fait: string) => c.redirect(`${p.procesVerbal(param(c, 'id'))}?fait=${fait}`, 303)

async function etablir(c: Ctx) {
  const r = await etablirProcesVerbal(ctxActeur(c), param(c, 'id'))
  return r.ok ? versPv(c, 'etabli') : repondreRefus(c, r.error)
}

async function amender(c: Ctx) {
  const saisie = lireAmendement(await c.req.parseBody())
  const r = await amenderProcesVerbal(ctxActeur(c), param(c, 'id'), saisie)
  if (r.ok) return versPv(c, r.value.change ? 'amende' : 'inchange')
  switch (r.error.motif) {
    case 'saisie':
      return pageAmender(c, { saisie, errors: r.error.errors, statut: 422 })
    case 'perimee':
      return pageAmender(c, { saisie, perimee: true, statut: 409 })
    case 'fige':
      return pagePv(c, { avis: 'Le procès-verbal est figé\u00a0: il ne change plus.', statut: 409 })
    default:
      return repondreRefus(c, r.error)
  }
}

/** The document of a version, as this reader may read it. */
async function pdf(c: Ctx) {
  const lu = await lirePv(c)
  if (!lu.ok) return repondreRefus(c, lu.error)
  const { s, versions } = lu.value
  const v = lu.value.v!
  const lecture = { v, derniere: v === versions[0], deports: deportsDuLecteur(s, v) }
  const octets = await dessinerPv(donneesPv(s, lecture, c.var.deps.config))
  return c.body(octets as Uint8Array<ArrayBuffer>, 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="proces-verbal-${dateCivile(s.tenueLe)}-v${v.version}.pdf"`,
  })
}
