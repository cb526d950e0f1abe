import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import type { Piece } from '../../cahier/index.ts'
import { trouverDossier } from '../../dossiers/index.ts'
import { messageFichier, recevoirParChamps } from '../../fichiers/index.ts'
import { pageRefusPieces } from '../../mon-dossier/index.ts'
import { fluxRequete } from '../flux-requete.ts'
import { pieceOuverte } from '../joindre-piece.ts'
import { noterInfection } from '../noter-infection.ts'
import { champPiece, FICHIERS_PAR_ENVOI, formatsRecus, messagePiece } from '../pieces.rules.ts'
import { prendre } from './prendre.ts'

/**
 * The files of all the pieces of a step, sent by any button that leaves it: without script, what was chosen leaves with « Continuer ». What is refused is told beside its piece, and takes nothing of
 * the others with it.
 */
export async function joindreEnsemble(c: Ctx<'id'>) {
  const r = await recevoirEnsemble(c)
  return r instanceof Response ? r : c.redirect(suite(param(c, 'id'), r._suite ?? '', r._ici ?? ''), 303)
}

/** Attaches what is chosen in the pieces of a step, and gives back the other fields of the form; a page when something of it is refused. */
export async function recevoirEnsemble(c: Ctx<'id'>): Promise<Response | Readonly<Record<string, string>>> {
  const ctx = ctxActeur(c)
  const { stockage, config } = c.var.deps
  const dossierId = param(c, 'id')
  const lues = await piecesOuvertes(ctx, dossierId)
  if (!lues) return c.notFound()
  const { ouvertes, refus: fermee } = lues
  if (ouvertes.length === 0) return fermee ? pageRefusPieces(c, dossierId, [fermee]) : c.notFound()
  const parChamp = new Map(ouvertes.map(p => [champPiece(p.code), p]))
  const lu = await recevoirParChamps({ headers: c.req.raw.headers, corps: fluxRequete(c) }, stockage, {
    instant: ctx.instant,
    clamd: config.CLAMD,
    nombre: FICHIERS_PAR_ENVOI,
    formatsDe: champ => {
      const piece = parChamp.get(champ)
      return piece && formatsRecus(piece)
    },
  })
  const premiere = ouvertes[0]?.code ?? ''
  if (!lu.ok) return pageRefusPieces(c, dossierId, [{ code: premiere, message: messageFichier(lu.error, { formats: [] }) }])
  const refus: { code: string; message: string }[] = []
  const lot = nouvelId()
  const restent = [...lu.value.fichiers]
  try {
    for (let f = restent.shift(); f; f = restent.shift()) {
      const piece = parChamp.get(f.champ)!
      const { code } = piece
      if (!f.recu.ok) {
        if (f.recu.error.kind === 'infecte') await noterInfection(ctx, { dossierId, code, fichier: f.recu.error })
        refus.push({ code, message: messageFichier(f.recu.error, { formats: formatsRecus(piece) }) })
        continue
      }
      const prise = await prendre(ctx, { stockage }, { dossierId, code }, { piece, recu: f.recu.value, lot })
      if (!prise.ok) refus.push({ code, message: messagePiece(prise.error) })
    }
  } finally {
    for (const { recu } of restent) if (recu.ok) await stockage.supprimer(recu.value.cle)
  }
  if (refus.length > 0) return pageRefusPieces(c, dossierId, refus)
  return lu.value.champs
}

/** The pieces that this person may change now, and why the first of the others may not be; nothing when the dossier is not theirs. */
const piecesOuvertes = (ctx: ContexteActeur, dossierId: string) =>
  enTransaction(ctx, async tx => {
    const d = await trouverDossier(tx, ctx, dossierId)
    if (!d) return undefined
    const ouvertes: Piece[] = []
    let refus: { code: string; message: string } | undefined
    for (const { code } of d.version.appel.pieces) {
      const ouverte = await pieceOuverte(tx, ctx, 'joindre', { dossierId, code })
      if (ouverte.ok) ouvertes.push(ouverte.value.piece)
      else refus ??= { code, message: messagePiece(ouverte.error) }
    }
    return { ouvertes, refus }
  })

const ETAPE = /^[a-z][a-z0-9_]{0,60}$/
/** Where the button leads: a step, the request of the service, or the piece itself, on the step that it was sent from. */
function suite(id: string, vers: string, ici: string) {
  if (vers === 'complements') return paths.dossiers.complements(id)
  if (ETAPE.test(vers)) return paths.dossiers.etape(id, vers)
  const piece = /^#piece-[a-z][a-z0-9_]{0,60}$/.test(vers) ? vers : ''
  return ETAPE.test(ici) ? `${paths.dossiers.etape(id, ici)}${piece}` : paths.dossiers.voir(id)
}
