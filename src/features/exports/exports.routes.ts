import { Readable } from 'node:stream'
import { type Ctx, exigeCompte, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { peut, relation } from '../decret/index.ts'
import { rendrePdf } from '../documents/index.ts'
import { entetesFichier } from '../fichiers/index.ts'
import { lireDossier } from '../mon-dossier/index.ts'
import { type AExporter, lireAExporter } from './a-exporter.ts'
import { archiver } from './archive.ts'
import { donneesDossier } from './dossier-pdf.ts'

/** A dossier taken away by the structures of its project: what was filed, or the draft, as data, as a document, and with its pieces. */
export const exportsRoutes = () =>
  router()
    .get(paths.dossiers.donnees, exigeCompte, c => exporter(c, json))
    .get(paths.dossiers.pdf, exigeCompte, c => exporter(c, pdf))
    .get(paths.dossiers.zip, exigeCompte, c => exporter(c, zip))

async function exporter(c: Ctx<'id'>, rendre: (c: Ctx, e: AExporter) => Promise<Response>) {
  const d = await lireDossier(c)
  if (!d || !peut(relation(c.var.ctx.acteur, d), 'exporter', { dossier: d.etat })) return c.notFound()
  return rendre(c, await lireAExporter(c.var.ctx, d))
}

const nomDe = ({ dossier }: AExporter) => dossier.numero.toLowerCase()

async function json(c: Ctx, e: AExporter) {
  return c.body(e.json, 200, entetesFichier('application/json; charset=utf-8', `${nomDe(e)}.json`))
}

const dessiner = (c: Ctx, e: AExporter) => rendrePdf('dossier', donneesDossier(e, c.var.deps.config), { norme: 'UA-1' })

async function pdf(c: Ctx, e: AExporter) {
  const octets = await dessiner(c, e)
  return c.body(octets as Uint8Array<ArrayBuffer>, 200, entetesFichier('application/pdf', `${nomDe(e)}.pdf`, octets.length))
}

async function zip(c: Ctx, e: AExporter) {
  const contenu = { nom: nomDe(e), pdf: await dessiner(c, e), json: e.json, pieces: e.dossier.pieces, date: e.etabliLe }
  const { flux, taille } = await archiver(c.var.deps.stockage, contenu)
  return c.body(Readable.toWeb(flux) as ReadableStream, 200, entetesFichier('application/zip', `${nomDe(e)}.zip`, taille))
}
