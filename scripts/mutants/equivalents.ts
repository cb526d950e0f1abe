/** Faults that change nothing that anybody could see, each with its reason. They stay among those that survive. */
export const EQUIVALENTS: Readonly<Record<string, string>> = {}
