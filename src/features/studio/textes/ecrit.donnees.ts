import type { ModeleActe } from '../../cahier/index.ts'
import { valeurA } from '../../formes/index.ts'
import { usuellePour } from '../../notifications/index.ts'
import { USUELS } from '../../suivi/index.ts'
import type { Valeur } from '../document/gestes.ts'
import { ecrireLieu } from '../document/lieux.ts'
import { depuisCrochets, enCrochets, inconnus, type Mot } from './crochets.rules.ts'
import { motsDe, type TableauNomme } from './mots-des-textes.table.ts'
import { cheminDe, ECRITS, ECRITS_EN_ORDRE, type Ecrit } from './textes.table.ts'

/** The text of a letter or an act, as its file says it: what a preview and a form are made of. */
export type TexteEcrit = { objet: string; texte: string[] } | ModeleActe
/** One field of it: its name is its place. `lignes`: one paragraph a line. `court`: the title of a part. `inconnus`: words that are none, as they are typed. */
export type ChampEcrit = { lieu: string; libelle: string; valeur: string; lignes: boolean; article?: number; inconnus: string[] }
/** `usuel`: the call has none of its own. */
export type EcritLu = { usuel: boolean; champs: ChampEcrit[]; mots: Mot[]; articles: number }

/** A call that asks for no plan knows no cost, and no share of one. */
const aUnCout = (brut: unknown) => valeurA(brut, ['plan']) !== 'aucun'
const calcule = (brut: unknown) => (valeurA(brut, ['aide', 'calcul']) ?? undefined) !== undefined
export function usuelDe(e: Ecrit, brut: unknown): TexteEcrit {
  if (ECRITS[e].famille !== 'lettre') return USUELS[e as 'arrete']
  const { objet, texte: paragraphes } = usuellePour(e as 'retenu', { cout: aUnCout(brut), calcul: calcule(brut) })
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
function lu(v: unknown, e: Ecrit): TexteEcrit {
  const g = groupe(v)
  if (ECRITS[e].famille === 'lettre') return { objet: texte(g.objet), texte: lignes(g.texte) }
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

/** The texts that a draft writes itself. */
export const ecritsDe = (brut: unknown): ReadonlySet<Ecrit> =>
  new Set(ECRITS_EN_ORDRE.filter(e => (valeurA(brut, cheminDe(e)) ?? undefined) !== undefined))

/** The form of a text. Paragraphs are parted by an empty line, which is not kept. */
export function ecritDe(brut: unknown, e: Ecrit): EcritLu {
  const ici = cheminDe(e)
  const la = valeurA(brut, ici)
  const usuel = la === undefined || la === null
  const t = usuel ? usuelDe(e, brut) : lu(la, e)
  const mots = motsDe(ECRITS[e].famille, tableauxDuBrouillon(brut))
  const champs = champsDuTexte(t).map(({ place, libelle, valeur, ...reste }): ChampEcrit => {
    const plusieurs = typeof valeur !== 'string'
    const entier = plusieurs ? valeur.join('\n\n') : valeur
    return {
      lieu: ecrireLieu([...ici, ...place]),
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

const enLignes = (saisi: string) =>
  saisi
    .split('\n')
    .map(l => l.trim())
    .filter(Boolean)

/** What its fields say, as its file would. */
export function texteEcrit({ champs, mots, articles }: EcritLu, e: Ecrit): TexteEcrit {
  const ici = cheminDe(e)
  const dit = new Map(champs.map(c => [c.lieu, depuisCrochets(c.valeur, mots)]))
  const un = (...place: (string | number)[]) => (dit.get(ecrireLieu([...ici, ...place])) ?? '').trim()
  const plusieurs = (...place: (string | number)[]) => enLignes(un(...place))
  if (ECRITS[e].famille === 'lettre') return { objet: un('objet'), texte: plusieurs('texte') }
  return {
    titre: un('titre'),
    vus: plusieurs('vus'),
    considerants: plusieurs('considerants'),
    articles: Array.from({ length: articles }, (_, i) => ({ titre: un('articles', i, 'titre'), texte: plusieurs('articles', i, 'texte') })),
  }
}
/** What is written in the file: a list that holds nothing is not said. */
export function aEcrire(t: TexteEcrit): Valeur {
  if ('objet' in t) return { objet: t.objet, texte: t.texte }
  const { titre, vus, considerants, articles } = t
  return { titre, ...(vus.length > 0 ? { vus } : {}), ...(considerants.length > 0 ? { considerants } : {}), articles }
}
