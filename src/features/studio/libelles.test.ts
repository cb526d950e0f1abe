import { expect, test } from 'vitest'
import type { z } from 'zod'
import { appelSchema } from '../cahier/index.ts'
import { definitionDe } from '../formes/index.ts'
import { choixDe } from './choix.table.ts'
import { libelleDe, uneDe } from './libelles.table.ts'
import { MOTS } from './mots.table.ts'
import { SECTIONS_EN_ORDRE, sectionDe } from './sections.table.ts'

/** Every key of the schema, wherever it stands. */
function cles(schema: z.ZodType, vues = new Set<z.ZodType>()): string[] {
  if (vues.has(schema)) return []
  vues.add(schema)
  const d = definitionDe(schema)
  const dessous = [d.innerType, d.in, d.element, d.valueType, ...(d.options ?? []), ...Object.values(d.shape ?? {})]
  return [...Object.keys(d.shape ?? {}), ...dessous.flatMap(s => (s ? cles(s, vues) : []))]
}

test('chaque clé qu’un appel peut avoir a un nom que l’on lit dans le studio', () => {
  const toutes = [...new Set(cles(appelSchema))]
  expect(toutes.length).toBeGreaterThan(200)
  expect(toutes.filter(cle => libelleDe([cle]) === cle)).toEqual([])
  expect(Object.keys(MOTS).filter(cle => !toutes.includes(cle))).toEqual([])
})

/** Every word among which a key of the schema is chosen. */
function mots(schema: z.ZodType, vues = new Set<z.ZodType>()): string[] {
  if (vues.has(schema)) return []
  vues.add(schema)
  const d = definitionDe(schema)
  const siens = d.type === 'enum' ? Object.values(d.entries ?? {}) : d.type === 'literal' ? (d.values ?? []) : []
  const dessous = [d.innerType, d.in, d.element, d.valueType, ...(d.options ?? []), ...Object.values(d.shape ?? {})]
  return [...siens.map(String), ...dessous.flatMap(s => (s ? mots(s, vues) : []))]
}

// a word of the file has no accent; those that are written alike in French are here
const SANS_ACCENT =
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre oui non commune association entreprise aucun structure partenaires contact projet jalons ' +
  'indicateurs minimis plan pdf odt ods docx xlsx png jpg zip membre avis organisme service instruction favorable rendu consultatif obligatoire conforme rejet acceptation ' +
  'cahier_des_charges questions ressources question simulateur publique obtenue agents usagers autres sans_objet retenu partiel non_retenu enveloppe'

// seen to fail: « referent departemental », « liste complementaire », « defavorable »
test('chaque mot que l’on choisit dans le studio est écrit en français, avec ses accents', () => {
  const tous = [...new Set(mots(appelSchema))]
  expect(tous.length).toBeGreaterThan(60)
  expect(tous.filter(m => choixDe(m) === m.replaceAll('_', ' ') && !SANS_ACCENT.split(' ').includes(m))).toEqual([])
})

test('un chiffre que l’appel nomme comme ce que tout objet connaît garde ce nom', () => {
  for (const nom of ['constructor', 'hasOwnProperty', '__proto__', 'toString'])
    expect([libelleDe(['parametres', nom]), uneDe([nom])]).toEqual([nom, 'une ligne'])
})

test('chaque partie d’un appel est dans une section, et une seule', () => {
  const racine = clesDeLaRacine(appelSchema)
  expect(racine.length).toBeGreaterThan(30)
  expect(racine.filter(cle => sectionDe([cle]) === undefined)).toEqual([])
  expect(SECTIONS_EN_ORDRE).toHaveLength(11)
})

function clesDeLaRacine(schema: z.ZodType): string[] {
  const d = definitionDe(schema)
  return d.in ? clesDeLaRacine(d.in) : Object.keys(d.shape ?? {})
}
