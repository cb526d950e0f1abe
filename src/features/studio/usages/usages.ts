import { isDeepStrictEqual } from 'node:util'
import { isMap, isScalar, isSeq, Scalar, stringify } from 'yaml'
import { relireYaml } from '../../../lib/yaml-relu.ts'
import { type Chemin, valeurA } from '../../formes/index.ts'
import type { Coupe } from '../document/coudre.ts'
import { couper } from '../document/gestes.ts'
import { type Changement, type DeLaQuestion, renomme } from './citer.ts'
import { type Nomme, nommeA, questionDe } from './codes.ts'

/** A word that no call holds: what changes when a code becomes it is what names that code. */
const NULLE_PART = 'zzz_nulle_part_zzz'

/** The code of a thing, as its draft has it. */
export function codeDe(brut: unknown, { chemin, cle }: Nomme): string | undefined {
  const code = cle ? valeurA(brut, [...chemin, cle]) : chemin.at(-1)
  return typeof code === 'string' && code !== '' ? code : undefined
}

/** Of an answer, its question as others name it. */
function laQuestion(brut: unknown, n: Nomme): DeLaQuestion | undefined {
  const chemin = questionDe(n)
  const id = chemin && valeurA(brut, [...chemin, 'id'])
  if (!chemin || typeof id !== 'string') return undefined
  const chiffres = Object.entries((valeurA(brut, ['parametres']) ?? {}) as Record<string, unknown>)
  return { chemin, id, chiffres: new Set(chiffres.flatMap(([nom, p]) => (valeurA(p, ['selon']) === id ? [nom] : []))) }
}

/** Where a draft names one of its things, itself left out: one place for each line of a list. Pure. */
export function usagesDe(brut: unknown, chemin: Chemin): Chemin[] {
  const n = nommeA(chemin)
  const code = n && codeDe(brut, n)
  if (!n || code === undefined) return []
  return lieuxCitant(brut, { sorte: n.sorte, avant: code, apres: NULLE_PART, dans: laQuestion(brut, n) }, ou => dedans(chemin, ou))
}

/** Where a draft names a question that it has no more. Pure. */
export const citationsDe = (brut: unknown, id: string): Chemin[] =>
  lieuxCitant(brut, { sorte: 'question', avant: id, apres: NULLE_PART }, () => false)

function lieuxCitant(brut: unknown, c: Changement, sauf: (ou: Chemin) => boolean): Chemin[] {
  const lieux = new Map<string, Chemin>()
  parcourir(brut, [], (ou, texte, cle) => {
    if (sauf(ou) || renomme(c, ou, texte, cle) === texte) return
    const ligne = ou.slice(0, ou.findLastIndex((x, i) => typeof x === 'number' && estUneLigne(ou, i)) + 1)
    const place = ligne.length > 0 ? ligne : ou.slice(0, 2)
    lieux.set(place.join('/'), place)
  })
  return [...lieux.values()]
}
const dedans = (parent: Chemin, ou: Chemin) => parent.every((cle, i) => ou[i] === cle)
/** Of nested lists, the outermost line that has a page: a rule, a test dossier, an article, a screen; of a form, its question. */
const estUneLigne = (ou: Chemin, i: number) => i === 1 || ['questions', 'articles', 'ecrans'].includes(String(ou[i - 1]))

function parcourir(v: unknown, chemin: Chemin, voir: (ou: Chemin, texte: string, cle: boolean) => void) {
  if (typeof v === 'string') return voir(chemin, v, false)
  if (v === null || typeof v !== 'object') return
  for (const [k, x] of Object.entries(v)) {
    const ici = [...chemin, Array.isArray(v) ? Number(k) : k]
    if (!Array.isArray(v)) voir(ici, k, true)
    parcourir(x, ici, voir)
  }
}

function transformer(v: unknown, chemin: Chemin, c: Changement): unknown {
  if (typeof v === 'string') return renomme(c, chemin, v, false)
  if (Array.isArray(v)) return v.map((x, i) => transformer(x, [...chemin, i], c))
  if (v === null || typeof v !== 'object') return v
  return Object.fromEntries(Object.entries(v).map(([k, x]) => [renomme(c, [...chemin, k], k, true), transformer(x, [...chemin, k], c)]))
}

/** The code of everything of that sort, so that none is taken twice. */
const pris = (brut: unknown, c: Changement): boolean => {
  let trouve = false
  const inverse = { ...c, avant: c.apres, apres: NULLE_PART }
  parcourir(brut, [], (ou, texte, cle) => {
    trouve ||= renomme(inverse, ou, texte, cle) !== texte
  })
  return trouve
}

/**
 * The text of a draft with a code changed everywhere that it is named, and nothing else: the words themselves are cut, and what comes out is read again. Nothing when the
 * new code is already named somewhere, or when the change cannot be made so. Pure.
 */
export function renommer(texte: string, brut: unknown, { sorte, chemin, cle }: Nomme, apres: string): string | undefined {
  const avant = codeDe(brut, { sorte, chemin, ...(cle ? { cle } : {}) })
  if (avant === undefined || avant === apres) return undefined
  const c: Changement = { sorte, avant, apres, dans: laQuestion(brut, { sorte, chemin }) }
  if (pris(brut, c)) return undefined
  const coupes: Coupe[] = []
  const couperMot = (s: Scalar, ou: Chemin, estCle: boolean) => {
    if (typeof s.value !== 'string' || !s.range) return
    const neuf = renomme(c, ou, s.value, estCle)
    if (neuf !== s.value) coupes.push({ debut: s.range[0], fin: s.range[1], texte: ecrire(s, neuf) })
  }
  const voir = (n: unknown, ou: Chemin) => {
    if (isScalar(n)) return couperMot(n, ou, false)
    if (isSeq(n)) for (const [i, x] of n.items.entries()) voir(x, [...ou, i])
    if (!isMap(n)) return
    for (const p of n.items) {
      if (!isScalar(p.key)) continue
      const ici = [...ou, String(p.key.value)]
      couperMot(p.key, ici, true)
      voir(p.value, ici)
    }
  }
  const lu = relireYaml(texte)
  voir((lu.ok ? lu.value : lu.error.lu)?.doc.contents, [])
  const fait = couper(texte, coupes)
  const relu = fait === undefined ? undefined : relireYaml(fait)
  return relu?.ok && isDeepStrictEqual(relu.value.brut, transformer(brut, [], c)) ? fait : undefined
}

/** In the quotes that it had; a text of several lines is written on one. */
function ecrire(s: Scalar, valeur: string): string {
  const neuf = new Scalar(valeur)
  if (s.type === 'QUOTE_DOUBLE' || s.type === 'QUOTE_SINGLE' || s.type === 'PLAIN') neuf.type = s.type
  else neuf.type = 'QUOTE_DOUBLE'
  return stringify([neuf], { collectionStyle: 'flow', lineWidth: 0 }).trim().slice(1, -1).trim()
}
