import { type Morceau, minuscule, morceauxDe } from './composer.ts'
import type { Offres } from './offre.ts'
import type { Phrase, Remplie } from './phrase.ts'

/** Verbs of the sentences, and of the facts that are yes or no, as « il faut que » asks for them. One that is not here is the same in both. */
const SUBJONCTIF: Readonly<Record<string, string>> = {
  est: 'soit',
  sont: 'soient',
  a: 'ait',
  ont: 'aient',
  vaut: 'vaille',
  valent: 'vaillent',
  vient: 'vienne',
  atteint: 'atteigne',
  atteignent: 'atteignent',
}
const VERBE = new RegExp(`(?<![\\p{L}’])(n’|ne )?(${Object.keys(SUBJONCTIF).join('|')})(?![\\p{L}’])`, 'u')
const avecNe = (ne: string | undefined, verbe: string) => (ne ? `${/^[aeiou]/.test(verbe) ? 'n’' : 'ne '}${verbe}` : verbe)

/** The first verb of words, put in the subjunctive; what a call calls things, between its marks, is left as it is. Nothing where there is no verb. */
function accorder(mots: string): string | undefined {
  const coupe = mots.split(/(«[^»]*»)/)
  const ou = coupe.findIndex((m, i) => i % 2 === 0 && VERBE.test(m))
  if (ou < 0) return undefined
  coupe[ou] = coupe[ou]!.replace(VERBE, (_, ne, verbe) => avecNe(ne, SUBJONCTIF[verbe]!))
  return coupe.join('')
}

/** A sentence after « il faut que »: its own verb alone changes, never that of what it depends on (« dès que », « quand »). */
function auSubjonctif(p: Remplie, offres: Offres): string {
  const morceaux = morceauxDe(p, offres)
  const signe = morceaux.some(m => typeof m !== 'string' && m.case.genre === 'signe')
  const peut = (m: Morceau) => (typeof m === 'string' ? !signe : m.case.genre === 'signe' || (!signe && m.case.genre === 'affirme'))
  let fait = false
  return morceaux
    .map(m => {
      const dit = typeof m === 'string' ? m : m.dit
      const accorde = fait || !peut(m) ? undefined : accorder(dit)
      fait ||= accorde !== undefined
      return accorde ?? dit
    })
    .join('')
}

/** « que le coût global soit d’au moins 5 000 € », « qu’entre le début et la fin… »; of several joined, each has its own « que ». */
export function queLaPhrase(p: Phrase, offres: Offres): string {
  if ('motif' in p) {
    const dit = minuscule(auSubjonctif(p, offres))
    return /^[aeiouyàâéèêëîïôù]/i.test(dit) ? `qu’${dit}` : `que ${dit}`
  }
  return p.membres.map(m => queLaPhrase(m, offres)).join(p.lien === 'et' ? ', et ' : ', ou ')
}
