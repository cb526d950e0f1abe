import { lienDe, verrouillerMembres } from './appartenances.queries.ts'
import { structureDeLaBoite } from './boites.queries.ts'
import { quiParle } from './qui-parle.queries.ts'
import { rejoindre } from './rejoindre.ts'

/** Coming into a structure, as other features play it: who speaks for it, to join it, the one that an address says, one's own link to it, and nobody else coming or going meanwhile. */
export const entree = { quiParle, rejoindre, reconnue: structureDeLaBoite, lien: lienDe, seul: verrouillerMembres }
