import { accessSync, chmodSync, constants, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const EN_MEMOIRE = '/dev/shm'
/** Bytes that must be free there: two databases of journeys and the clones of the others never took 2 GB. */
const PLACE = 4e9

/**
 * Where data that only a run of tests needs is put: in memory when the system offers enough of it (a clone of the model database is made in 30 ms there,
 * in 100 to 400 on a disk), with temporary files otherwise.
 */
function racine(): string {
  try {
    accessSync(EN_MEMOIRE, constants.W_OK)
    const { bavail, bsize } = statfsSync(EN_MEMOIRE)
    return bavail * bsize > PLACE ? EN_MEMOIRE : tmpdir()
  } catch {
    return tmpdir()
  }
}

export const dossierDeBase = () => mkdtempSync(join(racine(), 'gt-'))

/** Open to PostgreSQL's account: otherwise root's data would be kept elsewhere (docs/adr/0002). */
export function dossierTemporaire(): string {
  const dossier = mkdtempSync(join(racine(), 'gt-essai-'))
  chmodSync(dossier, 0o755)
  return dossier
}
