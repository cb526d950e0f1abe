import { formatInstant } from '../../lib/dates.ts'
import type { Appel, Piece } from '../cahier/index.ts'
import type { Etat } from '../decret/index.ts'
import { FORMATS_PHOTO, messagePhoto, type RefusPhoto } from '../photos/photos.rules.ts'

/** Files of one piece, at most, where the call takes several. */
export const FICHIERS_PAR_PIECE = 10
/** Files that one form may bring, at most: the photographs of a paper. */
export const FICHIERS_PAR_ENVOI = 20
/** Uploads that a person may leave unfinished in a dossier, at most: their bytes wait on our disk. */
export const ENVOIS_PAR_DOSSIER = 10

export type RefusPiece =
  | { kind: 'introuvable' }
  | { kind: 'fige'; etat: Etat }
  | { kind: 'clos'; cloture: Date }
  | { kind: 'lecture_seule' }
  | { kind: 'trop_de_fichiers'; max: number }
  | { kind: 'trop_d_envois'; max: number }
  | { kind: 'format'; formats: readonly string[] }
  | { kind: 'photo'; refus: RefusPhoto; nom: string }
  | { kind: 'pages_changees' }

const MOT_FIGE: Partial<Record<Etat, string>> = {
  depose: 'déposé',
  en_instruction: 'en instruction',
  non_preselectionne: 'non présélectionné',
  au_comite: 'en instruction',
  delibere: 'en instruction',
  retenu: 'retenu',
  liste_complementaire: 'sur la liste complémentaire',
  non_retenu: 'non retenu',
  sans_suite: 'classé sans suite',
  renonce: 'clos',
  irrecevable: 'irrecevable',
  abandonne: 'abandonné',
  retire: 'retiré',
}
/** The one sentence that says why a file was not attached or withdrawn. */
export function messagePiece(refus: RefusPiece): string {
  switch (refus.kind) {
    case 'introuvable':
      return 'Ce dossier n’existe pas'
    case 'fige':
      return `Ce dossier est ${MOT_FIGE[refus.etat] ?? 'figé'}\u00a0: ses pièces ne changent plus`
    case 'clos':
      return `Le dépôt est clos depuis le ${formatInstant(refus.cloture, { secondes: true })}\u00a0: les pièces ne changent plus`
    case 'lecture_seule':
      return 'Votre structure lit les pièces de ce dossier, et ne les change pas'
    case 'trop_de_fichiers':
      return `Cette pièce a déjà ${refus.max} fichiers. Retirez-en un avant d’en joindre un autre`
    case 'trop_d_envois':
      return `Vous avez ${refus.max} envois inachevés dans ce dossier. Reprenez-en un ou annulez-le avant d’en commencer un autre`
    case 'photo':
      return messagePhoto(refus.refus, refus.nom)
    case 'pages_changees':
      return 'Ces pages ont changé pendant que vous les rangiez. Les voici comme elles sont maintenant'
    case 'format':
      return 'Ce format n’est pas accepté pour cette pièce'
  }
}

/** The step of the form that shows the pieces; before a volet is chosen, that of the first form. */
export function etapeDesPieces(appel: Appel, volet: string | null): string {
  const formulaire = appel.formulaires.find(f => volet !== null && f.volets.includes(volet)) ?? appel.formulaires[0]
  return formulaire?.etapes.find(e => e.blocs.includes('pieces'))?.code ?? 'pieces'
}

/** Whether a file is still waited for. `exigees`: codes that the rules ask for in this dossier, where a piece depends on the answers. */
export const estExigee = (piece: Piece, exigees?: ReadonlySet<string>) => exigees?.has(piece.code) ?? (piece.obligatoire && !piece.si)

/** A piece that takes a PDF takes photographs, which become one. */
export const formatsRecus = (piece: Pick<Piece, 'formats'>): readonly string[] =>
  piece.formats.includes('pdf') ? [...new Set<string>([...piece.formats, ...FORMATS_PHOTO])] : piece.formats
/** Whether a file that came is a photograph that becomes a page. */
export const devientUnePage = (piece: Pick<Piece, 'formats'>, type: string) => piece.formats.includes('pdf') && FORMATS_PHOTO.includes(type)

/** The id of the one form that sends the files of a step. */
export const ENVOI_DES_PIECES = 'envoi-pieces'
/** The id, and the name, of a piece's file field, for the links of the summary of errors. */
export const champPiece = (code: string) => `fichier-${code}`
export const estChampPiece = (champ: string) => champ.startsWith(champPiece(''))
