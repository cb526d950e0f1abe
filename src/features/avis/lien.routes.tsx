import { enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type Ctx, jamaisGardee, param, router } from '../../http.ts'
import { texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { PageErreur } from '../../ui/erreurs.tsx'
import { noterLienInconnu, tropDeLiens } from '../comptes/index.ts'
import { piecesParId } from '../dossiers/index.ts'
import { lireDossierInstruit } from '../instruction/index.ts'
import { servirPiece } from '../pieces/index.ts'
import type { SaisieAvis } from './avis.form.ts'
import { LienMortPage, LienPage, MerciPage } from './lien.view.tsx'
import { partageDe } from './parties.ts'
import { type LienMort, type LienOuvert, lienOuvert, rendreAvis } from './rendre-avis.ts'

/** The page that the link of a request opens, for somebody without an account. */
export const lienRoutes = () =>
  router()
    .use(`${paths.avis.voir('*')}`, jamaisGardee)
    .get(paths.avis.voir, pageLien)
    .get(paths.avis.piece, servir)
    .post(paths.avis.voir, rendre)

/**
 * An address that tries links waits, as for signing in: what it tries next is no more said unknown. A link that somebody was given always opens: a whole service
 * comes out by one address, and whoever guesses there must not shut the others out.
 */
async function mort(c: Ctx, refus: LienMort, perdu?: string) {
  if (refus.motif !== 'inconnu')
    return c.html(<LienMortPage site={c.var.site} refus={refus} perdu={perdu} />, perdu === undefined ? 410 : 409)
  const { db } = c.var.deps
  if (await tropDeLiens(db, c.var.adresseClient)) {
    c.header('retry-after', '600')
    return c.html(<PageErreur site={c.var.site} statut={429} />, 429)
  }
  await noterLienInconnu(db, c.var.adresseClient)
  return c.notFound()
}

async function pageLien(c: Ctx<'jeton'>, retour?: { saisie: SaisieAvis; errors: Readonly<Record<string, string>> }) {
  const ctx = c.var.ctx
  const jeton = param(c, 'jeton')
  const page = await enTransaction(ctx, async tx => {
    const lien = await lienOuvert(tx, ctx, jeton)
    if (!lien.ok) return { refus: lien.error }
    await noterOuverture(tx, ctx.guichetId, lien.value, ctx.instant)
    return { vue: await vueDe(c, tx, lien.value) }
  })
  const fait = c.req.query('fait')
  if (page.refus?.motif === 'rendu' && (fait === 'rendu' || fait === 'tardif'))
    return c.html(<MerciPage site={c.var.site} tardif={fait === 'tardif'} />)
  if (page.refus) return mort(c, page.refus)
  return c.html(<LienPage site={c.var.site} jeton={jeton} {...page.vue} {...retour} />, retour ? 422 : 200)
}

/** The chosen parts of what is filed now; files are those that were chosen, replaced since or not. */
async function vueDe(c: Ctx, tx: Tx, lien: LienOuvert) {
  const { guichetId } = c.var.ctx
  const { vue, lecture } = await lireDossierInstruit(tx, guichetId, lien.avis.dossierId)
  const { etapes, partielles } = partageDe(lien.avis.champs, lecture)
  return {
    lien,
    service: lecture.appel.regime.service.nom,
    relu: { ...vue.relu, etapes, partielles, pieces: [], lecturePiece: undefined, modifies: undefined },
    pieces: await piecesParId(tx, guichetId, [lien.avis.dossierId], lien.avis.pieces),
  }
}

async function noterOuverture(tx: Tx, guichetId: string, { avis }: LienOuvert, instant: Date) {
  if (avis.ouvertLe) return
  await tx
    .updateTable('avis')
    .set({ ouvert_le: instant })
    .where('guichet_id', '=', guichetId)
    .where('id', '=', avis.id)
    .where('rendu_le', 'is', null)
    .where('ouvert_le', 'is', null)
    .execute()
}

async function servir(c: Ctx<'jeton' | 'piece'>) {
  const { guichetId } = c.var.ctx
  const lu = await enTransaction(c.var.ctx, async tx => {
    const lien = await lienOuvert(tx, c.var.ctx, param(c, 'jeton'))
    if (!lien.ok) return { refus: lien.error }
    const { pieces, dossierId } = lien.value.avis
    return { piece: (await piecesParId(tx, guichetId, [dossierId], pieces)).find(p => p.id === param(c, 'piece')) }
  })
  if (lu.refus) return mort(c, lu.refus)
  return lu.piece ? servirPiece(c, c.var.deps.stockage, lu.piece) : c.notFound()
}

/** Nothing of what a stranger sends is read before their link is found. */
async function rendre(c: Ctx<'jeton'>) {
  const connu = await enTransaction(c.var.ctx, tx => lienOuvert(tx, c.var.ctx, param(c, 'jeton')))
  if (!connu.ok && connu.error.motif === 'inconnu') return mort(c, connu.error)
  const corps = await c.req.parseBody()
  const texte = (cle: string) => texteSaisi(corps[cle])
  const saisie = { sens: texte('sens'), texte: texte('texte'), liens: texte('liens'), lien: texte('lien') }
  const r = await rendreAvis(c.var.ctx, c.var.deps.config, param(c, 'jeton'), saisie)
  if (r.ok) return c.redirect(`${paths.avis.voir(param(c, 'jeton'))}?fait=${r.value.tardif ? 'tardif' : 'rendu'}`, 303)
  if (r.error.motif === 'trop') return c.html(<PageErreur site={c.var.site} statut={429} />, 429)
  return r.error.motif === 'saisie' ? pageLien(c, { saisie, errors: r.error.errors }) : mort(c, r.error, saisie.texte)
}
