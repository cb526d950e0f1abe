/** Where somebody may stand before a dossier, a séance, a lauréat, a structure or the money of a call, and how it is said. One vocabulary for every table. */
export const PLACES = {
  porteur: 'un membre de la structure qui porte le projet',
  redacteur: 'qui l’a commencé et attend d’être accepté par la structure',
  partenaire: 'un membre d’une structure associée',
  administrateur: 'l’administration du guichet',
  direction: 'la direction',
  referent: 'le référent qui mène le dossier',
  referent_associe: 'un référent d’un autre département du projet',
  referent_invite: 'un référent à qui le dossier est ouvert',
  expert: 'un expert à qui un avis est demandé',
  president: 'qui préside la séance',
  membre_comite: 'un membre du comité',
  a_declarer: 'un membre du comité qui n’a pas déclaré ses intérêts',
  deporte: 'un membre du comité en conflit sur ce dossier',
  membre: 'un membre de la structure',
  demandeur: 'qui attend d’être membre de la structure',
  interesse: 'qui donne ou reçoit la délégation',
  signataire: 'qui signe pour l’appel, en son nom ou par délégation',
  agent_territoire: 'un agent dont le territoire comprend la structure',
  agent: 'un agent d’ailleurs',
  sans_lien: 'quelqu’un sans lien',
  personne: 'qui n’est pas connecté',
} as const
export type Place = keyof typeof PLACES

/** One act on one kind of object: how it is said, and who may, in each state. A state that is not there is closed to everybody. */
export type Droit<E extends string> = { readonly dit: string; readonly qui: Partial<Record<E, readonly Place[]>> }
export const droit = <E extends string>(dit: string, qui: Partial<Record<E, readonly Place[]>>): Droit<E> => ({ dit, qui })
/** The same people in each of these states. */
export const dans = <E extends string>(etats: readonly E[], qui: readonly Place[]) =>
  Object.fromEntries(etats.map(e => [e, qui])) as Record<E, readonly Place[]>
