import type { SSEStreamingApi } from 'hono/streaming'
import type { Contexte } from '../../../contexte.ts'
import { lireAuGuichet } from '../../../db/db.ts'
import { formatHeure } from '../../../lib/dates.ts'
import type { Horloge } from '../../../lib/horloge.ts'
import { type Estampilles, estampillesDe } from '../estampille.queries.ts'

/** How often a process asks the database whether a room that somebody watches has changed. */
const PAS_MS = 400

type Dire = (lues: Estampilles) => void
/** `posees`: how many questions were asked; each screen is told the answers of those asked since it came. */
type Salle = { abonnes: Map<Dire, number>; posees: number; demander: () => Promise<void>; minuteur: ReturnType<typeof setInterval> }
/** Rooms watched through this process: one question at a time for each, however many screens, that of the room among them. */
const salles = new Map<string, Salle>()

/** Streams that are open: they would keep the program from stopping. */
const ouverts = new Set<() => unknown>()
export const fermerSalles = () => {
  for (const fermer of ouverts) fermer()
}

/**
 * Calls with the stamp of a room at each answer of the database, until the returned function is called; `fermer` ends the stream when the program stops. A question rather than a channel of
 * the database: no connection is kept for it, and a failover is one question that failed. The stamp says nothing of the dossiers. Without an answer nothing is said, and screens know by this
 * silence that they follow no more, whether the network, this process or the database is gone.
 */
function suivreSalle(ctx: Pick<Contexte, 'db' | 'guichetId'>, seanceId: string, dire: Dire, fermer: () => unknown): () => void {
  const cle = `${ctx.guichetId}/${seanceId}`
  const salle = salles.get(cle) ?? ouvrir(ctx, cle, seanceId)
  salle.abonnes.set(dire, salle.posees)
  ouverts.add(fermer)
  // asked again rather than told an answer that was asked for before: a page that an act has just given is newer than that, and would be read twice
  void salle.demander()
  return () => {
    salle.abonnes.delete(dire)
    ouverts.delete(fermer)
    if (salle.abonnes.size > 0) return
    clearInterval(salle.minuteur)
    salles.delete(cle)
  }
}

function ouvrir(ctx: Pick<Contexte, 'db' | 'guichetId'>, cle: string, seanceId: string): Salle {
  let attendue = false
  const demander = async () => {
    if (attendue) return
    attendue = true
    const posee = ++salle.posees
    const lues = await lireAuGuichet(ctx.db, ctx.guichetId, tx => estampillesDe(tx, ctx.guichetId, seanceId)).catch(() => undefined)
    attendue = false
    if (!lues) return
    for (const [dire, avant] of salle.abonnes) if (posee > avant) dire(lues)
  }
  const salle: Salle = { abonnes: new Map(), posees: 0, demander, minuteur: setInterval(demander, PAS_MS) }
  salle.minuteur.unref()
  salles.set(cle, salle)
  return salle
}

/** Browsers open a stream again by themselves; whoever may no longer read is then refused. */
const DUREE_MAX_MS = 15 * 60_000
const VEILLE_MS = 20_000

/** `de`: the stamp of the screen that listens. */
type Ecoute = { seanceId: string; horloge: Horloge; de?: keyof Estampilles }
/** Tells a screen each stamp of a room, and the hour at which it was last known to be the one that stands, until it goes away or long enough has passed. */
export async function ecouter(ctx: Pick<Contexte, 'db' | 'guichetId'>, flux: SSEStreamingApi, { seanceId, horloge, de = 'salle' }: Ecoute) {
  let dite: string | undefined
  // an answer that says nothing new tells the screen that it still follows
  const dire: Dire = ({ [de]: estampille }) => {
    const nouvelle = estampille !== dite
    dite = estampille
    void flux.writeSSE(
      nouvelle ? { event: 'estampille', data: estampille } : { event: 'battement', data: formatHeure(horloge.maintenant()) },
    )
  }
  const cesser = suivreSalle(ctx, seanceId, dire, () => flux.close())
  flux.onAbort(cesser)
  const fin = performance.now() + DUREE_MAX_MS
  while (!flux.aborted && !flux.closed && performance.now() < fin) await flux.sleep(VEILLE_MS)
  cesser()
}
