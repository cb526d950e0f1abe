import { formatNombre } from './euros.ts'

/** « 1 bilan », « 12 bilans », « 3 travaux ». */
export const pluriel = (n: number, un: string, plusieurs = `${un}s`) => `${formatNombre(n)}\u00a0${n > 1 ? plusieurs : un}`
