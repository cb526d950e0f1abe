import { readFileSync } from 'node:fs'

type Departement = { code: string; region: string }
const fichier = new URL('../../node_modules/@etalab/decoupage-administratif/data/departements.json', import.meta.url)
const connus = new Map((JSON.parse(readFileSync(fichier, 'utf8')) as Departement[]).map(d => [d.code, d]))

/** The code of the region of a département. */
export const regionDuDepartement = (code: string) => connus.get(code)?.region
/** The départements of a region, by code. */
export const departementsDeLaRegion = (region: string) => [...connus.values()].filter(d => d.region === region).map(d => d.code)
