import { bodyLimit } from 'hono/body-limit'
import { enTransaction, nouvelId } from '../../../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, router } from '../../../../http.ts'
import { dateCivile } from '../../../../lib/dates.ts'
import { formatNombre } from '../../../../lib/euros.ts'
import { err, ok, type Result } from '../../../../lib/result.ts'
import { estUuid } from '../../../../lib/uuid.ts'
import { paths } from '../../../../paths.ts'
import { dispositionContenu, typeMime } from '../../../fichiers/index.ts'
import { annuaireDe } from '../../../guichet/index.ts'
import { lireFichier, PHRASE_TABLEAU, type RefusLecture, relireTableau, type Tableau } from '../../../tableur/index.ts'
import { bilanFige, cleDe, type Ouvert, ouvrirBilan } from '../bilan.page.tsx'
import { chercherEntreprise } from './annuaire.ts'
import { refusSiret, siretSerre } from './commande.rules.ts'
import { cadreDe, commandesDuBilan } from './commandes.queries.ts'
import { type ALaisser, type AVerifier, ImportCommandesPage } from './import.view.tsx'
import { importerCommandes } from './importer-commandes.ts'
import { CommandesPage } from './liste.view.tsx'
import { modeleCommandes } from './modele.ts'
import { type CelluleFausse, preparerCommandes, type RefusPreparation } from './preparer-import.ts'
import { COMMANDES_MAX, retirerCommandes } from './tenir-commandes.ts'

/** A list of ten thousand orders weighs about one and a half megabyte. */
const LIMITES = { octets: 5_000_000, brut: 120_000_000, lignes: COMMANDES_MAX + 100, caracteres: 16_000_000 }
const PAR_PAGE = 50

/** Orders of a bilan apart from its page: all of them, a list brought in, the directory of companies. */
export const commandesRoutes = () =>
  router()
    .get(paths.bilans.entreprise, exigeCompte, entreprise)
    .get(paths.bilans.commandes, exigeCompte, lister)
    .post(paths.bilans.retraitCommandes, exigeCompte, async c => {
      const r = await retirerCommandes(ctxActeur(c), cleDe(c))
      return !r.ok && r.error.motif === 'introuvable' ? c.notFound() : versBilan(c, '?fait=retirees#commandes')
    })
    .get(paths.bilans.importCommandes, exigeCompte, async c => {
      const o = await ouvrirBilan(c)
      if (!o) return c.notFound()
      return o.modifiable ? page(c, o) : versBilan(c)
    })
    .post(paths.bilans.importCommandes, exigeCompte, bodyLimit({ maxSize: LIMITES.octets + 100_000 }), importer)
    .get(paths.bilans.modeleCommandes, exigeCompte, async c => {
      const o = await ouvrirBilan(c)
      if (!o) return c.notFound()
      return c.body(new Uint8Array(await modeleCommandes(o.v.b)), 200, {
        'content-type': typeMime('xlsx'),
        'content-disposition': dispositionContenu('modele-commandes.xlsx'),
      })
    })

const versBilan = (c: Ctx<'id' | 'bilan'>, suite = '') =>
  c.redirect(`${paths.bilans.voir(cleDe(c).dossierId, cleDe(c).bilanId)}${suite}`, 303)

/** What is known of a SIRET as one types it: whether its key is right, and the company where there is a directory. */
async function entreprise(c: Ctx) {
  const siret = c.req.query('siret') ?? ''
  const refus = refusSiret(siret)
  if (refus) return c.json({ juste: false, refus })
  const trouvee = await chercherEntreprise(c.var.ctx, annuaireDe(c.var.deps.config), siretSerre(siret))
  return c.json({ juste: true, ...(trouvee ? { entreprise: trouvee } : {}) })
}

async function lister(c: Ctx<'id' | 'bilan'>) {
  const ctx = ctxActeur(c)
  const o = await ouvrirBilan(c)
  if (!o) return c.notFound()
  const apres = [c.req.query('apres') ?? ''].find(estUuid) ?? ''
  const lues = await enTransaction(ctx, tx => commandesDuBilan(tx, ctx.guichetId, o.v.b.id, { limite: PAR_PAGE + 1, apres }))
  const commandes = lues.slice(0, PAR_PAGE)
  const ici = paths.bilans.commandes(o.v.b.dossierId, o.v.b.id)
  const suivants = lues.length > PAR_PAGE ? `${ici}?${new URLSearchParams({ apres: commandes.at(-1)!.id })}` : undefined
  return c.html(
    <CommandesPage
      site={c.var.site}
      v={{ ...o.v, commandes }}
      suivants={suivants}
      debut={apres ? ici : undefined}
      modifiable={o.modifiable}
    />,
  )
}

type Refus = {
  erreur?: string
  fautes?: readonly CelluleFausse[]
  lignes?: number
  aLaisser?: ALaisser
  aVerifier?: AVerifier
  cle?: string
}
const page = (c: Ctx, o: Ouvert, r?: Refus) =>
  c.html(<ImportCommandesPage site={c.var.site} v={o.v} cle={nouvelId()} {...r} />, r ? 422 : 200)

const REFUS_FICHIER: Record<RefusLecture, string> = {
  ...PHRASE_TABLEAU,
  vide: 'Ce fichier est vide. Choisissez-en un autre',
  trop_gros: 'Ce fichier dépasse 5\u00a0Mo. Gardez la feuille des commandes seule',
  illisible: 'Ce fichier n’est pas un classeur XLSX ou ODS, ni un fichier CSV. Enregistrez-le dans un de ces formats',
  protege: 'Ce fichier est protégé ou dans un ancien format. Enregistrez-le en XLSX',
}
function phrasePreparation(r: RefusPreparation): string {
  if (r.motif === 'aucune') return 'Cette liste n’a pas de commande sous ses titres'
  if (r.motif === 'titres') return `Il manque des colonnes\u00a0: ${r.manquent.join(', ')}. Prenez les titres du modèle`
  return phraseTrop(r)
}
const phraseTrop = (r: { nombre: number; max: number }) =>
  `Cela ferait ${formatNombre(r.nombre)}\u00a0commandes\u00a0: un bilan en a ${formatNombre(r.max)} au plus`

/** The table of a file, or the one that our own page sends back with its answer. */
async function tableauDe(corps: Record<string, unknown>, pour: string): Promise<Result<Tableau, string>> {
  if (typeof corps.donnees === 'string' && corps.donnees) {
    const rendu = relireTableau(corps.donnees, LIMITES.lignes)
    return rendu.length > 0 ? ok(rendu) : err(REFUS_FICHIER.illisible)
  }
  const fichier = corps.fichier instanceof File && corps.fichier.size > 0 ? corps.fichier : undefined
  if (!fichier) return err('Choisissez un fichier avant d’envoyer')
  const lu = await lireFichier(new Uint8Array(await fichier.arrayBuffer()), { pour, limites: LIMITES })
  return lu.ok ? lu : err(REFUS_FICHIER[lu.error])
}
/** Reads the list and brings it in whole, but for the wrong lines that were ticked; or says every cell to mend, or what is to be checked before. */
async function importer(c: Ctx<'id' | 'bilan'>) {
  const ctx = ctxActeur(c)
  const o = await ouvrirBilan(c)
  if (!o) return c.notFound()
  if (!o.modifiable) return bilanFige(c)
  const corps = await c.req.parseBody({ all: true })
  const lu = await tableauDe(corps, ctx.acteur.compteId)
  if (!lu.ok) return page(c, o, { erreur: lu.error })
  const cadre = await enTransaction(ctx, tx => cadreDe(tx, o.v.b, dateCivile(ctx.instant)))
  const p = await preparerCommandes(lu.value, o.v.b, cadre, COMMANDES_MAX)
  if ('motif' in p) return page(c, o, { erreur: phrasePreparation(p) })
  const cle = typeof corps.cle === 'string' && corps.cle ? corps.cle.slice(0, 40) : nouvelId()
  // more than the form may send back is mended in its spreadsheet
  const donnees = JSON.stringify(lu.value)
  const seRenvoie = Buffer.byteLength(donnees) <= LIMITES.octets
  const cochees = new Set([corps.sauf].flat().map(Number))
  const ecartees = [...new Set(p.fautes.map(f => f.ligne).filter(l => cochees.has(l)))]
  if (p.fautes.some(f => !cochees.has(f.ligne)) || p.commandes.length === 0) {
    const aLaisser =
      seRenvoie && p.commandes.length > 0
        ? { donnees, ecartees, justes: p.commandes.length, redit: corps.donnees !== undefined }
        : undefined
    return page(c, o, { fautes: p.fautes, lignes: p.lignes, ...(aLaisser ? { aLaisser } : {}), cle })
  }
  const relue = corps.relue === 'laisser' || corps.relue === 'garder' ? corps.relue : undefined
  const r = await importerCommandes(ctx, { ...cleDe(c), commandes: p.commandes, cle, relue })
  if (r.ok) return versBilan(c, `?importees=${r.value}${ecartees.length > 0 ? `&ecartees=${ecartees.length}` : ''}#commandes`)
  if (r.error.motif === 'introuvable') return c.notFound()
  if (r.error.motif === 'doutes') {
    if (!seRenvoie) return page(c, o, { erreur: 'Cette liste a des commandes à vérifier. Coupez-la en plusieurs' })
    return page(c, o, { aVerifier: { doutes: r.error.doutes, numeros: p.numeros, donnees, ecartees }, cle })
  }
  return r.error.motif === 'trop' ? page(c, o, { erreur: phraseTrop(r.error) }) : bilanFige(c)
}
