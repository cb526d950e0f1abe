import { FIN_DE_LIGNE, seVoit } from '../../../lib/forms.ts'
import type { GesteEcrit } from '../document/gestes.ts'
import { un } from './ouvrir.ts'

/** Characters of a clause: its name, as the schema of a call bounds it, and what it says. */
const [NOM_MAX, TEXTE_MAX] = [160, 2_000]

type Citee = { clause: string; neuve: GesteEcrit[]; erreurs: Record<string, string> }
export const SANS_CLAUSE: Citee = { clause: '', neuve: [], erreurs: {} }

export const CLAUSE_PRISE = 'Une autre personne vient d’écrire une clause de ce nom. Donnez-lui un autre nom, ou choisissez la sienne.'

/** The clause that a new rule checks: one of the call, or one that is written with it. Pure. */
export function clauseCitee(saisis: Parameters<typeof un>[0], clauses: readonly { nom: string }[]): Citee {
  const [nom, texte] = [un(saisis, 'clause_nom').trim(), un(saisis, 'clause_texte').trim()]
  const clause = nom || un(saisis, 'clause')
  if (clauses.some(x => x.nom === clause)) return { clause, neuve: [], erreurs: {} }
  if (!nom && !texte) return { clause, neuve: [], erreurs: { clause: 'Choisissez la clause que la règle vérifie, ou écrivez-la.' } }
  const erreurs: Record<string, string> = {}
  if (!seVoit(nom)) erreurs.clause_nom = 'Dites comment le cahier des charges nomme cette clause.'
  else if (nom.length > NOM_MAX) erreurs.clause_nom = `Donnez-lui un nom plus court, ${NOM_MAX} signes au plus.`
  else if (FIN_DE_LIGNE.test(nom)) erreurs.clause_nom = 'Écrivez son nom sur une seule ligne.'
  else if (nom in Object.prototype) erreurs.clause_nom = 'Donnez-lui un autre nom\u00a0: le site se réserve celui-ci.'
  if (!seVoit(texte)) erreurs.clause_texte = 'Écrivez ce que dit la clause.'
  else if (texte.length > TEXTE_MAX) erreurs.clause_texte = 'Écrivez un texte plus court, 2\u00a0000 signes au plus.'
  const geste: GesteEcrit = { geste: { verbe: 'poser', chemin: ['clauses', nom], valeur: { texte } }, dit: `Clause ${nom}\u00a0: ajoutée` }
  return { clause: nom, neuve: [geste], erreurs }
}
