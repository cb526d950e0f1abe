import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, router } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { entetesFichier } from '../../fichiers/index.ts'
import { exigeInstructeur } from '../../service/index.ts'
import { FORMATS_FEUILLE } from '../../tableur/index.ts'
import { lireFiltre } from '../liste/filtres.ts'
import { BoitePage } from './boite.view.tsx'
import { type Export, exporter } from './exporter.ts'
import { lireBoite } from './lire-boite.ts'
import { reglerFile } from './regler-file.ts'
import { requeteDOuverture } from './vues.ts'

/**
 * The inbox: its filter is the address, so that it can be kept, sent and gone back to; `format` gives the whole list as a file. One comes to it by the view that
 * one works in.
 */
export const boiteRoutes = () =>
  router()
    .get(paths.instruction.file, exigeInstructeur, async c =>
      c.redirect(versListe(await enTransaction(c.var.ctx, tx => requeteDOuverture(tx, ctxActeur(c)))), 303),
    )
    .post(paths.instruction.file, exigeInstructeur, reglage)
    .get(paths.instruction.boite, exigeInstructeur, async c => {
      const format = FORMATS_FEUILLE.find(f => f === c.req.query('format'))
      if (format)
        return telecharger(c, await exporter(ctxActeur(c), lireFiltre(new URL(c.req.url).searchParams), format, c.req.query('tableau')))
      const props = await enTransaction(c.var.ctx, tx => lireBoite(tx, c))
      return c.html(<BoitePage site={c.var.site} {...props} />)
    })

const versListe = (requete: string | undefined) => (requete ? `${paths.instruction.boite}?${requete}` : paths.instruction.boite)

/** Which kept view the list of somebody opens on. */
async function reglage(c: Ctx): Promise<Response> {
  const corps = await c.req.parseBody()
  const ouverture = texteSaisi(corps.ouverture)
  const r = await reglerFile(ctxActeur(c), ouverture === '' ? null : ouverture)
  return r.ok ? c.redirect(`${paths.instruction.vues}?fait=${ouverture ? 'ouverture' : 'sans_ouverture'}`, 303) : c.notFound()
}

const telecharger = (c: Ctx, { nom, type, flux }: Export) => c.body(flux, 200, entetesFichier(type, nom))
