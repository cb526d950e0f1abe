/**
 * What a change took away that something else may still wait for, kept with it as data. `question`: its code and its words. `date`: its place and what stood there; `ligne`: the
 * period that it was of, where the call has several; `devant`: the place of the date that had just been changed and that it would have come before, with what is written there.
 */
export type Retrait =
  | { sorte: 'question'; code: string; nom: string }
  | { sorte: 'date'; lieu: string; valeur: string; ligne: string; devant: { lieu: string; valeur: string } }
export type DateRetiree = Extract<Retrait, { sorte: 'date' }>

/** A change keeps so many: a whole form that goes has some tens of questions. */
export const RETRAITS_MAX = 300
