import type { Acteur, Preuve, Role } from '../../contexte.ts'
import { peut } from '../decret/decret.rules.ts'
import type { Place } from '../decret/droit.rules.ts'
import { perimetres } from '../perimetre/perimetre.rules.ts'

const DU_SERVICE: Role['role'][] = ['administrateur', 'referent_regional', 'referent_departemental']

/** Départements whose memberships the agent looks after: a structure is of no call, so those of all their calls; `tous` when one has no limit. `null` for whoever is no such agent. */
export function perimetreService(acteur: Pick<Acteur, 'roles'> | null): 'tous' | string[] | null {
  const roles = (acteur?.roles ?? []).filter(r => DU_SERVICE.includes(r.role))
  if (roles.length === 0) return null
  const siens = perimetres(roles)
  return siens.some(p => p.departements === null) ? 'tous' : [...new Set(siens.flatMap(p => p.departements ?? []))]
}

/** `lien`: the actor's own membership of this structure, as the database has it now. */
export function quiEst(acteur: Acteur | null, lien: 'active' | 'demandee' | undefined, departement: string | null): Place {
  if (!acteur) return 'personne'
  if (lien === 'active') return 'membre'
  if (lien === 'demandee') return 'demandeur'
  const perimetre = perimetreService(acteur)
  if (perimetre === 'tous' || (perimetre && departement && perimetre.includes(departement))) return 'agent_territoire'
  return acteur.roles.length > 0 || acteur.rolesEnAttente.length > 0 ? 'agent' : 'sans_lien'
}

/** Mailboxes that anybody can open: they prove no structure, whatever the referential says. */
const DOMAINES_PUBLICS = new Set(
  'gmail.com googlemail.com orange.fr wanadoo.fr free.fr sfr.fr neuf.fr laposte.net hotmail.com hotmail.fr outlook.com outlook.fr live.fr msn.com yahoo.com yahoo.fr icloud.com me.com proton.me protonmail.com bbox.fr numericable.fr aol.com gmx.fr gmx.com'.split(
    ' ',
  ),
)

/** Domain of an address, unless anybody can open a mailbox there. */
export function domainePropre(courriel: string): string | undefined {
  const domaine = courriel.split('@').at(-1)?.toLowerCase()
  return domaine && !DOMAINES_PUBLICS.has(domaine) ? domaine : undefined
}

/** How a membership is known from the start: ProConnect's SIRET of the same SIREN, else a verified address at the structure's domain or its own mailbox, else a word. */
export function preuveInitiale(
  structure: { siren: string | null; domaines: readonly string[] },
  compte: { siret: string | null; courriel: string; courrielVerifie: boolean; boite?: boolean },
): Preuve {
  if (structure.siren && compte.siret?.slice(0, 9) === structure.siren) return 'proconnect'
  const domaine = domainePropre(compte.courriel)
  if (compte.courrielVerifie && (compte.boite || (domaine && structure.domaines.includes(domaine)))) return 'domaine'
  return 'declaree'
}

/** Structures that one account may declare by its word, in `DECLAREES_JOURS` days, before the service confirms the next ones. */
export const DECLAREES_MAX = 3
export const DECLAREES_JOURS = 30

export const estProuvee = (preuve: Preuve) => preuve !== 'declaree'

/**
 * A first member enters at once; whoever comes after one, even gone, waits for a member or the service: dossiers may be there. An invitation
 * is that acceptance, given beforehand. Whoever is proven does not wait for people known by their word alone, and the structure's own mailbox waits for nobody. Whoever has declared several structures already waits for the
 * service, even where nobody is.
 */
export function etatInitial(v: {
  dejaEuDesMembres: boolean
  invite: boolean
  /** The verified address is the structure's own mailbox, in the directory of public services. */
  boite?: boolean
  preuve: Preuve
  /** An active member is proven. */
  membreProuve: boolean
  /** Structures that the account has declared lately. */
  declarees: number
}): 'active' | 'demandee' {
  if (v.invite || v.boite || (estProuvee(v.preuve) && !v.membreProuve)) return 'active'
  if (v.dejaEuDesMembres) return 'demandee'
  return v.declarees >= DECLAREES_MAX ? 'demandee' : 'active'
}

/** A member known by their word alone never takes out, or turns away, somebody proven; themselves, whenever they like. */
export const peutRetirer = (v: { qui: Place; soi: boolean; sienne: Preuve | undefined; cible: Preuve }) =>
  peut(v.qui, v.soi ? 'quitter' : 'retirer', { structure: 'connue' }) &&
  (v.soi || v.qui === 'agent_territoire' || !estProuvee(v.cible) || (!!v.sienne && estProuvee(v.sienne)))
