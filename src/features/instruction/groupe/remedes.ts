import { paths } from '../../../paths.ts'
import type { EtatInstruit } from '../../service/index.ts'
import type { ActeGroupe } from './groupe.rules.ts'

export type Remede = { libelle: string; href?: string | undefined }
const p = paths.instruction
/** Where each act is made on one dossier: the page says what keeps it from being made, and leads there. */
const PAGES: Record<ActeGroupe, { libelle: string; href: (id: string) => string }> = {
  affecter: { libelle: 'Affecter ce dossier', href: p.affectation },
  etiqueter: { libelle: 'Voir ses étiquettes', href: p.etiquettes },
  ecrire: { libelle: 'Voir ses échanges', href: p.echanges },
  demander_complement: { libelle: 'Voir ses compléments', href: p.complements },
  passer_au_comite: { libelle: 'Voir ce qui manque', href: p.comite },
}
const CLOS: Partial<Record<EtatInstruit, string>> = {
  retire: 'Rien\u00a0: le dossier est clos.',
  irrecevable: 'Rien\u00a0: le dossier est irrecevable.',
  au_comite: 'Rien\u00a0: le dossier est au comité.',
  depose: 'Attendre le relevé.',
}

/** Acts that are open in every state of a dossier that is not taken back. */
const PARTOUT: ReadonlySet<ActeGroupe> = new Set(['etiqueter', 'ecrire'])

/** What may be done about a dossier that an act refused, as it stands today. `etat` is absent outside the perimeter. */
export function remede(acte: ActeGroupe, { id, etat }: { id: string; etat: EtatInstruit | undefined }): Remede {
  if (!etat) return { libelle: 'Rien\u00a0: vous ne lisez plus ce dossier.' }
  const clos = PARTOUT.has(acte) && etat !== 'retire' ? undefined : CLOS[etat]
  if (clos) return { libelle: clos }
  const { libelle, href } = PAGES[acte]
  return { libelle, href: href(id) }
}
