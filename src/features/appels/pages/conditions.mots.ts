import { formatDateCivile, parseDate } from '../../../lib/dates.ts'
import type { Appel } from '../../cahier/index.ts'
import { formuleEnMots } from '../../recevabilite/index.ts'

/** A comparison with a day written in the rule itself: a day that is a figure of the call is said with its figures. */
const AVEC_UN_JOUR = /^([^<>=]+?)\s*(<=|>=|<|>)\s*(\d{2}\/\d{2}\/\d{4})$/
const SIGNES: Readonly<Record<string, string>> = { '<=': 'au plus tard le', '>=': 'au plus tôt le', '<': 'avant le', '>': 'après le' }

type Condition = { nom: string; valeur: string; clauses: readonly string[] }

/** The days that the rules of a call ask for before anything may be filed: « Début des travaux : au plus tôt le 1er janvier 2027 ». Pure. */
export function joursDemandes(appel: Appel): Condition[] {
  return appel.regles.flatMap(({ titre, tableau, clauses, controles }) => {
    const dits = controles.flatMap(({ formule, sinon }) =>
      sinon === 'non_respectee' && !tableau ? parties(formule).flatMap(f => direJour(appel, f)) : [],
    )
    return dits.length > 0 ? [{ nom: titre, valeur: dits.join(', '), clauses }] : []
  })
}

type Controle = Appel['regles'][number]['controles'][number]
const parties = (f: Controle['formule']): string[] => {
  if (typeof f === 'string') return f.split(/\s+et\s+/)
  return 'toutes_ces_conditions' in f ? f.toutes_ces_conditions.flatMap(x => x.split(/\s+et\s+/)) : []
}

function direJour(appel: Appel, formule: string): string[] {
  const [, quoi, signe, tape] = AVEC_UN_JOUR.exec(formule.trim()) ?? []
  const jour = tape && parseDate(tape)
  return quoi && signe && jour ? [`${formuleEnMots(appel, quoi)} ${SIGNES[signe]} ${formatDateCivile(jour)}`] : []
}
