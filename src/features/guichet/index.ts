/**
 * The guichet itself. Owns `guichet` and `horloge`. Invariant: its settings are the database's, seeded once by a YAML file, changed on screen or by a command, each change in
 * the journal; the clock is the system's, except in demonstration where it is set by hand and remembered.
 */

export { type Annuaire, annuaireDe, annuairesPermis } from './annuaire.ts'
export { FRAICHEUR_MS, lireReglages, type Reglages, reprendreReglages, suivreReglages } from './courants.ts'
export { reglerHorloge, reprendreHorloge } from './horloge.ts'
export { idDuSlug, installerGuichet } from './installer.ts'
export { type Difference, differences, direDifference } from './reglages/champs.table.ts'
export { marqueDe } from './reglages/confronter.ts'
export { enregistrerReglages } from './reglages/enregistrer.ts'
export { placeDe } from './reglages/place.ts'
