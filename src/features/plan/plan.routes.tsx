import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { budgetPdf, budgetXlsx } from '../budget/index.ts'
import { teteDe } from '../cadre/index.ts'
import { peutRemplir } from '../decret/index.ts'
import { modifiable } from '../delais/index.ts'
import { type Dossier, trouverDossier } from '../dossiers/index.ts'
import { lireRegles } from '../examen/index.ts'
import { dispositionContenu, typeMime } from '../fichiers/index.ts'
import { pageNeChangePlus } from '../mon-dossier/index.ts'
import { messageGeste, nouvelleLigne } from '../saisie/index.ts'
import {
  LIGNES_LUES,
  lireColle,
  lireFichier,
  PHRASE_TABLEAU,
  type RefusLecture,
  relireTableau,
  type Tableau,
  tableauRendu,
} from '../tableur/index.ts'
import { ImportPage, type ImportProps } from './import/import.view.tsx'
import { importerDepenses } from './import/importer.ts'
import { modelePlan } from './import/modele.ts'
import { type Preparation, preparer, type RefusPreparation } from './import/preparer.ts'
import { planDe } from './plan-du-contenu.ts'
import { reglageDe } from './reglage.ts'

/** The plan apart from its step: a table brought in, the budget prévisionnel taken out. */
export const planRoutes = () =>
  router()
    .get(paths.dossiers.importPlan, exigeCompte, montrer)
    .post(paths.dossiers.importPlan, exigeCompte, importer)
    .get(paths.dossiers.modelePlan, exigeCompte, modele)
    .get(paths.dossiers.budgetPdf, exigeCompte, c => budget(c, 'pdf'))
    .get(paths.dossiers.budgetXlsx, exigeCompte, c => budget(c, 'xlsx'))

type Ouvert = { d: Dossier; etape: string }
/** The draft whose plan this person may change; a page to show otherwise. */
async function ouvrir(c: Ctx<'id'>, fige = versLeDossier): Promise<Ouvert | Response> {
  const ctx = ctxActeur(c)
  const d = await enTransaction(ctx, tx => trouverDossier(tx, ctx, param(c, 'id')))
  if (!d) return c.notFound()
  const etape = lireRegles(d, ctx.instant).formulaire.etapes.find(e => e.blocs.includes('plan'))?.code
  if (!etape || d.version.appel.plan !== 'complet' || !peutRemplir(ctx.acteur, d, etape)) return c.notFound()
  return modifiable(d, ctx.instant) ? { d, etape } : fige(c, d)
}
const versLeDossier = async (c: Ctx, d: Dossier): Promise<Response> => c.redirect(paths.dossiers.voir(d.id), 303)

/** The table that came for a plan that no longer changes, given back: as it was pasted, or as it was read. */
async function tableauPerdu(c: Ctx, d: Dossier): Promise<Response> {
  const rendu = tableauRendu(await c.req.parseBody(), LIGNES_LUES)
  return pageNeChangePlus(c, d, {
    titre: 'Importer des dépenses',
    message: 'Aucune dépense n’est importée',
    perdus: [{ libelle: 'Votre tableau', texte: rendu }],
  })
}

function page(c: Ctx, { d, etape }: Ouvert, plus: Partial<ImportProps>, statut: 200 | 422) {
  const presentes = planDe(d.version.appel, d.contenu).depenses.length
  return c.html(
    <ImportPage site={c.var.site} tete={teteDe(c, d)} appel={d.version.appel} etape={etape} presentes={presentes} {...plus} />,
    statut,
  )
}

async function montrer(c: Ctx<'id'>) {
  const o = await ouvrir(c)
  return o instanceof Response ? o : page(c, o, {}, 200)
}

async function modele(c: Ctx<'id'>) {
  const o = await ouvrir(c)
  if (o instanceof Response) return o
  return c.body(new Uint8Array(await modelePlan(o.d.version.appel)), 200, {
    'content-type': typeMime('xlsx'),
    'content-disposition': dispositionContenu('modele-depenses.xlsx'),
  })
}

/** The budget prévisionnel as the plan stands, for whoever reads the dossier. */
async function budget(c: Ctx<'id'>, type: 'pdf' | 'xlsx') {
  const { ctx, deps } = c.var
  const d = await enTransaction(ctx, tx => trouverDossier(tx, ctx, param(c, 'id')))
  if (d?.version.appel.plan !== 'complet') return c.notFound()
  const l = lireRegles(d, ctx.instant)
  const cadre = { guichet: deps.config.guichet, demonstration: deps.config.demonstration, instant: ctx.instant, tableaux: l.tableaux }
  const aJour = { ...d, contenu: d.deposeLe ? d.contenu : l.contenu }
  const octets = type === 'pdf' ? await budgetPdf(aJour, cadre) : await budgetXlsx(aJour, l.tableaux)
  return c.body(new Uint8Array(octets), 200, {
    'content-type': typeMime(type),
    'content-disposition': dispositionContenu(`budget-${d.numero.toLowerCase()}.${type}`, { inline: type === 'pdf' }),
  })
}

const REFUS_TABLEAU: Record<RefusLecture, string> = {
  ...PHRASE_TABLEAU,
  vide: 'Ce fichier est vide. Choisissez-en un autre',
  trop_gros: 'Ce fichier dépasse 900\u00a0ko. Gardez la feuille des dépenses seule, ou collez les cellules',
  illisible:
    'Ce fichier n’est pas un classeur XLSX ou ODS, ni un fichier CSV. Enregistrez-le dans un de ces formats, ou collez les cellules',
  protege: 'Ce fichier est protégé ou dans un ancien format. Enregistrez-le en XLSX, ou collez les cellules',
}
const messagePreparation = (r: RefusPreparation) => {
  if (r.motif === 'titres')
    return 'Les titres des colonnes manquent\u00a0: il faut au moins «\u00a0Dépense\u00a0» et «\u00a0Montant HT\u00a0» sur une ligne'
  if (r.motif === 'aucune') return 'Ce tableau n’a pas de dépense sous ses titres'
  return `Ce tableau a ${r.nombre}\u00a0dépenses\u00a0: ${r.max} au plus`
}

/** Reads the table and shows it; the page that it shows then sends it back to be imported. */
async function importer(c: Ctx<'id'>) {
  const o = await ouvrir(c, tableauPerdu)
  if (o instanceof Response) return o
  const corps = await c.req.parseBody()
  const champ = (nom: string) => (typeof corps[nom] === 'string' ? (corps[nom] as string) : '')
  if (champ('donnees')) return confirmer(c, o, champ)
  const texte = champ('texte')
  const fichier = corps.fichier instanceof File && corps.fichier.size > 0 ? corps.fichier : undefined
  if (!fichier && texte.trim() === '') return page(c, o, { erreurs: { texte: 'Collez des cellules, ou choisissez un fichier' } }, 422)
  const source = fichier ? 'fichier' : 'texte'
  const pour = ctxActeur(c).acteur.compteId
  const lu = fichier ? await lireFichier(new Uint8Array(await fichier.arrayBuffer()), { pour }) : await lireColle(texte, { pour })
  if (!lu.ok) return page(c, o, { texte, erreurs: { [source]: REFUS_TABLEAU[lu.error] } }, 422)
  const prepare = lire(o.d, lu.value)
  if ('motif' in prepare) return page(c, o, { texte, erreurs: { [source]: messagePreparation(prepare) } }, 422)
  return apercu(c, o, {
    prepare,
    donnees: JSON.stringify(lu.value),
    cle: nouvelleLigne(),
    mode: 'ajouter',
    texte: fichier ? undefined : texte,
  })
}

type Vu = { prepare: Preparation; donnees: string; cle: string; mode: 'ajouter' | 'remplacer'; texte?: string | undefined; refus?: string }
function apercu(c: Ctx, o: Ouvert, { prepare, donnees, cle, mode, texte, refus }: Vu) {
  const faux = prepare.lignes.filter(l => l.fautes.length > 0).length
  const erreurs: Record<string, string> = refus
    ? { _import: refus }
    : faux > 0
      ? { _import: `Rien n’est encore importé\u00a0: ${faux}\u00a0ligne${faux > 1 ? 's sont' : ' est'} à corriger` }
      : {}
  return page(c, o, { apercu: { prepare, donnees, cle, mode }, texte, erreurs }, Object.keys(erreurs).length > 0 ? 422 : 200)
}

const lire = (d: Dossier, tableau: Tableau) => {
  const { appel } = d.version
  return preparer(tableau, { appel, lots: planDe(appel, d.contenu).lots, assiette: reglageDe(appel).assiette })
}

async function confirmer(c: Ctx, o: Ouvert, champ: (nom: string) => string) {
  const donnees = champ('donnees')
  const prepare = lire(o.d, relireTableau(donnees, LIGNES_LUES))
  if ('motif' in prepare) return page(c, o, { erreurs: { texte: messagePreparation(prepare) } }, 422)
  const cle = champ('cle').slice(0, 40) || nouvelleLigne()
  const mode = champ('mode') === 'remplacer' ? 'remplacer' : 'ajouter'
  const justes = prepare.lignes.filter(l => l.fautes.length === 0)
  const vu = { prepare, donnees, cle, mode } as const
  if (justes.length === 0 || (justes.length < prepare.lignes.length && champ('quoi') !== 'justes')) return apercu(c, o, vu)
  const r = await importerDepenses(ctxActeur(c), { dossierId: o.d.id, etape: o.etape, lignes: justes, mode, cle })
  if (r.ok) return c.redirect(`${paths.dossiers.etape(o.d.id, o.etape)}?importe=depenses:${cle}:${justes.length}#depenses`, 303)
  if (r.error.motif === 'trop_de_lignes' || r.error.motif === 'geste') return apercu(c, o, { ...vu, refus: messageImport(r.error) })
  return r.error.motif === 'fige' || r.error.motif === 'clos' ? tableauPerdu(c, o.d) : c.notFound()
}

const messageImport = (r: Parameters<typeof messageGeste>[0]) =>
  r.motif === 'trop_de_lignes' && r.liste === 'depenses'
    ? `Avec celles du plan, cela fait plus de ${r.max}\u00a0dépenses. Remplacez celles du plan, ou importez-en moins`
    : messageGeste(r)
