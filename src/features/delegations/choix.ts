import { majuscule } from '../../lib/mots.ts'
import { nomDuSignataire, type Signataire } from '../agents/index.ts'
import type { ChoixSignataire } from './qui-signe.view.tsx'

/** Who may be chosen to sign, as a form shows them; the authority is proposed when it is one person. Empty: the call has no signatory, and nothing is asked. */
export function choixDe(signataires: readonly Signataire[]): ChoixSignataire {
  const autorites = signataires.filter(s => s.enPropre)
  return {
    options: signataires.map(s => ({
      value: s.id,
      label: `${majuscule(s.qualite)} (${nomDuSignataire(s)})${s.enPropre ? '' : ', par délégation'}`,
    })),
    propose: autorites.length === 1 ? autorites[0]!.id : '',
  }
}
