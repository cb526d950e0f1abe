import type { Verdict } from '../recevabilite/index.ts'
import type { EtatAppel } from './appel.rules.ts'

/** What the result page says first, and beside it while something forbids filing. `eligible`: nothing does, in the answers. */
export type Bilan = { titre: string; chapeau: string } & ({ eligible: true } | { eligible: false; suite: { titre: string; texte: string } })

/** The call's own sentence often says the gap (« Il manque 800 € »): the title repeats it. */
const ECART = /\bil manque ([\d\u00a0\u202f ]+(?:,\d\d)?\u00a0€)/i

/** Title and lead of a simulation: the result in words, never a bare « non ». `etat`: of the call, at this instant. */
export function bilanDe(verdicts: readonly Verdict[], etat: EtatAppel): Bilan {
  const de = (...resultats: Verdict['resultat'][]) => verdicts.filter(v => resultats.includes(v.resultat))
  const [ko, manques, ailleurs] = [de('non_respectee'), de('a_completer'), de('autre_appel')]
  if (etat === 'clos')
    return {
      titre: 'Le dépôt est clos',
      chapeau: 'Voici ce que les règles répondent à votre projet, pour préparer un prochain appel.',
      eligible: false,
      suite: { titre: 'Et maintenant', texte: 'L’appel est clos\u00a0: ce résultat vous aide à préparer un prochain appel.' },
    }
  if (ailleurs.some(v => v.bloquant))
    return {
      titre: 'Ce projet relève d’un autre appel',
      chapeau: 'Déposez-le là-bas\u00a0: le lien est ci-dessous.',
      eligible: false,
      suite: {
        titre: 'Et maintenant',
        texte: 'Si une partie du projet n’en relève pas, modifiez vos réponses\u00a0: elle peut être aidée ici.',
      },
    }
  if (ko.length > 0) return pasEncore(ko, manques.length)
  if (manques.length > 0) {
    const n = manques.length
    return {
      titre:
        n > 1
          ? `Résultat incomplet\u00a0: ${n}\u00a0règles attendent vos réponses`
          : 'Résultat incomplet\u00a0: une règle attend votre réponse',
      chapeau: 'Rien ne bloque dans ce que vous avez répondu. Complétez le reste.',
      eligible: false,
      suite: { titre: 'Pour finir le test', texte: 'Chaque règle à compléter mène à sa question.' },
    }
  }
  return eligible(verdicts, etat === 'ouvert' ? 'Vous pouvez déposer.' : 'Vous pourrez déposer à l’ouverture.')
}

const CORRIGER = { titre: 'Pour devenir éligible', texte: 'Corrigez ce qui bloque, règle par règle, puis relancez le test.' }
function pasEncore(ko: readonly Verdict[], manques: number): Bilan {
  const reste = manques > 0 ? ' Il manque aussi des réponses.' : ''
  const [premier] = ko
  if (ko.length === 1 && premier) {
    const ecart = ECART.exec(premier.explication)?.[1]
    return {
      titre: `Pas encore éligible\u00a0: ${ecart ? `il manque ${ecart}` : `«\u00a0${premier.titre}\u00a0»`}`,
      chapeau: `Une seule condition bloque.${reste}`,
      eligible: false,
      suite: CORRIGER,
    }
  }
  return {
    titre: `Pas encore éligible\u00a0: ${ko.length}\u00a0conditions bloquent`,
    chapeau: `Chacune dit ce qu’il faut corriger.${reste}`,
    eligible: false,
    suite: CORRIGER,
  }
}

function eligible(verdicts: readonly Verdict[], depot: string): Bilan {
  const a = (resultat: Verdict['resultat']) => verdicts.filter(v => v.resultat === resultat).length
  const [verifier, attention, ailleurs] = [a('a_verifier'), a('attention'), a('autre_appel')]
  const n = verifier + attention
  if (ailleurs > 0)
    return {
      titre: 'Éligible, sauf la partie qui relève d’un autre appel',
      chapeau: 'Cette partie se dépose ailleurs\u00a0; le reste peut être déposé ici.',
      eligible: true,
    }
  if (n === 0) return { titre: 'Éligible', chapeau: 'Vos réponses respectent toutes les règles que le site peut vérifier.', eligible: true }
  if (verifier === 0)
    return {
      titre: 'Éligible',
      chapeau: `${depot} Lisez d’abord ${n > 1 ? `les ${n}\u00a0points` : 'le point'} d’attention.`,
      eligible: true,
    }
  return {
    titre: verifier > 1 ? 'Éligible, sous réserve de vérifications' : 'Éligible, sous réserve d’une vérification',
    chapeau: `${depot} L’instructeur regardera ce que le site ne peut pas vérifier seul.`,
    eligible: true,
  }
}
