import type { RefusRole } from './changer-roles.ts'

/** Why a role is not given, beside the field that it is about. */
export function erreurDeRole(r: Exclude<RefusRole, { kind: 'introuvable' }>): Record<string, string> {
  switch (r.kind) {
    case 'courriel':
      return { courriel: 'Cette adresse électronique est mal écrite' }
    case 'role':
      return { role: 'Choisissez un rôle' }
    case 'soi':
      return { role: 'Une autre personne de l’administration vous donne ce rôle' }
    case 'suspendu':
      return { role: 'Rendez d’abord son accès à cette personne' }
    case 'signataire':
    case 'fonction':
    case 'autre_fonction':
      return { role: 'Un signataire se désigne sur la page d’un appel, avec sa qualité' }
    case 'appel':
      return { appel: 'Choisissez un appel dans la liste' }
    case 'appel_attendu':
      return { appel: 'Ce rôle se donne pour un appel, ou pour tous' }
    case 'du_guichet':
      return { appel: 'L’administration et la direction sont de tout le guichet\u00a0: ne choisissez ni appel ni département' }
    case 'deja_tous':
      return { appel: 'Cette personne a déjà ce rôle pour tous les appels' }
    case 'departement':
      return { departement: 'Un département coché n’est pas de cet appel' }
    case 'departement_attendu':
      return { departement: 'Un référent départemental a un département au moins' }
    case 'volet':
    case 'volets_de_tous':
      return { appel: 'Un volet se choisit sur la page de l’appel' }
    case 'derniere_administration':
      return { role: 'C’est la seule personne qui administre ce guichet. Donnez d’abord ce rôle à une autre' }
  }
}
