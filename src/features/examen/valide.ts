import type { Appel } from '../cahier/index.ts'
import { champsPossibles, listesDe } from '../champs/index.ts'
import { type Contenu, canonique, empreinteDe, estListe, LISTES, lignesDe } from '../contenu/index.ts'
import type { ContenuValide, Partenaire } from '../dossiers/index.ts'
import { formulaireDe } from './dossiers.faits.ts'

/** Étapes that a partner does not validate: the porteur's own facts and contacts, the files, the filing. */
const HORS_VALIDATION = ['structure', 'pieces', 'depot']

/** The steps that a partner validates. */
export const etapesAValider = (appel: Appel, c: Contenu) =>
  formulaireDe(appel, c).etapes.filter(e => !e.blocs.some(b => HORS_VALIDATION.includes(b)))

/**
 * What a partner validates (C2.7): the project, its method, its roadmap, its plan and its lots; neither contacts nor files. Field by field,
 * rows in their order; what is computed from them is not one of them. Pure.
 */
export function contenuAValider(appel: Appel, c: Contenu): ContenuValide {
  const etapes = etapesAValider(appel, c)
  const noms = etapes.flatMap(e => champsPossibles(appel, e, c).flatMap(champ => (champ.calcule ? [] : [champ.nom])))
  const valeurs = Object.fromEntries(noms.flatMap(n => (c.valeurs[n] === undefined ? [] : [[n, c.valeurs[n]]])))
  const lignes = Object.fromEntries(
    [...LISTES, ...etapes.flatMap(e => listesDe(appel, e)).filter(l => !estListe(l))].flatMap(l =>
      lignesDe(c, l).length > 0 ? [[l, [...lignesDe(c, l)]]] : [],
    ),
  )
  return { valeurs, lignes }
}

/** SHA-256 of what a partner would validate now. */
export const empreinteAValider = (appel: Appel, c: Contenu) => empreinteDe(canonique(contenuAValider(appel, c)))

/** `validee` holds for what stands now; `a_revalider`: it did, and what was validated has changed since. */
export type EtatValidation = 'validee' | 'a_revalider' | 'attendue' | 'invitee'
export function etatValidation(p: Partenaire, empreinte: string): EtatValidation {
  if (p.structureId === null) return 'invitee'
  if (!p.validation) return 'attendue'
  return p.validation.empreinte === empreinte ? 'validee' : 'a_revalider'
}
