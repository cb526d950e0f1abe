/**
 * A text typed by somebody: a spreadsheet takes what begins by one of these signs for a formula, an apostrophe stops it. A number with its sign is
 * left alone.
 */
export const sansFormule = (t: string) => (/^[=+\-@\t\r]/.test(t) && !/^[+-]?\d+(?:[.,]\d+)?$/.test(t) ? `'${t}` : t)

/** One row, as RFC 4180 writes it. */
export const rangee = (cellules: readonly string[], separateur: ',' | ';' = ',') =>
  `${cellules.map(c => (/[",;\r\n]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(separateur)}\r\n`
