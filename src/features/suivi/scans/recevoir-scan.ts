import { Readable } from 'node:stream'
import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import { type Ctx, ctxActeur } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { type Fichier, messageFichier, type RefusFichier, recevoirFormulaire } from '../../fichiers/index.ts'
import { journaliser } from '../../journal/index.ts'
import { fluxRequete } from '../../pieces/index.ts'
import { deposerScan } from './deposer-scan.ts'
import { FICHIERS_MAX, FORMATS_SCAN, OCTETS_MAX } from './scan.rules.ts'

const LIMITES = { formats: FORMATS_SCAN, max: OCTETS_MAX }

/** Keeps the files of a form and asks for their reading: the scan, or the sentence of a refusal, and then nothing is kept. */
export async function recevoirScan(c: Ctx): Promise<Result<string, string>> {
  const ctx = ctxActeur(c)
  const { stockage, config } = c.var.deps
  const envoi = borner(fluxRequete(c))
  const reception = { ...LIMITES, instant: ctx.instant, clamd: config.CLAMD, nombre: FICHIERS_MAX }
  const { champs, fichiers } = await recevoirFormulaire({ headers: c.req.raw.headers, corps: envoi.corps }, stockage, reception)
  if (envoi.deborde()) return err(`Ces fichiers pèsent plus de ${OCTETS_MAX / 1_000_000}\u00a0Mo ensemble. Déposez-les en plusieurs fois`)
  if (!fichiers.ok) {
    if (fichiers.error.kind === 'infecte') await noter(ctx, fichiers.error)
    if (fichiers.error.kind === 'plusieurs') return err(`Envoyez ${FICHIERS_MAX} fichiers au plus à la fois`)
    return err(messageFichier(fichiers.error, LIMITES))
  }
  if (fichiers.value.length === 0) return err(messageFichier({ kind: 'absent' }, LIMITES))
  return ok(await garder(ctx, texteSaisi(champs.cle).slice(0, 100) || nouvelId(), fichiers.value, stockage.supprimer))
}

/** Its bytes are gone; the journal keeps what it was. A scan is of no dossier: the journal names the guichet. */
const noter = (ctx: ContexteActeur, { nom, virus, sha256, taille }: Extract<RefusFichier, { kind: 'infecte' }>) =>
  enTransaction(ctx, tx => journaliser(tx, ctx, 'piece.infectee', ctx.guichetId, { code: 'scan', nom, virus, sha256, taille }))

async function garder(ctx: ContexteActeur, cle: string, fichiers: Fichier[], supprimer: (cle: string) => Promise<void>): Promise<string> {
  const oublier = () => Promise.all(fichiers.map(f => supprimer(f.cle)))
  const { id, nouveau } = await deposerScan(ctx, { cle, fichiers }).catch(async (e: unknown) => {
    await oublier()
    throw e
  })
  if (!nouveau) await oublier()
  return id
}

/** What is sent, up to a few bytes more than all the files may weigh; what comes after is read and lost, so that the browser reads our answer. */
function borner(flux: Readable) {
  let recus = 0
  const trop = () => recus > OCTETS_MAX + 1_000_000
  async function* mesurer() {
    for await (const bloc of flux) {
      recus += (bloc as Buffer).length
      if (!trop()) yield bloc as Buffer
    }
  }
  return { corps: Readable.from(mesurer(), { objectMode: false }), deborde: trop }
}
