import { majuscule } from '../../../lib/mots.ts'
import { estPluriel } from './faits.table.ts'
import { direLitteral } from './litteraux.ts'
import { type Case, type Motif, motDuDelai, motDuSigne, motifDe } from './motifs.table.ts'
import { type Offres, optionsDe } from './offre.ts'
import type { Phrase, Remplie } from './phrase.ts'

/** The formula that says a sentence. Names and codes are those of the call, figures were written by `lireLitteral`: nothing typed reaches it as it is. */
export function formuleDe(p: Phrase): string {
  if ('motif' in p) return uneFormule(p)
  return p.membres.map(m => ('motif' in m ? seule(formuleDe(m), p.lien) : `(${formuleDe(m)})`)).join(` ${p.lien} `)
}
/** « et » binds tighter than « ou »: a member that joins two conditions itself stands in parentheses. */
const seule = (formule: string, lien: 'et' | 'ou') => (formule.includes(lien === 'et' ? ' ou ' : ' et ') ? `(${formule})` : formule)

function uneFormule({ motif: code, valeurs }: Remplie): string {
  const { formule } = motifDe(code)!
  const dit = (x: string) => valeurs[x] ?? ''
  return formule
    .replace(/\{(\w+)\} (pas )?parmi \{(\w+)\}/g, (_, x, pas, codes) => choix(`{${x}}`, codesDe(dit(codes)), !pas))
    .replace(/\{(\w+):c\} parmi \{(\w+)\}/g, (_, x, codes) => choix(String(dit(x)).split(' . ')[1] ?? '', codesDe(dit(codes)), true))
    .replace(/\{(\w+):c\}/g, (_, x) => String(dit(x)).split(' . ')[1] ?? '')
    .replace(/\{(\w+):t\}/g, (_, x) => String(dit(x)).split(' . ')[0] ?? '')
    .replace('§', String(dit('signe')))
    .replace(/\{(\w+)\}/g, (_, x) => String(dit(x)))
}
const codesDe = (v: string | readonly string[]) => (typeof v === 'string' ? [v] : v)
function choix(quoi: string, codes: readonly string[], dedans: boolean) {
  const [premier = '', ...autres] = codes
  if (autres.length === 0) return `${quoi} ${dedans ? '=' : '!='} '${premier}'`
  return `${quoi} ${dedans ? '' : 'pas '}parmi (${codes.map(c => `'${c}'`).join(' ; ')})`
}

/** A piece of a sentence: words, or a blank by its name with what it says. */
export type Morceau = string | { blanc: string; case: Case; dit: string }

/** A sentence cut at its blanks, in the order in which it is read; words before the first blank begin with a capital. */
export function morceauxDe({ motif: code, valeurs }: Remplie, offres: Offres): Morceau[] {
  const motif = motifDe(code)
  if (!motif) return []
  const morceaux = motif.phrase
    .split(/\{(\w+)\}/)
    .map((m, i): Morceau => (i % 2 === 0 ? m : { blanc: m, case: motif.cases[m]!, dit: direCase(motif, m, valeurs, offres) }))
    .filter(m => m !== '')
  const [premier, ...reste] = accordes(morceaux, valeurs, offres)
  if (premier === undefined) return []
  return [typeof premier === 'string' ? majuscule(premier) : { ...premier, dit: majuscule(premier.dit) }, ...reste]
}

/** Verbs of the sentences themselves, of several things. */
const PLURIELS: Readonly<Record<string, string>> = {
  'ne dépasse': 'ne dépassent',
  atteint: 'atteignent',
  dépasse: 'dépassent',
  est: 'sont',
  'n’est': 'ne sont',
}
const AU_PLURIEL = /^ (ne dépasse|n’est|atteint|dépasse|est)(?= )/u
/** « de le coût » → « du coût »; a verb agrees with what it follows; days that are a figure of the call are said after its name. */
function accordes(morceaux: Morceau[], valeurs: Remplie['valeurs'], offres: Offres): Morceau[] {
  const dit = (m: Morceau | undefined) => (m === undefined || typeof m === 'string' ? '' : m.dit)
  return morceaux.map((m, i): Morceau => {
    const avant = morceaux[i - 1]
    if (typeof m !== 'string') {
      const contracte = typeof avant === 'string' && / de $/.test(avant) ? /^(le|les) (.*)$/s.exec(m.dit) : null
      return contracte ? { ...m, dit: `${contracte[1] === 'le' ? 'du' : 'des'} ${contracte[2]}` } : m
    }
    const suivant = morceaux[i + 1]
    const mots = / de $/.test(m) && /^les? /.test(dit(suivant)) ? m.slice(0, -3) : m
    if (typeof avant === 'object' && avant.blanc === 'jours' && offres.noms.has(String(valeurs.jours ?? '')))
      return mots.replace(/^ jours/, ', en jours,').replace(/,$/, '')
    return typeof avant === 'object' && avant.case.genre === 'fait' && estPluriel(avant.dit.toLowerCase())
      ? mots.replace(AU_PLURIEL, (_, v) => ` ${PLURIELS[v]}`)
      : mots
  })
}

function direCase(motif: Motif, x: string, valeurs: Remplie['valeurs'], offres: Offres): string {
  const [c, v] = [motif.cases[x]!, valeurs[x] ?? '']
  if (c.genre === 'signe') {
    const quoi = motif.code === 'duree' || motif.code === 'rapport' ? '' : (offres.noms.get(String(valeurs.quoi ?? ''))?.dit ?? '')
    const plusieurs = estPluriel(quoi) || motif.code.startsWith('somme_')
    return motif.code === 'delai' ? motDuDelai(String(v), plusieurs) : motDuSigne(String(v), c.de, plusieurs)
  }
  if (c.genre === 'codes') {
    return enOu(codesDe(v).map(code => direReponse(String(valeurs[c.de] ?? ''), code, offres)))
  }
  if (c.genre === 'colonne') return offres.colonnes.get(String(v))?.dit ?? String(v)
  return direNom(String(v), offres, c.genre === 'affirme' && motif.code === 'faux' ? 'non' : 'oui', c)
}
const enOu = (mots: readonly string[]) => (mots.length < 2 ? (mots[0] ?? '…') : `${mots.slice(0, -1).join(', ')} ou ${mots.at(-1)}`)

const MASCULINS = new Set(['epci', 'departement', 'syndicat', 'pole_territorial', 'groupement', 'etablissement_public', 'etat'])
/** An answer in a sentence: in its own words, between marks; a kind of structure has its article, and what is no answer stands as it is. */
export function direReponse(question: string, code: string, offres: Offres): string {
  const mot = optionsDe(question, offres)?.[code] ?? code
  if (question === 'type de structure') return code === 'collectivite_corse' ? `la ${mot}` : `${MASCULINS.has(code) ? 'un' : 'une'} ${mot}`
  return question === 'calendrier' || question === 'département' ? mot : `«\u00a0${mot}\u00a0»`
}

/** A name or a figure in words: « le coût global », « le plancher (10 000 €) », « 5 000 € ». */
export function direNom(v: string, offres: Offres, sens: 'oui' | 'non', c: Case): string {
  const offre = offres.noms.get(v)
  if (!offre) return v === '' ? '…' : 'de' in c ? direLitteral(v, c.de as never) : v
  return (sens === 'oui' ? offre.oui : offre.non) ?? (offre.detail ? `${offre.dit} (${offre.detail})` : offre.dit)
}

/** A whole sentence in words. Members that are joined follow one another. */
export function direPhrase(p: Phrase, offres: Offres): string {
  if ('motif' in p)
    return morceauxDe(p, offres)
      .map(m => (typeof m === 'string' ? m : m.dit))
      .join('')
  const dits = p.membres.map(m => direPhrase(m, offres))
  return dits.map((d, i) => (i === 0 ? d : minuscule(d))).join(p.lien === 'et' ? ', et ' : ', ou ')
}
/** « La structure » → « la structure »; an acronym keeps its capitals. */
export const minuscule = (t: string) => (/^(?:\p{Lu}(?:\p{Ll}|[’'])|À )/u.test(t) ? t.charAt(0).toLowerCase() + t.slice(1) : t)
