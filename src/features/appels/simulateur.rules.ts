import type { SituationCalendrier } from '../../lib/periodes.ts'
import type { Verdict } from '../verdicts/index.ts'

/** What the result page says first, and beside it while something forbids filing. `eligible`: nothing does, in the answers; `des`: from that day on. */
export type Bilan = { titre: string; chapeau: string } & (
  | { eligible: true; des?: string }
  | { eligible: false; suite: { titre: string; texte: string } }
)

/** The call's own sentence often says the gap (« Il manque 800 € »): the title repeats it. */
const ECART = /\bil manque ([\d\u00a0\u202f ]+(?:,\d\d)?\u00a0€)/i

/** Title and lead of a simulation: the result in words, never a bare « non ». `etat`: of the call, at this instant. */
export function bilanDe(verdicts: readonly Verdict[], etat: SituationCalendrier): Bilan {
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
  const jours = manques.map(jourAttendu)
  const des = jours
    .flatMap(j => j ?? [])
    .toSorted((a, b) => Number(a.valeur) - Number(b.valeur))
    .at(-1)?.texte
  if (des !== undefined && !jours.includes(undefined)) {
    const chapeau = `Vous n’avez rien à corriger, seulement ce jour à attendre. ${manques.map(v => v.explication).join(' ')}`
    return { titre: `Oui, à partir du ${des}`, chapeau, eligible: true, des }
  }
  if (manques.length > 0) {
    const n = manques.length
    return {
      titre: n > 1 ? `Peut-être\u00a0: ${n}\u00a0règles attendent vos réponses` : 'Peut-être\u00a0: une règle attend votre réponse',
      chapeau: 'Rien ne bloque dans ce que vous avez répondu. Complétez le reste.',
      eligible: false,
      suite: { titre: 'Pour finir le test', texte: 'Chaque règle à compléter mène à sa question.' },
    }
  }
  return eligible(verdicts, etat === 'ouvert' ? 'Vous pouvez déposer.' : 'Vous pourrez déposer à l’ouverture.')
}

/** The answer so far, in one sentence, and what may be done about it. Nothing opposes what is not said yet. */
export type JusquIci = { phrase: string; detail?: string }
export function jusquIciDe(verdicts: readonly Verdict[]): JusquIci {
  const ailleurs = verdicts.find(v => v.resultat === 'autre_appel' && v.bloquant)
  if (ailleurs) return { phrase: 'Ce projet relève d’un autre appel.', detail: ailleurs.explication }
  const [premier, ...autres] = verdicts.filter(v => v.resultat === 'non_respectee')
  if (!premier) return { phrase: 'Rien ne s’oppose à votre projet.' }
  const ecart = ECART.exec(premier.explication)?.[1]
  const phrase =
    autres.length > 0
      ? `${autres.length + 1}\u00a0conditions ne sont pas remplies.`
      : ecart
        ? `Il manque ${ecart}.`
        : `${premier.titre}\u00a0: pas encore.`
  return { phrase, detail: `${premier.explication} Vous pouvez aussi continuer.` }
}

/** The dates of the calendar that every rule may read: they are not the person's. */
const DATES_DE_L_APPEL = new Set(['jour', 'ouverture', 'clôture', 'résultats'])
/** A figure of a verdict is a day when it reads so: « 30 août 2021 ». */
const UN_JOUR = /^\d{1,2}(er)?\s\p{L}+\s\d{4}$/u
/**
 * The day that a rule waits for, when it has every answer (what it lacks is what its control says) and compares one of them with today. Nothing is to
 * be answered there: the day has to come.
 */
function jourAttendu(v: Verdict): Verdict['entrees'][number] | undefined {
  const jour = v.entrees.find(e => e.nom === 'jour')
  if (!jour || v.manquants.length !== 1 || v.manquants[0] !== v.explication) return undefined
  return v.entrees.find(e => UN_JOUR.test(e.texte) && !DATES_DE_L_APPEL.has(e.nom) && e.valeur > jour.valeur)
}

const CORRIGER = { titre: 'Pour devenir éligible', texte: 'Corrigez ce qui bloque, règle par règle, puis relancez le test.' }
function pasEncore(ko: readonly Verdict[], manques: number): Bilan {
  const reste = manques > 0 ? ' Il manque aussi des réponses.' : ''
  const [premier] = ko
  if (ko.length === 1 && premier) {
    const ecart = ECART.exec(premier.explication)?.[1]
    return {
      titre: `Pas encore\u00a0: ${ecart ? `il manque ${ecart}` : `«\u00a0${premier.titre}\u00a0»`}`,
      chapeau: `Une seule condition bloque.${reste}`,
      eligible: false,
      suite: CORRIGER,
    }
  }
  return {
    titre: `Pas encore\u00a0: ${ko.length}\u00a0conditions bloquent`,
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
      titre: 'Oui, sauf la partie qui relève d’un autre appel',
      chapeau: 'Cette partie se dépose ailleurs\u00a0; le reste peut être déposé ici.',
      eligible: true,
    }
  if (n === 0)
    return {
      titre: 'Oui, votre projet peut être aidé',
      chapeau: 'Vos réponses respectent toutes les règles que le site peut vérifier.',
      eligible: true,
    }
  if (verifier === 0)
    return {
      titre: 'Oui, votre projet peut être aidé',
      chapeau: `${depot} Lisez d’abord ${n > 1 ? `les ${n}\u00a0points` : 'le point'} d’attention.`,
      eligible: true,
    }
  return {
    titre: verifier > 1 ? 'Oui, sous réserve de vérifications' : 'Oui, sous réserve d’une vérification',
    chapeau: `${depot} L’instructeur regardera ce que le site ne peut pas vérifier seul.`,
    eligible: true,
  }
}
