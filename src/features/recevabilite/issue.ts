import { enumeration } from '../../lib/mots.ts'
import type { LigneJugee, Resultat } from '../verdicts/index.ts'
import type { ControlePret, ReglePrete } from './analyser.ts'
import type { Lecture } from './lecture.ts'
import { CONNUS_OU_NON, PART } from './lexique.ts'
import { jugerLignes } from './regles-de-ligne.ts'

type Issue = {
  resultat: Resultat
  explication: string
  constat?: string
  manquants?: string[]
  controle?: ControlePret['controle'] | undefined
  noms: string[]
  champ?: string
  lignes?: LigneJugee[]
}

/** `faits`: those that lack. No page asks for what is not known of a structure: it would stop its dossier for good, so the instructeur looks. */
function aCompleter({ aCompleter: phrase }: ReglePrete, l: Lecture, faits: readonly string[], manquants: string[], noms: string[]): Issue {
  if (l.structureConnue && faits.length > 0 && faits.every(f => CONNUS_OU_NON.has(f))) {
    const constat = `Il manque\u00a0: ${enumeration(manquants)}.`
    return { resultat: 'a_verifier', explication: `${constat} L’instructeur vérifiera.`, constat, manquants, noms }
  }
  const dire = (mots: readonly string[]) =>
    [phrase ? l.dire(phrase) : '', mots.length > 0 ? `Il manque\u00a0: ${enumeration(mots)}.` : ''].filter(Boolean).join(' ')
  const constat = dire(manquants.map(m => (m === PART.porteur ? PART.service : m)))
  return { resultat: 'a_completer', explication: dire(manquants), constat, manquants, noms }
}

function issueDesLignes(r: ReglePrete, ligne: NonNullable<ReglePrete['ligne']>, l: Lecture, noms: readonly string[]): Issue {
  const mots = {
    libelle: l.libelle,
    respectee: l.dire(r.respectee),
    aCompleter: r.aCompleter ? l.dire(r.aCompleter) : '',
    champ: r.regle.champ,
  }
  return { ...jugerLignes(ligne, l.tableaux(), mots), noms: [...noms, ...ligne.noms] }
}

/**
 * First control that fails gives the result. When data lack, a later control that fails for sure with `non_respectee` is said all the same:
 * no data to come can mend it.
 */
export function issueDe(r: ReglePrete, l: Lecture): Issue {
  const noms = [...(r.applicable?.noms ?? [])]
  if (r.applicable) {
    const e = l.lire(r.applicable.cle)
    if (e.valeur === undefined) return aCompleter(r, l, e.manquants, l.manquants(e), noms)
    if (e.valeur === false) return { resultat: 'sans_objet', explication: l.dire(r.sansObjet), noms }
  }
  if (r.ligne) return issueDesLignes(r, r.ligne, l, noms)
  const [absents, manquants]: [string[], string[]] = [[], []]
  let incomplet = false
  for (const { condition, controle, phrase, constat } of r.controles) {
    noms.push(...condition.noms)
    const e = l.lire(condition.cle)
    if (e.valeur === undefined) {
      incomplet = true
      absents.push(...e.manquants)
      manquants.push(...l.manquants(e))
    } else if (e.valeur === false && (!incomplet || controle.sinon === 'non_respectee')) {
      const explication = l.dire(phrase)
      return {
        resultat: controle.sinon,
        explication,
        ...(constat ? { constat: l.dire(constat) } : {}),
        controle,
        noms,
        ...(controle.sinon === 'a_completer' ? { manquants: [explication] } : {}),
      }
    }
  }
  if (incomplet) return aCompleter(r, l, absents, [...new Set(manquants)], noms)
  return { resultat: 'respectee', explication: l.dire(r.respectee), noms }
}
