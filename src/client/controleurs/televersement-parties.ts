/** How the sending of one file ends. `coupure` can go on from where it stands; `disparu`: the server knows it no more, it is over elsewhere. */
export type Issue =
  | { etat: 'joint'; adresse: string }
  | { etat: 'refus'; message: string }
  | { etat: 'coupure'; message: string }
  | { etat: 'disparu' }
  | { etat: 'annule' }

/** What the person sees moving: bytes that the server has, out of how many; `repris` when they were there before. */
export type Suivi = (recu: number, total: number, repris: boolean) => void

type Reponse = {
  statut: number
  json: { recu?: number; octets?: string; annulation?: string; adresse?: string; message?: string } | undefined
}

const PARTIE = 8 * 1024 * 1024
const BOUT = 64 * 1024
/** Waits before trying again after a cut, in milliseconds; then the person decides. */
const ATTENTES = [1000, 2000, 4000, 8000]
const PERDUE = 'Connexion perdue. Ce qui est reçu est gardé\u00a0: reprenez quand elle revient.'
/** Answers of what stands between us, or of a line that was too slow: the same is sent again. */
const A_REFAIRE = [408, 502, 504]
const REFUSE = 'Le site a refusé cet envoi. Rechargez la page et recommencez.'
const TROP = 'Trop d’envois en peu de temps. Attendez une minute, puis reprenez\u00a0: ce qui est reçu est gardé.'
const SESSION = 'Votre session est terminée. Reconnectez-vous, puis choisissez le même fichier\u00a0: l’envoi reprendra où il en est.'

/** Sends one file in parts, from where the server stands. Sent again after any cut, the same file goes on. */
export class EnvoiEnParties {
  #fichier: File
  #url: string
  #suivre: Suivi
  #requete: XMLHttpRequest | undefined
  #arrete = false
  #annulation: string | undefined
  #lot: string

  /** `lot`: what the photographs chosen together have in common. */
  constructor(fichier: File, url: string, lot: string, suivre: Suivi) {
    this.#fichier = fichier
    this.#url = url
    this.#suivre = suivre
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
    if (recu > 0) this.#suivre(recu, taille, true)
    return this.#envoyerParties(octets, recu)
  }

  /** Stops the sending; with `oublier` the server forgets what it has. */
  async arreter({ oublier }: { oublier: boolean }) {
    this.#arrete = true
    this.#requete?.abort()
    if (oublier && this.#annulation) await fetch(this.#annulation, { method: 'POST' }).catch(() => {})
  }

  async #envoyerParties(octets: string, debut: number): Promise<Issue> {
    const total = this.#fichier.size
    let recu = debut
    for (let surPlace = 0; surPlace < ATTENTES.length; ) {
      const de = recu
      const reponse = await this.#insister(() =>
        this.#poster(
          octets,
          this.#fichier.slice(de, de + PARTIE),
          { 'content-type': 'application/octet-stream', 'upload-offset': String(de) },
          parti => this.#suivre(Math.min(de + parti, total), total, false),
        ),
      )
      if (this.#arrete) return { etat: 'annule' }
      const { adresse, recu: atteint } = reponse?.json ?? {}
      if (reponse?.statut === 200 && adresse) return { etat: 'joint', adresse }
      // 409: the server does not stand where we thought, and says where it does
      if (!reponse || ![200, 409].includes(reponse.statut) || atteint === undefined) return lireEchec(reponse)
      surPlace = atteint > de ? 0 : surPlace + 1
      recu = atteint
    }
    return { etat: 'coupure', message: PERDUE }
  }

  /** Tries again while the line is down. */
  async #insister(essayer: () => Promise<Reponse | undefined>): Promise<Reponse | undefined> {
    let reponse = await essayer()
    for (const attente of ATTENTES) {
      if (this.#arrete || (reponse && !A_REFAIRE.includes(reponse.statut))) return reponse
      await retour(attente)
      reponse = await essayer()
    }
    return reponse
  }

  /** Only `XMLHttpRequest` tells the progress of a sending. `undefined` when no answer came. */
  #poster(url: string, corps: Blob | string, entetes: Record<string, string>, surEnvoi?: (parti: number) => void) {
    return new Promise<Reponse | undefined>(resolve => {
      if (this.#arrete) return resolve(undefined)
      const requete = new XMLHttpRequest()
      this.#requete = requete
      requete.open('POST', url)
      for (const [nom, valeur] of Object.entries({ accept: 'application/json', ...entetes })) requete.setRequestHeader(nom, valeur)
      if (surEnvoi) requete.upload.addEventListener('progress', p => surEnvoi(p.loaded))
      requete.addEventListener('load', () => resolve({ statut: requete.status, json: lireJson(requete) }))
      for (const fin of ['error', 'abort', 'timeout']) requete.addEventListener(fin, () => resolve(undefined))
      requete.send(corps)
    })
  }
}

/** What an answer that is not the expected one means. A page that comes well is that of the sign-in, where the session is over; one that refuses is no end of it. */
export function lireEchec(reponse: Reponse | undefined): Issue {
  if (!reponse || [500, ...A_REFAIRE].includes(reponse.statut)) return { etat: 'coupure', message: PERDUE }
  const { statut, json } = reponse
  if (statut === 503) return { etat: 'coupure', message: json?.message ?? PERDUE }
  if (statut === 429) return { etat: 'coupure', message: TROP }
  if (!json) return statut < 400 || statut === 401 ? { etat: 'coupure', message: SESSION } : { etat: 'refus', message: REFUSE }
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

/** Waits, or until the line is back. */
const retour = (ms: number) =>
  new Promise<void>(resolve => {
    const fin = () => {
      clearTimeout(minuterie)
      removeEventListener('online', fin)
      resolve()
    }
    const minuterie = setTimeout(fin, ms)
    addEventListener('online', fin)
  })

/** What tells the same file again, besides its name and size: its date, and a sum of its first and last bytes. It proves nothing. */
async function marqueDe(f: File): Promise<string> {
  const bouts = await Promise.all([f.slice(0, BOUT), f.slice(-BOUT)].map(b => b.arrayBuffer())).catch(() => [])
  let somme = 0x811c9dc5
  for (const bout of bouts) for (const octet of new Uint8Array(bout)) somme = Math.imul(somme ^ octet, 0x01000193)
  return `${f.lastModified}-${(somme >>> 0).toString(16)}`
}
