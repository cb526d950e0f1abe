import type { Etape } from '../cahier/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { formulaireDe } from '../examen/index.ts'

/** Steps that stay the porteur's: its own facts and its partners, and the filing. */
const AU_PORTEUR = ['structure', 'partenaires', 'depot']

/** The steps that a porteur may open to a partner, in the order of the form. */
export const etapesOuvrables = (d: Pick<Dossier, 'version' | 'contenu'>): Etape[] =>
  formulaireDe(d.version.appel, d.contenu).etapes.filter(e => !e.blocs.some(b => AU_PORTEUR.includes(b)))
