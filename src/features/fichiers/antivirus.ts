import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { err, ok, type Result } from '../../lib/result.ts'
import type { Fichier } from './ecrire-fichier.ts'
import type { RefusFichier } from './refus.ts'
import type { Stockage } from './stockage.ts'

/** What the antivirus says. `muet`: it did not say that the bytes are sane, for whatever reason. */
export type Analyse = { etat: 'sain' } | { etat: 'infecte'; virus: string } | { etat: 'muet' }

/** A scan of the largest file may take this long without a word, in milliseconds. */
const SILENCE_MAX_MS = 120_000
/** No answer of clamd is longer. */
const REPONSE_MAX = 4096

/**
 * Has clamd scan a stream (its `INSTREAM` command), through `host:port` or the path of its socket. Never throws: whatever is not a clear
 * « OK » or « FOUND » (refused connection, silence, limit of size reached, bytes that cannot be read) is `muet`, so that it fails closed.
 */
export async function analyser(clamd: string, contenu: Readable, { silenceMs = SILENCE_MAX_MS } = {}): Promise<Analyse> {
  const socket = connect(adresse(clamd))
  socket.setTimeout(silenceMs, () => socket.destroy(new Error('clamd says nothing')))
  const reponse = lireReponse(socket)
  try {
    // clamd may answer before the end (a virus, a limit) and close: the answer counts, not the broken sending
    pipeline(trames(contenu), socket, { end: false }).catch(() => contenu.errored && socket.destroy())
    return lireVerdict(await reponse)
  } catch {
    return { etat: 'muet' }
  } finally {
    contenu.destroy()
    socket.destroy()
  }
}

const adresse = (clamd: string) => {
  if (clamd.startsWith('/')) return { path: clamd }
  const deuxPoints = clamd.lastIndexOf(':')
  return { host: clamd.slice(0, deuxPoints).replace(/^\[|\]$/g, ''), port: Number(clamd.slice(deuxPoints + 1)) }
}

/** Chunks as clamd reads them: each after its length on four bytes; an empty one ends. */
async function* trames(contenu: Readable) {
  yield Buffer.from('zINSTREAM\0')
  for await (const bloc of contenu) {
    const longueur = Buffer.alloc(4)
    longueur.writeUInt32BE((bloc as Buffer).length)
    yield longueur
    yield bloc as Buffer
  }
  yield Buffer.alloc(4)
}

const lireReponse = (socket: Socket) =>
  new Promise<string>((resolve, reject) => {
    let texte = ''
    socket.on('data', d => {
      texte += d.toString('utf8')
      if (texte.includes('\0') || texte.length > REPONSE_MAX) resolve(texte)
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(texte))
  })

function lireVerdict(reponse: string): Analyse {
  const dit = reponse.split('\0')[0]?.trim() ?? ''
  const virus = /^stream: (.+) FOUND$/.exec(dit)?.[1]
  if (virus) return { etat: 'infecte', virus }
  return dit === 'stream: OK' ? { etat: 'sain' } : { etat: 'muet' }
}

/** Has the kept bytes scanned, where there is an antivirus; they are removed unless they are sane. */
export async function garderSain<F extends Fichier>(
  stockage: Stockage,
  clamd: string | undefined,
  fichier: F,
): Promise<Result<F, RefusFichier>> {
  if (!clamd) return ok(fichier)
  const analyse = await analyser(clamd, stockage.lire(fichier.cle))
  if (analyse.etat === 'sain') return ok(fichier)
  await stockage.supprimer(fichier.cle)
  const { nom, sha256, taille } = fichier
  return err(analyse.etat === 'infecte' ? { kind: 'infecte', nom, virus: analyse.virus, sha256, taille } : { kind: 'antivirus_muet', nom })
}
