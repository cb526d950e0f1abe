import { HTTPException } from 'hono/http-exception'
import { enTransaction } from '../../contexte.ts'
import { type Ctx, jamaisGardee, param, router } from '../../http.ts'
import { parseForm, texteSaisi } from '../../lib/forms.ts'
import { vientDIci } from '../../origine.ts'
import { paths } from '../../paths.ts'
import { PageErreur } from '../../ui/erreurs.tsx'
import { appelPublie, lirePublie, slugSur } from '../appels/index.ts'
import { etatAppel } from '../cahier/index.ts'
import { noterLienInconnu, tropDeLiens } from '../comptes/index.ts'
import { abonnementForm } from './abonnement.form.ts'
import { AbonnePage, NouvellesPage } from './abonnement.view.tsx'
import { abonneDuJeton } from './abonnements.queries.ts'
import { confirmerAbonnement } from './confirmer.ts'
import { sAbonner } from './sabonner.ts'
import { seDesabonner } from './se-desabonner.ts'

/** Following a call by mail: asked on its page, confirmed and ended from the mailbox. */
export const abonnementsRoutes = () =>
  router()
    .use(`${paths.nouvelles.voir('*')}`, jamaisGardee)
    .get(paths.appels.nouvelles, c => demande(c))
    .post(paths.appels.nouvelles, demander)
    .get(paths.nouvelles.voir, c => lien(c))
    .post(paths.nouvelles.confirmation, confirmer)
    .post(paths.nouvelles.fin, finir)

const FAITS = ['envoye', 'fini'] as const
type Retour = { courriel: string; errors: Readonly<Record<string, string>>; statut: 422 | 429 }

async function demande(c: Ctx<'slug'>, retour?: Retour) {
  const publie = await lirePublie(c)
  if (!publie) return c.notFound()
  const page = (
    <NouvellesPage
      site={c.var.site}
      appel={publie.appel}
      clos={etatAppel(publie.appel, c.var.ctx.instant) === 'clos'}
      courriel={retour?.courriel ?? c.var.ctx.acteur?.courriel ?? ''}
      errors={retour?.errors ?? {}}
      fait={retour ? undefined : FAITS.find(f => f === c.req.query('fait'))}
      boite={c.var.deps.config.demonstration ? paths.demo.courriels : undefined}
    />
  )
  return c.html(page, retour?.statut ?? 200)
}

const TROP = 'Trop de demandes en peu de temps. Attendez une heure, puis recommencez'

async function demander(c: Ctx<'slug'>) {
  const courriel = texteSaisi((await c.req.parseBody()).courriel)
  const form = parseForm(abonnementForm, { courriel })
  if (!form.ok) return demande(c, { courriel, errors: form.errors, statut: 422 })
  const slug = slugSur(param(c, 'slug'))
  const r = await sAbonner(c.var.ctx, { slug, client: c.var.adresseClient, ...form.value })
  if (r.ok) return c.redirect(`${paths.appels.nouvelles(slug)}?fait=envoye`, 303)
  return r.error.motif === 'introuvable' ? c.notFound() : demande(c, { courriel, errors: { courriel: TROP }, statut: 429 })
}

/** An address that tries links waits, as for signing in. */
async function inconnu(c: Ctx) {
  const { db } = c.var.deps
  if (await tropDeLiens(db, c.var.adresseClient)) {
    c.header('retry-after', '600')
    return c.html(<PageErreur site={c.var.site} statut={429} />, 429)
  }
  await noterLienInconnu(db, c.var.adresseClient)
  return c.notFound()
}

async function lien(c: Ctx<'jeton'>) {
  const { ctx, site } = c.var
  const jeton = param(c, 'jeton')
  const lu = await enTransaction(ctx, async tx => {
    const abonne = await abonneDuJeton(tx, ctx.guichetId, jeton)
    return abonne && { abonne, publie: await appelPublie(tx, ctx.guichetId, abonne.slug) }
  })
  if (!lu?.publie) return inconnu(c)
  const confirme = lu.abonne.confirmeLe !== null
  return c.html(
    <AbonnePage
      site={site}
      jeton={jeton}
      appel={lu.publie.appel}
      courriel={lu.abonne.courriel}
      confirme={confirme}
      fait={confirme && c.req.query('fait') === 'confirme'}
    />,
  )
}

async function confirmer(c: Ctx<'jeton'>) {
  const r = await confirmerAbonnement(c.var.ctx, param(c, 'jeton'))
  return r.ok ? c.redirect(`${paths.nouvelles.voir(param(c, 'jeton'))}?fait=confirme`, 303) : inconnu(c)
}

/**
 * The press of our own page; or the one of a mailbox (RFC 8058), which comes from anywhere, bears no cookie of ours and follows no redirection: the token is all that it
 * needs, and stopping is all that it does.
 */
async function finir(c: Ctx<'jeton'>) {
  const corps = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>)
  const unClic = texteSaisi(corps['List-Unsubscribe']) === 'One-Click'
  if (!unClic && !vientDIci(c, c.var.deps)) throw new HTTPException(403)
  const r = await seDesabonner(c.var.ctx, param(c, 'jeton'))
  if (unClic) return c.text(r.ok ? 'Cette adresse ne reçoit plus ces courriels.\n' : 'Cette adresse ne recevait pas ces courriels.\n')
  return r.ok ? c.redirect(`${paths.appels.nouvelles(r.value.slug)}?fait=fini`, 303) : inconnu(c)
}
