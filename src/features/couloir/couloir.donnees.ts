import type { Rattachement } from '../../contexte.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { estUuid } from '../../lib/uuid.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../ui/site.ts'
import { duSimulateur } from '../appels/index.ts'
import type { Appel } from '../cahier/index.ts'
import type { Brouillon } from '../espace/index.ts'
import type { entree } from '../structures/index.ts'
import type { NonAidee } from './non-aidee.rules.ts'

export type QuiParle = Awaited<ReturnType<typeof entree.quiParle>>

/** What the corridor keeps in its address, or what a form of it sends back. `r`: the answers of the simulator. */
export type Saisie = {
  r: string
  structure: string
  q: string
  fonction: string
  changer: string
  autre: boolean
  courriel?: string
  code?: string
  titre?: string
  volet?: string
}
const borne = (v: string | undefined, max: number) => (v ?? '').trim().slice(0, max)
export function lireSaisie(lire: (cle: string) => string | undefined): Saisie {
  const structure = borne(lire('structure'), 40)
  return {
    r: String(duSimulateur.lire(lire('r'))),
    structure: estUuid(structure) || /^\d{9}$/.test(structure) ? structure : '',
    q: borne(lire('q'), 120),
    fonction: borne(lire('fonction'), 200),
    changer: borne(lire('changer'), 20),
    autre: lire('autre') === 'oui',
  }
}

/** The corridor's address, with what is kept in it. */
export function adresseDuCouloir(slug: string, s: Partial<Saisie>): string {
  const champs = { structure: s.structure, q: s.q, fonction: s.fonction, changer: s.changer, autre: s.autre ? 'oui' : '', r: s.r }
  const q = new URLSearchParams(Object.entries(champs).filter((e): e is [string, string] => !!e[1]))
  return q.size > 0 ? `${paths.couloir.voir(slug)}?${q}` : paths.couloir.voir(slug)
}

/** A structure that is proposed: its id, or its SIREN where it is in the directory alone. */
export type Proposee = { id: string; nom: string; detail: string; type: string; fermee: boolean }
/** Where somebody stands in the corridor: one step is open. */
export type EtatCouloir = { courriel?: string | undefined } & (
  | { ici: 'adresse' }
  | { ici: 'code'; attendu: string }
  | { ici: 'agent' }
  | {
      ici: 'chercher'
      miennes: readonly Rattachement[]
      invitations: readonly { id: string; nom: string }[]
      trouvees?: readonly Proposee[]
    }
  | {
      ici: 'confirmer'
      structure: Proposee
      nonAidee: NonAidee | undefined
      parle: QuiParle | undefined
      /** The address is the structure's own mailbox. */
      officielle: boolean
    }
  | {
      ici: 'brouillon'
      structure: Rattachement
      nonAidee: NonAidee | undefined
      parle: QuiParle | undefined
      brouillons: readonly Brouillon[]
      reprises: number
    }
)

export type CouloirProps = {
  site: Site
  appel: Appel
  instant: Date
  /** Set when nothing can begin any more. */
  clos: Date | undefined
  etat: EtatCouloir
  saisie: Saisie
  errors: FieldErrors
  /** The demonstration's mailbox. */
  boite: string | undefined
}
