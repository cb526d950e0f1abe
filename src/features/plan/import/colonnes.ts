import { lireMontantTableur, normaliser } from '../../tableur/index.ts'

/** The columns that an import knows, in the order that it supposes when the table has no titles. */
export const COLONNES_IMPORT = ['libelle', 'fournisseur', 'nature', 'ht', 'ttc', 'lot'] as const
export type ColonneImport = (typeof COLONNES_IMPORT)[number]
export const TITRES_IMPORT: Record<ColonneImport, string> = {
  libelle: 'Dépense',
  fournisseur: 'Fournisseur',
  nature: 'Nature',
  ht: 'Montant HT',
  ttc: 'Montant TTC',
  lot: 'Lot',
}

/** In this order: « Nature de la dépense » is a nature, « Montant TTC de la dépense » an amount. */
const SYNONYMES: [ColonneImport, RegExp][] = [
  ['ttc', /\bttc\b|\btoutes taxes\b|\btva comprise\b/],
  ['ht', /\bht\b|\bhors taxes?\b|^(montant|cout|prix|total|budget|euros?)( en euros?)?$/],
  ['nature', /\bnature\b|\bcategorie\b|\btype\b/],
  ['fournisseur', /\bfournisseurs?\b|\bprestataires?\b|\bentreprise\b|\bsociete\b|\bediteur\b|\btitulaire\b/],
  ['lot', /\blots?\b/],
  ['libelle', /\bdepenses?\b|\blibelle\b|\bdesignation\b|\bintitule\b|\bobjet\b|\bpostes?\b|\bdescription\b/],
]

export type Titres = {
  /** Column of the import → its rank in the table. */
  rangs: Partial<Record<ColonneImport, number>>
  /** First line of data. */
  debut: number
  /** Titles that mean nothing here. */
  ignorees: string[]
  /** The table had no titles: its columns were taken in the order of ours. */
  supposees: boolean
}
/** Titles are looked for under the name and the date that people put on top. */
const LIGNES_DE_TETE = 15

/** Where each column is. `undefined` when neither the titles nor the shape of the table tell. Pure. */
export function trouverTitres(lignes: readonly (readonly string[])[]): Titres | undefined {
  for (const [i, ligne] of lignes.slice(0, LIGNES_DE_TETE).entries()) {
    const rangs: Titres['rangs'] = {}
    const ignorees: string[] = []
    for (const [rang, titre] of ligne.entries()) {
      const nom = normaliser(titre)
      const colonne = nom && nom.length < 60 ? SYNONYMES.find(([, motif]) => motif.test(nom))?.[0] : undefined
      if (colonne && rangs[colonne] === undefined) rangs[colonne] = rang
      else if (nom) ignorees.push(titre.trim())
    }
    if (rangs.libelle !== undefined && (rangs.ht !== undefined || rangs.ttc !== undefined))
      return { rangs, debut: i + 1, ignorees, supposees: false }
  }
  return sansTitres(lignes)
}

const RANG_HT = COLONNES_IMPORT.indexOf('ht')
function sansTitres(lignes: readonly (readonly string[])[]): Titres | undefined {
  const pleines = lignes.filter(l => l.some(c => c.trim() !== ''))
  const ressemblent = pleines.filter(l => l[0]?.trim() && lireMontantTableur(l[RANG_HT] ?? '') !== undefined)
  if (pleines.length === 0 || ressemblent.length < pleines.length / 2) return undefined
  return { rangs: Object.fromEntries(COLONNES_IMPORT.map((c, i) => [c, i])), debut: 0, ignorees: [], supposees: true }
}
