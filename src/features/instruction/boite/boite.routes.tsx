import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { entetesFichier } from '../../fichiers/index.ts'
import { exigeInstructeur } from '../../service/index.ts'
import { FORMATS_FEUILLE } from '../../tableur/index.ts'
import { lireFiltre } from '../liste/filtres.ts'
import { BoitePage } from './boite.view.tsx'
import { type Export, exporter } from './exporter.ts'
import { lireBoite } from './lire-boite.ts'

/** The inbox: its filter is the address, so that it can be kept, sent and gone back to; `format` gives the whole list as a file. */
export const boiteRoutes = () =>
  router().get(paths.instruction.boite, exigeInstructeur, async c => {
    const format = FORMATS_FEUILLE.find(f => f === c.req.query('format'))
    if (format)
      return telecharger(c, await exporter(ctxActeur(c), lireFiltre(new URL(c.req.url).searchParams), format, c.req.query('tableau')))
    const props = await enTransaction(c.var.ctx, tx => lireBoite(tx, c))
    return c.html(<BoitePage site={c.var.site} {...props} />)
  })

const telecharger = (c: Ctx, { nom, type, flux }: Export) => c.body(flux, 200, entetesFichier(type, nom))
