import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { chargerAppel, sansInsecables } from '../../test/appels/jouer.ts'
import { appelSchema } from '../cahier/appel.schema.ts'
import { faitsDe } from '../recevabilite/lexique.ts'
import { lireAppel } from './lire-appel.ts'
import { SUJETS } from './verification/sujets.table.ts'

const guide = readFileSync('docs/ecrire-un-appel.md', 'utf8')

type Interieur = {
  shape?: Record<string, z.ZodType>
  element?: z.ZodType
  innerType?: z.ZodType
  in?: z.ZodType
  options?: z.ZodType[]
  valueType?: z.ZodType
  entries?: Record<string, string>
  values?: unknown[]
}
/** Every key and every fixed value of the schema. */
function mots(schema: z.ZodType): string[] {
  const d = schema.def as unknown as Interieur
  const enfants = [d.element, d.innerType, d.in, d.valueType, ...(d.options ?? []), ...Object.values(d.shape ?? {})].filter(
    s => s !== undefined,
  )
  return [...Object.keys(d.shape ?? {}), ...Object.keys(d.entries ?? {}), ...(d.values ?? []).map(String), ...enfants.flatMap(mots)]
}

test('la documentation nomme chaque sujet du vérificateur', () => {
  const lu = sansInsecables(guide)
  expect(Object.entries(SUJETS).filter(([s, { titre }]) => s !== 'lecture' && !lu.includes(sansInsecables(titre)))).toEqual([])
})

test('le guide cite chaque clé et chaque valeur que le fichier admet', () => {
  const connus = [...new Set(mots(appelSchema))]
  expect(connus.length).toBeGreaterThan(150)
  expect(connus.filter(mot => !new RegExp(`(?<![\\p{L}_])${mot}(?![\\p{L}_])`, 'u').test(guide))).toEqual([])
})

test('le guide cite chaque fait que les formules peuvent nommer', () => {
  const communs = faitsDe(chargerAppel('src/test/appels/deux-vagues.yml'))
    .map(([nom]) => nom)
    .filter(nom => !nom.includes(' . '))
  const questions = ['nombre_equipements', 'date_debut', 'date_fin', 'deja_servie']
  expect(communs.filter(nom => !questions.includes(nom) && !guide.includes(`\`${nom}\``))).toEqual([])
})

// seen to fail: an author could only learn them by expecting another rule, and reading which one there was
test('le guide nomme chaque règle que le site fait lui-même, telle qu’un essai la cite', () => {
  const textes = [
    'src/features/recevabilite/declarations-qui.ts',
    ...['aide', 'combien'].map(x => `src/features/recevabilite/declarations-${x}.ts`),
  ]
  const codes = textes.flatMap(f => [...readFileSync(f, 'utf8').matchAll(/\bcode: (?:'([a-z_-]+)'|`([a-z]+)-\$\{n\.code\}`)/g)])
  expect(codes.length).toBeGreaterThan(12)
  const ids = codes.map(([, fixe, nature]) => `\`declaration-${fixe?.replaceAll('_', '-') ?? `${nature}-<nature>`}\``)
  expect(ids.filter(id => !guide.includes(id))).toEqual([])
})

test('l’appel que le guide fait copier est juste', () => {
  const modele = /cp (\S+) appels/.exec(guide)?.[1] ?? ''
  expect(lireAppel(readFileSync(modele, 'utf8'), modele).ok).toBe(true)
})

test('le guide n’écrit rien deux fois, et aucun paragraphe n’y commence au milieu d’une phrase', () => {
  const prose = guide.replace(/^```[\s\S]*?^```$/gm, '').split('\n')
  const debuts = prose.filter(ligne => ligne.length > 80).map(ligne => ligne.slice(0, 50))
  expect(debuts.filter((debut, i) => debuts.indexOf(debut) !== i)).toEqual([])
  expect(prose.filter((ligne, i) => prose[i - 1] === '' && /^\p{Ll}/u.test(ligne))).toEqual([])
})
