/**
 * Budget: the plan de financement as documents (PDF, workbook), and what a filing keeps of it: its base, its lots. Owns no table.
 */

export { budgetPdf } from './budget-pdf.ts'
export { budgetXlsx } from './budget-xlsx.ts'
export { baseDeposee, type LotDepose, lotsDeposes } from './plan-depose.ts'
export { produireBudget } from './produire-budget.ts'
