import { lienDe, verrouillerMembres } from './appartenances.queries.ts'
import { quiParle } from './qui-parle.queries.ts'
import { rejoindre } from './rejoindre.ts'

/** Coming into a structure, as other features play it: who speaks for it, to join it, one's own link to it, and nobody else coming or going meanwhile. */
export const entree = { quiParle, rejoindre, lien: lienDe, seul: verrouillerMembres }
