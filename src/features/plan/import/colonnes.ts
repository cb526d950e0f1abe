import type { Appel } from '../../cahier/index.ts'
import { colonnesDe } from '../../contenu/index.ts'
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

/** The columns that the call adds to its lines, and the rank of priority where it asks for one. */
export type ColonneEnPlus = ReturnType<typeof colonnesDe>[number]
export const RANG = 'rang'
export function colonnesEnPlus(appel: Appel): ColonneEnPlus[] {
  const siennes = new Set(appel.lignes_du_plan?.colonnes.map(c => c.code))
  const rang: ColonneEnPlus[] = appel.lignes_du_plan?.rang ? [{ nom: RANG, genre: 'rang', libelle: 'Rang', facultatif: false }] : []
  return [...rang, ...colonnesDe('depenses', appel, []).filter(c => siennes.has(c.nom))]
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
  /** Column that the call adds → its rank in the table. */
  enPlus: Readonly<Record<string, number>>
  /** First line of data. */
  debut: number
  /** Titles that mean nothing here. */
  ignorees: string[]
  /** The table had no titles: its columns were taken in the order of ours. */
  supposees: boolean
}
/** Titles are looked for under the name and the date that people put on top. */
const LIGNES_DE_TETE = 15

const TITRE_MAX = 60
/** The column that the call adds and that this title names: its very words. */
const exacte = (nom: string, siennes: readonly ColonneEnPlus[]) =>
  siennes.find(c => normaliser(c.libelle) === nom || normaliser(c.nom) === nom)
/** The same, as far as they are part of the title. */
const ressemblante = (nom: string, siennes: readonly ColonneEnPlus[]) =>
  siennes.find(c => ` ${nom} `.includes(` ${normaliser(c.libelle)} `))

/** What the titles of one line name; those that mean nothing are ignored. */
function lireTitres(ligne: readonly string[], siennes: readonly ColonneEnPlus[]): Omit<Titres, 'debut' | 'supposees'> {
  const rangs: Titres['rangs'] = {}
  const enPlus: Record<string, number> = {}
  const ignorees: string[] = []
  for (const [rang, titre] of ligne.entries()) {
    const nom = normaliser(titre)
    if (nom === '') continue
    const restent = nom.length < TITRE_MAX ? siennes.filter(c => enPlus[c.nom] === undefined) : []
    const commune = nom.length < TITRE_MAX ? SYNONYMES.find(([c, motif]) => rangs[c] === undefined && motif.test(nom))?.[0] : undefined
    const sienne = exacte(nom, restent) ?? (commune ? undefined : ressemblante(nom, restent))
    if (sienne) enPlus[sienne.nom] = rang
    else if (commune) rangs[commune] = rang
    else ignorees.push(titre.trim())
  }
  return { rangs, enPlus, ignorees }
}

/** Where each column is. `undefined` when neither the titles nor the shape of the table tell. Pure. */
export function trouverTitres(lignes: readonly (readonly string[])[], siennes: readonly ColonneEnPlus[] = []): Titres | undefined {
  for (const [i, ligne] of lignes.slice(0, LIGNES_DE_TETE).entries()) {
    const lus = lireTitres(ligne, siennes)
    if (lus.rangs.libelle !== undefined && (lus.rangs.ht !== undefined || lus.rangs.ttc !== undefined))
      return { ...lus, debut: i + 1, supposees: false }
  }
  return sansTitres(lignes, siennes)
}

const RANG_HT = COLONNES_IMPORT.indexOf('ht')
function sansTitres(lignes: readonly (readonly string[])[], siennes: readonly ColonneEnPlus[]): Titres | undefined {
  const pleines = lignes.filter(l => l.some(c => c.trim() !== ''))
  const ressemblent = pleines.filter(l => l[0]?.trim() && lireMontantTableur(l[RANG_HT] ?? '') !== undefined)
  if (pleines.length === 0 || ressemblent.length < pleines.length / 2) return undefined
  return {
    rangs: Object.fromEntries(COLONNES_IMPORT.map((c, i) => [c, i])),
    enPlus: Object.fromEntries(siennes.map((c, i) => [c.nom, COLONNES_IMPORT.length + i])),
    debut: 0,
    ignorees: [],
    supposees: true,
  }
}
