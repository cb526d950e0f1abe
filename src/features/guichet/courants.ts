import { setTimeout as sleep } from 'node:timers/promises'
import { type Config, direFautes, type GuichetConfig, guichetSchema } from '../../config.ts'
import { auGuichet, type Db, type Tx } from '../../db/db.ts'
import { DemarrageImpossible } from '../../db/pg-embarque.ts'

/** Settings, and how many times they have changed. */
export type Reglages = { guichet: GuichetConfig; revision: number }

/** The settings that the database holds; nothing when they are still at `sauf`. @throws {DemarrageImpossible} naming the key that this program cannot read. */
export async function lireReglages(tx: Tx, guichetId: string, sauf = -1): Promise<Reglages | undefined> {
  const ligne = await tx
    .selectFrom('guichet')
    .select(['configuration', 'revision'])
    .where('id', '=', guichetId)
    .where('revision', '!=', sauf)
    .executeTakeFirst()
  if (!ligne) return undefined
  const lu = guichetSchema.safeParse(ligne.configuration)
  if (!lu.success) throw new DemarrageImpossible(`Les réglages gardés dans la base ne se lisent pas : ${direFautes(lu.error)}`)
  return { guichet: lu.data, revision: ligne.revision }
}

type Processus = { db: Db; guichetId: string; config: Config }

/** Takes up the settings that the database holds, for all that this process shows and does from then on. */
export async function reprendreReglages({ db, guichetId, config }: Processus): Promise<void> {
  const lus = await auGuichet(db, guichetId, tx => lireReglages(tx, guichetId, config.revision))
  // read before somebody else's change, and answered after it
  if (lus && lus.revision > config.revision) Object.assign(config, lus)
}

/** What a process shows of the settings is never older than this. */
export const FRAICHEUR_MS = 1000
/** A page waits no longer for them: a database that is slow to answer keeps nobody from a page that does without. */
const ATTENTE_MS = 500

/** Called before each page and each job: asks the database once a second at most, so that what was changed through another process is seen. */
export function suivreReglages(p: Processus, montre: () => number): () => Promise<void> {
  let luesA = montre()
  let lecture: Promise<void> | undefined
  return async () => {
    if (!lecture && montre() - luesA >= FRAICHEUR_MS) {
      luesA = montre()
      lecture = reprendreReglages(p)
        .catch(() => {}) // the page says itself that the database does not answer
        .finally(() => {
          lecture = undefined
        })
    }
    if (lecture) await Promise.race([lecture, sleep(ATTENTE_MS, undefined, { ref: false })])
  }
}
