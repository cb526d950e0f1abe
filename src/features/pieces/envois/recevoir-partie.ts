import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Deps } from '../../../http.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import type { Piece } from '../../cahier/index.ts'
import { recevoirOctets } from '../../fichiers/index.ts'
import { avancerEnvoi, type Envoi, effacerEnvoi, type OuEnvoi, trouverEnvoi } from '../envois.queries.ts'
import { type PieceOuverte, pieceOuverte } from '../joindre-piece.ts'
import { noterInfection } from '../noter-infection.ts'
import { prendre } from '../photos/prendre.ts'
import { formatsRecus } from '../pieces.rules.ts'
import { derniereIssue, retenirIssue } from './derniere-issue.ts'
import type { Fin, RefusEnvoi, RefusPartie } from './ouvrir-envoi.ts'
import { seul } from './seul.ts'

export type Partie = OuEnvoi & { position: number; contenu: (stop: AbortSignal) => AsyncIterable<Uint8Array> }
export type Suite = { fini: false; recu: number } | { fini: true; ouverte: PieceOuverte }

/**
 * Takes the next bytes of an upload. They are on disk before `recu` moves: after a crash between the two, they come again. With the last byte
 * the file is examined as one that comes by a form, and attached; asked again once it is over, the answer is the same. A part that breaks keeps what had come.
 */
export const recevoirPartie = (
  ctx: ContexteActeur,
  deps: Pick<Deps, 'stockage' | 'config'>,
  p: Partie,
): Promise<Result<Suite, RefusPartie>> =>
  seul(p.id, async signal => {
    const lu = await enTransaction(ctx, async tx => {
      const ouverte = await pieceOuverte(tx, ctx, 'joindre', p)
      return { ouverte, envoi: ouverte.ok ? await trouverEnvoi(tx, ctx, p) : undefined }
    })
    if (!lu.ouverte.ok) return lu.ouverte
    const { envoi } = lu
    const { value: ouverte } = lu.ouverte
    const { piece } = ouverte
    const suite = (fin: Fin): Result<Suite, RefusPartie> => (fin.ok ? ok({ fini: true, ouverte }) : fin)
    if (!envoi) return suite(derniereIssue(ctx, p) ?? err({ kind: 'introuvable' }))
    if (p.position !== envoi.recu) return err({ kind: 'position', recu: envoi.recu })
    const { attente } = deps.stockage
    const { recu, trop } = await attente.ajouter(envoi.id, envoi.recu, p.contenu(signal), envoi.taille - envoi.recu)
    const avance = await enTransaction(ctx, tx => avancerEnvoi(tx, ctx, { id: envoi.id, de: envoi.recu, a: recu }))
    if (!avance) return err({ kind: 'introuvable' })
    if (trop || recu < envoi.recu) return err({ kind: 'position', recu })
    if (recu < envoi.taille) return ok({ fini: false, recu })
    const fin = await finir(ctx, deps, { envoi, piece })
    if (fin.ok || fin.error.kind !== 'inacheve') retenirIssue(ctx, p, fin)
    return suite(fin)
  })

/** Many photographs are being read: this one has come whole, and may be read later. */
const estPlein = (r: RefusEnvoi) =>
  r.kind === 'photo' && r.refus.kind === 'photo_travail' && (r.refus.refus === 'complet' || r.refus.refus === 'occupe')

type AFinir = { envoi: Envoi; piece: Piece }
/** All has come: the file is examined, kept, attached, and the upload is over. Nothing of it is left when it is refused. */
async function finir(ctx: ContexteActeur, { stockage, config }: Pick<Deps, 'stockage' | 'config'>, { envoi, piece }: AFinir): Promise<Fin> {
  const { id, dossierId, code, nom } = envoi
  const formats = formatsRecus(piece)
  const options = { instant: ctx.instant, formats, clamd: config.CLAMD }
  const recu = await recevoirOctets(stockage.attente.lire(id), nom, stockage, options)
  if (!recu.ok) {
    const refus = { kind: 'fichier' as const, refus: recu.error, formats }
    if (recu.error.kind === 'antivirus_muet') return err({ kind: 'inacheve', refus, recu: envoi.taille })
    if (recu.error.kind === 'infecte') await noterInfection(ctx, { dossierId, code, fichier: recu.error })
    await oublier()
    return err(refus)
  }
  const jointe = await prendre(ctx, { stockage }, { dossierId, code }, { piece, recu: recu.value, lot: envoi.lot, envoi: id })
  if (!jointe.ok) {
    // what waits its turn is kept: it is asked again
    if (estPlein(jointe.error)) return err({ kind: 'inacheve', refus: jointe.error, recu: envoi.taille })
    await oublier()
    return jointe
  }
  await stockage.attente.supprimer(id)
  return ok(undefined)

  async function oublier() {
    await enTransaction(ctx, tx => effacerEnvoi(tx, ctx.guichetId, id))
    await stockage.attente.supprimer(id)
  }
}
