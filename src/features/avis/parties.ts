import { ciblesDe } from '../complements/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import type { Lecture } from '../examen/index.ts'
import type { AvisPrevu } from './lire-avis.ts'

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

/**
 * What a body that the call asks reads, and nothing else: the étapes that the call says, or else those that say what the project is; the files that it names, never one
 * that holds the opinion of another. Pure.
 */
export function partiesDues({ montre, pieces: codes, code }: AvisPrevu, { appel, formulaire }: Lecture, pieces: Dossier['pieces']) {
  const dAutres = new Set(appel.avis.flatMap(a => (a.code === code || a.piece === undefined ? [] : [a.piece])))
  const etapes = formulaire.etapes.filter(e => (montre.length > 0 ? montre.includes(e.code) : e.blocs.includes('projet')))
  return {
    champs: etapes.map(e => `e:${e.code}`),
    pieces: pieces.filter(p => codes.includes(p.code) && !dAutres.has(p.code)).map(p => p.id),
  }
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

/** What was shown of a dossier, in words. Pure. */
export const montrees = (l: { champs: readonly string[]; pieces: readonly string[] }, parties: readonly Partie[]) =>
  [...l.champs, ...l.pieces.map(id => `f:${id}`)]
    .map(code => parties.find(x => x.code === code))
    .map(x => (x ? `${x.groupe}, ${x.libelle}` : 'une partie qui n’est plus au dossier'))
    .join('\u202f; ')
