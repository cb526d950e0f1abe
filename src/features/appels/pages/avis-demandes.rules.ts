import { pluriel } from '../../../lib/mots.ts'
import { MOTS_SI_SILENCE } from '../../avis/avis.rules.ts'
import type { Appel } from '../../cahier/index.ts'

/** The opinions that the call asks for, as its page says them: who, what it weighs, how long, what silence means. */
export const avisDemandes = ({ avis }: Appel): { texte: string; clauses: readonly string[] }[] =>
  avis.map(a => {
    const poids =
      a.force === 'consultatif' ? 'avis consultatif' : `avis ${a.force === 'conforme' ? 'qui oblige s’il est défavorable' : 'obligatoire'}`
    const texte = a.fondement ? ` (${a.fondement})` : ''
    const suite =
      a.quand === 'depot'
        ? ', à joindre à votre dossier.'
        : `, demandé par le service, rendu en ${pluriel(a.delai_jours!, 'jour')}. Sans réponse, ${MOTS_SI_SILENCE[a.silence!]}.`
    return { texte: `${a.libelle}\u00a0: ${poids}${texte}${suite}`, clauses: a.clauses }
  })
