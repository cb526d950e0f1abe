import type { Ctx } from '../../../http.ts'
import { dispositionContenu } from '../../fichiers/index.ts'

/** A text typed by somebody: what a spreadsheet would take for a formula is stopped by an apostrophe. */
const sure = (t: string) => (/^[=+\-@\t\r]/.test(t) && !/^[+-]?\d+(?:[.,]\d+)?$/.test(t) ? `'${t}` : t)
const cellule = (t: string) => (/[",;\r\n]/.test(t) ? `"${t.replaceAll('"', '""')}"` : t)
/** One row, as RFC 4180 writes it. */
export const rangee = (cellules: readonly string[]) => `${cellules.map(c => cellule(sure(c))).join(',')}\r\n`
/** Cents as euros, with a point. */
export const enEuros = (centimes: number) => (centimes / 100).toFixed(2)

/** A file for machines, to any site; anybody gets the same. */
export const rendreCsv = (c: Ctx, nom: string, lignes: readonly (readonly string[])[]) =>
  c.body(lignes.map(rangee).join(''), 200, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': dispositionContenu(nom),
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })
