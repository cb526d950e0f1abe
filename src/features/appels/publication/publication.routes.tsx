import { confier, PHRASE_TRAVAIL } from '../../../atelier/index.ts'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, faitDe, param, router } from '../../../http.ts'
import { composer } from '../../../lib/accents.ts'
import { NUL, texteDuFichier } from '../../../lib/texte-envoye.ts'
import { paths } from '../../../paths.ts'
import { brouillonDe, relectureDe } from '../../studio/index.ts'
import type { ErreurAppel } from '../lire-appel.ts'
import { AppelPage, BandeauApercu, BandeauRelecture } from '../pages/appel.view.tsx'
import { type AppelDeVersion, type AppelListe, appelPublie, appelsEtVersions, versionNumero } from '../versions.queries.ts'
import { derniersAccords } from './accords.queries.ts'
import { reprenableDe } from './annonce.queries.ts'
import { gensDeVersion } from './lire-a-publier.ts'
import { prevueDe } from './prevues.queries.ts'
import { prevuesRoutes } from './prevues.routes.tsx'
import { confirmer, numeroDe, publier, slugDe } from './publication.page.tsx'
import { ajouterVersion } from './publier.ts'
import { AppelAdminPage, AppelsAdminPage, enVigueur } from './versions.view.tsx'

const admin = exigeRole('administrateur')

/** What the administrator of the guichet does with calls: add a version, read it as the public will, publish it. For others these pages do not exist. */
export const publicationRoutes = () =>
  router()
    .get(paths.administration.appels, admin, async c => c.html(<AppelsAdminPage site={c.var.site} appels={await lister(c)} />))
    .post(paths.administration.appels, admin, ajouter)
    .get(paths.administration.appel, admin, async c => {
      const [appel] = await lister(c, slugDe(c))
      return appel
        ? c.html(<AppelAdminPage site={c.var.site} appel={appel} {...(await suiteDuPublie(c, appel))} faite={faitDe(c, FAITS)} />)
        : c.notFound()
    })
    .post(paths.administration.versions, admin, async c => ajouter(c, slugDe(c)))
    .get(paths.administration.apercu, admin, async c => {
      const version = await lireVersion(c)
      return version ? c.html(apercu(c, version)) : c.notFound()
    })
    .get(paths.administration.publication, admin, c => confirmer(c))
    .post(paths.administration.publication, admin, publier)
    .get(paths.studio.pageRelue, exigeRole(), pageRelue)
    .et(prevuesRoutes())

const lister = (c: Ctx, slug?: string) => enTransaction(c.var.ctx, tx => appelsEtVersions(tx, c.var.ctx.guichetId, slug))
const lireVersion = (c: Ctx<'numero' | 'slug'>) =>
  enTransaction(c.var.ctx, async tx => {
    const version = await versionNumero(tx, c.var.ctx.guichetId, slugDe(c), numeroDe(c))
    const prevue = version && (await prevueDe(tx, c.var.ctx.guichetId, slugDe(c)))
    return version && { ...version, prevueLe: prevue?.numero === version.numero ? prevue.prevueLe : undefined }
  })

/** Who instructs and signs the call, once it is published, and the warnings with which it was: before, publishing says them. */
async function suiteDuPublie(c: Ctx, { slug, ...a }: AppelListe) {
  const { ctx } = c.var
  if (!enVigueur({ slug, ...a })) return { couverture: undefined }
  const lu = await enTransaction(ctx, async tx => {
    const publie = await appelPublie(tx, ctx.guichetId, slug)
    if (!publie) return undefined
    return {
      ...(await gensDeVersion(tx, ctx.guichetId, publie)),
      accords: await derniersAccords(tx, ctx.guichetId, publie.appelId),
      reprenable: await reprenableDe(tx, ctx.guichetId, slug, ctx.instant),
    }
  })
  return lu ?? { couverture: undefined }
}

const FAITS: Record<string, string> = {
  publication: 'La version est publiée. Le public la lit dès maintenant.',
  reprise: 'Le texte d’avant est de nouveau en vigueur, comme version suivante. Aucun courriel n’est parti.',
  ajout: 'La version est ajoutée en brouillon. Relisez son aperçu, puis publiez-la.',
  deja: 'Ce texte est déjà une version de l’appel\u00a0: rien n’a été ajouté.',
}

/** The public page as it would be, under a banner that says it is not published. */
const apercu = (c: Ctx, { appel, numero, publieeLe, prevueLe }: AppelDeVersion & { prevueLe: Date | undefined }) => (
  <AppelPage
    site={c.var.site}
    appel={appel}
    numero={numero}
    publieeLe={publieeLe}
    instant={c.var.ctx.instant}
    peutDeposer="non"
    version={`Version\u00a0${numero}`}
    bandeau={publieeLe ? undefined : <BandeauApercu numero={numero} prevueLe={prevueLe} />}
    ariane={[
      { libelle: 'Appels et versions', href: paths.administration.appels },
      { libelle: appel.titre, href: paths.administration.appel(appel.slug) },
      { libelle: `Version\u00a0${numero}` },
    ]}
  />
)

/** The page of a draft as the public would read it, for whoever was asked to read it. One that cannot be drawn yet leads back to what can be read. */
async function pageRelue(c: Ctx<'relecture'>) {
  const { ctx, site } = c.var
  const { compteId } = ctxActeur(c).acteur
  const lue = await enTransaction(ctx, async tx => {
    const relecture = await relectureDe(tx, ctx.guichetId, param(c, 'relecture'))
    if (relecture?.lecteurId !== compteId || relecture.retiree || !relecture.brouillonId) return undefined
    return brouillonDe(tx, ctx.guichetId, relecture.brouillonId)
  })
  if (!lue) return c.notFound()
  const travail = await confier('lireAppel', { source: lue.source, fichier: 'appel.yml' }, { pour: compteId })
  if (!travail.ok || !travail.value.ok) return c.redirect(`${paths.studio.relecture(param(c, 'relecture'))}?fait=illisible`, 303)
  const appel = travail.value.value
  return c.html(
    <AppelPage
      site={site}
      appel={appel}
      numero={0}
      publieeLe={null}
      instant={ctx.instant}
      peutDeposer="non"
      version="À relire"
      bandeau={<BandeauRelecture retour={paths.studio.relecture(param(c, 'relecture'))} />}
      ariane={[
        { libelle: 'Accueil', href: paths.accueil },
        { libelle: `Relire ${lue.titre}`, href: paths.studio.relecture(param(c, 'relecture')) },
        { libelle: 'La page du public' },
      ]}
    />,
  )
}

/** Adds a version from a file or a text. `slug`: the call's own page, which takes no other call. */
async function ajouter(c: Ctx, slug?: string) {
  const { ctx } = c.var
  const lue = await lireSource(c)
  if (!lue.ok) return refuser(c, slug, { source: lue.source ?? '', erreurs: [], message: lue.message })
  const { source, fichier } = lue
  const travail = await confier('lireAppel', { source, fichier }, { pour: ctxActeur(c).acteur.compteId })
  if (!travail.ok) return refuser(c, slug, { source, erreurs: [], message: `${PHRASE_TRAVAIL[travail.error]}.` })
  if (!travail.value.ok) return refuser(c, slug, { source, erreurs: travail.value.error })
  const lu = travail.value.value
  const resultat = await enTransaction(ctx, tx => ajouterVersion(tx, ctx, source, { fichier, lu, ...(slug === undefined ? {} : { slug }) }))
  if (!resultat.ok) return refuser(c, slug, { source, erreurs: resultat.error })
  return c.redirect(`${paths.administration.appel(resultat.value.slug)}?fait=${resultat.value.nouvelle ? 'ajout' : 'deja'}`, 303)
}

async function refuser(c: Ctx, slug: string | undefined, refus: { source: string; erreurs: readonly ErreurAppel[]; message?: string }) {
  const appels = await lister(c, slug)
  if (slug === undefined) return c.html(<AppelsAdminPage site={c.var.site} appels={appels} refus={refus} />, 422)
  const [appel] = appels
  return appel
    ? c.html(<AppelAdminPage site={c.var.site} appel={appel} {...(await suiteDuPublie(c, appel))} refus={refus} />, 422)
    : c.notFound()
}

type Source = { ok: true; source: string; fichier: string } | { ok: false; message: string; source?: string }

/** The file if one was sent, else the text. Browsers send CRLF: a pasted text gets plain ends. */
async function lireSource(c: Ctx): Promise<Source> {
  const { fichier, source } = await c.req.parseBody()
  if (fichier instanceof File && fichier.size > 0) return lireFichier(fichier)
  const texte = typeof source === 'string' ? composer(source.replaceAll('\r\n', '\n')) : ''
  if (texte.trim() === '') return { ok: false, message: 'Envoyez un fichier ou collez le texte de l’appel.' }
  return texte.includes(NUL)
    ? {
        ok: false,
        message: 'Le texte contient un caractère nul. Copiez-le à nouveau depuis un éditeur de texte.',
        source: texte.replaceAll(NUL, ''),
      }
    : { ok: true, source: texte, fichier: 'appel.yml' }
}

async function lireFichier(fichier: File): Promise<Source> {
  const source = await texteDuFichier(fichier)
  return source === undefined
    ? { ok: false, message: `«\u00a0${fichier.name}\u00a0» n’est pas un texte. Envoyez un fichier YAML enregistré en UTF-8.` }
    : { ok: true, source, fichier: fichier.name || 'appel.yml' }
}
