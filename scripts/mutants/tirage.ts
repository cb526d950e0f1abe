// The faults of a campaign: the same seed draws the same ones from the same source.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { appliquer, type Mutant, mutantsDe, seLit } from './operateurs.ts'
import { fichiersDesThemes } from './themes.ts'

export type Tire = { cle: string; theme: string; fichier: string; ligne: number; mutant: Mutant; source: string }
/** Small themes are not drowned by large ones. */
const AU_MOINS = 50

/** The same seed, the same order, whatever else changes: a source that is edited draws its own faults again, and no other's. */
const rang = (graine: number, quoi: string) => createHash('sha256').update(`${graine} ${quoi}`).digest('hex')
const melanger = <T>(xs: readonly T[], graine: number, nom: (x: T) => string): T[] =>
  xs
    .map(x => [rang(graine, nom(x)), x] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, x]) => x)

export function tirer(graine: number, nombre: number): { tires: Tire[]; possibles: number } {
  const parTheme = new Map<string, { fichier: string; siens: Tire[] }[]>()
  let possibles = 0
  for (const [fichier, theme] of fichiersDesThemes()) {
    const texte = readFileSync(fichier, 'utf8')
    const source = createHash('sha256').update(texte).digest('hex').slice(0, 16)
    const siens = mutantsDe(fichier, texte).map(mutant => {
      const avant = texte.slice(0, mutant.de)
      const ligne = avant.split('\n').length
      const colonne = mutant.de - avant.lastIndexOf('\n')
      return { cle: `${fichier}:${ligne}:${colonne} ${mutant.operateur}`, theme, fichier, ligne, mutant, source }
    })
    possibles += siens.length
    if (siens.length)
      parTheme.set(theme, [
        ...(parTheme.get(theme) ?? []),
        { fichier, siens: melanger(siens, graine, t => `${t.cle} ${t.mutant.a} ${t.mutant.par}`) },
      ])
  }
  const total = (theme: string) => parTheme.get(theme)!.reduce((n, f) => n + f.siens.length, 0)
  const parts = new Map([...parTheme.keys()].map(t => [t, Math.min(total(t), AU_MOINS)]))
  const reste = nombre - [...parts.values()].reduce((s, n) => s + n, 0)
  for (const [t, n] of parts) parts.set(t, Math.min(total(t), n + Math.max(0, Math.round((reste * total(t)) / possibles))))
  const tires = [...parTheme].flatMap(([theme, fichiers]) =>
    tourATour(
      melanger(fichiers, graine, f => f.fichier).map(f => f.siens),
      parts.get(theme)!,
    ),
  )
  return { tires: melanger(tires, graine, t => t.cle), possibles }
}

/** One of each file, then a second of each, until there are enough. */
function tourATour(fichiers: readonly Tire[][], combien: number): Tire[] {
  const pris: Tire[] = []
  for (let tour = 0; pris.length < combien && fichiers.some(f => f.length > tour); tour++)
    for (const f of fichiers) {
      const m = f[tour]
      if (m && pris.length < combien && seLit(m.fichier, appliquer(readFileSync(m.fichier, 'utf8'), m.mutant))) pris.push(m)
    }
  return pris
}
