/** Without a byte that moves for so long, the line is cut, whatever the browser believes: it waits for ever. */
const SANS_UN_OCTET = 20_000
/** All has left: an answer takes longer, photographs are read one after the other. */
const SANS_REPONSE = 60_000
/** The browser knows that the line is down: what was on its way ends there, even where it says nothing of it. */
const HORS_LIGNE = 2000

/** Cuts a request that nothing moves any more: it ends by `abort`. To be asked before it is sent. */
export function veiller(requete: XMLHttpRequest) {
  let minuterie: ReturnType<typeof setTimeout> | undefined
  const attendre = (ms: number) => {
    clearTimeout(minuterie)
    minuterie = setTimeout(() => requete.abort(), ms)
  }
  requete.upload.addEventListener('progress', () => attendre(SANS_UN_OCTET))
  requete.upload.addEventListener('load', () => attendre(SANS_REPONSE))
  requete.addEventListener('progress', () => attendre(SANS_UN_OCTET))
  const tombee = () => attendre(HORS_LIGNE)
  addEventListener('offline', tombee)
  requete.addEventListener('loadend', () => {
    clearTimeout(minuterie)
    removeEventListener('offline', tombee)
  })
  attendre(SANS_UN_OCTET)
}

/** Calls `f` in a while, or as soon as the line is back; no sooner where the browser knows that it is down. Gives what forgets it. */
export function auRetour(f: () => void, ms: number) {
  const oublier = () => {
    clearInterval(minuterie)
    removeEventListener('online', essayer)
  }
  const essayer = () => {
    if (!navigator.onLine) return
    oublier()
    f()
  }
  const minuterie = setInterval(essayer, ms)
  addEventListener('online', essayer)
  return oublier
}

/** Whether the line is there: a page asked of one that is cut is the browser's own, which says nothing of what is joined. `url`: a small answer of the site. */
export const passe = (url: string) =>
  fetch(url, { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(10_000) }).then(
    () => true,
    () => false,
  )
