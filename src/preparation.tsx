import type { MiddlewareHandler } from 'hono'
import type { Avancement, Ctx, Env } from './http.ts'
import { pluriel } from './lib/mots.ts'
import { paths } from './paths.ts'
import { Page } from './ui/page.tsx'
import type { Site } from './ui/site.ts'

const ETAPES: readonly { etape: Avancement['etape']; libelle: string }[] = [
  { etape: 'base', libelle: 'La base de données' },
  { etape: 'appel', libelle: 'Les communes et l’appel à projets' },
  { etape: 'dossiers', libelle: 'Les dossiers inventés' },
]
/** How long each step took, for whoever started the program: « la base de données 1,2 s ». */
export function chronometre() {
  const debut = performance.now()
  const debuts = new Map<Avancement['etape'], number>()
  const secondes = (ms: number) => `${(ms / 1000).toFixed(1).replace('.', ',')}\u00a0s`
  const noter = (etape: Avancement['etape']) => {
    if (!debuts.has(etape)) debuts.set(etape, debuts.size === 0 ? debut : performance.now())
  }
  const dire = () => {
    const faites = ETAPES.filter(e => debuts.has(e.etape))
    const fins = [...faites.slice(1).map(e => debuts.get(e.etape)!), performance.now()]
    const parts = faites.map((e, i) => `${e.libelle[0]!.toLowerCase()}${e.libelle.slice(1)} ${secondes(fins[i]! - debuts.get(e.etape)!)}`)
    return parts.join(', ')
  }
  return { noter, dire }
}

/** Seconds after which a page asks again for itself, where there is no script. */
const RELIRE_S = 2
/** Asked for with this, it does not: whoever reads slowly stops it. */
const SANS_RELIRE = 'sans-relire'
/** The address asked for, with it or without. */
const adresse = (ici: string, arreter: boolean) => {
  const { pathname, searchParams } = new URL(ici)
  searchParams.delete(SANS_RELIRE)
  if (arreter) searchParams.set(SANS_RELIRE, 'oui')
  return pathname + (searchParams.size > 0 ? `?${searchParams}` : '')
}

/** Pages that are whole as soon as the call is published. */
const SANS_DOSSIER: ReadonlySet<string> = new Set([
  paths.accueil,
  paths.aide,
  paths.appels.liste,
  paths.eligibilite.choisir,
  paths.planDuSite,
  paths.mentionsLegales,
  paths.accessibilite,
  paths.donneesPersonnelles,
])
const TOUJOURS: ReadonlySet<string> = new Set([paths.sante, paths.robots, paths.favicon])
const peutAttendre = ({ req }: Ctx, { etape }: Avancement) => {
  if (req.method !== 'GET' && req.method !== 'HEAD') return true
  if (TOUJOURS.has(req.path)) return false
  return etape !== 'dossiers' || !(SANS_DOSSIER.has(req.path) || req.path.startsWith(paths.appels.voir('')))
}

/** While the demonstration is being prepared, a page that needs what is not there yet says so, and opens by itself once it is. */
export function attendrePreparation(avancement: () => Avancement | undefined, siteDe: (c: Ctx) => Site): MiddlewareHandler<Env> {
  return async (c, next) => {
    const a = avancement()
    if (!a || !peutAttendre(c, a)) return next()
    c.header('retry-after', String(RELIRE_S))
    c.header('cache-control', 'no-store')
    const relue = c.req.query(SANS_RELIRE) === undefined
    return c.html(<AttentePage site={siteDe(c)} avancement={a} ici={c.req.url} relue={relue} envoi={c.req.method === 'POST'} />, 503)
  }
}

const motActes = ({ faits, total }: NonNullable<Avancement['actes']>) => `${pluriel(faits, 'acte')} sur ${total}`

/** For the strip of the pages that do not wait. */
export const phraseDePreparation = ({ actes }: Avancement) =>
  actes ? `Ils s’écrivent encore\u00a0: ${motActes(actes)}.` : 'Le site se prépare.'

type AttenteProps = { site: Site; avancement: Avancement; ici: string; relue: boolean; envoi: boolean }
/** What was sent is not done, and its page stays until it is left; any other page opens by itself, at the same address. */
const AttentePage = ({ site, avancement: a, ici, relue, envoi }: AttenteProps) => {
  const seule = relue && !envoi
  return (
    <Page site={site} titre="La démonstration se prépare" relireS={seule ? RELIRE_S : undefined}>
      <div
        class="gt-lecture fr-py-6w"
        {...(seule
          ? { 'data-controller': 'progression', 'data-progression-url-value': adresse(ici, false), 'data-progression-relire-value': 'true' }
          : {})}
      >
        <h1>La démonstration se prépare</h1>
        <p class="fr-text--lead">
          {envoi
            ? 'Ce que vous venez d’envoyer n’a pas été enregistré.'
            : seule
              ? 'La page que vous demandez s’ouvrira toute seule, dans quelques secondes.'
              : 'La page que vous demandez s’ouvrira quand tout sera prêt.'}
        </p>
        <div data-progression-target="vue">
          <EnCours a={a} />
        </div>
        {seule && <p class="fr-sr-only" role="status" data-progression-target="annonce" />}
        {seule ? (
          <noscript>
            <p>
              Cette page se relit toutes les {RELIRE_S} secondes. <a href={adresse(ici, true)}>Ne plus la relire</a>
            </p>
          </noscript>
        ) : (
          <p>
            <a class="fr-btn" href={envoi ? paths.demo.accueil : adresse(ici, false)}>
              {envoi ? 'Revenir à la démonstration' : 'Demander la page à nouveau'}
            </a>
          </p>
        )}
      </div>
    </Page>
  )
}

const EnCours = ({ a }: { a: Avancement }) => {
  const rang = ETAPES.findIndex(e => e.etape === a.etape)
  const part = a.actes ? a.actes.faits / Math.max(a.actes.total, 1) : 0
  return (
    <div data-progression-target="enCours" data-etape="en_cours">
      <p id="avancement">
        Étape {rang + 1} sur {ETAPES.length}. La première fois, le guichet crée sa base, puis chacun y joue ses actes, comme sur le site.
      </p>
      <progress value={rang + part} max={ETAPES.length} aria-labelledby="avancement" />
      <ol>
        {ETAPES.map((e, i) => (
          <li aria-current={i === rang ? 'step' : undefined}>
            {e.libelle}
            {i < rang ? '\u00a0: fait' : i === rang ? `\u00a0: ${enCours(a)}` : ''}
          </li>
        ))}
      </ol>
      {a.etape === 'dossiers' && (
        <p>
          En attendant, lisez <a href={paths.appels.liste}>les appels à projets</a>.
        </p>
      )}
    </div>
  )
}
const enCours = ({ actes }: Avancement) => (actes ? motActes(actes) : 'en cours')
