import { COMITE } from './paths/comite.ts'
import { PORTEUR } from './paths/porteur.ts'
import { PUBLIC } from './paths/public.ts'
import { SERVICE } from './paths/service.ts'

export { ancreClause, type FiltreDonnees } from './paths/public.ts'

/** Every URL of the product, and nowhere else. Nouns are French and plural; an act is a POST on the noun that it makes. */
export const paths = { ...PUBLIC, ...PORTEUR, ...SERVICE, ...COMITE } as const
