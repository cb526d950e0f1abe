import type { MiddlewareHandler } from 'hono'
import type { Env } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { BoutonPost } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'

const { instruction: i } = paths
/**
 * What is shown while the pages of somebody else are seen: the pages whose every line goes through `lisible` or is public. A page that is not here is not shown, and neither is
 * a file, an export or a stream: whoever adds one makes sure first that it shows what both may read.
 */
const MONTREES: readonly string[] = [
  i.boite,
  i.file,
  i.bord,
  i.dossier.modele,
  i.historique.modele,
  i.versions.modele,
  paths.accueil,
  paths.aide,
  paths.appels.liste,
  paths.appels.voir.modele,
  paths.planDuSite,
  paths.mentionsLegales,
  paths.accessibilite,
  paths.donneesPersonnelles,
  paths.sante,
  paths.robots,
  paths.favicon,
]
const MOTIF = new RegExp(`^(?:${MONTREES.map(m => m.replaceAll('.', '\\.').replace(/:[a-z]+/g, '[^/.]+')).join('|')})$`)
/** The inbox as a file is an export. */
const estFichier = (requete: URLSearchParams) => requete.has('format')

/** While the pages of somebody else are seen, nothing is answered but what is shown, and « Revenir à mon compte ». */
export const garderVue: MiddlewareHandler<Env> = async (c, next) => {
  const { acteur } = c.var.ctx
  if (!acteur?.enVue) return next()
  const { method, path } = c.req
  if (method === 'POST' && path === paths.vueComme.retour) return next()
  if (method !== 'GET' && method !== 'HEAD') return c.html(<VueFermeePage site={c.var.site} acte />, 403)
  if (!MOTIF.test(path) || estFichier(new URL(c.req.url).searchParams)) return c.html(<VueFermeePage site={c.var.site} />, 403)
  await next()
}

/** Whether a write was tried where the database takes none. */
export const enLectureSeule = (e: unknown) => (e as { code?: string }).code === '25006'

/** What is answered in the place of what is not shown. `acte`: something was to be written. */
export const VueFermeePage = ({ site, acte }: { site: Site; acte?: boolean }) => (
  <Page site={site} titre={acte ? 'Lecture seule' : 'Page non montrée'}>
    <div class="gt-lecture fr-py-4w">
      <h1>{acte ? 'Lecture seule' : 'Page non montrée'}</h1>
      <p class="fr-text--lead">
        {acte
          ? 'Vous voyez les pages d’une autre personne\u00a0: rien ne s’écrit en son nom. Rien n’a été enregistré.'
          : 'Cette page n’est pas montrée pendant que vous voyez comme une autre personne.'}
      </p>
      <p>Sont montrés ses listes, ses dossiers, leur historique et leurs versions, son tableau de bord et les pages publiques.</p>
      <p>
        <a href={paths.instruction.bord}>Son tableau de bord</a>
      </p>
      <BoutonPost action={paths.vueComme.retour}>Revenir à mon compte</BoutonPost>
    </div>
  </Page>
)
