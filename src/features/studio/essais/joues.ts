import type { GesteEcrit } from '../document/gestes.ts'

/** A rule, by its title, and the place of the draft where it is mended when it has one. */
export type RegleVue = { titre: string; lieu?: string | undefined }
/** A rule by its name in the file. */
export type Voir = (id: string, titre?: string) => RegleVue
/** What a test dossier expected and did not get, in words; `regles`: those that say why. */
export type EcartVu = { quoi: string; attendu: string; obtenu: string; pourquoi?: string | undefined; regles: readonly RegleVue[] }
/** A test dossier as its page tells it. `rang`: in the file's list, from 0. */
export type EssaiVu = {
  code: string
  titre: string
  rang: number
  sous: string
  attendu: string
  obtenu: string
  aideAttendue?: string | undefined
  aideObtenue?: string | undefined
  ecarts: readonly EcartVu[]
}
/** A fact at one value, and what becomes of the dossier. */
export type CasVu = { valeur: string; mot: string; bloque: boolean }
/** A threshold: under it, at it, over it. `cle`: of the rule, of its figure and of what comes of them; `sur`: the test dossier on which it is tried. */
export type SeuilVu = RegleVue & { cle: string; seuil: string; cas: readonly (CasVu | undefined)[]; sur?: string | undefined }
/** `sansRefus`: the rules that refuse no test dossier; `reste`: thresholds that are not shown. */
export type EssaisVus = {
  essais: readonly EssaiVu[]
  seuils: readonly SeuilVu[]
  reste: number
  depose: boolean
  sansRefus: readonly RegleVue[]
}
/** What the checker says of a test dossier that is added, and the place of the file. */
export type FauteVue = { champ: string; message: string }
/** The change that adds a test dossier, and the code that it has. */
export type Ajout = GesteEcrit & { code: string }
