import type { Verdict } from '../recevabilite/index.ts'

/** What the result page says first. `eligible`: nothing forbids filing. */
export type Bilan = { titre: string; chapeau: string; eligible: boolean }

/** The call's own sentence often says the gap (« Il manque 800 € »): the title repeats it. */
const ECART = /\bil manque ([\d\u00a0\u202f ]+(?:,\d\d)?\u00a0€)/i

/** Title and lead of a simulation: the result in words, never a bare « non ». `ouvert`: filing is possible at this instant. */
export function bilanDe(verdicts: readonly Verdict[], { clos }: { clos: boolean }): Bilan {
  const de = (...resultats: Verdict['resultat'][]) => verdicts.filter(v => resultats.includes(v.resultat))
  const [ko, manques, ailleurs] = [de('non_respectee'), de('a_completer'), de('autre_appel')]
  if (clos)
    return {
      titre: 'Le dépôt est clos',
      chapeau: 'Voici ce que les règles répondent à votre projet, pour préparer un prochain appel.',
      eligible: false,
    }
  if (ailleurs.some(v => v.bloquant))
    return { titre: 'Ce projet relève d’un autre appel', chapeau: 'Déposez-le là-bas\u00a0: le lien est ci-dessous.', eligible: false }
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
    }
  }
  return eligible(verdicts)
}

function pasEncore(ko: readonly Verdict[], manques: number): Bilan {
  const reste = manques > 0 ? ' Il manque aussi des réponses.' : ''
  const [premier] = ko
  if (ko.length === 1 && premier) {
    const ecart = ECART.exec(premier.explication)?.[1]
    return {
      titre: `Pas encore éligible\u00a0: ${ecart ? `il manque ${ecart}` : `«\u00a0${premier.titre}\u00a0»`}`,
      chapeau: `Une seule condition bloque.${reste}`,
      eligible: false,
    }
  }
  return {
    titre: `Pas encore éligible\u00a0: ${ko.length}\u00a0conditions bloquent`,
    chapeau: `Chacune dit ce qu’il faut corriger.${reste}`,
    eligible: false,
  }
}

function eligible(verdicts: readonly Verdict[]): Bilan {
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
      chapeau: `Vous pouvez déposer. Lisez d’abord ${n > 1 ? `les ${n}\u00a0points` : 'le point'} d’attention.`,
      eligible: true,
    }
  return {
    titre: verifier > 1 ? 'Éligible, sous réserve de vérifications' : 'Éligible, sous réserve d’une vérification',
    chapeau: 'Vous pouvez déposer. L’instructeur regardera ce que le site ne peut pas vérifier seul.',
    eligible: true,
  }
}
