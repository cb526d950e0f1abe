/**
 * Examen: what the rules of its call say of a dossier: verdicts, what is missing, how far it is, what its partners have still to validate. Pure. Owns no table.
 */

export { type Avancement, avancement, minutesRestantes, premiereAFaire } from './avancement.ts'
export { contenuDEssai } from './contenu-d-essai.ts'
export { couvertureDesEssais } from './couverture-des-essais.ts'
export { formulaireDe } from './dossiers.faits.ts'
export { motEffort } from './effort.ts'
export { type Ecart, type EssaiJoue, jouerEssais } from './jouer-essais.ts'
export { type Depose, type Lecture, lireDepose, lireDeposes, lireRegles } from './lecture.ts'
export { aRegler } from './points.rules.ts'
export { relireRegles } from './relire.ts'
export { resume } from './resume.ts'
export { contenuAValider, type EtatValidation, empreinteAValider, etapesAValider, etatValidation } from './valide.ts'
