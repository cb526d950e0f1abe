/** What a table says of a word that came from outside: nothing for « constructor » or « __proto__ », which every object knows. */
export const lireTable = <T>(table: Readonly<Record<string, T>>, mot: string | undefined): T | undefined =>
  mot !== undefined && Object.hasOwn(table, mot) ? table[mot] : undefined
