import { readFileSync } from 'node:fs'
import { check } from '@placemarkio/check-geojson'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import jsonld from 'jsonld'
import { Parser, Store } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'

/**
 * What others' validators say of our open data: ajv for JSON Schema, check-geojson for RFC 7946, jsonld and rdf-validate-shacl for the catalogue. Each
 * gives sentences, none when the file holds. Schemas are ours, written from the published formats. No table validator of npm is maintained: the
 * rows of a CSV are checked one by one.
 */
const lire = (nom: string) => readFileSync(new URL(`../features/donnees-ouvertes/schemas/${nom}`, import.meta.url), 'utf8')

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false })
addFormats.default(ajv)
const valideurs = Object.fromEntries(
  ['subventions', '360giving', 'geojson', 'dispositif-aide', 'catalogue'].map(n => [n, ajv.compile(JSON.parse(lire(`${n}.json`)))]),
)

export function fautesSchema(nom: string, valeur: unknown): string[] {
  const valide = valideurs[nom]!
  return valide(valeur) ? [] : (valide.errors ?? []).map(e => `${e.instancePath} ${e.message}`)
}

/** `texte`: the file as it is served. */
export function fautesGeojson(texte: string): string[] {
  try {
    check(texte)
    return []
  } catch (e) {
    return ((e as { issues?: { message: string }[] }).issues ?? [{ message: String(e) }]).map(i => i.message)
  }
}

const formes = new SHACLValidator(new Store(new Parser().parse(lire('catalogue.shacl.ttl'))))

export async function fautesCatalogue(document: object): Promise<string[]> {
  const texte = await jsonld.toRDF(document, { format: 'application/n-quads' })
  // shapes speak of what has a class: a context that names nothing would be held to nothing
  if (!texte.includes('<http://www.w3.org/ns/dcat#Catalog>')) return ['nothing here is a catalogue']
  const triplets = new Parser({ format: 'N-Quads' }).parse(texte)
  const { results } = await formes.validate(new Store(triplets))
  return results.map(r => `${r.focusNode?.value} ${r.path?.value} ${r.sourceConstraintComponent?.value}`)
}
