import { lireAppel } from '../../features/appels/lire-appel.ts'
import { evaluer, preparerRegles } from '../../features/recevabilite/index.ts'
import type { Faits, Usage } from '../../features/verdicts/index.ts'
import { ecrireVariante, VAGUES, type Variante } from './ecrire-variante.ts'
import { sansInsecables } from './jouer.ts'

export { COURT, ecrireVariante, FONDS, FORFAIT, ITN7, lireSansEssais, VAGUES, type Variante } from './ecrire-variante.ts'

/** The call of two waves with a plan in full and one rule that informs. */
export const NU_COMPLET = VAGUES.replace(
  /^regles:\n[\s\S]*?(?=^clauses:)/m,
  'regles:\n  - { id: info, titre: Info, clauses: [B1], etape: plan, respectee: Oui. }\n\n',
)

/** The mistakes of a call, as « champ : message » with plain spaces. */
export function fautesDe(v: Variante): string[] {
  const lu = lireAppel(ecrireVariante(v), 'variante.yml')
  return lu.ok ? [] : lu.error.map(e => sansInsecables(`${e.champ} : ${e.message}`))
}

/** The rules of a call that has no mistake. */
export function reglesDe(v: Variante) {
  const texte = ecrireVariante(v)
  const lu = lireAppel(texte, 'variante.yml')
  if (!lu.ok) throw new Error(lu.error.map(e => `${e.ligne} ${e.champ} ${e.message}`).join('\n'))
  const pretes = preparerRegles(lu.value, texte)
  const verdicts = (faits: Faits, usage: Usage = 'depot') =>
    evaluer(pretes, faits, usage).map(x => ({ ...x, explication: sansInsecables(x.explication), constat: sansInsecables(x.constat) }))
  return {
    appel: lu.value,
    verdicts,
    aide: (faits: Faits) => pretes.aide(faits),
    verdict: (regle: string, faits: Faits, usage?: Usage) => verdicts(faits, usage).find(x => x.regle === regle),
  }
}

/** A rule that says a figure, whatever it judges: « {figure} ». */
export const regleQuiDit = (figure: string, formule = 'oui = oui') =>
  `- { id: essai, titre: Essai, clauses: [A1], etape: plan, controles: [{ formule: "${formule}", sinon: non_respectee, phrase: "non {${figure}}" }], respectee: "{${figure}}" }`
