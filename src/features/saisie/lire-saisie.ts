import { z } from 'zod'
import { type Ctx, champsEnvoyes } from '../../http.ts'
import type { Saisie } from './fusion.ts'
import { lireGeste } from './gestes.ts'

/** A mark is ten signs: see `marque`. The name of a field is a place in a call, in the studio: as long as the names that the call gives. */
const marques = z.record(z.string().max(1_000), z.string().max(20))
/** A page sends the button that was pressed; each one copies what the dossier holds. */
const GESTES_MAX = 10
/** The marks of the largest step. */
const BASE_MAX = 250_000

/** What a form of a step sends. Names that start with « _ » are ours; a mangled `_base` is as none: what is there is then saved. */
export async function lireSaisie(c: Ctx): Promise<{ saisie: Saisie; continuer: boolean }> {
  const recus = await champsEnvoyes(c)
  const premier = (nom: string) => recus.get(nom)?.[0]
  const base = lireMarques(premier('_base'))
  const choix = [...recus].filter(([n]) => n.startsWith('_choix.')).map(([n, [v = '']]) => [n.slice('_choix.'.length), v])
  const champs = [...recus].filter(([n]) => !n.startsWith('_'))
  const gestes = (recus.get('_geste') ?? []).slice(0, GESTES_MAX).flatMap(g => lireGeste(g) ?? [])
  return {
    saisie: {
      champs: Object.fromEntries(champs),
      base,
      page: premier('_page')?.slice(0, 40),
      choix: Object.fromEntries(choix),
      gestes,
      equilibrer: lireEcart(premier('_equilibrer')),
    },
    continuer: premier('_suite') === 'continuer',
  }
}

/** Cents of a gap, with its sign. */
const lireEcart = (texte: string | undefined) => (/^-?\d{1,13}$/.test(texte ?? '') ? Number(texte) : undefined)

function lireMarques(texte: string | undefined): Record<string, string> | undefined {
  if (!texte || texte.length > BASE_MAX) return undefined
  try {
    return marques.safeParse(JSON.parse(texte)).data
  } catch {
    return undefined
  }
}
