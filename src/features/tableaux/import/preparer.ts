import { nettoyer } from '../../../lib/forms.ts'
import { sirenValide, siretValide } from '../../../lib/siren.ts'
import type { Appel, TableauAppel } from '../../cahier/index.ts'
import { colonnesDe } from '../../contenu/index.ts'
import { lireChamp } from '../../saisie/index.ts'
import { estTotal, normaliser, type Tableau, texteMontant } from '../../tableur/index.ts'

type Saisie = ReturnType<typeof colonnesDe>[number]
/** A column of what came: its title, and the column of the form that it becomes. */
export type ColonneRecue = { rang: number; titre: string; code: string | undefined }
/** A line as the form would take it. A cell that cannot be read comes all the same, to be corrected in its place. */
export type LigneRecue = {
  numero: number
  cellules: Readonly<Record<string, string>>
  fautes: { code: string; valeur: string; raison: string }[]
}
export type Preparation = { colonnes: ColonneRecue[]; lignes: LigneRecue[]; totaux: number[]; titres: boolean }
export type RefusPreparation = { motif: 'aucune' } | { motif: 'trop'; nombre: number; max: number }
/** What the person said of a column: rank → code, or nothing. */
export type Choix = ReadonlyMap<number, string>

const LIGNES_DE_TETE = 15
const TITRE_MAX = 80
const COLONNES_MAX = 60

/** Reads a table as lines of a form's one. Titles that are known give their column; without any, columns are taken in the order of the form. Pure. */
export function preparer(recu: Tableau, t: TableauAppel, appel: Appel, choix: Choix = new Map()): Preparation | RefusPreparation {
  const saisies = colonnesDe(t.id, appel, [])
  const { debut, colonnes } = colonnesRecues(recu, saisies, choix)
  const totaux: number[] = []
  const lignes: LigneRecue[] = []
  for (const [i, brute] of recu.entries()) {
    if (i < debut || brute.every(x => x.trim() === '')) continue
    const ligne = lireLigne(brute, i + 1, colonnes, saisies)
    if (estTotal(brute.find(x => x.trim() !== '') ?? '') && !aSaPart(ligne, saisies)) totaux.push(i + 1)
    else lignes.push(ligne)
  }
  const { max } = t
  if (lignes.length === 0) return { motif: 'aucune' }
  if (lignes.length > max) return { motif: 'trop', nombre: lignes.length, max }
  return { colonnes, lignes, totaux, titres: debut > 0 }
}

/** What no total has, and a firm whose name is « Total Bois » has: a number of its own, a commune, a day, an answer of a list. */
const PROPRES: readonly string[] = ['siren', 'siret', 'commune', 'date', 'oui_non', 'choix']
const aSaPart = ({ cellules, fautes }: LigneRecue, saisies: readonly Saisie[]) =>
  saisies.some(s => PROPRES.includes(s.genre) && cellules[s.nom] !== undefined && !fautes.some(f => f.code === s.nom))

function colonnesRecues(recu: Tableau, saisies: readonly Saisie[], choix: Choix): { debut: number; colonnes: ColonneRecue[] } {
  const tete = recu
    .slice(0, LIGNES_DE_TETE)
    .findIndex(ligne => reconnues(ligne, saisies).filter(Boolean).length >= Math.min(2, saisies.length))
  const largeur = Math.min(COLONNES_MAX, Math.max(0, ...recu.map(l => l.length)))
  const titres = tete < 0 ? [] : recu[tete]!
  const trouvees = tete < 0 ? saisies.map(s => s.nom) : reconnues(titres, saisies)
  const colonnes = Array.from({ length: largeur }, (_, rang): ColonneRecue => {
    const dit = choix.get(rang)
    const code = dit === undefined ? trouvees[rang] : saisies.some(s => s.nom === dit) ? dit : undefined
    return { rang, titre: (titres[rang] ?? '').trim().slice(0, TITRE_MAX), code }
  })
  return { debut: tete + 1, colonnes }
}

/** For each title, the column that it names: the same words first, then those that hold the others; one column once. */
function reconnues(titres: readonly string[], saisies: readonly Saisie[]): (string | undefined)[] {
  const prises = new Set<string>()
  const trouves: (string | undefined)[] = titres.map(() => undefined)
  const passer = (ressemble: (titre: string, s: Saisie) => boolean) => {
    for (const [i, brut] of titres.slice(0, COLONNES_MAX).entries()) {
      const titre = normaliser(brut)
      if (trouves[i] || titre === '' || titre.length > TITRE_MAX) continue
      const s = saisies.find(x => !prises.has(x.nom) && ressemble(titre, x))
      if (!s) continue
      prises.add(s.nom)
      trouves[i] = s.nom
    }
  }
  passer((titre, s) => titre === normaliser(s.libelle) || titre === normaliser(s.nom))
  passer((titre, s) => (s.genre === 'siren' || s.genre === 'siret') && titre.split(' ').includes(s.genre))
  passer((titre, s) => contient(titre, normaliser(s.libelle)) || contient(normaliser(s.libelle), titre))
  return trouves
}
const contient = (long: string, court: string) => court.length > 2 && ` ${long} `.includes(` ${court} `)

function lireLigne(brute: readonly string[], numero: number, colonnes: readonly ColonneRecue[], saisies: readonly Saisie[]): LigneRecue {
  const cellules: Record<string, string> = {}
  const fautes: LigneRecue['fautes'] = []
  for (const { rang, code } of colonnes) {
    const saisie = saisies.find(s => s.nom === code)
    const texte = nettoyer(brute[rang] ?? '')
    if (!saisie || texte === '') continue
    const valeur = valeurDe(saisie, texte)
    const lu = lireChamp(saisie, [valeur ?? texte])
    if (valeur === undefined)
      fautes.push({ code: saisie.nom, valeur: texte, raison: `«\u00a0${texte}\u00a0» n’est pas dans la liste\u00a0: à choisir` })
    else {
      cellules[saisie.nom] = valeur
      if ('illisible' in lu) fautes.push({ code: saisie.nom, valeur: texte, raison: lu.message })
    }
  }
  return { numero, cellules, fautes }
}

const OUI = ['oui', 'o', 'x', 'vrai', 'true', '1']
const NON = ['non', 'n', 'faux', 'false', '0']
/** A spreadsheet drops the zeros that a number begins with: they come back where the key of the number agrees, or where a commune has no shorter code. */
const ZEROS: Partial<Record<Saisie['genre'], (texte: string) => string | undefined>> = {
  siren: t => (/^\d{5,8}$/.test(t) && sirenValide(t.padStart(9, '0')) ? t.padStart(9, '0') : undefined),
  siret: t => (/^\d{10,13}$/.test(t) && siretValide(t.padStart(14, '0')) ? t.padStart(14, '0') : undefined),
  commune: t => (/^\d{4}$/.test(t) ? `0${t}` : undefined),
}

/** What the field would take; `undefined` when no option has these words. */
export function valeurDe(s: Pick<Saisie, 'genre' | 'options'>, texte: string): string | undefined {
  if (s.genre === 'montant') return texteMontant(texte)
  if (s.genre === 'oui_non') return OUI.includes(normaliser(texte)) ? 'oui' : NON.includes(normaliser(texte)) ? 'non' : undefined
  const entier = ZEROS[s.genre]?.(texte)
  if (entier !== undefined) return entier
  if (s.genre !== 'choix') return texte
  const cherche = normaliser(texte)
  const options = s.options ?? []
  const exacte = options.find(o => o.code === texte || normaliser(o.code) === cherche || normaliser(o.libelle) === cherche)
  if (exacte) return exacte.code
  const proches = cherche === '' ? [] : options.filter(o => normaliser(o.libelle).startsWith(cherche))
  return proches.length === 1 ? proches[0]!.code : undefined
}
