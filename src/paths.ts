import { ADMINISTRATION } from './paths/administration.ts'
import { COMITE } from './paths/comite.ts'
import { PORTEUR } from './paths/porteur.ts'
import { PUBLIC } from './paths/public.ts'
import { SERVICE } from './paths/service.ts'
import { STUDIO } from './paths/studio.ts'

export { ancreClause, type FiltreDonnees } from './paths/public.ts'

/** Every URL of the product, and nowhere else. Nouns are French and plural; an act is a POST on the noun that it makes. */
export const paths = { ...PUBLIC, ...PORTEUR, ...SERVICE, ...STUDIO, ...ADMINISTRATION, ...COMITE } as const
