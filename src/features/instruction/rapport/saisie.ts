import { nettoyer } from '../../../lib/forms.ts'
import type { Contenu, Saisie } from './fusion.ts'
import { AVIS, champAppreciation, champCommentaire, champsDe, echelonsDe, type Grille, REPONSES_PRIORITE } from './grille.rules.ts'

/** Letters of a comment on a criterion, at most. */
export const COMMENTAIRE_MAX = 1000
/** Letters of the strengths, and of the reservations, at most: the sheet has a page or two. */
export const CONCLUSION_MAX = 1500

type Corps = Readonly<Record<string, unknown>>
const texte = (v: unknown) => (typeof v === 'string' ? nettoyer(v) : undefined)

/** The fields of the report that a form sends, and the marks of what it showed. A field that it does not send is absent. */
export function lireSaisie(g: Grille, corps: Corps): Saisie {
  const noms = champsDe(g)
  const lus = (prefixe: string, defaut: (nom: string) => string | undefined) =>
    Object.fromEntries(
      noms.flatMap(n => {
        const v = texte(corps[prefixe + n]) ?? defaut(n)
        return v === undefined ? [] : [[n, v]]
      }),
    )
  const vus = lus('vu.', () => undefined)
  // radios without an answer send nothing: their mark says that the page had them
  return { champs: lus('', n => (n in vus ? '' : undefined)), vus }
}

/** What cannot be saved of what was typed, by field. Pure. */
export function refusSaisie(g: Grille, champs: Contenu): Record<string, string> {
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
  return errors
}

const tropLong = (quoi: string, mots: string, max: number) => `${quoi} a ${mots.length}\u00a0caractères. Raccourcissez-le à ${max}`
