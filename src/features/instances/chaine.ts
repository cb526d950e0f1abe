import { formatJour } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import type { Appel } from '../cahier/index.ts'
import type { Etat } from '../decret/index.ts'
import type { Maillon } from './chaine.view.tsx'
import type { Consultation } from './consultations.ts'
import { autoriteDe, MOTS_AVIS } from './instances.rules.ts'

const INSTRUIT: readonly Etat[] = ['au_comite', 'delibere', 'retenu', 'liste_complementaire', 'non_retenu', 'sans_suite', 'renonce']

/** Who comes next for a dossier, from its instruction to the decision: the bodies that it goes before, in their order. Empty for a call that names none. Pure. */
export function maillonsDe(appel: Appel, etat: Etat, consultations: readonly Consultation[]): Maillon[] {
  if (appel.instances.length === 0) return []
  const instruit = INSTRUIT.includes(etat)
  const decide = instruit && etat !== 'au_comite'
  const selection = appel.instances.find(x => x.nature === 'selection')
  const faits = [
    { titre: 'Instruction', fait: instruit, texte: instruit ? 'Finie' : 'En cours' },
    ...consultations.map(c => ({ titre: c.instance.libelle, fait: decide || !!c.rendu?.scelleLe, texte: texteDe(c) })),
    ...(selection ? [{ titre: selection.libelle, fait: decide, texte: decide ? 'A délibéré' : 'Sélectionne' }] : []),
    { titre: 'Décision', fait: decide && etat !== 'delibere', texte: autoriteDe(appel) },
  ]
  const ici = faits.findIndex(m => !m.fait)
  return faits.map(({ titre, fait, texte }, i) => ({ titre, texte, ou: fait ? 'fait' : i === ici ? 'ici' : 'suite' }))
}

function texteDe({ instance, montant, rendu }: Consultation): string {
  if (!rendu || rendu.sens === 'reporte')
    return `${instance.si === undefined ? 'Donne un avis' : `Donne un avis\u00a0: ${formatEuros(montant)} proposés`}${rendu ? `, reporté le ${formatJour(rendu.tenueLe)}` : ''}`
  // nothing is said of it before its procès-verbal is sealed
  return rendu.scelleLe
    ? `${MOTS_AVIS[rendu.sens]}, le ${formatJour(rendu.tenueLe)}`
    : `Séance du ${formatJour(rendu.tenueLe)}, procès-verbal à signer`
}
