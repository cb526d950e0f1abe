import { isDateFormat, serialToDate } from 'hucre'
import { type Cellule, ClasseurRefuse, compterTextes, type Fenetre, type Lecteur, lirePartie } from './partie-zip.ts'

/** What a workbook has at most (Excel holds 65 490 formats of cells). */
const FORMATS_MAX = 66_000
/** Relations and sheets that a workbook has at most. */
const LIENS_MAX = 10_000

/** A text of the list that the sheets of a workbook share, cited by a cell before it is read. */
class Cite {
  texte: string | null = null
}
type Rangee = (Cellule | Cite)[]

/**
 * The first sheet of an XLSX that is `zipSain`, read as its bytes come out of the archive and no further than the window; then, of the texts that sheets share, those
 * that it cites. Days are `Date`, formulas are what they show. Ours because libraries hold every part whole, twice. @throws {ClasseurRefuse}
 */
export async function lireXlsx(zip: Buffer, fenetre: Fenetre): Promise<Cellule[][]> {
  const classeur = await lireClasseur(zip)
  const estJour = classeur.styles ? await lireFormats(zip, classeur.styles) : () => false
  const cites = new Map<number, Cite>()
  const rangees: Rangee[] = []
  const textes = compterTextes(fenetre)
  const jour = (v: number, style: string | undefined) => {
    if (style === undefined || !estJour(Number(style))) return v
    const d = serialToDate(v, classeur.depuis1904)
    return Number.isNaN(d.getTime()) ? v : d // further than any calendar goes
  }
  if (!(await lirePartie(zip, classeur.feuille, feuille(fenetre, rangees, { cites, textes, jour })))) throw new ClasseurRefuse('illisible')
  if (classeur.partages && cites.size > 0) await lirePartages(zip, classeur.partages, cites, textes)
  return rangees.map(r => r.map(c => (c instanceof Cite ? c.texte : c)))
}

type Lien = { type: string; cible: string }
async function lireLiens(zip: Buffer, partie: string): Promise<Map<string, Lien>> {
  const dossier = partie.slice(0, partie.lastIndexOf('/') + 1)
  const liens = new Map<string, Lien>()
  await lirePartie(zip, `${dossier}_rels/${partie.slice(dossier.length)}.rels`, {
    ouvrir: (nom, { Id = '', Type = '', Target = '' }) => {
      if (nom === 'Relationship') liens.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), cible: chemin(dossier, Target) })
      if (liens.size > LIENS_MAX) throw new ClasseurRefuse('trop_lourd')
    },
  })
  return liens
}
function chemin(dossier: string, cible: string): string {
  if (cible.startsWith('/')) return cible.slice(1)
  const parties: string[] = []
  for (const p of `${dossier}${cible}`.split('/'))
    if (p === '..') parties.pop()
    else if (p !== '.' && p !== '') parties.push(p)
  return parties.join('/')
}

/** Where the first sheet is, and what it leans on. */
async function lireClasseur(zip: Buffer) {
  const parType = (liens: Map<string, Lien>, type: string) => [...liens.values()].find(l => l.type === type)?.cible
  const livre = parType(await lireLiens(zip, ''), 'officeDocument')
  if (!livre) throw new ClasseurRefuse('illisible', 'no workbook')
  const liens = await lireLiens(zip, livre)
  let [premiere, depuis1904] = ['', false]
  await lirePartie(zip, livre, {
    ouvrir: (nom, a) => {
      if (nom === 'workbookPr') depuis1904 = a.date1904 === '1' || a.date1904 === 'true'
      if (nom === 'sheet') premiere ||= a['r:id'] ?? Object.entries(a).find(([cle]) => cle.endsWith(':id'))?.[1] ?? ''
    },
  })
  const feuille = liens.get(premiere)?.cible
  if (!feuille) throw new ClasseurRefuse('illisible', 'no sheet')
  return { feuille, depuis1904, partages: parType(liens, 'sharedStrings'), styles: parType(liens, 'styles') }
}

/** Which formats of cells are those of a day or an hour, by their rank. */
async function lireFormats(zip: Buffer, partie: string): Promise<(rang: number) => boolean> {
  const ecrits = new Map<string, string>()
  const formats: string[] = []
  let dedans = false
  await lirePartie(zip, partie, {
    ouvrir: (nom, a) => {
      if (nom === 'numFmt') ecrits.set(a.numFmtId ?? '', a.formatCode ?? '')
      if (nom === 'cellXfs') dedans = true
      if (nom === 'xf' && dedans) formats.push(a.numFmtId ?? '0')
      if (formats.length > FORMATS_MAX || ecrits.size > FORMATS_MAX) throw new ClasseurRefuse('trop_lourd')
    },
    fermer: nom => {
      if (nom === 'cellXfs') dedans = false
    },
  })
  const connus = new Map<string, boolean>()
  return rang => {
    const id = formats[rang]
    if (id === undefined) return false
    const su = connus.get(id) ?? isDateFormat(ecrits.get(id) || id)
    connus.set(id, su)
    return su
  }
}

type Outils = {
  cites: Map<number, Cite>
  textes: ReturnType<typeof compterTextes>
  jour: (v: number, style: string | undefined) => number | Date
}
/** Fills `rangees` with what the window shows, each at its own line. */
function feuille({ lignes, colonnes }: Fenetre, rangees: Rangee[], { cites, textes, jour }: Outils): Lecteur {
  let [n, colonne, vues, fin, dansV, dansT, phonetique] = [0, 0, 0, false, false, false, false]
  let rangee: Rangee | undefined
  let cellule: { type: string; style: string | undefined; texte: string } | undefined
  const citer = (rang: number) => {
    const cite = cites.get(rang) ?? new Cite()
    cites.set(rang, cite)
    return cite
  }
  const valeur = ({ type, style, texte }: NonNullable<typeof cellule>): Cellule | Cite => {
    if (type === 's') return /^\s*\d{1,9}\s*$/.test(texte) ? citer(Number(texte)) : null
    if (type === 'b') return texte === '1' || texte.toLowerCase() === 'true'
    if (type === 'str' || type === 'inlineStr') return textes.garder(enSignes(texte))
    if (texte === '') return null
    const nombre = Number(texte)
    return type === 'e' || Number.isNaN(nombre) ? textes.garder(texte) : jour(nombre, style)
  }
  const ouvertures: Record<string, (a: Record<string, string>) => void> = {
    row: a => {
      n = Number(a.r) || n + 1
      colonne = 0
      rangee = []
      fin ||= n > lignes || ++vues > lignes
    },
    c: a => {
      colonne = a.r ? rangColonne(a.r) : colonne + 1
      if (rangee && colonne <= colonnes) cellule = { type: a.t ?? 'n', style: a.s, texte: '' }
    },
    v: () => {
      dansV = true
    },
    t: () => {
      dansT = true
    },
    rPh: () => {
      phonetique = true
    },
  }
  const fermetures: Record<string, () => void> = {
    sheetData: () => {
      fin = true
    },
    row: () => {
      if (rangee && rangee.length > 0) {
        while (rangees.length < n) rangees.push([])
        rangees[n - 1] = rangee
      }
      rangee = undefined
    },
    c: () => {
      const v = cellule ? valeur(cellule) : null
      if (v !== null && v !== '' && rangee) {
        while (rangee.length < colonne) rangee.push(null)
        rangee[colonne - 1] = v
      }
      cellule = undefined
    },
    v: () => {
      dansV = false
    },
    t: () => {
      dansT = false
    },
    rPh: () => {
      phonetique = false
    },
  }
  return {
    ouvrir: (nom, a) => {
      if (!fin) ouvertures[nom]?.(a)
    },
    fermer: nom => {
      if (!fin) fermetures[nom]?.()
    },
    dire: t => {
      if (cellule && !phonetique && (dansV || (dansT && cellule.type === 'inlineStr'))) cellule.texte = textes.allonger(cellule.texte, t)
    },
    finie: () => fin,
  }
}

/** « B12 » is in the second column. */
function rangColonne(place: string): number {
  let n = 0
  for (let i = 0; i < place.length && i < 4; i++) {
    const c = place.charCodeAt(i) | 32
    if (c < 97 || c > 122) break
    n = n * 26 + c - 96
  }
  return n || 1
}
/** « _x000D_ » is a sign that XML does not hold. */
const enSignes = (t: string) =>
  t.includes('_x') ? t.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))) : t

/** Of the shared texts, those that are cited. */
async function lirePartages(zip: Buffer, partie: string, cites: Map<number, Cite>, textes: Outils['textes']) {
  let [rang, restent, dansT, phonetique] = [-1, cites.size, false, false]
  let cite: Cite | undefined
  let texte = ''
  await lirePartie(zip, partie, {
    ouvrir: nom => {
      if (nom === 'si') {
        cite = cites.get(++rang)
        texte = ''
      } else if (nom === 't') dansT = true
      else if (nom === 'rPh') phonetique = true
    },
    fermer: nom => {
      if (nom === 't') dansT = false
      else if (nom === 'rPh') phonetique = false
      else if (nom === 'si' && cite) {
        cite.texte = textes.garder(enSignes(texte))
        restent--
        cite = undefined
      }
    },
    dire: t => {
      if (cite && dansT && !phonetique) texte = textes.allonger(texte, t)
    },
    finie: () => restent === 0,
  })
}
