import type { Chemin } from '../../formes/index.ts'

/** The letters and acts of a call, in the order in which they come; each has a usual text, kept until the call writes its own. */
export const ECRITS = {
  retenu: { famille: 'lettre', titre: 'Lettre\u00a0: retenu' },
  partiel: { famille: 'lettre', titre: 'Lettre\u00a0: retenu en partie' },
  liste_complementaire: { famille: 'lettre', titre: 'Lettre\u00a0: liste complémentaire' },
  non_retenu: { famille: 'lettre', titre: 'Lettre\u00a0: non retenu' },
  sans_suite: { famille: 'lettre', titre: 'Lettre\u00a0: sans suite' },
  arrete: { famille: 'acte', titre: 'Arrêté' },
  convention: { famille: 'acte', titre: 'Convention' },
  avenant: { famille: 'acte', titre: 'Avenant' },
} as const satisfies Record<string, { famille: 'lettre' | 'acte'; titre: string }>
export type Ecrit = keyof typeof ECRITS
export type Famille = (typeof ECRITS)[Ecrit]['famille']
export const ECRITS_EN_ORDRE = Object.keys(ECRITS) as Ecrit[]

/** Where it stands in the file. */
export const cheminDe = (e: Ecrit): Chemin => [ECRITS[e].famille === 'lettre' ? 'lettres' : 'actes', e]
