/**
 * Open data: what was decided and told, and the calls themselves, as files that machines and citizens read. Owns no table. Invariant: nothing is
 * told here that the lauréats' page does not tell, and the amounts add up to the same cent.
 */
import { enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type Ctx, param, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { slugSur } from '../appels/index.ts'
import { choixDe, comptesDe, type ListePassee, listesPassees, projetsPasses } from '../projets-passes/index.ts'
import { fondDessine, lireCarte, lirePoints } from '../territoires/index.ts'
import { bilanDe } from './bilan.ts'
import { rangee, sansFormule } from './csv.ts'
import { DonneesPage } from './donnees.view.tsx'
import { type CodeFichier, etatPublic, fichierOuvert } from './fichiers.ts'
import { ProjetsPassesPage } from './projets.view.tsx'
import { servir } from './servir.ts'
import { lignesDe, lireSources } from './sources.ts'

const p = paths.donneesOuvertes

/** Open data, for anybody: the page, its files, the lists of past projects. */
export function donneesOuvertesRoutes() {
  const app = router()
  app.get(p.accueil, page)
  const fichiers: [string, CodeFichier][] = [
    [p.subventions(), 'subventions'],
    [p.giving(), 'giving'],
    [p.laureats(), 'laureats'],
    [p.appels(), 'appels'],
    [p.catalogue(), 'catalogue'],
  ]
  for (const [chemin, code] of fichiers) app.get(chemin, c => fichier(c, code))
  app.get(p.projetsPasses, projets)
  app.get(p.projetsPassesCsv, listeCsv)
  return app
}

async function page(c: Ctx) {
  const { ctx, deps, site } = c.var
  const sources = (await lireSources(ctx, {}))!
  const etat = await etatPublic(ctx, deps)
  return c.html(<DonneesPage site={site} guichet={deps.config.guichet} bilan={await bilanDe(ctx, deps, sources, etat)} maj={etat.maj} />)
}

async function fichier(c: Ctx, code: CodeFichier) {
  const { ctx, deps } = c.var
  const filtre = { appel: c.req.query('appel'), annee: c.req.query('annee') }
  const sources = await lireSources(ctx, filtre)
  if (!sources) return c.notFound()
  const chemin = new URL(c.req.url).pathname + new URL(c.req.url).search
  return servir(c, fichierOuvert(ctx, deps, await etatPublic(ctx, deps), { code, sources, filtre, chemin }))
}

const lireListe = (c: Ctx<'slug'>) =>
  enTransaction(c.var.ctx, async tx => (await listesPassees(tx, c.var.ctx.guichetId, slugSur(param(c, 'slug'))))[0])

/** Lines of a list on one page. */
const PAR_PAGE = 200

async function projets(c: Ctx<'slug'>) {
  const liste = await lireListe(c)
  if (!liste) return c.notFound()
  const { ctx, site } = c.var
  const q = (nom: string) => (c.req.query(nom) ?? '').trim().slice(0, 200)
  const filtre = { q: q('q'), theme: q('theme'), departement: q('departement') }
  const apres = /^\d{1,9}$/.test(q('apres')) ? Number(q('apres')) : 0
  const lus = await enTransaction(ctx, async tx => {
    const comptes = await comptesDe(tx, ctx.guichetId, liste.id, filtre)
    const lignes = await projetsPasses(tx, ctx.guichetId, liste, { filtre, apres, nombre: PAR_PAGE + 1 })
    const tout = filtre.q || filtre.theme || filtre.departement ? await comptesDe(tx, ctx.guichetId, liste.id) : comptes
    return {
      comptes,
      tout,
      choix: await choixDe(tx, ctx.guichetId, liste.id),
      projets: lignes.slice(0, PAR_PAGE),
      suite: lignes.length > PAR_PAGE ? lignes[PAR_PAGE - 1]!.rang : undefined,
      fond: await fondDe(tx, c, { epci: [], communes: comptes.communes.map(x => x.code) }),
    }
  })
  return c.html(<ProjetsPassesPage site={site} liste={liste} filtre={filtre} apres={apres} {...lus} />)
}

/** The map that was imported, else the one that the product draws. */
async function fondDe(tx: Tx, c: Ctx, ou: { epci: string[]; communes: string[] }) {
  const importee = await lireCarte(tx, c.var.ctx.guichetId, ou)
  return importee ?? fondDessine(c.var.deps.config.guichet.territoire, await lirePoints(tx, undefined, ou))
}

async function listeCsv(c: Ctx<'slug'>) {
  const liste = await lireListe(c)
  if (!liste) return c.notFound()
  const ecrire = () => ecrireListe(liste, c)
  return servir(c, { type: 'text/csv; charset=utf-8', nom: `${liste.slug}.csv`, empreinte: liste.sha256, maj: liste.importeeLe, ecrire })
}

/** The list as it came, cell by cell; only a cell that a spreadsheet would run as a formula is stopped by an apostrophe. */
async function* ecrireListe(liste: ListePassee, c: Ctx): AsyncGenerator<string> {
  const ligne = (cellules: string[]) => rangee(cellules.map(sansFormule), liste.separateur)
  yield ligne(liste.entetes)
  for await (const p of lignesDe(c.var.ctx, liste)) yield ligne(p.cellules)
}
