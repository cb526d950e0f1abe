import type { Chemin } from '../../formes/index.ts'
import { jetonsDe } from '../../recevabilite/index.ts'
import type { Sorte } from './codes.ts'

/** Of an answer to a question: the place of the question, its code, and the figures that have a value by answer. */
export type DeLaQuestion = { chemin: Chemin; id: string; chiffres: ReadonlySet<string> }
/** One code for another: `avant` is what is looked for; `dans`: of an answer, its question. */
export type Changement = { sorte: Sorte; avant: string; apres: string; dans?: DeLaQuestion | undefined }

const FORMULES = new Set(['formule', 'si', 'applicable_si', 'calcul'])
const CONDITIONS = new Set(['toutes_ces_conditions', 'une_de_ces_conditions'])
const PHRASES = new Set(['phrase', 'constat', 'respectee', 'a_completer', 'sans_objet'])
/** Lists and keys that hold the code alone, by the names of the keys on the way to them. */
const CITES: Readonly<Record<Sorte, readonly RegExp[]>> = {
  question: [
    /(^|\/)questions\/id$/,
    /(^|\/)regles\/(champ|tableau)$/,
    /ecrans\/question$/,
    /^suivi\/(debut|fin)$/,
    /^essais\/sans_reponse$/,
  ],
  piece: [/^(phases\/dossier_complet\/)?pieces\/code$/, /(^|\/)regles\/champ$/, /^avis\/(pieces|piece)$/, /^essais\/pieces$/],
  categorie: [
    /^volets\/code$/,
    /(^|\/)formulaires\/volets$/,
    /^enveloppes\/volets$/,
    /^contacts\/volets$/,
    /^essais\/volet$/,
    /^conventions\/volets$/,
  ],
  chiffre: [/(^|\/)aide\/(taux|base_max|calcul)$/],
  option: [],
}

const motif = (chemin: Chemin) => chemin.filter(c => typeof c === 'string').join('/')

/**
 * What stands at a place once one code is another: the same text where it is not named there. `cle`: what stands there is the name of a key. Pure; a formula that cannot
 * be read is left as it is.
 */
export function renomme(c: Changement, chemin: Chemin, texte: string, cle: boolean): string {
  // what names it holds its first word at least: a formula may break a name of several words over two lines
  if (!texte.includes(c.avant.split(' ', 1)[0]!)) return texte
  if (cle) return renommeCle(c, chemin, texte)
  const ici = motif(chemin)
  const derniere = String(chemin.findLast(x => typeof x === 'string') ?? '')
  if (texte === c.avant && (CITES[c.sorte].some(m => m.test(ici)) || estLaReponse(c, chemin, ici))) return c.apres
  if (/(^|\/)parametres\/[^/]+\/selon$/.test(ici)) return renommeSelon(c, texte)
  if (PHRASES.has(derniere)) return texte.replace(/\{([^{}]*)\}/g, (_tout, dedans: string) => `{${dansUneFigure(c, dedans)}}`)
  if (FORMULES.has(derniere) || chemin.some(x => CONDITIONS.has(String(x)))) return dansUneFormule(c, texte)
  // the lines of a table are a word of letters and acts
  if (c.sorte === 'question' && /^(lettres|actes)\//.test(ici)) return texte.replaceAll(`{${c.avant}}`, `{${c.apres}}`)
  return texte
}

/** The code of the answer itself, or a test dossier that gives it. */
const estLaReponse = ({ dans }: Changement, chemin: Chemin, ici: string) =>
  dans !== undefined &&
  (ici === `essais/reponses/${dans.id}` || (/questions\/options\/code$/.test(ici) && dans.chemin.every((cle, i) => chemin[i] === cle)))

function renommeCle(c: Changement, chemin: Chemin, texte: string): string {
  const ici = motif(chemin.slice(0, -1))
  const nom = renommeNom(c, texte)
  if (/^essais\/attendu\/valeurs$/.test(ici)) return nom
  if (c.sorte === 'question' && /^essais\/(reponses|tableaux)$/.test(ici)) return texte === c.avant ? c.apres : texte
  if (/(^|\/)parametres\/[^/]+\/(valeurs|plages)$/.test(ici) && (c.sorte === 'categorie' || c.dans?.chiffres.has(String(chemin.at(-3)))))
    return texte === c.avant ? c.apres : texte
  if (c.sorte === 'chiffre' && /(^|\/)(parametres|calculs)$/.test(ici)) return texte === c.avant ? c.apres : texte
  return texte
}
const renommeSelon = (c: Changement, texte: string) => (c.sorte === 'categorie' ? texte : renommeNom(c, texte))

/** A name of formulas: the thing itself, or what is said of it (« labels . energie », « taux admis . min »). */
function renommeNom({ sorte, avant, apres }: Changement, nom: string): string {
  if (sorte === 'option') return nom
  const devant = { question: '', chiffre: '', piece: 'pièces . ', categorie: 'dossiers du porteur . ' }[sorte]
  const la = `${devant}${avant}`
  if (nom === la) return `${devant}${apres}`
  if (devant === '' && nom.startsWith(`${la} . `)) return `${apres}${nom.slice(la.length)}`
  const agregat = /^((?:nombre|somme|maximum|minimum) )(.*)$/.exec(nom)
  return sorte === 'question' && agregat && agregat[2] !== nom ? agregat[1]! + renommeNom({ sorte, avant, apres }, agregat[2]!) : nom
}

/** « {labels | label visé | labels visés} »: a formula, then words. */
function dansUneFigure(c: Changement, dedans: string): string {
  const [formule = '', ...mots] = dedans.split('|')
  return [dansUneFormule(c, formule), ...mots].join('|')
}

/** Names of a formula, and codes that it compares the categories with. */
function dansUneFormule(c: Changement, formule: string): string {
  const jetons = jetonsDe(formule)
  if (!jetons) return formule
  let [apres, decalage, compare] = [formule, 0, '']
  for (const j of jetons) {
    if (j.genre === 'nom') compare = j.nom
    const neuf =
      j.genre === 'nom' ? renommeNom(c, j.nom) : j.genre === 'litteral' && compare === compareA(c) ? renommeLitteral(c, j.nom) : j.nom
    if (neuf === j.nom) continue
    apres = apres.slice(0, j.debut + decalage) + neuf + apres.slice(j.debut + decalage + j.longueur)
    decalage += neuf.length - j.longueur
  }
  return apres
}
/** The name that a formula compares such codes with. */
const compareA = ({ sorte, dans }: Changement) => (sorte === 'categorie' ? 'volet' : dans?.id)
const renommeLitteral = ({ avant, apres }: Changement, litteral: string) =>
  litteral.slice(1, -1) === avant && /^['’]/.test(litteral) ? `${litteral[0]}${apres}${litteral.at(-1)}` : litteral
