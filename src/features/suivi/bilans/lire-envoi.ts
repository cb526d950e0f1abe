import { z } from 'zod'
import type { Ctx } from '../../../http.ts'
import { nettoyer } from '../../../lib/forms.ts'
import type { Envoi } from './fusion.ts'

const marques = z.record(z.string(), z.string())
const premier = (v: unknown) => (Array.isArray(v) ? v[0] : v)
const texte = (v: unknown) => (typeof premier(v) === 'string' ? nettoyer(premier(v)) : '')

/** What the form of a bilan sends, and what its pressed button asks for. Names that start with « _ » are ours. */
export async function lireEnvoi(c: Ctx): Promise<{ envoi: Envoi; suite: string }> {
  const brut = await c.req.parseBody({ all: true })
  const noms = Object.keys(brut)
  let base: Record<string, string> | undefined
  try {
    base = marques.safeParse(JSON.parse(texte(brut._base))).data
  } catch {
    base = undefined
  }
  const choix = noms.filter(n => n.startsWith('_choix.')).map(n => [n.slice('_choix.'.length), texte(brut[n])])
  const champs = noms.filter(n => !n.startsWith('_')).map(n => [n, texte(brut[n])])
  return {
    envoi: {
      champs: Object.fromEntries(champs),
      base,
      page: texte(brut._page).slice(0, 40) || undefined,
      choix: Object.fromEntries(choix),
    },
    suite: texte(brut._suite),
  }
}
