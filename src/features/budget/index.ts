/**
 * Budget: the plan de financement as documents (PDF, workbook), and what a filing keeps of it: its base, its lots. Owns no table.
 */

export { baseDeposee } from './base-deposee.ts'
export { budgetPdf } from './budget-pdf.ts'
export { budgetXlsx } from './budget-xlsx.ts'
export type { LotDepose } from './lots-deposes.ts'
export { lotsDeposes } from './lots-deposes.ts'
export { produireBudget } from './produire-budget.ts'
