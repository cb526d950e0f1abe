import { z } from 'zod'
import type { Ctx } from '../../../http.ts'
import type { Saisie } from './fusion.ts'
import { lireGeste } from './lignes.ts'

const marques = z.record(z.string(), z.string())
const textes = (v: unknown): string[] => (Array.isArray(v) ? v : [v]).filter(x => typeof x === 'string')

/** What a form of a step sends. Names that start with « _ » are ours; a mangled `_base` is as none: what is there is then saved. */
export async function lireSaisie(c: Ctx): Promise<{ saisie: Saisie; continuer: boolean }> {
  const brut = await c.req.parseBody({ all: true })
  const noms = Object.keys(brut)
  const pour = (garde: (n: string) => boolean) => noms.filter(garde)
  let base: Record<string, string> | undefined
  try {
    base = marques.safeParse(JSON.parse(textes(brut._base)[0] ?? '')).data
  } catch {
    base = undefined
  }
  const choix = Object.fromEntries(pour(n => n.startsWith('_choix.')).map(n => [n.slice('_choix.'.length), textes(brut[n])[0] ?? '']))
  const champs = Object.fromEntries(pour(n => !n.startsWith('_')).map(n => [n, textes(brut[n])]))
  const page = textes(brut._page)[0]?.slice(0, 40)
  const gestes = textes(brut._geste).flatMap(g => lireGeste(g) ?? [])
  return { saisie: { champs, base, page, choix, gestes }, continuer: textes(brut._suite)[0] === 'continuer' }
}
