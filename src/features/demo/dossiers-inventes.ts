import type { Acteur } from '../../contexte.ts'
import type { Deps } from '../../http.ts'
import type { Jeu } from './jeu.ts'

export async function jouerDossiers(_d: Deps, _jeu: Jeu, _acteurs: Acteur[]): Promise<void> {}
