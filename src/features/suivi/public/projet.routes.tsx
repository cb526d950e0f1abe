import { toString as dessinerQr } from 'qrcode'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, param, router } from '../../../http.ts'
import { dateCivile } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { appelPublie } from '../../appels/index.ts'
import { nomsDepartements } from '../portefeuille/annexes.queries.ts'
import { dossierDeNumero, lireAides } from './aides.queries.ts'
import { commandesCsv } from './commandes.ts'
import { lireLignesPayees } from './entreprises.queries.ts'
import { imagePng } from './image.ts'
import { actesPublics, aideRendue, mesuresPubliques, versementsPublics } from './projet.queries.ts'
import { ProjetPublicPage, ProjetRenduPage } from './projet.view.tsx'
import { rendreCsv } from './rendre.ts'

/** One project that is aided, for anybody: its page, its orders, the picture of whoever shares it. */
export const projetPublicRoutes = () =>
  router().get(paths.projet.voir, page).get(paths.projet.commandes, commandes).get(paths.projet.image, image)

/** The project of the address, as everybody may read it; `rendu`: its aid was given up. */
async function lire(c: Ctx<'numero'>) {
  const { ctx } = c.var
  const numero = param(c, 'numero')
  if (!/^[A-Za-z0-9-]{1,60}$/.test(numero)) return undefined
  const jour = dateCivile(ctx.instant)
  return enTransaction(ctx, async tx => {
    const connu = await dossierDeNumero(tx, ctx.guichetId, numero)
    const publie = connu && (await appelPublie(tx, ctx.guichetId, connu.slug))
    if (!connu || !publie) return undefined
    const [aide] = await lireAides(tx, ctx.guichetId, publie, jour, connu.id)
    if (!aide) return { rendu: await aideRendue(tx, ctx.guichetId, connu.id), appel: publie.appel }
    const [lignes, versements, actes, mesures, noms] = await Promise.all([
      lireLignesPayees(tx, ctx.guichetId, [aide]),
      versementsPublics(tx, ctx.guichetId, aide.id),
      actesPublics(tx, ctx.guichetId, aide.id),
      mesuresPubliques(tx, ctx.guichetId, aide.id),
      nomsDepartements(tx),
    ])
    return { aide, appel: publie.appel, lignes, versements, actes, mesures, noms, jour }
  })
}

async function page(c: Ctx<'numero'>) {
  const lu = await lire(c)
  if (!lu) return c.notFound()
  if (lu.aide === undefined)
    return lu.rendu ? c.html(<ProjetRenduPage site={c.var.site} titre={lu.rendu.titre} appel={lu.appel} />) : c.notFound()
  const url = c.var.deps.urlPublique
  const svg = await dessinerQr(url + paths.projet.voir(lu.aide.numero), { type: 'svg', margin: 1, color: { light: '#0000' } })
  return c.html(
    <ProjetPublicPage site={c.var.site} url={url} qr={svg.replace('<svg ', '<svg aria-hidden="true" focusable="false" ')} {...lu} />,
  )
}

async function commandes(c: Ctx<'numero'>) {
  const lu = await lire(c)
  if (!lu?.aide) return c.notFound()
  return rendreCsv(c, `commandes-${lu.aide.numero.toLowerCase()}.csv`, commandesCsv([lu.aide], lu.lignes, lu.noms))
}

async function image(c: Ctx<'numero'>) {
  const lu = await lire(c)
  if (!lu?.aide) return c.notFound()
  const png = await imagePng(c.var.deps.config.guichet.nom, lu.aide, c.var.adresseClient)
  // busy: whoever asks again in a moment has it
  if (!png) return c.body(null, 503, { 'retry-after': '10' })
  return c.body(new Uint8Array(png), 200, {
    'content-type': 'image/png',
    'cache-control': 'public, max-age=300',
    'cross-origin-resource-policy': 'cross-origin',
  })
}
