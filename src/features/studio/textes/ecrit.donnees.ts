import type { ModeleActe } from '../../cahier/index.ts'
import { valeurA } from '../../formes/index.ts'
import { usuellePour } from '../../notifications/index.ts'
import { modeleUsuel } from '../../redaction/index.ts'
import { USUELS } from '../../suivi/index.ts'
import type { Valeur } from '../document/gestes.ts'
import { ecrireLieu } from '../document/lieux.ts'
import { depuisCrochets, enCrochets, inconnus, type Mot } from './crochets.rules.ts'
import { motsDe, type TableauNomme } from './mots-des-textes.table.ts'
import type { Ecrit } from './textes.table.ts'

/** What the guichet sends or has signed, and what a structure votes. */
export type LettreOuActe = { objet: string; texte: string[] } | ModeleActe
/** The text of a letter, an act or a délibération, as its file says it: what a preview and a form are made of. */
export type TexteEcrit = LettreOuActe | { texte: string[] }
/** A paragraph that is not printed for this dossier: which one, and the words that it lacks, by their names. `imprime`: it is all the same, without them. */
export type Manque = { ou: string; mots: string[]; imprime: boolean }
/** One field of it: its name is its place. `lignes`: one paragraph a line. `court`: the title of a part. `inconnus`: words that are none, as they are typed. */
export type ChampEcrit = { lieu: string; libelle: string; valeur: string; lignes: boolean; article?: number; inconnus: string[] }
/** `usuel`: the call has none of its own. */
export type EcritLu = { usuel: boolean; champs: ChampEcrit[]; mots: Mot[]; articles: number }

/** A call that asks for no plan knows no cost, and no share of one. */
const aUnCout = (brut: unknown) => valeurA(brut, ['plan']) !== 'aucun'
const calcule = (brut: unknown) => (valeurA(brut, ['aide', 'calcul']) ?? undefined) !== undefined
export function usuelDe({ code, famille, types }: Ecrit, brut: unknown): TexteEcrit {
  if (famille === 'deliberation') return { texte: enParagraphes(modeleUsuel(types[0] ?? '')) }
  if (famille === 'acte') return USUELS[code as 'arrete']
  const { objet, texte: paragraphes } = usuellePour(code as 'retenu', { cout: aUnCout(brut), calcul: calcule(brut) })
  return { objet, texte: [...paragraphes] }
}

/** The words that nothing gives a value to in a call. */
export const absentsDe = (brut: unknown): readonly string[] => [
  ...(aUnCout(brut) ? [] : ['cout', 'taux', 'nouveau_taux']),
  ...(calcule(brut) ? [] : ['calcul']),
]
/** Words that a text holds and that no dossier of this call gives a value to: a paragraph that holds one is never printed. */
export function sansValeur(brut: unknown, { champs, mots }: Pick<EcritLu, 'champs' | 'mots'>): Mot[] {
  const absents = absentsDe(brut)
  const dit = champs.map(c => depuisCrochets(c.valeur, mots)).join('\n')
  return mots.filter(m => absents.includes(m.code) && dit.includes(`{${m.code}}`))
}

const lignes = (v: unknown) => (Array.isArray(v) ? v.map(String) : [])
const texte = (v: unknown) => (typeof v === 'string' || typeof v === 'number' ? String(v) : '')
type Groupe = Record<string, unknown>
const groupe = (v: unknown): Groupe => (v !== null && typeof v === 'object' && !Array.isArray(v) ? (v as Groupe) : {})

/** What a draft may hold there, whatever its faults. */
function lu(v: unknown, { famille }: Ecrit): TexteEcrit {
  const g = groupe(v)
  if (famille === 'deliberation') return { texte: lignes(g.texte) }
  if (famille === 'lettre') return { objet: texte(g.objet), texte: lignes(g.texte) }
  const articles = (Array.isArray(g.articles) ? g.articles : []).map(groupe)
  return {
    titre: texte(g.titre),
    vus: lignes(g.vus),
    considerants: lignes(g.considerants),
    articles: articles.map(a => ({ titre: texte(a.titre), texte: lignes(a.texte) })),
  }
}

/** The fields of a text with their places in it, and what they hold. */
function champsDuTexte(
  t: TexteEcrit,
): { place: (string | number)[]; libelle: string; valeur: string | readonly string[]; article?: number }[] {
  if ('objet' in t)
    return [
      { place: ['objet'], libelle: 'Objet', valeur: t.objet },
      { place: ['texte'], libelle: 'Texte', valeur: t.texte },
    ]
  if (!('articles' in t)) return [{ place: ['texte'], libelle: 'Texte', valeur: t.texte }]
  return [
    { place: ['titre'], libelle: 'Titre', valeur: t.titre },
    { place: ['vus'], libelle: 'Vu', valeur: t.vus },
    { place: ['considerants'], libelle: 'Considérant', valeur: t.considerants },
    ...t.articles.flatMap((a, i) => [
      { place: ['articles', i, 'titre'], libelle: `Article\u00a0${i + 1}\u00a0: titre`, valeur: a.titre, article: i },
      { place: ['articles', i, 'texte'], libelle: `Article\u00a0${i + 1}\u00a0: texte`, valeur: a.texte, article: i },
    ]),
  ]
}

/** Tables of a draft's forms, whatever its faults: their names are words. */
export function tableauxDuBrouillon(brut: unknown): TableauNomme[] {
  const a = groupe(brut)
  const formulaires = [a.formulaires, groupe(groupe(a.phases).dossier_complet).formulaires].flatMap(f =>
    Array.isArray(f) ? f.map(groupe) : [],
  )
  const etapes = formulaires.flatMap(f => (Array.isArray(f.etapes) ? f.etapes.map(groupe) : []))
  const questions = etapes.flatMap(x => (Array.isArray(x.questions) ? x.questions.map(groupe) : []))
  const tableaux = questions.flatMap(q =>
    q.type === 'tableau' && typeof q.id === 'string' ? [{ id: q.id, libelle: texte(q.libelle) }] : [],
  )
  const plan = typeof a.plan === 'object' && a.plan !== null ? [{ id: 'plan', libelle: 'lignes du plan' }] : []
  return [...new Map([...tableaux, ...plan].map(t => [t.id, t])).values()]
}

/** The form of a text. Paragraphs are parted by an empty line, which is not kept. */
export function ecritDe(brut: unknown, e: Ecrit): EcritLu {
  const usuel = !e.propre
  const t = usuel ? usuelDe(e, brut) : lu(valeurA(brut, e.chemin), e)
  const mots = motsDe(e.famille, tableauxDuBrouillon(brut))
  const champs = champsDuTexte(t).map(({ place, libelle, valeur, ...reste }): ChampEcrit => {
    const plusieurs = typeof valeur !== 'string'
    const entier = plusieurs ? valeur.join('\n\n') : valeur
    return {
      lieu: ecrireLieu([...e.chemin, ...place]),
      libelle,
      valeur: enCrochets(entier, mots),
      lignes: plusieurs,
      inconnus: inconnus(entier, mots),
      ...reste,
    }
  })
  return { usuel, champs, mots, articles: 'articles' in t ? t.articles.length : 0 }
}

/** The same form with what was typed in it. */
export const avecSaisi = ({ champs, ...reste }: EcritLu, saisies: ReadonlyMap<string, string>): EcritLu => ({
  ...reste,
  champs: champs.map(c => {
    const valeur = (saisies.get(c.lieu) ?? c.valeur).replaceAll('\r\n', '\n')
    return { ...c, valeur, inconnus: inconnus(depuisCrochets(valeur, reste.mots), reste.mots) }
  }),
})

const enParagraphes = (saisi: string) =>
  saisi
    .split('\n')
    .map(l => l.trim())
    .filter(Boolean)

/** What its fields say, as its file would. */
export function texteEcrit({ champs, mots, articles }: EcritLu, { famille, chemin }: Ecrit): TexteEcrit {
  const dit = new Map(champs.map(c => [c.lieu, depuisCrochets(c.valeur, mots)]))
  const un = (...place: (string | number)[]) => (dit.get(ecrireLieu([...chemin, ...place])) ?? '').trim()
  const plusieurs = (...place: (string | number)[]) => enParagraphes(un(...place))
  if (famille === 'deliberation') return { texte: plusieurs('texte') }
  if (famille === 'lettre') return { objet: un('objet'), texte: plusieurs('texte') }
  return {
    titre: un('titre'),
    vus: plusieurs('vus'),
    considerants: plusieurs('considerants'),
    articles: Array.from({ length: articles }, (_, i) => ({ titre: un('articles', i, 'titre'), texte: plusieurs('articles', i, 'texte') })),
  }
}
/** What is written in the file: a list that holds nothing is not said. `types`: those that a délibération is for. */
export function aEcrire(t: TexteEcrit, types: readonly string[]): Valeur {
  if ('objet' in t) return { objet: t.objet, texte: t.texte }
  if (!('articles' in t)) return { ...(types.length > 0 ? { types: [...types] } : {}), texte: t.texte }
  const { titre, vus, considerants, articles } = t
  return { titre, ...(vus.length > 0 ? { vus } : {}), ...(considerants.length > 0 ? { considerants } : {}), articles }
}
