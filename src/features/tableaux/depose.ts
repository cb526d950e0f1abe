import { enumeration } from '../../lib/mots.ts'
import { type Appel, type TableauAppel, tableauxDe } from '../cahier/index.ts'
import { motValeur } from '../champs/index.ts'
import { colonnesDe } from '../contenu/index.ts'
import type { TableauLu } from '../documents/index.ts'
import { colonneCalculee } from '../recevabilite/index.ts'
import type { Reponse } from '../verdicts/index.ts'
import { colonnesLues, titreDuNumero } from './tableaux.mots.ts'

/** Lines as they were filed: column → value, what was worked out included. */
export type Listes = Readonly<Record<string, readonly Readonly<Record<string, Reponse>>[] | undefined>>

function motDepose(appel: Appel, t: TableauAppel, code: string, v: Reponse | undefined): string {
  if (v === undefined) return ''
  const saisie = colonnesDe(t.id, appel, []).find(c => c.nom === code)
  return saisie ? motValeur(saisie, v) : colonneCalculee(appel, t.id, code).dire(v)
}

/** The tables of a filing, every line, as documents print them: nothing depends on when they are asked for. Pure. */
export const tableauxDuDepot = (appel: Appel, listes: Listes): (TableauLu & { id: string })[] =>
  [...tableauxDe(appel).values()].flatMap(t => {
    const lignes = listes[t.liste] ?? []
    // a column in which no line says anything has no room on paper
    const colonnes = colonnesLues(t).filter(c => t.liste === t.id || lignes.some(l => l[c.code] !== undefined))
    if (lignes.length === 0) return []
    return [
      {
        id: t.id,
        legende: t.libelle,
        entetes: [{ titre: titreDuNumero(t), numerique: true }, ...colonnes.map(c => ({ titre: c.libelle, numerique: c.num }))],
        lignes: lignes.map((l, i) => [`${i + 1}`, ...colonnes.map(c => motDepose(appel, t, c.code, l[c.code]))]),
      },
    ]
  })

/** Lines that a sentence names; more are an annex. */
const EN_PHRASE = 20
/**
 * What a letter says for the name of a table: « Menuiserie des Trois Ponts (8 680 €) et Fromagerie du col (13 020 €) », each line with the last figure that is
 * worked out of it; of more than twenty lines, their number, and the table itself as an annex. Pure.
 */
export function tableauEnLettre(appel: Appel, t: TableauAppel, listes: Listes): { texte: string; annexe: boolean } {
  const lignes = listes[t.liste] ?? []
  if (lignes.length > EN_PHRASE)
    return { texte: `${lignes.length}\u00a0${t.ligne?.plusieurs ?? 'lignes'}, dont la liste est en annexe`, annexe: true }
  const dernier = t.colonnes.find(c => c.code === t.montant) ?? t.colonnes.findLast(c => c.calcul !== undefined)
  const nommer = (l: Readonly<Record<string, Reponse>>, i: number) => {
    const nom = motDepose(appel, t, t.nomme.code, l[t.nomme.code]) || `ligne\u00a0${i + 1}`
    const chiffre = dernier ? motDepose(appel, t, dernier.code, l[dernier.code]) : ''
    return chiffre ? `${nom} (${chiffre})` : nom
  }
  return { texte: enumeration(lignes.map(nommer)), annexe: false }
}
