/**
 * The guichet itself. Owns `guichet` and `horloge`. Invariant: its identity is configuration (a YAML file), written here at start; the clock is
 * the system's, except in demonstration where it is set by hand and remembered.
 */

export { reglerHorloge, reprendreHorloge } from './horloge.ts'
export { idDuSlug, installerGuichet } from './installer.ts'
