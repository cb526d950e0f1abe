import { nettoyer } from '../../../lib/forms.ts'
import type { BaseVue } from './base.ts'
import type { Saisie } from './fusion.ts'
import { AVIS, champAppreciation, champCommentaire, champsDe, echelonsDe, type Grille, REPONSES_PRIORITE } from './grille.rules.ts'
import { bornes, CALCULES, type PropositionSaisie, proposer, texteProposition } from './proposition.rules.ts'

/** Letters of a comment on a criterion, at most. */
const COMMENTAIRE_MAX = 1000
/** Letters of the strengths, and of the reservations, at most: the sheet has a page or two. */
const CONCLUSION_MAX = 1500

type Corps = Readonly<Record<string, unknown>>
const texte = (v: unknown) => (typeof v === 'string' ? nettoyer(v) : undefined)

type Regles = { grille: Grille; base: BaseVue }
/** The fields of the report that a form sends, and the marks of what it showed. A field that it does not send is absent. */
export function lireSaisie({ grille, base }: Regles, corps: Corps): Saisie {
  const noms = champsDe(grille)
  const lus = (prefixe: string, defaut: (nom: string) => string | undefined) =>
    Object.fromEntries(
      noms.flatMap(n => {
        const v = texte(corps[prefixe + n]) ?? defaut(n)
        return v === undefined ? [] : [[n, v]]
      }),
    )
  // where a script saves as one types, the marks follow what is saved
  const vus: Record<string, string> = { ...lus('vu.', () => undefined), ...marquesSuivies(noms, corps._base) }
  // radios without an answer send nothing: their mark says that the page had them
  const champs = lus('', n => (n in vus ? '' : undefined))
  const vue = texte(corps['vu.proposition'])
  if (vue === undefined) return { champs, vus }
  const proposition = lirePropositionSaisie(corps)
  return {
    champs: { ...champs, proposition: texteProposition(proposer(proposition, base.lignes, base).proposition) },
    vus: { ...vus, proposition: vue },
    proposition,
  }
}

/** Letters of the marks of the largest report. */
const BASE_MAX = 50_000
function marquesSuivies(noms: readonly string[], base: unknown): Record<string, string> {
  if (typeof base !== 'string' || base.length > BASE_MAX) return {}
  try {
    const lue: unknown = JSON.parse(base)
    if (typeof lue !== 'object' || lue === null) return {}
    return Object.fromEntries(Object.entries(lue).filter((x): x is [string, string] => noms.includes(x[0]) && typeof x[1] === 'string'))
  } catch {
    return {}
  }
}

const entier = (v: unknown) => (typeof v === 'string' && /^\d{1,13}$/.test(v) ? Number(v) : undefined)
function lirePropositionSaisie(corps: Corps): PropositionSaisie {
  const lignes = Array.isArray(corps.ligne) ? corps.ligne : [corps.ligne]
  const [base = '', taux = '', montant = '', calcule = ''] = ['base', 'taux', 'montant', 'calcule'].map(c => texte(corps[c])?.slice(0, 60))
  return {
    base,
    taux,
    montant,
    calcule,
    lignes: lignes.slice(0, 1000).flatMap(l => entier(l) ?? []),
    suivie: entier(corps.suivie),
  }
}

/** What cannot be saved of what was typed, by field. Pure. */
export function refusSaisie({ grille: g, base }: Regles, { champs, proposition }: Saisie): Record<string, string> {
  const errors: Record<string, string> = {}
  const exiger = (champ: string, bon: boolean, message: string) => {
    if (!bon) errors[champ] = message
  }
  const parmi = (valeurs: readonly { valeur: string }[], v: string) => v === '' || valeurs.some(e => e.valeur === v)
  for (const c of g.criteres.filter(x => x.applicable)) {
    const v = champs[champAppreciation(c.code)] ?? ''
    exiger(champAppreciation(c.code), parmi(echelonsDe(g, c), v), `Choisissez une appréciation du critère ${c.repere} dans la liste`)
    const mots = champs[champCommentaire(c.code)] ?? ''
    exiger(
      champCommentaire(c.code),
      mots.length <= COMMENTAIRE_MAX,
      tropLong(`Le commentaire du critère ${c.repere}`, mots, COMMENTAIRE_MAX),
    )
  }
  for (const p of g.priorites) exiger(p.champ, parmi(REPONSES_PRIORITE, champs[p.champ] ?? ''), 'Choisissez Oui, En partie ou Non')
  exiger('avis', parmi(AVIS, champs.avis ?? ''), 'Choisissez un avis dans la liste')
  for (const [champ, quoi] of [
    ['points_forts', 'Le texte des points forts'],
    ['reserves', 'Le texte des réserves'],
  ] as const) {
    const mots = champs[champ] ?? ''
    exiger(champ, mots.length <= CONCLUSION_MAX, tropLong(quoi, mots, CONCLUSION_MAX))
  }
  return { ...errors, ...(proposition ? refusProposition(proposition, base) : {}) }
}

/** Whatever cannot be read comes first; then what the lines, the base and the amount asked allow. */
function refusProposition(saisie: PropositionSaisie, { lignes, reperes, sansLignes }: BaseVue): Record<string, string> {
  const { proposition, somme, erreurs } = proposer(saisie, lignes, { sansLignes })
  const dites = Object.keys(erreurs).length > 0 ? erreurs : bornes(proposition, somme, reperes)
  return Object.fromEntries(CALCULES.flatMap(c => (dites[c] ? [[c, dites[c]]] : [])))
}

const tropLong = (quoi: string, mots: string, max: number) => `${quoi} a ${mots.length}\u00a0caractères. Raccourcissez-le à ${max}`
