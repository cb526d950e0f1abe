import type { Appel } from '../cahier/index.ts'
import { type Contenu, texteDe } from '../contenu/index.ts'

/** A structure of the project, as a choice: its id and its name. */
export type StructureDuProjet = { code: string; libelle: string }

type Projet = {
  structure: { id: string; nom: string }
  partenaires: readonly { structureId: string | null; nom: string }[]
}
/** The structures of a project that are known: the porteur first. Someone invited by mail has not said yet which one is theirs. */
export const structuresDuProjet = ({ structure, partenaires }: Projet): StructureDuProjet[] => [
  { code: structure.id, libelle: structure.nom },
  ...partenaires.flatMap(p => (p.structureId === null ? [] : [{ code: p.structureId, libelle: p.nom }])),
]

/** Where the operational contact is kept: one value each, so that there is exactly one (C2.6). */
export const CHAMP_CONTACT = {
  structure: 'contact_structure',
  fonction: 'contact_operationnel',
  courriel: 'contact_courriel',
  telephone: 'contact_telephone',
} as const

/** Whether a field is one of the contact's. */
export const estChampContact = (nom: string) => (Object.values(CHAMP_CONTACT) as string[]).includes(nom)

export type Contact = { structure: string; fonction: string; courriel: string; telephone: string }
/** Whether a form of this call asks for the operational contact. */
export const demandeContact = (appel: Appel) => appel.formulaires.some(f => f.etapes.some(e => e.blocs.includes('contact')))

/** The operational contact as far as it is known. Alone in its project, the porteur carries it; one that left the project does not. Pure. */
export function contactDe(c: Contenu, structures: readonly StructureDuProjet[]): { [K in keyof Contact]: string | undefined } {
  const choisie = texteDe(c, CHAMP_CONTACT.structure)
  const structure = structures.length > 1 ? structures.find(s => s.code === choisie) : structures[0]
  return {
    structure: structure?.libelle,
    fonction: texteDe(c, CHAMP_CONTACT.fonction),
    courriel: texteDe(c, CHAMP_CONTACT.courriel),
    telephone: texteDe(c, CHAMP_CONTACT.telephone),
  }
}

/** What the rules know of it. */
export function faitsContact(c: Contenu, structures: readonly StructureDuProjet[]) {
  const { structure, fonction, courriel, telephone } = contactDe(c, structures)
  const connus = [fonction, structure, courriel, telephone]
  return { complet: connus.every(Boolean), mots: connus.filter(Boolean).join(', ') }
}
