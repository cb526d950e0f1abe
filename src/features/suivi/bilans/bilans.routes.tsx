import { z } from 'zod'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, router } from '../../../http.ts'
import { dateCivile, formatDateCivile, formatHeure } from '../../../lib/dates.ts'
import { nettoyer } from '../../../lib/forms.ts'
import { pluriel } from '../../../lib/mots.ts'
import type { Result } from '../../../lib/result.ts'
import { lireTable } from '../../../lib/table.ts'
import { paths } from '../../../paths.ts'
import { annuaireDe } from '../../guichet/index.ts'
import { ConflitChamp } from '../../saisie/index.ts'
import { bilanFige, cleDe, conflitsVus, ouvrirBilan, rendreBilan } from './bilan.page.tsx'
import { BilanGuide, sauf } from './bilan.view.tsx'
import { chercherEntreprise } from './commandes/annuaire.ts'
import { refusSiret, siretSerre } from './commandes/commande.rules.ts'
import { ajouterCommande, type Geste, reprendreCommande, retirerCommande, viderCommande } from './commandes/tenir-commandes.ts'
import { deposerBilan, type RefusDepot } from './deposer-bilan.ts'
import { dernierDepot } from './depots.queries.ts'
import { type Enregistre, enregistrerBilan, type RefusBilan } from './enregistrer.ts'
import type { Envoi } from './fusion.ts'
import { BilansPage } from './liste.view.tsx'
import { mesBilans } from './mes-bilans.queries.ts'
import { BilanReluPage, RienPage } from './relu.view.tsx'

/** The bilans of a porteur: their list, one being filled in, saved by the form or as one types, filed. */
export const bilansRoutes = () =>
  router()
    .get(paths.bilans.liste, exigeCompte, async c => {
      const jour = dateCivile(c.var.ctx.instant)
      const bilans = await enTransaction(c.var.ctx, tx => mesBilans(tx, c.var.ctx, jour))
      return c.html(<BilansPage site={c.var.site} bilans={bilans} jour={jour} />)
    })
    .get(paths.bilans.voir, exigeCompte, voir)
    .post(paths.bilans.voir, exigeCompte, envoyer)
    .put(paths.bilans.voir, exigeCompte, enregistrerAuFil)
    .get(paths.bilans.guide, exigeCompte, async c => {
      const o = await ouvrirBilan(c)
      return o?.modifiable ? c.html(<BilanGuide v={o.v} />) : c.notFound()
    })
    .get(paths.bilans.rien, exigeCompte, async c => {
      const o = await ouvrirBilan(c)
      if (!o) return c.notFound()
      return o.modifiable && o.v.rien && o.v.deposable ? c.html(<RienPage site={c.var.site} v={o.v} />) : versBilan(c)
    })
    .post(paths.bilans.rien, exigeCompte, async c => apresDepot(c, await deposerBilan(ctxActeur(c), { ...cleDe(c), rien: true })))

const FAITS: Record<string, string> = {
  enregistre: 'Le bilan est enregistré.',
  ajoutee: 'La commande est ajoutée.',
  retiree: 'La commande est retirée.',
  retirees: 'Les commandes de ce bilan sont retirées.',
}
const versBilan = (c: Ctx<'id' | 'bilan'>, suite = '') => {
  const { dossierId, bilanId } = cleDe(c)
  return c.redirect(`${paths.bilans.voir(dossierId, bilanId)}${suite}`, 303)
}

async function voir(c: Ctx<'id' | 'bilan'>) {
  const o = await ouvrirBilan(c)
  if (!o) return c.notFound()
  const fait = c.req.query('fait') ?? ''
  const [importees, ecartees] = [Number(c.req.query('importees')), Number(c.req.query('ecartees'))]
  const dit =
    importees > 0
      ? `${pluriel(importees, 'commande est importée', 'commandes sont importées')}${ecartees > 0 ? `, ${pluriel(ecartees, 'ligne est laissée', 'lignes sont laissées')} de côté` : ''}.`
      : c.req.query('importees') === '0'
        ? 'Aucune commande n’est importée\u00a0: toutes étaient déjà là.'
        : lireTable(FAITS, fait)
  if (o.modifiable) return rendreBilan(c, { fait: dit }, o)
  const depot = await enTransaction(c.var.ctx, tx => dernierDepot(tx, c.var.ctx.guichetId, o.v.b.id))
  const depose = fait === 'depose' || fait === 'retard' ? fait : undefined
  return c.html(<BilanReluPage site={c.var.site} v={o.v} depot={depot} fait={depose} />)
}

/** The form sent whole: saved in any case, then what its button asks for. */
async function envoyer(c: Ctx<'id' | 'bilan'>) {
  const ctx = ctxActeur(c)
  const cle = cleDe(c)
  const { envoi: brut, suite } = await lireEnvoi(c)
  const [geste = '', id = ''] = suite.split(':')
  if (geste === 'deposer') return apresDepot(c, await deposerBilan(ctx, { ...cle, envoi: brut }), brut)
  const envoi = geste === 'ajouter' ? await completer(c, brut) : brut
  const gestes: Record<string, () => Promise<Result<Geste, RefusBilan>>> = {
    ajouter: () => ajouterCommande(ctx, cle, envoi, { relue: id === 'relue' }),
    modifier: () => reprendreCommande(ctx, cle, envoi, id),
    retirer: () => retirerCommande(ctx, cle, envoi, id),
    vider: () => viderCommande(ctx, cle, envoi),
  }
  const r = await (lireTable(gestes, geste) ?? (() => enregistrerBilan(ctx, cle, envoi)))()
  if (!r.ok) return refuser(c, r.error, envoi)
  const erreurs = 'erreurs' in r.value ? (r.value as Geste).erreurs : {}
  if (r.value.conflits.length > 0) return rendreBilan(c, { ...r.value, page: envoi.page })
  if (Object.keys(erreurs).length > 0) return rendreBilan(c, { erreurs, page: envoi.page, doute: (r.value as Geste).doute ?? false })
  const pages: Record<string, string> = {
    pieces: paths.bilans.pieces(cle.dossierId, cle.bilanId),
    import: paths.bilans.importCommandes(cle.dossierId, cle.bilanId),
    ajouter: `${paths.bilans.voir(cle.dossierId, cle.bilanId)}?fait=ajoutee#commandes`,
    modifier: `${paths.bilans.voir(cle.dossierId, cle.bilanId)}#c.siret`,
    retirer: `${paths.bilans.voir(cle.dossierId, cle.bilanId)}?fait=retiree#commandes`,
    vider: `${paths.bilans.voir(cle.dossierId, cle.bilanId)}#commandes`,
  }
  const page = lireTable(pages, geste)
  return page ? c.redirect(page, 303) : versBilan(c, '?fait=enregistre')
}

/** What the official directory knows of the company fills in what is left empty. */
async function completer(c: Ctx, envoi: Envoi): Promise<Envoi> {
  const { 'c.siret': siret = '', 'c.entreprise': nom, 'c.departement': departement } = envoi.champs
  if ((nom && departement) || refusSiret(siret)) return envoi
  const trouvee = await chercherEntreprise(c.var.ctx, annuaireDe(c.var.deps.config), siretSerre(siret))
  if (!trouvee) return envoi
  const champs = { ...envoi.champs, 'c.entreprise': nom || trouvee.nom, 'c.departement': departement || (trouvee.departement ?? '') }
  return { ...envoi, champs }
}

const refuser = (c: Ctx<'id' | 'bilan'>, r: RefusBilan, envoi?: Envoi) =>
  r.motif === 'introuvable' ? c.notFound() : envoi ? bilanFige(c, envoi) : versBilan(c)

async function apresDepot(c: Ctx<'id' | 'bilan'>, r: Awaited<ReturnType<typeof deposerBilan>>, envoi?: Envoi) {
  if (r.ok) return versBilan(c, `?fait=${r.value.enRetard ? 'retard' : 'depose'}`)
  const e: RefusDepot = r.error
  if (e.motif === 'introuvable' || e.motif === 'ferme') return refuser(c, e, envoi)
  if (e.motif === 'du_nouveau') return versBilan(c)
  const page = envoi?.page
  if (e.motif === 'conflits') return rendreBilan(c, { ...e.etat, page })
  if (e.motif === 'trop_tot')
    return rendreBilan(c, { page, refus: `Ce bilan se dépose à partir du ${formatDateCivile(e.des)}. Votre saisie est enregistrée.` })
  return rendreBilan(c, { erreurs: e.erreurs, page })
}

/** As one types: the changed fields alone come in. 409 when a colleague changed one of them meanwhile (the others are saved), or when it is closed. */
async function enregistrerAuFil(c: Ctx<'id' | 'bilan'>) {
  const { envoi } = await lireEnvoi(c)
  const r = await enregistrerBilan(ctxActeur(c), cleDe(c), envoi)
  if (!r.ok) return c.json({ erreur: r.error.motif }, r.error.motif === 'ferme' ? 409 : 404)
  const o = await ouvrirBilan(c)
  return c.json({ enregistre: formatHeure(c.var.ctx.instant), ...accuse(r.value, o && sauf(o.v)) }, r.value.conflits.length > 0 ? 409 : 200)
}

const accuse = ({ bilan, marques, conflits, par }: Enregistre, illisibles: string | undefined) => ({
  revision: bilan.revision,
  marques,
  ...(illisibles ? { sauf: illisibles } : {}),
  ...(conflits.length > 0
    ? {
        conflits: conflitsVus(bilan, conflits, par).map(vu => ({
          nom: vu.nom,
          libelle: vu.libelle,
          par,
          html: (<ConflitChamp conflit={vu} boutons />).toString(),
        })),
      }
    : {}),
})

const marques = z.record(z.string(), z.string())
const premier = (v: unknown) => (Array.isArray(v) ? v[0] : v)
const texte = (v: unknown) => (typeof premier(v) === 'string' ? nettoyer(premier(v)) : '')

/** What the form of a bilan sends, and what its pressed button asks for. Names that start with « _ » are ours. */
async function lireEnvoi(c: Ctx): Promise<{ envoi: Envoi; suite: string }> {
  const brut = await c.req.parseBody({ all: true })
  const noms = Object.keys(brut)
  let base: Record<string, string> | undefined
  try {
    base = marques.safeParse(JSON.parse(texte(brut._base))).data
  } catch {
    base = undefined
  }
  const choix = noms.filter(n => n.startsWith('_choix.')).map(n => [n.slice('_choix.'.length), texte(brut[n])])
  const champs = noms.filter(n => !n.startsWith('_')).map(n => [n, texte(brut[n])])
  return {
    envoi: {
      champs: Object.fromEntries(champs),
      base,
      page: texte(brut._page).slice(0, 40) || undefined,
      choix: Object.fromEntries(choix),
    },
    suite: texte(brut._suite),
  }
}
