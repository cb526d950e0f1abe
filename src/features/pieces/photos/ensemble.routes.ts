import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import type { Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import type { Piece } from '../../cahier/index.ts'
import { trouverDossier } from '../../dossiers/index.ts'
import { type Fichier, messageFichier, recevoirParChamps } from '../../fichiers/index.ts'
import { pageRefusPieces } from '../../mon-dossier/index.ts'
import { fluxRequete } from '../flux-requete.ts'
import { pieceOuverte } from '../joindre-piece.ts'
import { noterInfection } from '../noter-infection.ts'
import { champPiece, devientUnePage, estChampPiece, FICHIERS_PAR_ENVOI, formatsRecus, messagePiece } from '../pieces.rules.ts'
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
  const lues = await lirePieces(ctx, dossierId)
  const [une] = lues ?? []
  if (!lues || !une) return c.notFound()
  const premiere = lues.find(p => p.piece)?.code
  if (premiere === undefined) return pageRefusPieces(c, dossierId, [{ code: une.code, message: une.refus! }])
  const parChamp = new Map(lues.map(p => [champPiece(p.code), p]))
  const lu = await recevoirParChamps({ headers: c.req.raw.headers, corps: fluxRequete(c) }, stockage, {
    instant: ctx.instant,
    clamd: config.CLAMD,
    nombre: FICHIERS_PAR_ENVOI,
    // of a piece that is not open nothing is kept, but that a file came for it is known, and told
    formatsDe: champ => (estChampPiece(champ) ? formatsDe(parChamp.get(champ)?.piece) : undefined),
  })
  if (!lu.ok) return pageRefusPieces(c, dossierId, [{ code: premiere, message: messageFichier(lu.error, { formats: [] }) }])
  const { fichiers, champs } = lu.value
  const refus = refusDavance(parChamp, fichiers, { premiere, suite: champs._suite })
  const lot = nouvelId()
  const restent = [...fichiers]
  try {
    for (let f = restent.shift(); f; f = restent.shift()) {
      const piece = parChamp.get(f.champ)?.piece
      if (!piece) continue // told already, and never kept
      const { code } = piece
      if (!f.recu.ok) {
        if (f.recu.error.kind === 'infecte') await noterInfection(ctx, { dossierId, code, fichier: f.recu.error })
        refus.push({ code, message: messageFichier(f.recu.error, { formats: formatsRecus(piece) }) })
        continue
      }
      if (refus.some(r => r.code === code && r.tous)) {
        await stockage.supprimer(f.recu.value.cle)
        continue
      }
      const prise = await prendre(ctx, { stockage }, { dossierId, code }, { piece, recu: f.recu.value, lot })
      if (!prise.ok) refus.push({ code, message: messagePiece(prise.error) })
    }
  } finally {
    for (const { recu } of restent) if (recu.ok) await stockage.supprimer(recu.value.cle)
  }
  return refus.length > 0 ? pageRefusPieces(c, dossierId, refus) : champs
}

const formatsDe = (piece: Piece | undefined) => (piece ? formatsRecus(piece) : [])

/** `tous`: of this piece nothing is attached. */
type Refus = { code: string; message: string; tous?: true }
/** What is refused before anything is attached: nothing chosen where « Envoyer » was pressed, a piece that is not open, several files for a piece that takes one. */
function refusDavance(
  parChamp: ReadonlyMap<string, PieceLue>,
  fichiers: readonly { champ: string; recu: Result<Fichier, unknown> }[],
  { premiere, suite = '' }: { premiere: string; suite?: string | undefined },
): Refus[] {
  const visee = PIECE.test(suite) && parChamp.get(champPiece(suite.slice('#piece-'.length)))
  if (visee && fichiers.length === 0) return [{ code: visee.code, message: messageFichier({ kind: 'absent' }, { formats: [] }) }]
  return [...new Set(fichiers.map(f => f.champ))].flatMap((champ): Refus[] => {
    const lue = parChamp.get(champ)
    if (!lue) return [{ code: premiere, message: PAS_DEMANDEE }]
    const { code, piece, refus } = lue
    if (!piece) return [{ code, message: refus! }]
    const recus = fichiers.flatMap(f => (f.champ === champ && f.recu.ok ? [f.recu.value] : []))
    if (piece.plusieurs || recus.length < 2 || recus.every(f => devientUnePage(piece, f.type))) return []
    return [{ code, message: messageFichier({ kind: 'plusieurs' }, { formats: [] }), tous: true }]
  })
}
const PAS_DEMANDEE = 'Cet appel ne demande pas cette pièce\u00a0: votre fichier n’a pas été joint'

/** A piece of the call that this person may change now, or why not. */
type PieceLue = { code: string; piece?: Piece; refus?: string }
/** All the pieces of the call; nothing when the dossier is not theirs. */
const lirePieces = (ctx: ContexteActeur, dossierId: string) =>
  enTransaction(ctx, async tx => {
    const d = await trouverDossier(tx, ctx, dossierId)
    if (!d) return undefined
    const lues: PieceLue[] = []
    for (const { code } of d.version.appel.pieces) {
      const ouverte = await pieceOuverte(tx, ctx, 'joindre', { dossierId, code })
      lues.push(ouverte.ok ? { code, piece: ouverte.value.piece } : { code, refus: messagePiece(ouverte.error) })
    }
    return lues
  })

const PIECE = /^#piece-[a-z][a-z0-9_]{0,60}$/
const ETAPE = /^[a-z][a-z0-9_]{0,60}$/
/** Where the button leads: a step, the request of the service, or the piece itself, on the step that it was sent from. */
function suite(id: string, vers: string, ici: string) {
  if (vers === 'complements') return paths.dossiers.complements(id)
  if (ETAPE.test(vers)) return paths.dossiers.etape(id, vers)
  const piece = PIECE.test(vers) ? vers : ''
  return ETAPE.test(ici) ? `${paths.dossiers.etape(id, ici)}${piece}` : paths.dossiers.voir(id)
}
