import { createHash } from 'node:crypto'
import { debutDuJour } from '../../../lib/dates.ts'
import { momentPlusTard } from '../dates.rules.ts'
import { SECTIONS_EN_ORDRE, type Section, sectionDe } from '../sections.table.ts'
import { type CodeModele, MODELES } from './modeles.table.ts'

/** Where a draft begun from a model comes from, as its page says it. */
export const origineDuModele = (code: CodeModele, annee: string) => `${debutDOrigine(code)} pour ${annee}`
const debutDOrigine = (code: CodeModele) => `Du modèle «\u00a0${MODELES[code].titre}\u00a0»,`

/** The model that a draft was begun from, and how many years its dates were moved. */
export function modeleDeLOrigine(origine: string): { code: CodeModele; ans: number } | undefined {
  const code = (Object.keys(MODELES) as CodeModele[]).find(c => origine.startsWith(debutDOrigine(c)))
  const annee = / pour (\d{4})$/.exec(origine)?.[1]
  return code && annee ? { code, ans: Number(annee) - MODELES[code].annee } : undefined
}

/** What a section still has of its model, word for word. `cle`: what is kept once somebody has said that it is right. `passees`: of its dates, those that are over. */
export type Laisse = { section: Section; cle: string; textes: string[]; dates: number; passees: number }

/** Written for the machine, or for nobody: they are not read again as sentences. */
const MUETTES = new Set([
  'clauses',
  'formule',
  'calcul',
  'si',
  'applicable_si',
  'a_completer',
  'respectee',
  'phrase',
  'sinon',
  'references',
  'fondement',
])
const JOUR = /^(\d{4}-\d{2}-\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2})?)?$/
/** Shorter, or of one word, a text is a name that a model and a call share. */
const PHRASE_MIN = 12

type Feuille = { section: Section; cle: string; texte: string }
function* feuilles(brut: unknown): Generator<Feuille> {
  for (const [racine, valeur] of Object.entries((brut ?? {}) as Record<string, unknown>)) {
    const section = sectionDe([racine])
    if (section && section !== 'essais') yield* sous(section, racine, valeur)
  }
}
function* sous(section: Section, cle: string, valeur: unknown): Generator<Feuille> {
  if (Array.isArray(valeur)) for (const v of valeur) yield* sous(section, cle, v)
  else if (valeur !== null && typeof valeur === 'object') for (const [c, v] of Object.entries(valeur)) yield* sous(section, c, v)
  else if (typeof valeur === 'string' && !MUETTES.has(cle) && (JOUR.test(valeur) || (valeur.length >= PHRASE_MIN && valeur.includes(' '))))
    yield { section, cle, texte: valeur }
}

type Demande = { brut: unknown; modele: unknown; code: CodeModele; ans: number; instant: Date; relues: ReadonlySet<string> }
/** By section, the sentences and the dates that a draft has from its model as they were, and that nobody has said to be right. Pure. */
export function laissesDuModele({ brut, modele, code, ans, instant, relues }: Demande): Laisse[] {
  const siens = new Set([...feuilles(modele)].map(f => `${f.section} ${f.cle} ${momentPlusTard(f.texte, ans)}`))
  const restes = Map.groupBy(
    [...feuilles(brut)].filter(f => siens.has(`${f.section} ${f.cle} ${f.texte}`)),
    f => f.section,
  )
  return SECTIONS_EN_ORDRE.flatMap(section => {
    const ici = restes.get(section) ?? []
    const cle = createHash('sha256').update(`modele ${code} ${section}`).digest('hex').slice(0, 32)
    if (ici.length === 0 || relues.has(cle)) return []
    const jours = ici.flatMap(f => JOUR.exec(f.texte)?.[1] ?? [])
    const passees = jours.filter(j => debutDuJour(j) < instant).length
    return [{ section, cle, textes: ici.map(f => f.texte).filter(t => !JOUR.test(t)), dates: jours.length, passees }]
  })
}
