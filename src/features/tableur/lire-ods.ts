import { type Cellule, ClasseurRefuse, compterTextes, type Fenetre, type Lecteur, lirePartie } from './partie-zip.ts'

/** Spaces that one element may stand for. */
const ESPACES_MAX = 100

/**
 * The first sheet of an ODS that is `zipSain`, read as its bytes come out of the archive and no further than the window: a cell or a row repeated a million times is
 * repeated up to the window's edge, spans are nothing. Ours because libraries build the whole sheet first. @throws {ClasseurRefuse}
 */
export async function lireOds(zip: Buffer, fenetre: Fenetre): Promise<Cellule[][]> {
  const feuille = lireFeuille(fenetre)
  if (!(await lirePartie(zip, 'content.xml', feuille))) throw new ClasseurRefuse('illisible', 'no content.xml')
  return feuille.rangees()
}

/** What the elements of a sheet make, one after the other. */
function lireFeuille(fenetre: Fenetre): Lecteur & { rangees: () => Cellule[][] } {
  const { lignes, colonnes } = fenetre
  const textes = compterTextes(fenetre)
  const rangees: Cellule[][] = []
  let vides = 0
  let [table, annotation, paragraphe, fin] = [0, 0, 0, false]
  let rangee: { cellules: Cellule[]; fois: number } | undefined
  let cellule: { attributs: Record<string, string>; fois: number; texte: string } | undefined

  const ajouterCellule = (valeur: Cellule, fois: number) => {
    if (!rangee) return
    const n = Math.min(fois, colonnes - rangee.cellules.length)
    for (let i = 0; i < n; i++) rangee.cellules.push(valeur)
  }
  const ajouterRangee = ({ cellules, fois }: { cellules: Cellule[]; fois: number }) => {
    while (cellules.length > 0 && cellules.at(-1) === null) cellules.pop()
    if (cellules.length === 0) {
      vides += fois
      return
    }
    for (; vides > 0 && rangees.length < lignes; vides--) rangees.push([])
    for (let i = 0; i < fois && rangees.length < lignes; i++) rangees.push(cellules)
    vides = 0
    fin ||= rangees.length >= lignes
  }
  const ecrire = (t: string) => {
    if (cellule && paragraphe > 0 && annotation === 0) cellule.texte = textes.allonger(cellule.texte, t)
  }
  const ouvertures: Record<string, (a: Record<string, string>) => void> = {
    table: () => void table++,
    'table-row': a => {
      if (table === 1) rangee = { cellules: [], fois: nombreDe(a['table:number-rows-repeated']) }
    },
    'table-cell': a => {
      if (rangee) cellule = { attributs: a, fois: nombreDe(a['table:number-columns-repeated']), texte: '' }
    },
    'covered-table-cell': a => ajouterCellule(null, nombreDe(a['table:number-columns-repeated'])),
    annotation: () => void annotation++,
    p: () => {
      if (cellule && cellule.texte.length > 0) ecrire('\n')
      paragraphe++
    },
    s: a => ecrire(' '.repeat(Math.min(nombreDe(a['text:c']), ESPACES_MAX))),
    tab: () => ecrire('\t'),
    'line-break': () => ecrire('\n'),
  }
  const fermetures: Record<string, () => void> = {
    // the first sheet only
    table: () => {
      table--
      fin ||= table === 0
    },
    'table-row': () => {
      if (rangee) ajouterRangee(rangee)
      rangee = undefined
    },
    'table-cell': () => {
      if (cellule) ajouterCellule(valeurDe(cellule.attributs, textes.garder(cellule.texte)), cellule.fois)
      cellule = undefined
    },
    annotation: () => void annotation--,
    p: () => void paragraphe--,
  }
  return {
    ouvrir: (nom: string, attributs: Record<string, string>) => {
      if (!fin) ouvertures[nom]?.(attributs)
    },
    fermer: (nom: string) => {
      if (!fin) fermetures[nom]?.()
    },
    dire: ecrire,
    finie: () => fin,
    rangees: () => rangees,
  }
}

/** How many times; once where it is not said, or not a number. */
const nombreDe = (t: string | undefined) => Math.max(1, Math.trunc(Number(t ?? '1')) || 1)

/** What a cell shows: its number, its day, its words. */
function valeurDe(a: Record<string, string>, texte: string): Cellule {
  const genre = a['office:value-type'] ?? a['calcext:value-type'] ?? ''
  if (genre === 'float' || genre === 'currency' || genre === 'percentage') return a['office:value'] ? Number(a['office:value']) : null
  if (genre === 'boolean') return a['office:boolean-value'] === undefined ? null : a['office:boolean-value'] === 'true'
  if (genre === 'date') return jourDe(a['office:date-value'])
  if (genre === 'time') return a['office:time-value'] ?? null
  return texte || (genre === 'string' ? (a['office:string-value'] ?? '') : null)
}
function jourDe(t: string | undefined): Date | null {
  if (!t) return null
  const d = new Date(t.includes('T') && !/(?:Z|[+-]\d\d:?\d\d)$/.test(t) ? `${t}Z` : t)
  return Number.isNaN(d.getTime()) ? null : d
}
