import { dateDe, formatDateCivile } from '../../lib/dates.ts'
import { formatEuros, formatTaux } from '../../lib/euros.ts'
import { enumeration } from '../../lib/mots.ts'
import { type Appel, tableauxDe } from '../cahier/index.ts'
import { analyserFormule, type Noeud } from './formules.ts'
import { nomsProteges } from './jetons.ts'
import { faitsDe, questionsDe } from './lexique.ts'

const SIGNES: Record<string, string> = { '+': '+', '-': '−', '*': '×', '/': '÷' }
const minuscule = (t: string) => (/^\p{Lu}\p{Ll}/u.test(t) ? t.charAt(0).toLowerCase() + t.slice(1) : t)

/** A formula of a checked call as anybody reads it on its page: the words of its questions and parameters in the place of their names, « × » for « * ». Pure. */
export function formuleEnMots(appel: Appel, formule: string): string {
  const noms = [...faitsDe(appel).map(([nom]) => nom), ...Object.keys(appel.parametres), ...Object.keys(appel.calculs)]
  const questions = new Map(questionsDe(appel).map(q => [q.id, `«\u00a0${q.libelle}\u00a0»`]))
  const options = new Map(faitsDe(appel).map(([nom, d]) => [nom, d.options ?? {}]))
  const propre = <T>(o: Readonly<Record<string, T>>, cle: string) => (Object.hasOwn(o, cle) ? o[cle] : undefined)
  const tableaux = tableauxDe(appel)
  const colonnes = new Map(
    [...tableaux].flatMap(([id, t]) => t.colonnes.flatMap(c => [[c.code, c] as const, [`${id} . ${c.code}`, c] as const])),
  )
  const nommer = (nom: string) => {
    const dit = propre(appel.calculs, nom)?.libelle ?? propre(appel.parametres, nom)?.libelle
    const colonne = colonnes.get(nom)?.libelle
    return dit ? minuscule(dit) : (questions.get(nom) ?? (colonne ? `«\u00a0${colonne}\u00a0»` : nom))
  }
  const dire = (n: Noeud): string => {
    switch (n.genre) {
      case 'nom':
        return nommer(n.nom)
      case 'litteral':
        return litteral(n)
      case 'agregat':
        return total(n)
      case 'si':
        return `si ${dire(n.si)}, ${dire(n.alors)}, sinon ${dire(n.sinon)}`
      case 'parmi':
        return `${dire(n.valeur)} est ${n.dedans ? '' : 'autre que '}${n.codes.map(c => code(n.valeur, c)).join(' ou ')}`
      case 'fonction': {
        const parts = n.arguments.map(dire)
        return n.fonction === 'min' || n.fonction === 'max'
          ? `le plus ${n.fonction === 'min' ? 'petit' : 'grand'} de ${enumeration(parts)}`
          : parts[0]!
      }
      case 'operation':
        return SIGNES[n.op]
          ? `${groupe(n.gauche)} ${SIGNES[n.op]} ${groupe(n.droite)}`
          : `${dire(n.gauche)} ${n.op} ${n.droite.genre === 'litteral' && n.droite.type === 'texte' ? code(n.gauche, n.droite) : dire(n.droite)}`
    }
  }
  const total = ({ quoi, tableau, colonne, ou }: Extract<Noeud, { genre: 'agregat' }>) => {
    const de = quoi === 'nombre' ? `«\u00a0${tableaux.get(tableau)?.libelle ?? tableau}\u00a0»` : nommer(colonne ?? '')
    return `${TOTAUX[quoi]} ${de}${ou ? ` (lignes où ${dire(ou)})` : ''}`
  }
  /** A code in the words of what it is a code of. */
  const code = (de: Noeud, c: Noeud) =>
    c.genre === 'litteral'
      ? ((de.genre === 'nom' ? propre(options.get(de.nom) ?? optionsDe(de.nom), String(c.valeur)) : undefined) ?? String(c.valeur))
      : dire(c)
  const optionsDe = (nom: string) => Object.fromEntries((colonnes.get(nom)?.options ?? []).map(o => [o.code, o.libelle]))
  const groupe = (n: Noeud) =>
    n.genre === 'operation' || n.genre === 'si' || (n.genre === 'fonction' && (n.fonction === 'min' || n.fonction === 'max'))
      ? `(${dire(n)})`
      : dire(n)
  return dire(analyserFormule(formule, nomsProteges(noms), new Set(tableaux.keys())))
}

const TOTAUX = {
  nombre: 'le nombre de lignes de',
  somme: 'la somme de',
  maximum: 'le plus grand de',
  minimum: 'le plus petit de',
}
function litteral(n: Extract<Noeud, { genre: 'litteral' }>): string {
  if (n.type === 'oui_non') return n.valeur ? 'oui' : 'non'
  if (n.type === 'texte') return n.valeur
  if (n.type === 'montant') return formatEuros(n.valeur)
  if (n.type === 'taux') return formatTaux(n.valeur, (n.valeur * 100) % 1 === 0 ? 0 : 2)
  return n.type === 'date' ? formatDateCivile(dateDe(n.valeur)) : String(n.valeur).replace('.', ',')
}
