// A running demonstration, as scripts drive it: over HTTP, like anybody.
import { setTimeout as attendre } from 'node:timers/promises'
import { paths } from '../src/paths.ts'

const ATTENTE_MS = 900_000

export const poster = (url: string, chemin: string, corps: Record<string, string>, cookie = '') =>
  fetch(url + chemin, { method: 'POST', redirect: 'manual', headers: { origin: url, cookie }, body: new URLSearchParams(corps) })

/** The cookie of a persona, and the page where they arrive. */
export async function entrer(url: string, persona: string) {
  const r = await poster(url, paths.demo.session, { persona })
  return { cookie: r.headers.getSetCookie()[0]?.split(';')[0] ?? '', arrivee: r.headers.get('location') ?? paths.accueil }
}

/** Sets the clock, and waits until what comes before that moment is invented. @throws when it never is */
export async function allerAuMoment(url: string, { instant, suite }: { instant: string; suite?: string | undefined }) {
  const r = await poster(url, paths.demo.horloge, { instant, ...(suite ? { suite } : {}) })
  if (r.status !== 303) throw new Error(`the clock answers ${r.status} for ${instant}`)
  if (r.headers.get('location') !== paths.demo.preparation) return
  for (const fin = Date.now() + ATTENTE_MS; Date.now() < fin; await attendre(500)) {
    if ((await (await fetch(url + paths.demo.preparation)).text()).includes('C’est prêt')) return
  }
  throw new Error('La démonstration n’est pas arrivée à ce moment en un quart d’heure.')
}
