import type { SSEStreamingApi } from 'hono/streaming'
import { type Contexte, enTransaction } from '../../../contexte.ts'
import { estampilleDe } from '../estampille.queries.ts'

/** How often a process asks the database whether a room that somebody watches has changed. */
const PAS_MS = 1000

type Salle = { abonnes: Set<(estampille: string) => void>; estampille: string | undefined; minuteur: ReturnType<typeof setInterval> }
/** Rooms watched through this process: one question a second for each, however many screens. */
const salles = new Map<string, Salle>()

/** What a screen asks again: the stamp of all that it shows. */
type Question = typeof estampilleDe

/** Streams that are open: they would keep the program from stopping. */
const ouverts = new Set<() => unknown>()
export const fermerSalles = () => {
  for (const fermer of ouverts) fermer()
}

/**
 * Calls with the stamp of a room, now and each time that it changes, until the returned function is called; `fermer` ends the stream when the program stops. A question rather than a channel of
 * the database: no connection is kept for it, and a failover is one question that failed. The stamp says nothing of the dossiers.
 */
function suivreSalle(
  ctx: Pick<Contexte, 'db' | 'guichetId'>,
  seanceId: string,
  dire: (estampille: string) => void,
  fermer: () => unknown,
  question: Question = estampilleDe,
): () => void {
  const cle = `${ctx.guichetId}/${seanceId}/${question.name}`
  const salle = salles.get(cle) ?? ouvrir(ctx, cle, seanceId, question)
  salle.abonnes.add(dire)
  ouverts.add(fermer)
  if (salle.estampille !== undefined) dire(salle.estampille)
  return () => {
    salle.abonnes.delete(dire)
    ouverts.delete(fermer)
    if (salle.abonnes.size > 0) return
    clearInterval(salle.minuteur)
    salles.delete(cle)
  }
}

function ouvrir(ctx: Pick<Contexte, 'db' | 'guichetId'>, cle: string, seanceId: string, question: Question): Salle {
  const demander = async () => {
    const lue = await enTransaction({ db: ctx.db, guichetId: ctx.guichetId }, tx => question(tx, ctx.guichetId, seanceId)).catch(
      () => undefined,
    )
    if (lue === undefined || lue === salle.estampille) return
    salle.estampille = lue
    for (const dire of salle.abonnes) dire(lue)
  }
  const salle: Salle = { abonnes: new Set(), estampille: undefined, minuteur: setInterval(demander, PAS_MS) }
  salle.minuteur.unref()
  salles.set(cle, salle)
  void demander()
  return salle
}

/** Browsers open a stream again by themselves; whoever may no longer read is then refused. */
const DUREE_MAX_MS = 15 * 60_000
const BATTEMENT_MS = 20_000

/** Tells a screen each stamp of a room, until it goes away or long enough has passed. */
export async function ecouter(ctx: Pick<Contexte, 'db' | 'guichetId'>, seanceId: string, flux: SSEStreamingApi, question?: Question) {
  const dire = (estampille: string) => void flux.writeSSE({ event: 'estampille', data: estampille })
  const cesser = suivreSalle(ctx, seanceId, dire, () => flux.close(), question)
  flux.onAbort(cesser)
  const fin = performance.now() + DUREE_MAX_MS
  while (!flux.aborted && !flux.closed && performance.now() < fin) {
    await flux.sleep(BATTEMENT_MS)
    if (!flux.closed) await flux.write(': \n\n')
  }
  cesser()
}
