/**
 * Delegations: the delegations of signature that were published, recorded, and who may sign which act of which amount at which instant. Owns `delegation`,
 * `emploi_delegation`.
 * Invariants: the guichet makes no delegation; nobody records their own; what is signed under one never passes its ceilings, whoever signs at the same instant.
 */

export { annoncerFins, finsProches, PREAVIS_JOURS } from './annoncer-fins.ts'
export { choixDe } from './choix.ts'
export { FinsProches } from './fins-proches.view.tsx'
export { type ChoixSignataire, QuiSigne } from './qui-signe.view.tsx'
export { refusDuJour } from './signer-le-jour.ts'
export {
  type ASigner,
  inscrireSignature,
  type RefusSigner,
  refusDeSigner,
  rendreLAide,
  rendreSignatures,
  type Signature,
  type Signee,
  signaturesPour,
} from './signer-pour.ts'
