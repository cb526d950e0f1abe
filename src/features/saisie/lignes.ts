import { createHash, randomBytes } from 'node:crypto'
import { err, ok, type Result } from '../../lib/result.ts'
import type { Appel, TableauAppel } from '../cahier/index.ts'
import { type Contenu, champCellule, colonnesDe, estListe, lignesDe, lignesMax, type Retrait, texteDe } from '../contenu/index.ts'
import { lireChamp } from './saisie.ts'

/** What a button of a list does, besides saving. Rows are named by the page that shows the button: pressed twice, it is done once. */
export type Geste =
  | { quoi: 'ajouter'; liste: string; ligne: string; lot?: string | undefined; nombre?: number | undefined }
  | { quoi: 'retirer'; liste: string; ligne: string }
  | { quoi: 'retablir'; retrait: string }
  /** Rows with the lots that they need, all or nothing; `retrait` names the removal of those of before, when they give way. */
  | { quoi: 'importer'; liste: string; lots?: Nouvelles | undefined; lignes: Nouvelles; retrait?: string | undefined }
type Nouvelles = readonly { ligne: string; cellules: Readonly<Record<string, readonly string[]>> }[]
export type RefusGeste = { motif: 'trop_de_lignes'; liste: string; max: number } | { motif: 'geste' }
/** Why a button did nothing, in words. */
export const messageGeste = (r: RefusGeste) =>
  r.motif === 'trop_de_lignes'
    ? `Ce tableau a déjà ${r.max}\u00a0lignes\u00a0: retirez-en avant d’en ajouter`
    : 'Ce bouton n’est plus valable\u00a0: rechargez la page'
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
const RETRAITS_GARDES = 20
const estLigne = (s: string) => /^[a-z0-9]{8}$/.test(s)

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
  return quoi === 'retirer' ? { quoi, liste, ligne } : undefined
}

/** Adds, removes, restores or imports rows. `qui` and `quand` are kept with what is removed. Pure. */
export function appliquerGeste(contenu: Contenu, g: Geste, appel: Appel, qui: string, quand: Date): Result<Fait, RefusGeste> {
  switch (g.quoi) {
    case 'ajouter':
      return ajouterUne(contenu, g, appel)
    case 'importer':
      return importer(contenu, g, appel, { par: qui, le: quand.toISOString() })
    case 'retirer':
      return ok(retirer(contenu, g.liste, g.ligne, { par: qui, le: quand.toISOString() }))
    case 'retablir':
      return retablir(contenu, g.retrait, appel)
  }
}

/** A new lot asks for the aid; a new expense goes where its button stands, or to the only lot. */
function valeursDeDepart(contenu: Contenu, liste: string, lot: string | undefined): Record<string, readonly string[]> {
  const lots = lignesDe(contenu, 'lots')
  if (liste === 'lots') return { aide: ['oui'] }
  if (liste !== 'depenses') return {}
  const dans = lot && lots.includes(lot) ? lot : lots.length === 1 ? lots[0] : undefined
  return dans ? { lot: [dans] } : {}
}

/** The first lot takes the expenses that were typed before it. */
function ajouterUne(contenu: Contenu, g: Extract<Geste, { quoi: 'ajouter' }>, appel: Appel): Result<Fait, RefusGeste> {
  const nouvelles = Array.from({ length: g.nombre ?? 1 }, (_, i) => (i === 0 ? g.ligne : ligneNommee(g.ligne, `${i}`)))
  const cellules = valeursDeDepart(contenu, g.liste, g.lot)
  const r = ajouter(
    contenu,
    g.liste,
    nouvelles.map(ligne => ({ ligne, cellules })),
    appel,
  )
  if (!r.ok || !r.value.change || g.liste !== 'lots' || lignesDe(contenu, 'lots').length > 0) return r
  const rangees = lignesDe(contenu, 'depenses').map(d => [champCellule('depenses', d, 'lot'), g.ligne])
  return ok({ ...r.value, contenu: { ...r.value.contenu, valeurs: { ...r.value.contenu.valeurs, ...Object.fromEntries(rangees) } } })
}

/** Done once, however often the page is sent: its rows are named by the page. */
function importer(
  contenu: Contenu,
  g: Extract<Geste, { quoi: 'importer' }>,
  appel: Appel,
  quand: Pick<Retrait, 'par' | 'le'>,
): Result<Fait, RefusGeste> {
  const premiere = g.lignes[0]?.ligne ?? ''
  const connue = lignesDe(contenu, g.liste).includes(premiere) || contenu.retraits.some(r => r.lignes.some(l => l.ligne === premiere))
  if (connue) return ok({ contenu, change: false })
  const lots = ajouter(g.retrait ? vider(contenu, g.liste, g.retrait, quand) : contenu, 'lots', g.lots ?? [], appel)
  return lots.ok ? ajouter(lots.value.contenu, g.liste, g.lignes, appel) : lots
}

/** Every row of a list, removed in one gesture and restored in one. */
function vider(contenu: Contenu, liste: string, id: string, quand: Pick<Retrait, 'par' | 'le'>): Contenu {
  const lignes = lignesDe(contenu, liste).map((ligne, rang) => ({ liste, ligne, rang }))
  if (lignes.length === 0) return contenu
  return noterRetrait({ ...contenu, lignes: { ...contenu.lignes, [liste]: [] } }, { id, ...quand, lignes })
}

function ajouter(contenu: Contenu, liste: string, nouvelles: Nouvelles, appel: Appel): Result<Fait, RefusGeste> {
  const connues = new Set([...lignesDe(contenu, liste), ...contenu.retraits.flatMap(r => r.lignes.map(l => l.ligne))])
  const vraies = nouvelles.filter(n => estLigne(n.ligne) && !connues.has(n.ligne))
  if (vraies.length === 0) return ok({ contenu, change: false })
  const lignes = [...lignesDe(contenu, liste), ...vraies.map(n => n.ligne)]
  const max = lignesMax(liste, appel)
  if (lignes.length > max) return err({ motif: 'trop_de_lignes', liste, max })
  const valeurs = { ...contenu.valeurs }
  const illisibles = { ...contenu.illisibles }
  const lots = lignesDe(contenu, 'lots').map(code => ({ code, libelle: '' }))
  for (const n of vraies)
    for (const colonne of colonnesDe(liste, appel, lots)) {
      const nom = champCellule(liste, n.ligne, colonne.nom)
      const lu = lireChamp(colonne, n.cellules[colonne.nom] ?? [])
      if ('valeur' in lu) valeurs[nom] = lu.valeur
      else if ('illisible' in lu) illisibles[nom] = lu.illisible
    }
  return ok({ contenu: { ...contenu, valeurs, illisibles, lignes: { ...contenu.lignes, [liste]: lignes } }, change: true })
}

/** The expenses of a lot go with it, and come back with it. */
function retirer(contenu: Contenu, liste: string, ligne: string, quand: Pick<Retrait, 'par' | 'le'>): Fait {
  const rang = lignesDe(contenu, liste).indexOf(ligne)
  if (rang < 0) return { contenu, change: false }
  const duLot =
    liste === 'lots' ? lignesDe(contenu, 'depenses').filter(d => texteDe(contenu, champCellule('depenses', d, 'lot')) === ligne) : []
  const parties: Retrait['lignes'] = [
    { liste, ligne, rang },
    ...duLot.map(d => ({ liste: 'depenses' as const, ligne: d, rang: lignesDe(contenu, 'depenses').indexOf(d) })),
  ]
  const lignes = { ...contenu.lignes }
  for (const p of parties) lignes[p.liste] = (lignes[p.liste] ?? []).filter(l => l !== p.ligne)
  return { contenu: noterRetrait({ ...contenu, lignes }, { id: ligne, ...quand, lignes: parties }), change: true }
}

function noterRetrait(contenu: Contenu, retrait: Retrait): Contenu {
  const retraits = [...contenu.retraits, retrait]
  const oublies = retraits.slice(0, Math.max(0, retraits.length - RETRAITS_GARDES))
  return oublier({ ...contenu, retraits: retraits.slice(oublies.length) }, oublies)
}

function oublier(contenu: Contenu, oublies: readonly Retrait[]): Contenu {
  if (oublies.length === 0) return contenu
  const prefixes = oublies.flatMap(r => r.lignes.map(l => `${l.liste}.${l.ligne}.`))
  const garder = <T>(o: Record<string, T>) =>
    Object.fromEntries(Object.entries(o).filter(([nom]) => !prefixes.some(p => nom.startsWith(p))))
  return { ...contenu, valeurs: garder(contenu.valeurs), illisibles: garder(contenu.illisibles), pages: garder(contenu.pages) }
}

function retablir(contenu: Contenu, id: string, appel: Appel): Result<Fait, RefusGeste> {
  const retrait = contenu.retraits.find(r => r.id === id)
  if (!retrait) return ok({ contenu, change: false })
  const lignes = { ...contenu.lignes }
  for (const { liste, ligne, rang } of [...retrait.lignes].sort((a, b) => a.rang - b.rang)) {
    const presentes = lignes[liste] ?? []
    const max = lignesMax(liste, appel)
    if (presentes.length >= max) return err({ motif: 'trop_de_lignes', liste, max })
    lignes[liste] = [...presentes.slice(0, rang), ligne, ...presentes.slice(rang)]
  }
  return ok({ contenu: { ...contenu, lignes, retraits: contenu.retraits.filter(r => r !== retrait) }, change: true })
}

type Tableaux = ReadonlyMap<string, TableauAppel>
/** What a removed row said of itself, in a few words: « Formation de 14 agents ». `tableaux`: those of the call, whose columns have names of their own. */
export function motRetrait(contenu: Contenu, { lignes }: Retrait, tableaux?: Tableaux): string {
  const [premiere] = lignes
  if (lignes.length > 1 && premiere?.liste === 'depenses') return `les ${lignes.length}\u00a0dépenses d’avant l’import`
  if (lignes.length > 1 && premiere && !estListe(premiere.liste)) return `les ${lignes.length}\u00a0lignes d’avant l’import`
  return premiere ? motLigne(contenu, premiere.liste, premiere.ligne, tableaux) : 'ligne vide'
}

const NOMMENT = ['libelle', 'intitule', 'financeur', 'nom', 'public']
/** What a row says of itself: its first words. */
export function motLigne(contenu: Contenu, liste: string, ligne: string, tableaux?: Tableaux): string {
  const tableau = tableaux?.get(liste)
  const colonnes = tableau ? [tableau.nomme.code] : NOMMENT
  return colonnes.map(c => texteDe(contenu, champCellule(liste, ligne, c))).find(Boolean) ?? 'ligne vide'
}
