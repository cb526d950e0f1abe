import type { Centimes } from '../../lib/euros.ts'
import { a, avecArticle, de, paragraphes } from '../../lib/mots.ts'
import type { Appel, ModeleActe } from '../cahier/index.ts'

export type NatureActe = 'arrete' | 'convention' | 'avenant'

/** An arrêté, unless the call wants a convention with this type of bearer above this amount (23 000 € for private-law bodies). Cents. */
export function natureDe({ actes }: Pick<Appel, 'actes'>, type: string, montant: Centimes): 'arrete' | 'convention' {
  const conclue = actes.conventions.some(c => (c.types as readonly string[]).includes(type) && montant > (c.au_dela_de ?? 0))
  return conclue ? 'convention' : 'arrete'
}

/** « SGAC-2021-007 »; `ordre` counts the acts of a call in a year, from 1. */
export const numeroActe = (modele: string, mots: { code: string; annee: string; ordre: number }) =>
  modele.replaceAll('{code}', mots.code).replaceAll('{annee}', mots.annee).replaceAll('{ordre}', String(mots.ordre).padStart(3, '0'))

/**
 * The words of a template put in its text. A paragraph with a word that has no value is left out, then an article without a paragraph: one text
 * serves every case. One pass: what a porteur typed is never read as a word to replace.
 */
export function remplir(modele: ModeleActe, mots: Readonly<Record<string, string>>) {
  const dire = (t: string) => {
    let manque = false
    const dit = t.replace(/(?:(?<!\p{L})(à|de|par) )?\{([a-z0-9_]+)\}/gu, (_, avant: string | undefined, mot: string) => {
      manque ||= !mots[mot]
      return apres(avant, mot, mots[mot] ?? '')
    })
    return manque ? [] : paragraphes(dit)
  }
  const tous = (textes: readonly string[]) => textes.flatMap(dire)
  // each is one clause of a sentence, whatever lines were typed in the words that it takes
  const clauses = (textes: readonly string[]) => textes.map(t => dire(t).join(' ')).filter(t => t !== '')
  return {
    titre: dire(modele.titre).join(' '),
    vus: clauses(modele.vus),
    considerants: clauses(modele.considerants),
    articles: modele.articles
      .map(a => ({ titre: dire(a.titre).join(' '), texte: tous(a.texte) }))
      .filter(a => a.titre && a.texte.length > 0),
  }
}

/** « à {structure} » with the article that the name wants: « à la Collectivité de Corse ». */
function apres(avant: string | undefined, mot: string, dit: string) {
  if (avant === undefined) return dit
  if (mot !== 'structure') return `${avant} ${dit}`
  return avant === 'à' ? a(dit) : avant === 'de' ? de(dit) : `par ${avecArticle(dit)}`
}

/** The last day of a project that lasts so many months from the day that it begins. */
export const finApres = (debut: string, mois: number) => Temporal.PlainDate.from(debut).add({ months: mois }).toString()

/** Months to propose so that a project that begins today ends after this day; `defaut` when it has no end or it has passed. */
export function dureeProposee(aujourdhui: string, fin: string | null, defaut: number): number {
  if (!fin || fin <= aujourdhui) return defaut
  const { months, days } = Temporal.PlainDate.from(aujourdhui).until(fin, { largestUnit: 'months' })
  return Math.min(120, months + (days > 0 ? 1 : 0))
}

/** `saisie`: what was typed; `signeLe`: the day that it is, if it is one. */
export type SignatureSaisie = { saisie: string; signeLe: string | undefined; aujourdhui: string; etabliLe: string }
/** What is wrong with the day written on a signed copy, if anything. */
export function refusSignature({ saisie, signeLe, aujourdhui, etabliLe }: SignatureSaisie): string | undefined {
  if (!signeLe && saisie) return `«\u00a0${saisie}\u00a0» n’est pas une date. Écrivez par exemple 15/11/2021`
  if (!signeLe) return 'Indiquez la date de signature, par exemple 15/11/2021'
  if (signeLe > aujourdhui) return 'La date de signature est dans le futur'
  if (signeLe < etabliLe) return 'La date de signature précède l’établissement de l’acte'
  return undefined
}

/** The arrêté or the convention, among the acts of a lauréat. */
export const acteInitial = <A extends { nature: string }>(actes: readonly A[]) => actes.find(a => a.nature !== 'avenant')
/** The amendment that was granted and is not signed yet: nothing that it says binds. */
export const aSigner = <A extends { nature: string; signeLe: unknown }>(actes: readonly A[]) =>
  actes.find(a => a.nature === 'avenant' && !a.signeLe)
/** The amendment that waits for a decision. */
export const enAttente = <V extends { sens: unknown; retireLe: unknown }>(avenants: readonly V[]) =>
  avenants.find(v => !v.sens && !v.retireLe)
