import { ciblesDe } from '../../complements/index.ts'
import type { Dossier } from '../../dossiers/index.ts'
import type { Lecture } from '../../examen/index.ts'

/** A part of a dossier that an expert may be shown: a whole étape, one question, or one file. */
export type Partie = { code: string; groupe: string; libelle: string }

/** What may be shown, in the order of the form; files last, each by its name. Pure. */
export function partiesDe(lecture: Lecture, pieces: Dossier['pieces']): Partie[] {
  const nom = (code: string) => lecture.appel.pieces.find(p => p.code === code)?.libelle ?? code
  return [
    ...ciblesDe(lecture).filter(c => c.piece === null),
    ...pieces.map(p => ({ code: `f:${p.id}`, groupe: 'Pièces', libelle: `${nom(p.code)}\u00a0: ${p.nom}` })),
  ]
}

/** The étapes that these parts show, and of those shown in part, which questions. Pure. */
export function partageDe(champs: readonly string[], { formulaire }: Lecture) {
  const partielles = new Map<string, Set<string>>()
  for (const code of champs) {
    const [genre, etape, champ] = code.split(':') as [string, string, string | undefined]
    if (genre === 'c' && champ && !champs.includes(`e:${etape}`)) partielles.set(etape, (partielles.get(etape) ?? new Set()).add(champ))
  }
  const etapes = formulaire.etapes
    .filter(e => champs.includes(`e:${e.code}`) || partielles.has(e.code))
    // files are chosen one by one
    .map(e => ({ ...e, blocs: e.blocs.filter(b => b !== 'pieces') }))
  return { etapes, partielles }
}
