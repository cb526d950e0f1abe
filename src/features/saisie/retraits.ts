import { err, ok, type Result } from '../../lib/result.ts'
import type { Appel, TableauAppel } from '../cahier/index.ts'
import { type Contenu, champCellule, estListe, lignesDe, lignesMax, type Retrait, texteDe } from '../contenu/index.ts'
import { type Fait, type Geste, ligneNommee, type RefusGeste } from './gestes.ts'

/** Removals that can still be undone. */
const RETRAITS_GARDES = 20

/** Every row of a list, removed in one gesture and restored in one. */
export function vider(contenu: Contenu, liste: string, id: string, quand: Pick<Retrait, 'par' | 'le'>): Contenu {
  const lignes = lignesDe(contenu, liste).map((ligne, rang) => ({ liste, ligne, rang }))
  if (lignes.length === 0) return contenu
  return noterRetrait({ ...contenu, lignes: { ...contenu.lignes, [liste]: [] } }, { id, ...quand, lignes })
}

/** The rows of an import, with the lots that it made and that hold nothing else: removed in one gesture, as what it had replaced was, so each can still be brought back. */
export function revenir(
  contenu: Contenu,
  { liste, cle, nombre }: Extract<Geste, { quoi: 'revenir' }>,
  appel: Appel,
  quand: Pick<Retrait, 'par' | 'le'>,
): Result<Fait, RefusGeste> {
  const importees = new Set(Array.from({ length: nombre }, (_, i) => ligneNommee(cle, String(i))))
  const presentes = lignesDe(contenu, liste)
  const parties = presentes.flatMap((ligne, rang) => (importees.has(ligne) ? [{ liste, ligne, rang }] : []))
  if (parties.length === 0) return ok({ contenu, change: false })
  const restent = new Set(presentes.filter(l => !importees.has(l)).map(l => texteDe(contenu, champCellule(liste, l, 'lot'))))
  const lotsFaits = new Set(liste === 'depenses' ? Array.from({ length: nombre }, (_, i) => ligneNommee(cle, `lot ${i}`)) : [])
  const vides = lignesDe(contenu, 'lots').flatMap((ligne, rang) =>
    lotsFaits.has(ligne) && !restent.has(ligne) ? [{ liste: 'lots', ligne, rang }] : [],
  )
  const parti = [...parties, ...vides]
  const lignes = { ...contenu.lignes }
  for (const p of parti) lignes[p.liste] = (lignes[p.liste] ?? []).filter(l => l !== p.ligne)
  const sans = noterRetrait({ ...contenu, lignes }, { id: ligneNommee(cle, 'revenu'), ...quand, lignes: parti, importees: true })
  const avant = retablir(sans, ligneNommee(cle, 'retrait'), appel)
  return avant.ok ? ok({ contenu: avant.value.contenu, change: true }) : avant
}

/** The expenses of a lot go with it, and come back with it. */
export function retirer(contenu: Contenu, liste: string, ligne: string, quand: Pick<Retrait, 'par' | 'le'>): Fait {
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

export function retablir(contenu: Contenu, id: string, appel: Appel): Result<Fait, RefusGeste> {
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
export function motRetrait(contenu: Contenu, { lignes, importees }: Retrait, tableaux?: Tableaux): string {
  const [premiere] = lignes
  const combien = lignes.filter(l => l.liste === premiere?.liste).length
  const quand = importees ? 'de l’import' : 'd’avant l’import'
  if (combien > 1 && premiere?.liste === 'depenses') return `les ${combien}\u00a0dépenses ${quand}`
  if (combien > 1 && premiere && !estListe(premiere.liste)) return `les ${combien}\u00a0lignes ${quand}`
  return premiere ? motLigne(contenu, premiere.liste, premiere.ligne, tableaux) : 'ligne vide'
}

const NOMMENT = ['libelle', 'intitule', 'financeur', 'nom', 'public']
/** What a row says of itself: its first words. */
export function motLigne(contenu: Contenu, liste: string, ligne: string, tableaux?: Tableaux): string {
  const tableau = tableaux?.get(liste)
  const colonnes = tableau ? [tableau.nomme.code] : NOMMENT
  return colonnes.map(c => texteDe(contenu, champCellule(liste, ligne, c))).find(Boolean) ?? 'ligne vide'
}
