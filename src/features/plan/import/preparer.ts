import { nettoyer } from '../../../lib/forms.ts'
import type { Appel } from '../../cahier/index.ts'
import { champCellule, colonnesDe, lignesMax } from '../../contenu/index.ts'
import { lireChamp } from '../../saisie/index.ts'
import { valeurDe } from '../../tableaux/index.ts'
import { estTotal, normaliser, type Tableau, texteMontant } from '../../tableur/index.ts'
import type { Assiette, Lot } from '../plan.ts'
import {
  COLONNES_IMPORT,
  type ColonneEnPlus,
  type ColonneImport,
  colonnesEnPlus,
  RANG,
  TITRES_IMPORT,
  type Titres,
  trouverTitres,
} from './colonnes.ts'

export type CelluleFausse = { ligne: number; colonne: string; valeur: string; raison: string }
/** A line of the table: as the plan would take it, and what is wrong with it. `lot` is the title of a lot, which may have to be made. */
export type LigneLue = {
  numero: number
  cellules: Partial<Record<Exclude<ColonneImport, 'lot'>, string>>
  /** What stands in the columns of the call, as their fields take it. */
  enPlus: Record<string, readonly string[]>
  /** Its place among the others, where the call asks for one and the table gives it. */
  rang: number | undefined
  lot: string
  fautes: CelluleFausse[]
}
export type Preparation = {
  lignes: LigneLue[]
  /** Lines of totals, left out. */
  totaux: number[]
  titres: Pick<Titres, 'ignorees' | 'supposees'> & { sansNature: boolean }
  /** Titles of the lots that the import would make. */
  lots: string[]
}
export type RefusPreparation = { motif: 'titres' } | { motif: 'aucune' } | { motif: 'trop'; nombre: number; max: number }
type Contexte = { appel: Appel; lots: readonly Lot[]; assiette: Assiette }

/**
 * Reads a table as expenses, those of a ranked plan in the order of their ranks. Nothing is guessed: what is not sure is a fault, with its line as the spreadsheet
 * numbers it. Pure.
 */
export function preparer(tableau: Tableau, c: Contexte): Preparation | RefusPreparation {
  const siennes = colonnesEnPlus(c.appel)
  const titres = trouverTitres(tableau, siennes)
  if (!titres) return { motif: 'titres' }
  const lues = siennes.filter(s => titres.enPlus[s.nom] !== undefined)
  const totaux: number[] = []
  const lignes: LigneLue[] = []
  for (const [i, brute] of tableau.entries()) {
    if (i < titres.debut || brute.every(x => x.trim() === '')) continue
    const cellule = (colonne: ColonneImport) => nettoyer(brute[titres.rangs[colonne] ?? -1] ?? '')
    // « Total station » has a nature, which no total has
    if (estTotal(cellule('libelle') || cellule('lot')) && cellule('nature') === '') totaux.push(i + 1)
    else {
      const lue = lireLigne(cellule, i + 1, c)
      for (const s of lues) lireEnPlus(lue, s, nettoyer(brute[titres.enPlus[s.nom]!] ?? ''), lignes)
      lignes.push(lue)
    }
  }
  if (lignes.length === 0) return { motif: 'aucune' }
  const max = lignesMax('depenses', c.appel)
  if (lignes.length > max) return { motif: 'trop', nombre: lignes.length, max }
  const connus = c.lots.map((l, i) => titreLot(l.intitule, i))
  lignes.sort((a, b) => (a.rang ?? lignes.length) - (b.rang ?? lignes.length))
  return {
    lignes,
    totaux,
    titres: { ignorees: titres.ignorees, supposees: titres.supposees, sansNature: titres.rangs.nature === undefined },
    lots: [...new Set(lignes.map(l => l.lot).filter(l => l !== '' && !connus.includes(l)))],
  }
}

function lireLigne(cellule: (c: ColonneImport) => string, numero: number, { appel, lots, assiette }: Contexte): LigneLue {
  const lot = appel.lignes_du_plan?.rang ? '' : lotDe(cellule('lot'), lots)
  const lue: LigneLue = { numero, cellules: {}, enPlus: {}, rang: undefined, lot, fautes: [] }
  const faute = (colonne: ColonneImport, raison: string) =>
    lue.fautes.push({ ligne: numero, colonne: TITRES_IMPORT[colonne], valeur: cellule(colonne), raison })
  for (const nom of COLONNES_IMPORT) {
    if (nom === 'lot') continue
    const texte = cellule(nom)
    const valeur = nom === 'ht' || nom === 'ttc' ? texteMontant(texte) : nom === 'nature' && texte ? codeNature(appel, texte) : texte
    if (valeur === undefined) {
      faute(nom, 'Cette nature n’est pas dans la liste de l’appel')
      continue
    }
    const colonne = colonnesDe('depenses', appel, []).find(x => x.nom === nom)!
    const lu = lireChamp({ ...colonne, nom: champCellule('depenses', 'import00', nom) }, [valeur])
    if ('illisible' in lu) faute(nom, lu.message)
    else if (valeur !== '') lue.cellules[nom] = valeur
  }
  if (cellule('libelle') === '') faute('libelle', 'Dites ce que c’est\u00a0: la dépense n’a pas de nom')
  if (cellule(assiette) === '') faute(assiette, 'Indiquez un montant')
  if (lue.lot.length > 120) faute('lot', 'Le titre du lot dépasse 120\u00a0caractères')
  return lue
}

/** One cell of a column of the call. A rank is that of one line; a cell left empty is to be completed in the plan, but a rank. */
function lireEnPlus(lue: LigneLue, s: ColonneEnPlus, texte: string, avant: readonly LigneLue[]) {
  const faute = (raison: string) => lue.fautes.push({ ligne: lue.numero, colonne: s.libelle, valeur: texte, raison })
  if (texte === '') return s.nom === RANG ? faute('Indiquez son rang, ou retirez cette colonne') : undefined
  const mots = s.genre === 'choix_multiple' ? texte.split(/[;\n]/).map(m => m.trim()) : [texte]
  const valeurs = mots
    .filter(Boolean)
    .map(m => valeurDe({ genre: s.genre === 'choix_multiple' ? 'choix' : s.genre, options: s.options }, m))
  const inconnu = valeurs.indexOf(undefined)
  if (inconnu >= 0) return faute(`«\u00a0${mots[inconnu]}\u00a0» n’est pas dans la liste`)
  const lu = lireChamp({ ...s, nom: champCellule('depenses', 'import00', s.nom) }, valeurs as string[])
  if ('illisible' in lu) return faute(lu.message)
  if (s.nom !== RANG) {
    lue.enPlus[s.nom] = valeurs as string[]
    return
  }
  lue.rang = 'valeur' in lu ? Number(lu.valeur) : undefined
  const pareil = avant.find(l => l.rang === lue.rang)
  if (pareil) faute(`C’est déjà le rang de la ligne\u00a0${pareil.numero}`)
}

/** By its code or by its words, whole or as far as they tell one nature from the others. */
function codeNature(appel: Appel, texte: string): string | undefined {
  const cherche = normaliser(texte)
  const exact = appel.natures.find(n => n.code === texte || normaliser(n.code) === cherche || normaliser(n.libelle) === cherche)
  if (exact) return exact.code
  const proches = appel.natures.filter(n => normaliser(n.libelle).startsWith(cherche))
  return proches.length === 1 ? proches[0]!.code : undefined
}

/** Title by which an import knows a lot of the plan; « Lot 2 » while it has none. */
export const titreLot = (intitule: string, rang: number) => intitule || `Lot\u00a0${rang + 1}`

/** « Lot 2 », « 2 », « Lot 2. Formation », « Formation »: the lot of the plan, or the title of one to make. */
function lotDe(texte: string, lots: readonly Lot[]): string {
  if (texte === '') return ''
  const [, numero, suite = ''] = /^(?:lot\s*(?:n°\s*)?)?(\d{1,2})(?:\s*[.:)\-–—]\s*(.+))?$/i.exec(texte) ?? []
  const rang = numero ? Number(numero) - 1 : lots.findIndex(l => normaliser(l.intitule) === normaliser(texte))
  const lot = lots[rang]
  if (lot && (suite === '' || normaliser(lot.intitule) === normaliser(suite))) return titreLot(lot.intitule, rang)
  return suite || (numero ? `Lot\u00a0${numero}` : texte)
}
