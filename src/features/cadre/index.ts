/**
 * Cadre: what every page of a dossier has around it for its porteur and its partners: head, steps, what was answered read again. Owns no table.
 */

export { Cadre, placeDe, type Tete, vueEtape, vueVerdict } from './cadre.view.tsx'
export { DossierRelu, type RelectureProps } from './relecture.view.tsx'
export { preuveDe, relu, teteDe } from './tete.tsx'
