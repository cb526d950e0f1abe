import { readFileSync } from 'node:fs'
import { lireAppel } from '../../features/appels/lire-appel.ts'
import { sourcePublique } from '../../features/essais/index.ts'
import { evaluer, type Faits, preparerRegles, type Usage } from '../../features/recevabilite/index.ts'
import { sansInsecables } from './jouer.ts'

/** Without its test dossiers: they name rules that a variant changes. */
const lireSansEssais = (fichier: string) => sourcePublique(readFileSync(fichier, 'utf8'))!
export const FONDS = lireSansEssais('src/test/appels/fonds-departemental.yml')
export const VAGUES = lireSansEssais('src/test/appels/deux-vagues.yml')
export const FORFAIT = lireSansEssais('src/test/appels/forfait.yml')
export const COURT = lireSansEssais('src/test/appels/plan-court.yml')
export const ITN7 = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')

/** What is put at the head of groups of a call, as lines of YAML, and what is replaced in it (once each, and it must be there). */
export type Variante = {
  source?: string
  remplacer?: readonly [avant: string, apres: string][]
  parametres?: string
  calculs?: string
  regles?: string
}

export function ecrireVariante({ source = FONDS, remplacer = [], ...groupes }: Variante): string {
  const remplacee = remplacer.reduce((s, [avant, apres]) => {
    if (!s.includes(avant)) throw new Error(`« ${avant} » is not in the call`)
    return s.replace(avant, () => apres)
  }, source)
  return Object.entries(groupes).reduce(
    (s, [groupe, lignes]) => s.replace(new RegExp(`^${groupe}:\n`, 'm'), t => `${t}${lignes?.replace(/^(?=.)/gm, '  ')}\n`),
    remplacee,
  )
}

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
