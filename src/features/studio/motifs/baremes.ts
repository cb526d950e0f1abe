import { formatDateCivile } from '../../../lib/dates.ts'
import { avecUnite, majuscule } from '../../../lib/mots.ts'
import { type Chemin, valeurA } from '../../formes/index.ts'
import { COMPTENT } from '../../verdicts/index.ts'
import { nomAttendu } from '../document/volets.ts'
import type { Section } from '../sections.table.ts'
import { arbreDe, nomsDeLArbre } from './arbre.ts'
import { formulairesDe, type Groupe, groupe, liste, texte } from './lire-brut.ts'
import { type Offres, optionsDe } from './offre.ts'
import { offresDe } from './offres.ts'

/** A figure that has a value by case, as a table: the case in words, the value with its unit. `chemin`: where it is changed; `reste`: lines that are not shown. */
export type Bareme = {
  titre: string
  chemin: Chemin
  cas: string
  valeur: string
  lignes: { cas: string; valeur: string }[]
  reste: number
}

const BAREMES_MAX = 6
const LIGNES_MAX = 40
/** How many names are followed: calculations name others. */
const SUIVIS_MAX = 100

/** The scales that formulas stand on, themselves or through the calculations that they name, each once, in that order. Pure. */
export const baremesDe = (brut: unknown, formules: readonly string[], offres: Offres): Bareme[] => lecteurDeBaremes(brut)(formules, offres)

/** The same for many formulas of one draft: each that they name is read once. */
export function lecteurDeBaremes(brut: unknown) {
  const lues = new Map<Offres, Map<string, string[]>>()
  const noms = (formule: string, offres: Offres) => {
    const siennes = lues.get(offres) ?? new Map<string, string[]>()
    lues.set(offres, siennes)
    const lu = siennes.has(formule) ? undefined : offres.lire(formule)
    if (lu) siennes.set(formule, lu.ok ? nomsDeLArbre(arbreDe(lu.value)) : [])
    return siennes.get(formule)!
  }
  return (formules: readonly string[], offres: Offres) => suivre(brut, formules, { offres, noms: f => noms(f, offres) })
}

type Suivi = { offres: Offres; noms: (formule: string) => string[] }
function suivre(brut: unknown, formules: readonly string[], { offres, noms }: Suivi): Bareme[] {
  const appel = groupe(brut)
  const second = groupe(groupe(appel.phases).dossier_complet)
  const [vus, baremes] = [new Set<string>(), [] as Bareme[]]
  const aVoir = formules.flatMap(noms)
  for (let i = 0; i < aVoir.length && i < SUIVIS_MAX && baremes.length < BAREMES_MAX; i++) {
    const nom = aVoir[i]!.replace(/ \. (min|max)$/, '')
    if (vus.has(nom)) continue
    vus.add(nom)
    const [ici, racine] = Object.hasOwn(groupe(appel.parametres), nom)
      ? [groupe(appel.parametres), []]
      : [groupe(second.parametres), SECOND]
    const p = groupe(ici[nom])
    const lignes = lignesDe(brut, p, offres)
    if (lignes.length > 0) baremes.push(enTable(nom, p, lignes, { chemin: [...racine, 'parametres', nom], offres }))
    const calcul = groupe(groupe(appel.calculs)[nom] ?? groupe(second.calculs)[nom])
    if (calcul.formule !== undefined) aVoir.push(...noms(texte(calcul.formule)))
  }
  return baremes
}

const SECOND: Chemin = ['phases', 'dossier_complet']
/** What the aid is made of, where it is not typed. */
const DE_L_AIDE = ['calcul', 'taux', 'base_max'] as const
/** Those of the aid, of either stage, on the page that says how it is computed; those of a calculation, on its own. Pure. */
export function baremesAu(brut: unknown, section: Section, chemin: Chemin): Bareme[] {
  const duSecond = section === 'formulaire' && SECOND.every((cle, i) => chemin[i] === cle)
  const ou = section === 'quoi' ? [] : duSecond ? SECOND : undefined
  const [ici] = ou ? chemin.slice(ou.length) : []
  const dites = ou && (ici === undefined || ici === 'aide') ? DE_L_AIDE.map(cle => valeurA(brut, [...ou, 'aide', cle])) : []
  const calcul = chemin.at(-2) === 'calculs' ? [valeurA(brut, [...chemin, 'formule'])] : []
  const formules = [...dites, ...calcul].filter(f => typeof f === 'string')
  return formules.length > 0 ? baremesDe(brut, formules, offresDe(brut)) : []
}

const SORTES: Readonly<Record<string, string>> = { montant: 'Montant', taux: 'Taux', nombre: 'Nombre', date: 'Date' }
type Ligne = Bareme['lignes'][number]
function enTable(nom: string, p: Groupe, lignes: Ligne[], { chemin, offres }: { chemin: Chemin; offres: Offres }): Bareme {
  return {
    titre: majuscule(texte(p.libelle) || nom),
    chemin,
    cas: majuscule(
      selonDe(p)
        .map(s => nomDuCas(s, offres))
        .join(' et '),
    ),
    valeur: SORTES[String(p.type)] ?? 'Valeur',
    lignes: lignes.slice(0, LIGNES_MAX),
    reste: Math.max(0, lignes.length - LIGNES_MAX),
  }
}
const selonDe = (p: Groupe) => [p.selon].flat().filter(s => typeof s === 'string')
const nomDuCas = (s: string, { noms }: Offres) => (noms.get(s)?.dit ?? s).replace(/^(le |la |les |l’)/, '')

function lignesDe(brut: unknown, p: Groupe, offres: Offres): Ligne[] {
  const dire = (v: unknown) => direValeur(v, p.type)
  const bornes = (v: unknown) => `de ${dire(groupe(v).min)} à ${dire(groupe(v).max)}`
  const [s1, s2] = selonDe(p)
  const cas = (selon: string | undefined, code: string) =>
    nomAttendu(brut, { selon }, code) ?? optionsDe(selon ?? '', offres)?.[code] ?? code
  if (p.tranches !== undefined) return tranches(liste(p.tranches), dire, uniteDuCas(brut, s1))
  const dits = (g: unknown, mot: (v: unknown) => string) =>
    Object.entries(groupe(g)).map(([code, v]) => ({ cas: cas(s1, code), valeur: mot(v) }))
  const autres = (v: unknown, mot: (v: unknown) => string) => (v === undefined ? [] : [{ cas: 'Autres cas', valeur: mot(v) }])
  if (p.plages !== undefined) return [...dits(p.plages, bornes), ...autres(p.plage, bornes)]
  if (p.valeurs === undefined) return []
  const simples = Object.entries(groupe(p.valeurs)).flatMap(([code, v]) =>
    v !== null && typeof v === 'object'
      ? Object.entries(v).map(([autre, w]) => ({ cas: `${cas(s1, code)}, ${cas(s2, autre)}`, valeur: dire(w) }))
      : [{ cas: cas(s1, code), valeur: dire(v) }],
  )
  return [...simples, ...autres(p.defaut, dire)]
}

/** « Jusqu’à 500 habitants », « Plus de 500, jusqu’à 3 500 habitants », « Plus de 3 500 habitants ». */
function tranches(lues: readonly Groupe[], dire: (v: unknown) => string, unite: string | undefined): Ligne[] {
  const borne = (v: unknown, dernier: boolean) => (typeof v === 'number' && dernier ? avecUnite(v, unite) : direNombre(v))
  return lues.map(({ jusqu_a: haut, valeur }, i) => {
    const bas = lues[i - 1]?.jusqu_a
    const dits = [
      ...(bas === undefined ? [] : [`plus de ${borne(bas, haut === undefined)}`]),
      ...(haut === undefined ? [] : [`jusqu’à ${borne(haut, true)}`]),
    ]
    return { cas: majuscule(dits.join(', ')) || 'Tous les cas', valeur: dire(valeur) }
  })
}
function uniteDuCas(brut: unknown, selon: string | undefined): string | undefined {
  if (selon === undefined) return undefined
  if (Object.hasOwn(COMPTENT, selon)) return COMPTENT[selon]
  const q = formulairesDe(groupe(brut))
    .flatMap(f => liste(f.etapes).flatMap(e => liste(e.questions)))
    .find(x => x.id === selon)
  return texte(q?.unite) || undefined
}

const direNombre = (v: unknown) => (typeof v === 'number' ? avecUnite(v, undefined) : texte(v))
/** A value of a scale as it is written, with the unit that its kind has. What is not written yet is a dash. */
function direValeur(v: unknown, type: unknown): string {
  const dit = direNombre(v)
  if (dit === '') return '–'
  if (type === 'montant' && !dit.includes('€')) return `${dit}\u00a0€`
  return type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(dit) ? formatDateCivile(dit) : dit
}
