import { auRetour, veiller } from './televersement-ligne.ts'

/** How the sending of one file ends. `coupure` can go on from where it stands, and `session` once signed in again; `disparu`: the server knows it no more, it is over elsewhere. */
export type Issue =
  | { etat: 'joint'; adresse: string }
  | { etat: 'refus'; message: string }
  | { etat: 'coupure' | 'session'; message: string }
  | { etat: 'disparu' }
  | { etat: 'annule' }

/** What the person sees moving: bytes that the server has, out of how many; `repris` when they were there before. `coupe`: nothing moves any more, it is tried again. */
export type Suivi = { suivre: (recu: number, total: number, repris: boolean) => void; coupe: () => void }

type Reponse = {
  statut: number
  json: { recu?: number; octets?: string; annulation?: string; adresse?: string; message?: string } | undefined
}

const PARTIE = 8 * 1024 * 1024
const BOUT = 64 * 1024
const BOUTS = 8
/** Waits before trying again after a cut, in milliseconds; then the person decides. */
const ATTENTES = [1000, 2000, 4000, 8000]
const PERDUE = 'Connexion perdue. Ce qui est reçu est gardé\u00a0: l’envoi reprend seul dès qu’elle revient.'
/** Answers of what stands between us, or of a line that was too slow: the same is sent again. */
const A_REFAIRE = [408, 502, 504]
const REFUSE = 'Le site a refusé cet envoi. Rechargez la page et recommencez.'
const TROP = 'Trop d’envois en peu de temps. Ce qui est reçu est gardé\u00a0: l’envoi reprend seul dans une minute.'
const SESSION = 'Votre session est terminée. Reconnectez-vous, puis choisissez le même fichier\u00a0: l’envoi reprendra où il en est.'

/** Sends one file in parts, from where the server stands. Sent again after any cut, the same file goes on. */
export class EnvoiEnParties {
  #fichier: File
  #url: string
  #suivi: Suivi
  #requete: XMLHttpRequest | undefined
  #arrete = false
  #annulation: string | undefined
  #lot: string

  /** `lot`: what the photographs chosen together have in common. */
  constructor(fichier: File, url: string, lot: string, suivi: Suivi) {
    this.#fichier = fichier
    this.#url = url
    this.#suivi = suivi
    this.#lot = lot
  }

  async envoyer(): Promise<Issue> {
    this.#arrete = false
    const { name: nom, size: taille } = this.#fichier
    const demande = JSON.stringify({ nom, taille, marque: await marqueDe(this.#fichier), ...(this.#lot ? { lot: this.#lot } : {}) })
    const debut = await this.#insister(() => this.#poster(this.#url, demande, { 'content-type': 'application/json' }))
    const { octets, recu, annulation } = debut?.json ?? {}
    if (this.#arrete) return { etat: 'annule' }
    if (debut?.statut !== 201 || !octets || recu === undefined) return lireEchec(debut)
    this.#annulation = annulation
    if (recu > 0) this.#suivi.suivre(recu, taille, true)
    return this.#envoyerParties(octets, recu)
  }

  /** Stops the sending; with `oublier` the server forgets what it has. */
  async arreter({ oublier }: { oublier: boolean }) {
    this.#arrete = true
    this.#requete?.abort()
    const signal = AbortSignal.timeout(10_000)
    if (oublier && this.#annulation) await fetch(this.#annulation, { method: 'POST', signal }).catch(() => {})
  }

  async #envoyerParties(octets: string, debut: number): Promise<Issue> {
    const total = this.#fichier.size
    let recu = debut
    for (let surPlace = 0; surPlace < ATTENTES.length; ) {
      const de = recu
      let reponse = await this.#poster(
        octets,
        this.#fichier.slice(de, de + PARTIE),
        { 'content-type': 'application/octet-stream', 'upload-offset': String(de) },
        parti => this.#suivi.suivre(Math.min(de + parti, total), total, false),
      )
      // the part may have come, its answer lost: what the server has is asked for, and not sent again
      const coupee = !this.#arrete && (!reponse || A_REFAIRE.includes(reponse.statut))
      if (coupee) {
        this.#suivi.coupe()
        if (navigator.onLine) await attendre(ATTENTES[surPlace]!)
        reponse = await this.#insister(() => this.#poster(octets.replace(/\/octets$/, '')))
      }
      if (this.#arrete) return { etat: 'annule' }
      const { adresse, recu: atteint } = reponse?.json ?? {}
      if (reponse?.statut === 200 && adresse) return { etat: 'joint', adresse }
      // nothing is left of an upload that is over: an empty part is told how it ended
      if (coupee && reponse?.statut === 404 && de < total) recu = total
      // 409: the server does not stand where we thought, and says where it does
      else if (!reponse || ![200, 409].includes(reponse.statut) || atteint === undefined) return lireEchec(reponse)
      else recu = atteint
      surPlace = recu > de ? 0 : surPlace + 1
    }
    return { etat: 'coupure', message: PERDUE }
  }

  /** Tries again while the line is down. */
  async #insister(essayer: () => Promise<Reponse | undefined>): Promise<Reponse | undefined> {
    let reponse = await essayer()
    for (const attente of ATTENTES) {
      if (this.#arrete || (reponse && !A_REFAIRE.includes(reponse.statut))) return reponse
      // nothing passes before the browser says so
      if (!navigator.onLine) return undefined
      if (!reponse) this.#suivi.coupe()
      await attendre(attente)
      reponse = await essayer()
    }
    return reponse
  }

  /** Only `XMLHttpRequest` tells the progress of a sending; without anything to send, asks. `undefined` when no answer came. */
  #poster(url: string, corps?: Blob | string, entetes: Record<string, string> = {}, surEnvoi?: (parti: number) => void) {
    return new Promise<Reponse | undefined>(resolve => {
      if (this.#arrete) return resolve(undefined)
      const requete = new XMLHttpRequest()
      this.#requete = requete
      requete.open(corps === undefined ? 'GET' : 'POST', url)
      for (const [nom, valeur] of Object.entries({ accept: 'application/json', ...entetes })) requete.setRequestHeader(nom, valeur)
      if (surEnvoi) requete.upload.addEventListener('progress', p => surEnvoi(p.loaded))
      requete.addEventListener('load', () => resolve({ statut: requete.status, json: lireJson(requete) }))
      for (const fin of ['error', 'abort', 'timeout']) requete.addEventListener(fin, () => resolve(undefined))
      veiller(requete)
      requete.send(corps ?? null)
    })
  }
}

/** What an answer that is not the expected one means. A page that comes well is that of the sign-in, where the session is over; one that refuses is no end of it. */
export function lireEchec(reponse: Reponse | undefined): Issue {
  if (!reponse || [500, ...A_REFAIRE].includes(reponse.statut)) return { etat: 'coupure', message: PERDUE }
  const { statut, json } = reponse
  if (statut === 503) return { etat: 'coupure', message: json?.message ?? PERDUE }
  if (statut === 429) return { etat: 'coupure', message: TROP }
  if (!json) return statut < 400 || statut === 401 ? { etat: 'session', message: SESSION } : { etat: 'refus', message: REFUSE }
  return statut === 404 ? { etat: 'disparu' } : { etat: 'refus', message: json.message ?? PERDUE }
}

function lireJson(requete: XMLHttpRequest): Reponse['json'] {
  if (!requete.getResponseHeader('content-type')?.startsWith('application/json')) return undefined
  try {
    return JSON.parse(requete.responseText)
  } catch {
    return undefined
  }
}

const attendre = (ms: number) => new Promise<void>(resolve => auRetour(resolve, ms))

/**
 * What tells the same file again, besides its name and size: a sum of some of its bytes, from its beginning to its end. Not its date, which a telephone
 * writes anew each time that the same photograph is chosen. It proves nothing.
 */
async function marqueDe(f: File): Promise<string> {
  const pas = Math.max(BOUT, Math.floor((f.size - BOUT) / BOUTS))
  const debuts = Array.from({ length: BOUTS }, (_, i) => i * pas)
  const bouts = await Promise.all([...debuts.map(d => f.slice(d, d + BOUT)), f.slice(-BOUT)].map(b => b.arrayBuffer())).catch(() => [])
  let somme = 0x811c9dc5
  for (const bout of bouts) for (const octet of new Uint8Array(bout)) somme = Math.imul(somme ^ octet, 0x01000193)
  return (somme >>> 0).toString(16)
}
