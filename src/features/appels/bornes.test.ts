import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import type { z } from 'zod'
import { sansInsecables } from '../../test/appels/jouer.ts'
import { appelSchema } from '../cahier/appel.schema.ts'
import { lireAppel } from './lire-appel.ts'

/**
 * What a call may hold has bounds, all of it: a scale of thirty million degrees, accepted and published, kills the process at the first grid.
 * Seen to fail: with `delai_mois: z.int().min(0)` and `references: z.array(phrase)`; each is named here by its path.
 */
type Interieur = {
  type: string
  shape?: Record<string, z.ZodType>
  element?: z.ZodType
  innerType?: z.ZodType
  in?: z.ZodType
  options?: z.ZodType[]
  valueType?: z.ZodType
  keyType?: z.ZodType
}
type Mesure = { minValue?: number | null; maxValue?: number | null; maxLength?: number | null }
/** A bound that the author chose: beyond it, the library's own for a safe integer is none. */
const choisie = (n: number | null | undefined) => typeof n === 'number' && Math.abs(n) <= 1e12
const longueurMax = (s: z.ZodType) =>
  (s.def as unknown as { checks?: { _zod: { def: { check: string; maximum?: number } } }[] }).checks
    ?.map(c => c._zod.def)
    .find(d => d.check === 'max_length')?.maximum

/** Paths of what has no bound, and how many things were looked at. */
function sansBorne(schema: z.ZodType, chemin: string, vus: { n: number }): string[] {
  vus.n++
  const d = schema.def as unknown as Interieur
  const m = schema as unknown as Mesure
  const suite = (s: z.ZodType | undefined, cle = '') => (s ? sansBorne(s, `${chemin}${cle}`, vus) : [])
  switch (d.type) {
    case 'number':
      return choisie(m.minValue) && choisie(m.maxValue) ? [] : [`${chemin}: nombre`]
    case 'string':
      return choisie(m.maxLength) ? [] : [`${chemin}: texte`]
    case 'array':
      return [...(choisie(longueurMax(schema)) ? [] : [`${chemin}: liste`]), ...suite(d.element, '[]')]
    case 'record': {
      const max = schema.meta()?.maxProperties as number | undefined
      const trop = schema.safeParse(Object.fromEntries(Array.from({ length: (max ?? 0) + 1 }, (_, i) => [`a${i}`, undefined])))
      const refuse = max !== undefined && trop.error !== undefined
      return [...(refuse ? [] : [`${chemin}: groupe`]), ...suite(d.keyType, '{clé}'), ...suite(d.valueType, '{}')]
    }
    case 'object':
      return Object.entries(d.shape ?? {}).flatMap(([cle, s]) => suite(s, `.${cle}`))
    case 'union':
      return (d.options ?? []).flatMap(o => suite(o))
    case 'pipe':
      return suite(d.in)
    case 'optional':
    case 'default':
    case 'prefault':
      return suite(d.innerType)
    case 'enum':
    case 'literal':
    case 'boolean':
      return []
    default:
      return [`${chemin}: ${d.type}, que ce test ne connaît pas`]
  }
}

test('chaque nombre, texte, liste et groupe d’un appel a ses bornes', () => {
  const vus = { n: 0 }
  expect(sansBorne(appelSchema, '', vus)).toEqual([])
  expect(vus.n).toBeGreaterThan(500)
})

const ITN7 = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
const DEUX = readFileSync('src/test/appels/deux-vagues.yml', 'utf8')
const faute = (texte: string, avant: string, apres: string) => {
  expect(texte).toContain(avant)
  const lu = lireAppel(texte.replace(avant, apres), 'appel.yml')
  return lu.ok ? 'accepté' : sansInsecables(lu.error.map(e => `${e.champ} : ${e.message}`).join('\n'))
}

describe('un nombre, une date ou une liste hors de ses bornes se dit, avec sa place et sa limite', () => {
  it.each([
    ['max: 5 }', 'max: 30000000 }', 'criteres › echelle › max : On attend un nombre entier de 0 à 100, on trouve « 30000000 ».'],
    ['delai_mois: 8', 'delai_mois: 9007199254740991', 'regime › decision › delai_mois : On attend un nombre entier de 0 à 60'],
    ['delai_mois: 8', 'delai_mois: .inf', 'regime › decision › delai_mois'],
    ['poids: 3', 'poids: 1.0e-300', 'poids : On attend un nombre de 0.01 à 1000'],
    ['quorum: 1', 'quorum: 1e9', 'comite › quorum : On attend un nombre entier de 1 à 200'],
    ['valeur: 365', 'valeur: 99999999999', 'On attend un nombre entier de 0 à 1000000000'],
    ['cadence_mois: 12', 'cadence_mois: 13', 'suivi › cadence_mois : On attend un nombre entier de 1 à 12'],
  ])('%s devient %s', (avant, apres, dit) => {
    expect(faute(DEUX, avant, apres)).toContain(dit)
  })

  it('une clôture en l’an 9999, un montant de mille milliards, un texte sans fin, trop d’éléments', () => {
    expect(faute(ITN7, 'cloture: 2021-09-17 23:59:59', 'cloture: 9999-09-17 23:59:59')).toContain('entre 1900 et 2100')
    expect(faute(ITN7, 'montant: 794 000 €', 'montant: 1 000 000 000 000 €')).toContain('un montant de 0 à 10 milliards d’euros')
    expect(faute(ITN7, 'accroche: Vous', `accroche: ${'a'.repeat(5_000)} Vous`)).toContain('accroche : On attend au plus 4000 caractères')
    const references = `references: [${Array.from({ length: 61 }, (_, i) => `R${i}`).join(', ')}, CRPA`
    expect(faute(ITN7, 'references: [CRPA', references)).toContain(
      'regime › references : On attend au plus 60 éléments, on trouve une liste.',
    )
  })
})
