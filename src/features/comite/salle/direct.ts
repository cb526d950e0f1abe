import { type Contexte, enTransaction } from '../../../contexte.ts'
import { estampilleDe } from '../estampille.queries.ts'

/** How often a process asks the database whether a room that somebody watches has changed. */
const PAS_MS = 1000

type Salle = { abonnes: Set<(estampille: string) => void>; estampille: string | undefined; minuteur: ReturnType<typeof setInterval> }
/** Rooms watched through this process: one question a second for each, however many screens. */
const salles = new Map<string, Salle>()

/** Streams that are open: they would keep the program from stopping. */
const ouverts = new Set<() => unknown>()
export const fermerSalles = () => {
  for (const fermer of ouverts) fermer()
}

/**
 * Calls with the stamp of a room, now and each time that it changes, until the returned function is called; `fermer` ends the stream when the program stops. A question rather than a channel of
 * the database: no connection is kept for it, and a failover is one question that failed. The stamp says nothing of the dossiers.
 */
export function suivreSalle(
  ctx: Pick<Contexte, 'db' | 'guichetId'>,
  seanceId: string,
  dire: (estampille: string) => void,
  fermer: () => unknown,
): () => void {
  const cle = `${ctx.guichetId}/${seanceId}`
  const salle = salles.get(cle) ?? ouvrir(ctx, cle, seanceId)
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

function ouvrir(ctx: Pick<Contexte, 'db' | 'guichetId'>, cle: string, seanceId: string): Salle {
  const demander = async () => {
    const lue = await enTransaction({ db: ctx.db, guichetId: ctx.guichetId }, tx => estampilleDe(tx, ctx.guichetId, seanceId)).catch(
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
