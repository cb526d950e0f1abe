import { paths } from '../../src/paths.ts'

/** What the run counts as it goes. */
export type Bilan = { requetes: number; pdf: number }

/** The product did not answer as the scenario expects: which step, which address, what the page says. */
export class Surprise extends Error {
  constructor(etape: string, adresse: string, message: string) {
    super(`${etape}\n  ${adresse}\n  ${message}`)
  }
}

export type Corps = Record<string, string | string[]>
export type Visiteur = ReturnType<typeof creerVisiteur>
/** How a request reaches the product: over the network, or straight to its application. */
export type Transport = (adresse: string, init: RequestInit) => Response | Promise<Response>

/**
 * Somebody in front of a browser without scripts: cookies are kept, redirections are not followed, a form carries its origin. Each has an
 * address of its own, as people behind the trusted proxy have.
 */
export function creerVisiteur(url: string, bilan: Bilan, nom: string, adresse: string, transport: Transport = fetch) {
  const cookies = new Map<string, string>()
  async function demander(chemin: string, init: RequestInit = {}) {
    const cookie = [...cookies].map(([k, v]) => `${k}=${v}`).join('; ')
    const entetes = { 'x-forwarded-for': adresse, ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) }
    const r = await transport(url + chemin, { ...init, headers: entetes, redirect: 'manual', signal: AbortSignal.timeout(60_000) })
    bilan.requetes++
    for (const ligne of r.headers.getSetCookie()) {
      const [, cle, valeur] = /^([^=]+)=([^;]*)/.exec(ligne) ?? []
      if (cle) cookies.set(cle, valeur ?? '')
    }
    return r
  }
  async function attendre(r: Response, statut: number, etape: string, adresse: string) {
    if (r.status === statut) return r
    throw new Surprise(`${nom}\u00a0: ${etape}`, adresse, `réponse ${r.status} au lieu de ${statut}\u00a0: ${messageDe(await r.text())}`)
  }
  /** A page that must be there; gives its HTML. */
  const lire = async (chemin: string, etape: string) => (await attendre(await demander(chemin), 200, etape, `GET ${chemin}`)).text()
  const json = async <T>(chemin: string, etape: string): Promise<T> => {
    const r = await demander(chemin, { headers: { accept: 'application/json' } })
    return (await attendre(r, 200, etape, `GET ${chemin}`)).json() as Promise<T>
  }
  /** A form that is accepted (303), or refused as the scenario expects; gives where it leads and what it says. */
  async function envoyer(chemin: string, corps: Corps | FormData, etape: string, statut = 303) {
    const body =
      corps instanceof FormData ? corps : new URLSearchParams(Object.entries(corps).flatMap(([k, v]) => [v].flat().map(x => [k, x])))
    const r = await attendre(await demander(chemin, { method: 'POST', headers: { origin: url }, body }), statut, etape, `POST ${chemin}`)
    return { vers: r.headers.get('location') ?? '', page: await r.text() }
  }
  async function octets(chemin: string, etape: string) {
    const r = await attendre(await demander(chemin), 200, etape, `GET ${chemin}`)
    const lus = Buffer.from(await r.arrayBuffer())
    if (!lus.subarray(0, 5).equals(Buffer.from('%PDF-'))) throw new Surprise(`${nom}\u00a0: ${etape}`, chemin, 'ce n’est pas un PDF')
    bilan.pdf++
    return lus
  }
  const pdf = async (chemin: string, etape: string) => (await octets(chemin, etape)).length
  return { nom, lire, json, envoyer, octets, pdf }
}

/** The page of the demonstration where one takes a role. */
export async function incarner(v: Visiteur, persona: string) {
  await v.envoyer(paths.demo.session, { persona }, `prendre le rôle ${persona}`)
  return v
}

/** What a page says to whoever was refused: its errors first, else the beginning of its text. */
function messageDe(html: string) {
  const erreurs = [...html.matchAll(/class="[^"]*(?:fr-error-text|fr-message--error|fr-alert)[^"]*"[^>]*>([\s\S]*?)<\/(?:p|div)>/g)]
  const corps = /<main[^>]*>([\s\S]*?)<\/main>/.exec(html)?.[1] ?? html
  return texteDe(erreurs.length > 0 ? erreurs.map(e => e[1]).join(' ') : corps).slice(0, 600)
}
/** The text that one reads, without tags, all spaces alike. */
export const texteDe = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&[#a-z0-9]+;/g, e => ENTITES[e] ?? e)
    .replace(/\s+/g, ' ')
    .trim()
const ENTITES: Record<string, string> = { '&#39;': "'", '&quot;': '"', '&lt;': '<', '&gt;': '>', '&amp;': '&', '&#8239;': ' ' }
const dechiffrer = (texte: string) => texte.replace(/&[#a-z0-9]+;/g, e => ENTITES[e] ?? e)

/** What a browser would send back of a form: what its hidden fields hold. */
export const caches = (html: string): Record<string, string> =>
  Object.fromEntries([...html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(x => [x[1]!, dechiffrer(x[2]!)]))
/** What a field of a page shows. */
export const valeurDe = (html: string, nom: string) =>
  dechiffrer(/value="([^"]*)"/.exec(new RegExp(`<input[^>]*name="${nom}"[^>]*>`).exec(html)?.[0] ?? '')?.[1] ?? '')
export const idDe = (adresse: string) => /[0-9a-f-]{36}/.exec(adresse)?.[0] ?? ''
/** What the boxes of a name offer, by name, for the names that begin so. */
export function offres(html: string, debut: string): Map<string, string[]> {
  const lues = new Map<string, string[]>()
  for (const [balise] of html.matchAll(/<input type="radio"[^>]*>/g)) {
    const [nom, valeur] = [/name="([^"]*)"/.exec(balise)?.[1] ?? '', /value="([^"]*)"/.exec(balise)?.[1] ?? '']
    if (nom.startsWith(debut)) lues.set(nom, [...(lues.get(nom) ?? []), valeur])
  }
  return lues
}
