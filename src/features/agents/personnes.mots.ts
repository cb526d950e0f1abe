import { formatDateCivile } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import type { Appel } from '../cahier/index.ts'
import type { Personne } from './agents.queries.ts'
import type { Dates } from './dates.rules.ts'
import { siegesPossibles } from './roles.ts'

/** Where the pages of a call's people stand. */
export const arianePersonnes = (appel: Pick<Appel, 'slug' | 'titre'>) => [
  { libelle: 'Accueil', href: paths.accueil },
  { libelle: 'Appels et versions', href: paths.administration.appels },
  { libelle: appel.titre, href: paths.administration.appel(appel.slug) },
]

/** « Du 1er octobre 2026 au 30 septembre 2027 »; nothing where there is no date. Both days are included. */
export function direDates({ du, au }: Dates): string {
  if (du && au) return du === au ? `Le ${formatDateCivile(du)}` : `Du ${formatDateCivile(du)} au ${formatDateCivile(au)}`
  return du ? `À partir du ${formatDateCivile(du)}` : au ? `Jusqu’au ${formatDateCivile(au)}` : ''
}

/** What somebody's role opens of a call, in words, in the order of the call; what it has no more comes last, by its code. */
const nomsDes = (codes: readonly string[], connus: readonly { code: string; dit: string }[], tous: string) =>
  codes.length === 0
    ? tous
    : [...connus.filter(x => codes.includes(x.code)).map(x => x.dit), ...codes.filter(c => !connus.some(x => x.code === c))].join(', ')
export const dire = (appel: Appel) => ({
  departements: (p: Pick<Personne, 'departements'>) =>
    nomsDes(
      p.departements,
      appel.territoire.departements.map(d => ({ code: d.code, dit: d.nom })),
      'Tout le territoire',
    ),
  volets: (p: Pick<Personne, 'volets'>) =>
    nomsDes(
      p.volets,
      appel.volets.map(v => ({ code: v.code, dit: String(v.numero) })),
      'Tous',
    ),
  instances: (p: Pick<Personne, 'instances' | 'role'>) =>
    p.role !== 'membre_comite'
      ? ''
      : nomsDes(
          p.instances,
          siegesPossibles(appel).map(i => ({ code: i.code, dit: i.libelle })),
          'Toutes',
        ),
})
