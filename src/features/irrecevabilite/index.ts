/**
 * Irrecevabilité: a dossier declared not receivable, the letter that says why, and the end of it; both sides. Owns `irrecevabilite`.
 */

export { type IrrecevabiliteLue, irrecevabiliteDe } from './irrecevabilite.queries.ts'
export { Irrecevabilite } from './irrecevabilite.view.tsx'
export { lettrePdf, servirLettre } from './lettre.ts'
export { declarerIrrecevable } from './service/declarer.ts'
