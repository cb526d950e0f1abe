import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import type { Stockage } from '../../fichiers/index.ts'
import { exige } from '../exige.ts'
import { ComprisPage } from './compris.view.tsx'
import { confirmerScan } from './confirmer-scan.ts'
import { DepotPage, LecturePage } from './depot.view.tsx'
import { ouvrirFichiers } from './fichiers-ouverts.ts'
import { ScanRefuse } from './lecture/image-en-pdf.ts'
import { ouvrirLecteur } from './lecture/lecteur.ts'
import { modelesDe } from './modeles-actes.ts'
import type { SaisieVue } from './prets.view.tsx'
import { recevoirScan } from './recevoir-scan.ts'
import { champDate, encoreAPlacer, IGNOREE } from './scan.rules.ts'
import { actesEnAttente, fichiersDe, lignesDe, lireCompris, pagesDe, type Scan, scansRecents, trouverScan } from './scans.queries.ts'
import { supprimerScan } from './supprimer-scan.ts'

/** Signed acts that come back through the scanner, for the service: dropped, read by a job, shown, confirmed, filed by a job. */
export const scansRoutes = () =>
  router()
    .get(paths.suivi.scans, exige.scans, depot)
    .post(paths.suivi.scans, exige.scans, deposer)
    .get(paths.suivi.scan, exige.scans, voir)
    .get(paths.suivi.pageScan, exige.scans, page)
    .post(paths.suivi.placementsScan, exige.scans, placer)
    .post(paths.suivi.confirmationScan, exige.scans, confirmer)
    .post(paths.suivi.suppressionScan, exige.scans, supprimer)

async function depot(c: Ctx, errors: FieldErrors = {}) {
  const ctx = ctxActeur(c)
  const lu = await enTransaction(ctx, async tx => ({ attente: await actesEnAttente(tx, ctx), scans: await scansRecents(tx, ctx) }))
  const supprime = c.req.query('fait') === 'supprime'
  const props = { ...lu, cle: nouvelId(), errors, supprime }
  return c.html(<DepotPage site={c.var.site} {...props} />, Object.keys(errors).length > 0 ? 422 : 200)
}

async function deposer(c: Ctx) {
  const r = await recevoirScan(c)
  return r.ok ? c.redirect(paths.suivi.scan(r.value), 303) : depot(c, { fichier: r.error })
}

type Retour = { saisie?: SaisieVue; errors?: FieldErrors; change?: boolean; statut?: 200 | 409 | 422 }
async function voir(c: Ctx<'scan'>, { saisie, errors = {}, change = false, statut = 200 }: Retour = {}) {
  const ctx = ctxActeur(c)
  const lu = await enTransaction(ctx, async tx => {
    const scan = await trouverScan(tx, ctx, param(c, 'scan'))
    return scan && (await lireScan(tx, ctx, scan, c.var.deps.urlPublique))
  })
  if (!lu) return c.notFound()
  const { site } = c.var
  if (!lu.compris) return c.html(<LecturePage site={site} {...lu} />)
  const props = { ...lu, compris: lu.compris, saisie: saisie ?? { coches: undefined, commune: '', dates: new Map() }, errors, change }
  return c.html(<ComprisPage site={site} {...props} />, statut)
}

async function lireScan(tx: Tx, ctx: ContexteActeur, scan: Scan, urlPublique: string) {
  const fichiers = await fichiersDe(tx, ctx.guichetId, scan.id)
  const pages = await pagesDe(tx, ctx.guichetId, scan.id)
  const commun = { scan, fichiers, pages: pages.length, lignes: [], attente: [], compris: undefined }
  if (!scan.luLe) return commun
  return {
    ...commun,
    lignes: await lignesDe(tx, ctx.guichetId, scan.id),
    attente: await actesEnAttente(tx, ctx),
    compris: await lireCompris(tx, ctx, scan.id, urlPublique),
  }
}

/** One page of a scan, to be looked at. */
async function page(c: Ctx<'rang' | 'scan'>) {
  const ctx = ctxActeur(c)
  const lu = await enTransaction(ctx, async tx => {
    const scan = await trouverScan(tx, ctx, param(c, 'scan'))
    const voulue = scan && (await pagesDe(tx, ctx.guichetId, scan.id)).find(p => p.rang === Number(param(c, 'rang')))
    return voulue && { voulue, fichiers: await fichiersDe(tx, ctx.guichetId, scan.id) }
  })
  if (!lu) return c.notFound()
  const ouverts = ouvrirFichiers(c.var.deps.stockage, lu.fichiers)
  try {
    const pdf = await ouverts.assembler([lu.voulue])
    return c.body(pdf as Uint8Array<ArrayBuffer>, 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="page-${lu.voulue.rang}.pdf"`,
    })
  } catch (e) {
    if (e instanceof ScanRefuse) return c.notFound()
    throw e
  } finally {
    await ouverts.fermer()
  }
}

async function placer(c: Ctx<'scan'>) {
  const corps = await c.req.parseBody()
  const placements = Object.entries(corps).flatMap(([nom, choix]) => {
    const rang = /^page\.([1-9]\d{0,2})$/.exec(nom)?.[1]
    return rang ? [{ rang: Number(rang), choix: texteSaisi(choix) }] : []
  })
  const scanId = param(c, 'scan')
  const fait = await placerPages(ctxActeur(c), c.var.deps, { scanId, placements })
  return fait ? c.redirect(paths.suivi.scan(scanId), 303) : c.notFound()
}

async function confirmer(c: Ctx<'scan'>) {
  const corps = await c.req.parseBody({ all: true })
  const actes = [corps.acte ?? []].flat().map(texteSaisi).filter(Boolean)
  const commune = texteSaisi(corps.signe_le)
  const dates = new Map(actes.map(id => [id, texteSaisi(corps[champDate(id)])]))
  const scanId = param(c, 'scan')
  const { urlPublique } = c.var.deps
  const r = await confirmerScan(ctxActeur(c), { scanId, urlPublique }, { actes, commune, dates })
  if (r.ok) return c.redirect(paths.suivi.scan(scanId), 303)
  const saisie = { coches: new Set(actes), commune, dates }
  switch (r.error.motif) {
    case 'introuvable':
      return c.notFound()
    case 'change':
      return voir(c, { saisie, change: true, statut: 409 })
    case 'saisie':
      return voir(c, { saisie, errors: r.error.errors, statut: 422 })
  }
}

async function supprimer(c: Ctx<'scan'>) {
  const fait = await supprimerScan(ctxActeur(c), c.var.deps, param(c, 'scan'))
  return fait ? c.redirect(`${paths.suivi.scans}?fait=supprime`, 303) : c.notFound()
}

/** `choix`: an act, `IGNOREE`, or nothing. */
type Placement = { rang: number; choix: string }

/** Places by hand pages of a scan that was read. A page or an act that is not offered is left as it is. False when there is no such scan. */
async function placerPages(
  ctx: ContexteActeur,
  { stockage, urlPublique }: { stockage: Stockage; urlPublique: string },
  { scanId, placements }: { scanId: string; placements: readonly Placement[] },
): Promise<boolean> {
  const lecteur = ouvrirLecteur()
  try {
    return await enTransaction(ctx, async tx => {
      const scan = await trouverScan(tx, ctx, scanId, { verrou: true })
      if (!scan?.luLe) return false
      const [compris, attente] = [await lireCompris(tx, ctx, scanId, urlPublique), await actesEnAttente(tx, ctx)]
      const confirmes = await lignesDe(tx, ctx.guichetId, scanId)
      const offertes = new Set(encoreAPlacer(compris, confirmes).map(p => p.rang))
      const offerts = new Set([...attente.map(a => a.id), ...compris.groupes.flatMap(g => (g.acte && !g.acte.refus ? [g.acteId] : []))])
      const retenus = placements.filter(p => offertes.has(p.rang) && (p.choix === '' || p.choix === IGNOREE || offerts.has(p.choix)))
      const actes = [...new Set(retenus.map(p => p.choix).filter(c => offerts.has(c)))]
      if (actes.length > 0) await modelesDe(tx, ctx.guichetId, actes, { lecteur, stockage })
      for (const { rang, choix } of retenus)
        await tx
          .updateTable('scan_page')
          .set({ acte_id: offerts.has(choix) ? choix : null, ignoree: choix === IGNOREE })
          .where('guichet_id', '=', ctx.guichetId)
          .where('scan_id', '=', scanId)
          .where('rang', '=', rang)
          .execute()
      return true
    })
  } finally {
    await lecteur.arreter()
  }
}
