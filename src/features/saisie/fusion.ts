import { marque } from '../../lib/empreintes.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { actuelDe, type Champ, type Contenu, texteComparable } from '../contenu/index.ts'
import type { Geste } from './gestes.ts'
import { lireChamp } from './saisie.ts'

/** What a form sends: each field's texts; `base`, the marks of the values it had shown; `page`, the open page; `choix`, after a conflict. */
export type Saisie = {
  champs: Readonly<Record<string, readonly string[]>>
  base?: Readonly<Record<string, string>> | undefined
  page?: string | undefined
  choix?: Readonly<Record<string, string>> | undefined
  /** What the pressed button does to the rows of a list. Rows are added before the fields are read, and removed after. */
  gestes?: readonly Geste[] | undefined
  /** The gap of the plan that the pressed button closes, in cents, as it was shown. */
  equilibrer?: number | undefined
}
/** A field that two people changed: what is saved, and what this form brought. Nothing was overwritten. */
export type Conflit = { champ: Champ; enregistre: string; saisi: readonly string[] }
/** `marques`: of each field that now holds what this form typed. The page keeps them, so that its next change is no conflict with this one. */
export type Fusion = { contenu: Contenu; erreurs: FieldErrors; conflits: Conflit[]; changes: string[]; marques: Record<string, string> }

/**
 * Brings a form into a content, field by field. A field that this form did not change leaves what others saved meanwhile; one that both
 * changed is a conflict until `choix` says « mienne » or « enregistree ». What cannot be read is kept as typed, and its value goes. Pure.
 */
export function fusionner(contenu: Contenu, champs: readonly Champ[], s: Saisie): Fusion {
  const f: Fusion = {
    contenu: { ...contenu, valeurs: { ...contenu.valeurs }, illisibles: { ...contenu.illisibles }, pages: { ...contenu.pages } },
    erreurs: {},
    conflits: [],
    changes: [],
    marques: {},
  }
  for (const champ of champs) {
    if (champ.calcule) continue
    const montre = Object.hasOwn(s.base ?? s.champs, champ.nom)
    if (montre) fusionnerChamp(f, champ, s)
  }
  return f
}

function fusionnerChamp(f: Fusion, champ: Champ, s: Saisie) {
  const { nom } = champ
  const brut = s.champs[nom] ?? []
  const lu = lireChamp(champ, brut)
  const saisi = 'illisible' in lu ? lu.illisible : texteComparable('valeur' in lu ? lu.valeur : undefined)
  const actuel = actuelDe(f.contenu, nom)
  const dire = () => {
    f.marques[nom] = marque(saisi)
    if ('illisible' in lu) f.erreurs[nom] = lu.message
  }
  const jamaisVu = Array.isArray('valeur' in lu ? lu.valeur : undefined) && !(nom in f.contenu.valeurs)
  if (saisi === actuel && !jamaisVu) return dire()
  const base = s.base?.[nom]
  const autreMain = base !== undefined && marque(actuel) !== base && (s.page === undefined || f.contenu.pages[nom] !== s.page)
  if (autreMain) {
    if (marque(saisi) === base || s.choix?.[nom] === 'enregistree') return
    if (s.choix?.[nom] !== 'mienne') return void f.conflits.push({ champ, enregistre: actuel, saisi: brut })
  }
  delete f.contenu.valeurs[nom]
  delete f.contenu.illisibles[nom]
  if ('illisible' in lu) f.contenu.illisibles[nom] = lu.illisible
  else if ('valeur' in lu) f.contenu.valeurs[nom] = lu.valeur
  if (s.page) f.contenu.pages[nom] = s.page
  f.changes.push(nom)
  dire()
}

/** The marks that a form carries: of every field that it shows. */
export const baseDe = (contenu: Contenu, champs: readonly Champ[]) =>
  Object.fromEntries(champs.map(c => [c.nom, marque(actuelDe(contenu, c.nom))]))

/** Messages of what stays unreadable, for a page that is opened again. */
export const erreursRestantes = (contenu: Contenu, champs: readonly Champ[]): FieldErrors =>
  Object.fromEntries(
    champs.flatMap(c => {
      const brut = contenu.illisibles[c.nom]
      const lu = brut === undefined ? undefined : lireChamp(c, [brut])
      return lu && 'message' in lu ? [[c.nom, lu.message]] : []
    }),
  )
