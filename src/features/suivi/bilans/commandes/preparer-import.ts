import { nettoyer } from '../../../../lib/forms.ts'
import { normaliser, type Tableau, texteMontant } from '../../../tableur/index.ts'
import type { Bilan } from '../bilan.ts'
import { type CadreCommande, type ChampDeCommande, type CommandeLue, lireCommande, PAYS } from './commande.rules.ts'
import { nomPays } from './pays.ts'

/** The columns of a list of orders, in the order of the model. */
export const COLONNES_COMMANDES = ['siret', 'pays', 'entreprise', 'departement', 'date', 'ht', 'ttc', 'depense', 'lot', 'objet'] as const
export const TITRES_COMMANDES: Record<ChampDeCommande, string> = {
  siret: 'SIRET',
  pays: 'Pays',
  entreprise: 'Entreprise',
  departement: 'Département du siège',
  date: 'Date de commande',
  ht: 'Montant HT',
  ttc: 'Montant TTC',
  depense: 'Ligne de dépense',
  lot: 'Lot',
  objet: 'Objet',
}
/** In this order: « Département du siège de l’entreprise » is a département. */
const SYNONYMES: [ChampDeCommande, RegExp][] = [
  ['siret', /\bsiret\b/],
  ['departement', /\bdepartement\b|\bdept?\b/],
  ['pays', /\bpays\b/],
  ['date', /\bdate\b/],
  ['ttc', /\bttc\b|\btoutes taxes\b/],
  ['ht', /\bht\b|\bhors taxes?\b/],
  ['depense', /\bligne\b|\bdepense\b|\bposte\b/],
  ['lot', /\blot\b/],
  ['entreprise', /\bentreprise\b|\bfournisseur\b|\bprestataire\b|\btitulaire\b|\braison sociale\b|\bnom\b/],
  ['objet', /\bobjet\b|\bdesignation\b|\blibelle\b|\bdescription\b/],
]
const NECESSAIRES = ['siret', 'entreprise', 'departement', 'date', 'ht', 'ttc'] as const
const LIGNES_DE_TETE = 15

/** A cell that does not hold: its line as the spreadsheet numbers it. */
export type CelluleFausse = { ligne: number; colonne: string; valeur: string; raison: string }
/** `numeros`: the line of the spreadsheet of each order. */
export type Preparation = { commandes: CommandeLue[]; numeros: number[]; fautes: CelluleFausse[]; lignes: number }
export type RefusPreparation =
  | { motif: 'titres'; manquent: string[] }
  | { motif: 'aucune' }
  | { motif: 'trop'; nombre: number; max: number }

/** Lines between two breaths: other requests are served meanwhile. */
const SOUFFLE = 500
const souffler = () => new Promise<void>(r => setImmediate(r))

/** Reads a table as orders: all of them, or every cell to be mended. Long lists let other requests through. */
export async function preparerCommandes(
  t: Tableau,
  b: Pick<Bilan, 'lots' | 'depenses'>,
  c: CadreCommande,
  max: number,
): Promise<Preparation | RefusPreparation> {
  const titres = trouverTitres(t)
  if ('manquent' in titres) return { motif: 'titres', manquent: titres.manquent }
  const p: Preparation = { commandes: [], numeros: [], fautes: [], lignes: 0 }
  const parNom = lexique(b)
  for (let i = titres.debut; i < t.length; i++) {
    const brute = t[i]!
    if (brute.every(x => x.trim() === '')) continue
    p.lignes++
    if (p.lignes > max) continue
    if (p.lignes % SOUFFLE === 0) await souffler()
    const cellule = (nom: ChampDeCommande) => nettoyer(brute[titres.rangs[nom] ?? -1] ?? '')
    const lue = lireCommande(enSaisie(cellule, parNom), c)
    if (lue.ok) {
      p.commandes.push(lue.value)
      p.numeros.push(i + 1)
    } else
      for (const [nom, raison] of Object.entries(lue.erreurs))
        p.fautes.push({ ligne: i + 1, colonne: TITRES_COMMANDES[nom as ChampDeCommande], valeur: cellule(nom as ChampDeCommande), raison })
  }
  if (p.lignes === 0) return { motif: 'aucune' }
  return p.lignes > max ? { motif: 'trop', nombre: p.lignes, max } : p
}

function trouverTitres(t: Tableau): { rangs: Partial<Record<ChampDeCommande, number>>; debut: number } | { manquent: string[] } {
  let meilleurs: Partial<Record<ChampDeCommande, number>> = {}
  for (const [i, ligne] of t.slice(0, LIGNES_DE_TETE).entries()) {
    const rangs: Partial<Record<ChampDeCommande, number>> = {}
    for (const [rang, titre] of ligne.entries()) {
      const nom = normaliser(titre)
      const colonne = nom && nom.length < 60 ? SYNONYMES.find(([, motif]) => motif.test(nom))?.[0] : undefined
      if (colonne && rangs[colonne] === undefined) rangs[colonne] = rang
    }
    if (NECESSAIRES.every(n => rangs[n] !== undefined)) return { rangs, debut: i + 1 }
    if (Object.keys(rangs).length > Object.keys(meilleurs).length) meilleurs = rangs
  }
  return { manquent: NECESSAIRES.filter(n => meilleurs[n] === undefined).map(n => TITRES_COMMANDES[n]) }
}

type Lexique = { pays: Map<string, string>; lots: Map<string, string>; depenses: Map<string, string> }
function lexique(b: Pick<Bilan, 'lots' | 'depenses'>): Lexique {
  return {
    pays: new Map(PAYS.flatMap(code => [[code.toLowerCase(), code] as const, [normaliser(nomPays(code)), code] as const])),
    lots: new Map(
      b.lots.flatMap((l, i) => [[normaliser(l.libelle), l.id] as const, [String(i + 1), l.id] as const, [`lot ${i + 1}`, l.id] as const]),
    ),
    depenses: new Map(b.depenses.map(d => [normaliser(d.libelle), d.id])),
  }
}

/** A line of the table as the fields of an order: words become codes; those that are unknown stay, to be told. */
function enSaisie(cellule: (c: ChampDeCommande) => string, l: Lexique) {
  const mot = (connus: Map<string, string>, texte: string) => (texte ? (connus.get(normaliser(texte)) ?? texte) : '')
  return {
    siret: cellule('siret'),
    pays: mot(l.pays, cellule('pays')),
    entreprise: cellule('entreprise'),
    departement: departementDe(cellule('departement')),
    date: jourDe(cellule('date')),
    ht: texteMontant(cellule('ht')),
    ttc: texteMontant(cellule('ttc')),
    depense: mot(l.depenses, cellule('depense')),
    lot: mot(l.lots, cellule('lot')),
    objet: cellule('objet'),
  }
}
/** « 2A », « 2A – Corse-du-Sud », and « 1 » which a spreadsheet makes of « 01 ». */
const departementDe = (t: string) => (/^(\d[\dAB]\d?|\d)(?:\s*[-–].*)?$/i.exec(t)?.[1] ?? t).padStart(t === '' ? 0 : 2, '0')
/** A day as spreadsheets hand it over: with or without its midnight. */
function jourDe(t: string): string {
  if (/^\d{4}-\d\d-\d\dT/.test(t)) return t.slice(0, 10)
  const d = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d/.test(t) ? new Date(t) : undefined
  return d && !Number.isNaN(d.getTime()) ? d.toISOString().slice(0, 10) : t
}
