import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

/** Communes read to find landmarks: the largest of a territory are often side by side. */
const LUES = 40
export type Ville = { code: string; nom: string }
/** The largest communes of these départements, by which whoever reads a map finds their way. */
export async function lireVilles(tx: Tx, departements: readonly string[]): Promise<Ville[]> {
  const { rows } = await sql<Ville>`
    select code_insee as code, nom from structure
    where type = 'commune' and guichet_id is null and not fermee and code_insee is not null and population is not null and departement = any(${departements}::text[])
    order by population desc, code_insee limit ${LUES}`.execute(tx)
  return rows
}

export type VillePlacee = { nom: string; x: number; y: number }
type Place = { nom: string; x: number; y: number; ancre: 'start' | 'middle' | 'end' }
export type Nom = Place & { lieu: { x: number; y: number } }
type Rond = { x: number; y: number; rayon: number }
type Cadre = { x0: number; x1: number; y0: number; y1: number }

/** Landmarks at most, how far they stand from one another, and a letter as it is drawn on the smallest screens: units of the frame. */
const [NOMS_MAX, LOIN, LETTRE, HAUT] = [7, 70, 9, 18]

/**
 * Where these names are written, the largest town first: beside its point, or else over or under it, on no disc and no other name, inside the frame. A town
 * without room, or near one that is named, goes without its name. Pure.
 */
export function placerNoms(villes: readonly VillePlacee[], disques: readonly Rond[], largeur: number): Nom[] {
  const places: { ville: VillePlacee; nom: Place; cadre: Cadre }[] = []
  for (const v of villes) {
    if (places.length >= NOMS_MAX) break
    if (places.some(p => Math.hypot(p.ville.x - v.x, p.ville.y - v.y) < LOIN)) continue
    const nom = placesDe(v).find(n => {
      const c = cadreDe(n)
      return c.x0 >= 0 && c.x1 <= largeur && !places.some(p => seTouchent(p.cadre, c)) && !disques.some(d => couvre(d, c))
    })
    if (nom) places.push({ ville: v, nom, cadre: cadreDe(nom) })
  }
  return places.map(p => ({ ...p.nom, lieu: { x: p.ville.x, y: p.ville.y } }))
}

const placesDe = ({ nom, x, y }: VillePlacee): Place[] =>
  [8, 20, 32].flatMap(pas => [
    { nom, x: x + pas, y: y + 5, ancre: 'start' as const },
    { nom, x: x - pas, y: y + 5, ancre: 'end' as const },
    { nom, x, y: y - pas, ancre: 'middle' as const },
    { nom, x, y: y + pas + 12, ancre: 'middle' as const },
  ])

const cadreDe = ({ nom, x, y, ancre }: Place): Cadre => {
  const large = nom.length * LETTRE
  const x0 = ancre === 'start' ? x : ancre === 'end' ? x - large : x - large / 2
  return { x0, x1: x0 + large, y0: y - HAUT + 4, y1: y + 4 }
}
const seTouchent = (a: Cadre, b: Cadre) => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
const couvre = ({ x, y, rayon }: Rond, c: Cadre) =>
  Math.hypot(x - Math.min(Math.max(x, c.x0), c.x1), y - Math.min(Math.max(y, c.y0), c.y1)) < rayon
