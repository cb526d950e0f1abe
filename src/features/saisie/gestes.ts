import { createHash, randomBytes } from 'node:crypto'
import { marque } from '../../lib/empreintes.ts'
import type { Contenu } from '../contenu/index.ts'

/** What a button of a list does, besides saving. Rows are named by the page that shows the button: pressed twice, it is done once. */
export type Geste =
  | { quoi: 'ajouter'; liste: string; ligne: string; lot?: string | undefined; nombre?: number | undefined }
  | { quoi: 'retirer'; liste: string; ligne: string }
  | { quoi: 'retablir'; retrait: string }
  /** What an import brought in goes, and what gave way to it comes back. `cle` and `nombre` name its rows (`ligneNommee`). */
  | { quoi: 'revenir'; liste: string; cle: string; nombre: number }
  /** A line of a ranked plan takes another place; `vu`: the mark of the order that the page showed (`marqueOrdre`). */
  | { quoi: Rangement; liste: string; ligne: string; vu: string }
  /** Rows with the lots that they need, all or nothing; `retrait` names the removal of those of before, when they give way. */
  | { quoi: 'importer'; liste: string; lots?: Nouvelles | undefined; lignes: Nouvelles; retrait?: string | undefined }
const RANGEMENTS = ['monter', 'descendre', 'premier'] as const
export type Rangement = (typeof RANGEMENTS)[number]
export type Nouvelles = readonly { ligne: string; cellules: Readonly<Record<string, readonly string[]>> }[]
export type RefusGeste =
  | { motif: 'trop_de_lignes'; liste: string; max: number }
  /** The order was changed by somebody else since the page was shown: nothing moved. `nom`: what the line says of itself. */
  | { motif: 'ordre'; nom: string }
  | { motif: 'geste' }
/** Why a button did nothing, in words. */
export function messageGeste(r: RefusGeste) {
  if (r.motif === 'trop_de_lignes') return `Ce tableau a déjà ${r.max}\u00a0lignes\u00a0: retirez-en avant d’en ajouter`
  if (r.motif === 'geste') return 'Ce bouton n’est plus valable\u00a0: rechargez la page'
  return `L’ordre a changé pendant que vous regardiez\u00a0: «\u00a0${r.nom}\u00a0» n’a pas bougé. Voici l’ordre d’aujourd’hui\u00a0: pressez de nouveau si vous le voulez encore`
}
/** What a page remembers of the order that it showed. */
export const marqueOrdre = (lignes: readonly string[]) => marque(lignes.join(' '))
export type Fait = { contenu: Contenu; change: boolean }

/** Name of a row: eight letters and figures, that no other row of the dossier has. */
export const nouvelleLigne = () => enLigne(randomBytes(6))
/** The name of the row that a page makes again and again under this name. */
export const ligneNommee = (cle: string, nom: string) => enLigne(createHash('sha256').update(`${cle} ${nom}`).digest().subarray(0, 6))
const enLigne = (octets: Buffer) =>
  BigInt(`0x${octets.toString('hex')}`)
    .toString(36)
    .padStart(10, '0')
    .slice(-8)
export const estLigne = (s: string) => /^[a-z0-9]{8}$/.test(s)

/** Empty lines that one press adds, at most. */
const AJOUTS_MAX = 200

/** Reads the value of a button: `ajouter:depenses:k3f90a1b:<lot>`, `ajouter:entreprises:k3f90a1b:5`, `retirer:depenses:k3f90a1b`, `retablir:k3f90a1b`. */
export function lireGeste(texte: string | undefined): Geste | undefined {
  const [quoi, a = '', ligne = '', lot] = texte?.split(':') ?? []
  if (quoi === 'retablir' && estLigne(a)) return { quoi, retrait: a }
  const liste = /^[a-z][a-z0-9_]{0,59}$/.test(a) ? a : undefined
  if (!liste || !estLigne(ligne)) return undefined
  const nombre = lot && /^\d{1,3}$/.test(lot) ? Math.min(Number(lot), AJOUTS_MAX) : undefined
  if (quoi === 'ajouter') return { quoi, liste, ligne, lot: lot && estLigne(lot) ? lot : undefined, nombre }
  if (quoi === 'retirer') return { quoi, liste, ligne }
  if (quoi === 'revenir' && nombre) return { quoi, liste, cle: ligne, nombre }
  const rangement = RANGEMENTS.find(r => r === quoi)
  return rangement && { quoi: rangement, liste, ligne, vu: (lot ?? '').slice(0, 20) }
}
