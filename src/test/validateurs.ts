import { readFileSync } from 'node:fs'
import { check } from '@placemarkio/check-geojson'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import jsonld from 'jsonld'
import { Parser, Store } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'
import tableschema from 'tableschema'

/**
 * What others' validators say of our open data: tableschema for the table, ajv for JSON Schema, check-geojson for RFC 7946, jsonld and rdf-validate-shacl
 * for the catalogue. Each gives sentences, none when the file holds. Schemas are ours, written from the published formats.
 */
const lire = (nom: string) => readFileSync(new URL(`../features/donnees-ouvertes/schemas/${nom}`, import.meta.url), 'utf8')

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false })
addFormats.default(ajv)
const valideurs = Object.fromEntries(
  ['360giving', 'geojson', 'dispositif-aide', 'catalogue'].map(n => [n, ajv.compile(JSON.parse(lire(`${n}.json`)))]),
)

export function fautesSchema(nom: string, valeur: unknown): string[] {
  const valide = valideurs[nom]!
  return valide(valeur) ? [] : (valide.errors ?? []).map(e => `${e.instancePath} ${e.message}`)
}

/** `lignes`: the table as it is read, titles first. The titles must be those of the schema, in its order. */
export async function fautesTable(nom: string, lignes: readonly (readonly string[])[]): Promise<string[]> {
  const table = await tableschema.Table.load(lignes, { schema: JSON.parse(lire(`${nom}.json`)), strict: true })
  try {
    const lues = await table.read({ forceCast: true })
    return lues.flatMap(l => (l instanceof Error ? (l.errors ?? [l]).map(e => `line ${l.rowNumber}: ${e.message}`) : []))
  } catch (e) {
    return [(e as Error).message]
  }
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
