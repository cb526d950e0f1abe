import { type Appel, tableauxDe } from '../cahier/index.ts'
import { COMPTENT } from '../verdicts/index.ts'
import type { Agregat, Noeud } from './formules.ts'
import { questionsDe } from './lexique.ts'
import { type Corps, noeudsDuCorps } from './publicodes.ts'
import type { Definition } from './typer.ts'

type Noms = { corps: ReadonlyMap<string, Corps>; lexique: ReadonlyMap<string, Definition>; agregats: ReadonlyMap<string, Agregat> }
/** How deep a calculation of calculations is followed. */
const RESTE = 20

/** What a number of a call is counted in, in the plural: what its question or its column asks, what a fact counts, days between two dates; nothing where nobody said it. Pure. */
export function uniteDe(appel: Appel, nom: string, { corps, lexique, agregats }: Noms): string | undefined {
  const questions = new Map(questionsDe(appel).map(q => [q.id, q]))
  const tableaux = tableauxDe(appel)
  const duNom = (n: string, reste: number): string | undefined => {
    if (Object.hasOwn(COMPTENT, n)) return COMPTENT[n]
    if (n === 'dossiers du porteur' || n.startsWith('dossiers du porteur . ')) return 'dossiers'
    const total = agregats.get(n)
    if (total) return duNoeud(total, reste)
    const c = corps.get(n)
    if (reste > 0 && c && c.quoi !== 'fait') return premiere(noeudsDuCorps(c), reste - 1)
    const q = questions.get(n)
    if (q) return q.type === 'choix_multiple' ? 'réponses' : q.unite
    const [tableau = '', colonne = ''] = n.split(' . ')
    return deColonne(tableau, colonne)
  }
  const deColonne = (tableau: string, colonne: string | undefined) => {
    const t = tableaux.get(tableau)
    return colonne === 'nombre' ? t && (t.ligne?.plusieurs ?? 'lignes') : t?.colonnes.find(c => c.code === colonne)?.unite
  }
  const duNoeud = (n: Noeud, reste: number): string | undefined => {
    if (n.genre === 'nom') return duNom(n.nom, reste)
    if (n.genre === 'agregat') return deColonne(n.tableau, n.quoi === 'nombre' ? 'nombre' : n.colonne)
    if (n.genre === 'fonction') return premiere(n.arguments, reste)
    if (n.genre === 'si') return premiere([n.alors, n.sinon], reste)
    // of a product or a quotient, nobody said it
    if (n.genre !== 'operation' || (n.op !== '+' && n.op !== '-')) return undefined
    return n.op === '-' && estDate(n.gauche) && estDate(n.droite) ? 'jours' : premiere([n.gauche, n.droite], reste)
  }
  const premiere = (noeuds: readonly Noeud[], reste: number) => {
    for (const n of noeuds) {
      const unite = duNoeud(n, reste)
      if (unite) return unite
    }
    return undefined
  }
  const estDate = (n: Noeud) => (n.genre === 'nom' ? lexique.get(n.nom)?.genre === 'date' : n.genre === 'litteral' && n.type === 'date')
  return duNom(nom, RESTE)
}
