import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Appel } from '../src/features/cahier/index.ts'
import type { EssaiJoue, jouerEssais } from '../src/features/examen/jouer-essais.ts'

/** What plays test dossiers: from the sources, or built where only the commands' own are (`npm run livraison`). */
async function joueur(): Promise<typeof jouerEssais> {
  if (existsSync(new URL('../src/app.tsx', import.meta.url))) {
    await import('./tsx.ts')
    return (await import('../src/features/examen/jouer-essais.ts')).jouerEssais
  }
  return ((await import(new URL('../dist/essais.js', import.meta.url).href)) as { jouerEssais: typeof jouerEssais }).jouerEssais
}

/** Plays the test dossiers of a call that has passed the check. */
export async function jouerLesEssais(appel: Appel, texte: string): Promise<EssaiJoue[]> {
  if (appel.essais.length === 0) return []
  return (await joueur())({ appel, sha256: createHash('sha256').update(texte).digest('hex') })
}

/** What each test dossier that fails expected, what it got, and why; empty when all pass. */
export const direEcarts = (joues: readonly EssaiJoue[]): string[] =>
  joues.flatMap(({ essai, ecarts }) =>
    ecarts.map(e =>
      [
        `Essai « ${essai.code} » (${essai.titre}), ${e.quoi} :`,
        `  attendu : ${e.attendu}`,
        `  obtenu  : ${e.obtenu}`,
        ...(e.pourquoi ? e.pourquoi.split('\n').map(p => `  pourquoi : ${p}`) : []),
      ].join('\n'),
    ),
  )
