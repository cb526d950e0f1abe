import { paths } from '../../paths.ts'
import type { PieceOuverte } from './joindre-piece.ts'
import { etapeDesPieces } from './pieces.rules.ts'

/** Where a person sees what became of this piece. */
export const versPiece = ({ dossierId, appel, volet, piece }: PieceOuverte) =>
  `${paths.dossiers.etape(dossierId, etapeDesPieces(appel, volet))}#piece-${piece.code}`
