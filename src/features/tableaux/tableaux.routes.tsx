import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { teteDe } from '../cadre/index.ts'
import { type TableauAppel, tableauxDe } from '../cahier/index.ts'
import { peutRemplir } from '../decret/index.ts'
import { modifiable } from '../delais/index.ts'
import { type Dossier, trouverDossier } from '../dossiers/index.ts'
import { type Lecture, lireRegles } from '../examen/index.ts'
import { dispositionContenu, typeMime } from '../fichiers/index.ts'
import { pageNeChangePlus } from '../mon-dossier/index.ts'
import { messageGeste, nouvelleLigne } from '../saisie/index.ts'
import { LIGNES_LUES, lireColle, lireFichier, PHRASE_TABLEAU, type RefusLecture, relireTableau, tableauRendu } from '../tableur/index.ts'
import { ImportPage, type ImportProps } from './import/import.view.tsx'
import { importerLignes } from './import/importer.ts'
import { modeleTableau } from './import/modele.ts'
import { type Choix, preparer, type RefusPreparation } from './import/preparer.ts'

/** A table of the form apart from its step: lines pasted or brought in, and the workbook to fill in. */
export const tableauxRoutes = () =>
  router()
    .get(paths.dossiers.importTableau, exigeCompte, montrer)
    .post(paths.dossiers.importTableau, exigeCompte, importer)
    .get(paths.dossiers.modeleTableau, exigeCompte, modele)

type Params = 'id' | 'tableau'
type Ouvert = { d: Dossier; l: Lecture; etape: string; tableau: TableauAppel }

/** The draft whose table this person may change now; a page to show otherwise. */
async function ouvrir(c: Ctx<Params>, fige = versLeDossier): Promise<Ouvert | Response> {
  const ctx = ctxActeur(c)
  const d = await enTransaction(ctx, tx => trouverDossier(tx, ctx, param(c, 'id')))
  if (!d) return c.notFound()
  const l = lireRegles(d, ctx.instant)
  const tableau = tableauxDe(d.version.appel).get(param(c, 'tableau'))
  const etape = l.formulaire.etapes.find(e => e.questions.some(q => q.id === tableau?.id))?.code
  if (!tableau || !etape || !l.visibilite.questions.has(tableau.id) || !peutRemplir(ctx.acteur, d, etape)) return c.notFound()
  return modifiable(d, ctx.instant) ? { d, l, etape, tableau } : fige(c, d)
}
const versLeDossier = async (c: Ctx, d: Dossier): Promise<Response> => c.redirect(paths.dossiers.voir(d.id), 303)

/** What came for a table that no longer changes, given back. */
async function tableauPerdu(c: Ctx, d: Dossier): Promise<Response> {
  const rendu = tableauRendu(await c.req.parseBody(), LIGNES_LUES)
  return pageNeChangePlus(c, d, {
    titre: 'Importer un tableau',
    message: 'Aucune ligne n’est importée',
    perdus: [{ libelle: 'Votre tableau', texte: rendu }],
  })
}

function page(c: Ctx, { d, l, etape, tableau }: Ouvert, plus: Partial<ImportProps>, statut: 200 | 422) {
  const presentes = l.tableaux.get(tableau.id)?.lignes.length ?? 0
  const cadre = { site: c.var.site, tete: teteDe(c, d), appel: d.version.appel, etape, tableau, presentes }
  return c.html(<ImportPage {...cadre} {...plus} />, statut)
}

async function montrer(c: Ctx<Params>) {
  const o = await ouvrir(c)
  return o instanceof Response ? o : page(c, o, {}, 200)
}

async function modele(c: Ctx<Params>) {
  const o = await ouvrir(c)
  if (o instanceof Response) return o
  return c.body(new Uint8Array(await modeleTableau(o.d.version.appel, o.tableau)), 200, {
    'content-type': typeMime('xlsx'),
    'content-disposition': dispositionContenu(`modele-${o.tableau.id}.xlsx`),
  })
}

const REFUS: Record<RefusLecture, string> = {
  ...PHRASE_TABLEAU,
  vide: 'Ce fichier est vide. Choisissez-en un autre',
  trop_gros: 'Ce fichier dépasse 900\u00a0ko. Gardez la feuille du tableau seule, ou collez les cellules',
  illisible: 'Ce fichier n’est pas un classeur XLSX ou ODS, ni un fichier CSV. Enregistrez-le ainsi, ou collez les cellules',
  protege: 'Ce fichier est protégé ou dans un ancien format. Enregistrez-le en XLSX, ou collez les cellules',
}
const messagePreparation = (r: RefusPreparation) =>
  r.motif === 'aucune' ? 'Ce tableau n’a pas de ligne sous ses titres' : `Ce tableau a ${r.nombre}\u00a0lignes\u00a0: ${r.max} au plus`

/** Reads what came and shows it; the page that it shows then sends it back to be imported. */
async function importer(c: Ctx<Params>) {
  const o = await ouvrir(c, tableauPerdu)
  if (o instanceof Response) return o
  const corps = await c.req.parseBody()
  const champ = (nom: string) => (typeof corps[nom] === 'string' ? (corps[nom] as string) : '')
  if (champ('donnees')) return confirmer(c, o, champ)
  const texte = champ('texte')
  const fichier = corps.fichier instanceof File && corps.fichier.size > 0 ? corps.fichier : undefined
  if (!fichier && texte.trim() === '') return page(c, o, { erreurs: { texte: 'Collez des lignes, ou choisissez un fichier' } }, 422)
  const source = fichier ? 'fichier' : 'texte'
  const pour = ctxActeur(c).acteur.compteId
  const lu = fichier ? await lireFichier(new Uint8Array(await fichier.arrayBuffer()), { pour }) : await lireColle(texte, { pour })
  const rendu = fichier ? {} : { texte }
  if (!lu.ok) return page(c, o, { ...rendu, erreurs: { [source]: REFUS[lu.error] } }, 422)
  const prepare = preparer(lu.value, o.tableau, o.d.version.appel)
  if ('motif' in prepare) return page(c, o, { ...rendu, erreurs: { [source]: messagePreparation(prepare) } }, 422)
  return page(c, o, { ...rendu, apercu: { prepare, donnees: JSON.stringify(lu.value), cle: nouvelleLigne() } }, 200)
}

const COLONNES_LUES = 60
function choixDe(champ: (nom: string) => string): Choix {
  const dits = Array.from({ length: COLONNES_LUES }, (_, rang) => [rang, champ(`colonne.${rang}`)] as const)
  return dits.some(([, code]) => code !== '') ? new Map(dits) : new Map()
}

async function confirmer(c: Ctx<Params>, o: Ouvert, champ: (nom: string) => string) {
  const donnees = champ('donnees')
  const prepare = preparer(relireTableau(donnees, LIGNES_LUES), o.tableau, o.d.version.appel, choixDe(champ))
  if ('motif' in prepare) return page(c, o, { erreurs: { texte: messagePreparation(prepare) } }, 422)
  const cle = champ('cle').slice(0, 40) || nouvelleLigne()
  const mode = champ('mode')
  if (mode !== 'ajouter' && mode !== 'remplacer') return page(c, o, { apercu: { prepare, donnees, cle } }, 200)
  const demande = { dossierId: o.d.id, etape: o.etape, tableau: o.tableau.id, lignes: prepare.lignes, mode, cle } as const
  const r = await importerLignes(ctxActeur(c), demande)
  if (r.ok)
    return c.redirect(
      `${paths.dossiers.etape(o.d.id, o.etape)}?importe=${o.tableau.id}:${cle}:${prepare.lignes.length}#${o.tableau.id}`,
      303,
    )
  if (r.error.motif === 'trop_de_lignes' || r.error.motif === 'geste')
    return page(c, o, { apercu: { prepare, donnees, cle }, erreurs: { _import: messageGeste(r.error) } }, 422)
  return r.error.motif === 'fige' || r.error.motif === 'clos' ? tableauPerdu(c, o.d) : c.notFound()
}
