import { aRole, enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { rendrePdf } from '../../documents/index.ts'
import { entetesFichier } from '../../fichiers/index.ts'
import { ecrireFeuille, FORMATS_FEUILLE } from '../../tableur/index.ts'
import { lireDemande } from './choix.ts'
import { EntreprisesPage } from './entreprises.view.tsx'
import { extraire } from './feuilles.ts'
import { lireEntreprisesDe, type Recherche, TRIS_ENTREPRISES } from './lire-entreprises.ts'
import { lirePortefeuille } from './lire-portefeuille.ts'
import { PortefeuillePage } from './portefeuille.view.tsx'
import { rapportDe } from './rapport.ts'

/** Who counts: those who follow lauréats, and a lecteur, who reads figures and no name. */
const exigeSuivi = exigeRole('referent_departemental', 'referent_regional', 'administrateur', 'direction', 'lecteur')

const demandeDe = (c: Ctx) => lireDemande(new URL(c.req.url).searchParams)
const lire = (c: Ctx, tx: Parameters<typeof lirePortefeuille>[0]) =>
  lirePortefeuille(tx, ctxActeur(c), demandeDe(c), c.var.deps.config.guichet.territoire.departements)

/** The portfolio of lauréats, the companies that they pay, the report to print and the sheets to take away. */
export const portefeuilleRoutes = () =>
  router()
    .get(paths.suivi.portefeuille, exigeSuivi, async c => {
      const p = await enTransaction(c.var.ctx, tx => lire(c, tx))
      if (!p && demandeDe(c).perimetre) return c.notFound()
      return c.html(<PortefeuillePage site={c.var.site} p={p} administre={aRole(c.var.ctx.acteur, 'administrateur')} />)
    })
    .get(paths.suivi.entreprises, exigeSuivi, entreprises)
    .get(paths.suivi.rapport, exigeSuivi, rapport)
    .get(paths.suivi.fichier, exigeSuivi, feuille)

/** The words and the order that the address asks for. */
function rechercheDe(c: Ctx): Recherche {
  const tri = TRIS_ENTREPRISES.find(t => t === c.req.query('tri'))
  return { q: (c.req.query('q') ?? '').trim().slice(0, 100), tri: tri ?? 'credits', desc: tri ? c.req.query('sens') === 'desc' : true }
}

async function entreprises(c: Ctx) {
  const recherche = rechercheDe(c)
  const lu = await enTransaction(c.var.ctx, async tx => {
    const p = await lire(c, tx)
    return p?.instruit ? { p, entreprises: await lireEntreprisesDe(tx, p, p.au, recherche) } : undefined
  })
  return lu ? c.html(<EntreprisesPage site={c.var.site} {...lu} recherche={recherche} />) : c.notFound()
}

async function feuille(c: Ctx<'fichier'>) {
  const [code = '', extension] = param(c, 'fichier').split('.')
  const format = FORMATS_FEUILLE.find(f => f === extension)
  const faite = await enTransaction(c.var.ctx, async tx => {
    const p = await lire(c, tx)
    return p && !p.departementInconnu && format && (await extraire(tx, ctxActeur(c), p, code, rechercheDe(c).q))
  })
  if (!faite || !format) return c.notFound()
  const { type, flux } = ecrireFeuille(format, faite.feuille)
  return c.body(flux, 200, entetesFichier(type, `${faite.fichier}.${format}`))
}

async function rapport(c: Ctx) {
  const p = await enTransaction(c.var.ctx, tx => lire(c, tx))
  if (!p || p.departementInconnu || p.laureats.length === 0) return c.notFound()
  const pdf = await rendrePdf('portefeuille', rapportDe(p, c.var.deps.config), { norme: 'UA-1' })
  const nom = `suivi-${p.ensemble.code.replace('.', '-')}-${p.au}.pdf`
  return c.body(pdf as Uint8Array<ArrayBuffer>, 200, entetesFichier('application/pdf', nom, pdf.length))
}
