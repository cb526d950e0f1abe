import { err, ok, type Result } from '../../lib/result.ts'
import { lireYaml } from '../../lib/yaml.ts'
import { type Chemin, type Forme, formeA } from '../formes/index.ts'
import { plusTard } from './dates.rules.ts'
import { appliquer, type Valeur } from './document/gestes.ts'
import { codeLibre } from './modeles/nommer.rules.ts'

/** A date of a call, moved by a year. */
export type DateDeplacee = { chemin: Chemin; avant: string; apres: string }
export type Reprise = { texte: string; dates: DateDeplacee[]; videes: Chemin[] }

/**
 * Last year's call for this year: each date on the same day of the week a year later (the last day of a month stays one), the year in its title and its address, the
 * amounts of its envelopes to be typed again, and numbers that no published call has (`codes`). The rest is word for word: texts that cite the year are the checker's to tell. Pure.
 */
export function reprendre(source: string, codes: ReadonlySet<string> = new Set()): Result<Reprise, 'illisible'> {
  const lu = lireYaml(source)
  if (!lu.ok) return err('illisible')
  const dates: DateDeplacee[] = []
  const videes: Chemin[] = []
  let texte = source
  const poser = (chemin: Chemin, valeur: Valeur) => {
    const r = appliquer(texte, { verbe: 'poser', chemin, valeur })
    if (r.ok) texte = r.value
    return r.ok
  }
  for (const [chemin, valeur] of feuilles(lu.value.brut)) {
    const forme = formeA(lu.value.brut, chemin)
    const apres = typeof valeur === 'string' ? deplacee(forme, valeur) : undefined
    if (apres !== undefined && poser(chemin, apres)) dates.push({ chemin, avant: String(valeur), apres })
    if (chemin[0] === 'enveloppes' && chemin.at(-1) === 'montant' && poser(chemin, '')) videes.push(chemin)
  }
  const { titre, slug, code_dossier: code } = lu.value.brut as { titre?: unknown; slug?: unknown; code_dossier?: unknown }
  if (typeof code === 'string' && codes.has(code)) poser(['code_dossier'], codeLibre(codeSuivant(code), codes))
  if (typeof titre === 'string' && anneeSuivante(titre) !== titre) poser(['titre'], anneeSuivante(titre))
  if (typeof slug === 'string') poser(['slug'], anneeSuivante(slug) === slug ? `${slug.slice(0, 110)}-suite` : anneeSuivante(slug))
  return ok({ texte, dates, videes })
}

/** Test dossiers have dates of their own, tied to those of the rules: they move with them. */
const feuilles = (v: unknown, chemin: Chemin = []): [Chemin, unknown][] =>
  v !== null && typeof v === 'object'
    ? Object.entries(v).flatMap(([k, x]) => feuilles(x, [...chemin, Array.isArray(v) ? Number(k) : k]))
    : [[chemin, v]]

function deplacee(forme: Forme | undefined, valeur: string): string | undefined {
  if (forme?.genre !== 'feuille' || (forme.type !== 'jour' && forme.type !== 'instant')) return undefined
  const m = /^(\d{4}-\d{2}-\d{2})(.*)$/.exec(valeur)
  try {
    return m ? `${plusTard(m[1]!, 1)}${m[2]}` : undefined
  } catch {
    return undefined
  }
}
/** « DETR27 » → « DETR28 »; what ends with no year stays. */
const codeSuivant = (code: string) => code.replace(/(?<!\d)[2-4]\d$/, a => String(Number(a) + 1))
const anneeSuivante = (texte: string) => texte.replace(/\b20\d\d\b/g, a => String(Number(a) + 1))
