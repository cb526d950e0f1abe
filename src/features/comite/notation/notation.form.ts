import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { type CritereNote, type Notes, SANS_OBJET } from './notation.rules.ts'

export const COMMENTAIRE_MAX = 2000
export const champNote = (code: string) => `note-${code}`
export const champCommentaire = (code: string) => `commentaire-${code}`
export const champMaintien = (code: string) => `maintien-${code}`

/** What a form says, the whole of it or a few fields: a field that it does not hold is left as it is. */
export type SaisieGrille = {
  notes: Readonly<Record<string, { valeur?: string; commentaire?: string; maintien: boolean }>>
  avis: string | undefined
}

const texte = (corps: Record<string, unknown>, nom: string) => (nom in corps ? texteSaisi(corps[nom]) : undefined)

export function lireGrille(corps: Record<string, unknown>, criteres: readonly CritereNote[]): SaisieGrille {
  const notes = criteres.flatMap(c => {
    const [valeur, commentaire] = [texte(corps, champNote(c.code)), texte(corps, champCommentaire(c.code))]
    const maintien = corps[champMaintien(c.code)] === 'oui'
    if (valeur === undefined && commentaire === undefined && !maintien) return []
    return [
      [c.code, { ...(valeur === undefined ? {} : { valeur }), ...(commentaire === undefined ? {} : { commentaire }), maintien }] as const,
    ]
  })
  return { notes: Object.fromEntries(notes), avis: texte(corps, 'avis') }
}

/** What is wrong in it: a figure that the scale does not have, a text too long. Pure. */
export function erreursGrille(s: SaisieGrille, criteres: readonly CritereNote[]): FieldErrors {
  const errors: FieldErrors = {}
  for (const c of criteres) {
    const { valeur, commentaire } = s.notes[c.code] ?? {}
    if (valeur && !(c.sansObjet && valeur === SANS_OBJET) && !c.echelons.some(e => String(e.note) === valeur))
      errors[champNote(c.code)] = `«\u00a0${valeur.slice(0, 20)}\u00a0» n’est pas une note de l’échelle`
    if ((commentaire?.length ?? 0) > COMMENTAIRE_MAX)
      errors[champCommentaire(c.code)] = `Le commentaire tient en ${COMMENTAIRE_MAX} caractères`
  }
  if ((s.avis?.length ?? 0) > COMMENTAIRE_MAX) errors.avis = `L’avis tient en ${COMMENTAIRE_MAX} caractères`
  return errors
}

/**
 * The scores once this is said, and which changed. A score given or kept judges the filing that stands; a comment alone leaves it on the one
 * that it judged. Pure.
 */
export function appliquer(avant: Notes, s: SaisieGrille, depotId: string): { notes: Notes; changees: string[] } {
  const notes: Record<string, Notes[string]> = { ...avant }
  const changees: string[] = []
  for (const [code, dit] of Object.entries(s.notes)) {
    const n = avant[code] ?? { valeur: null, sansObjet: false, commentaire: '', depotId }
    const sansObjet = dit.valeur === undefined ? n.sansObjet : dit.valeur === SANS_OBJET
    const valeur = dit.valeur === undefined ? n.valeur : dit.valeur === '' || sansObjet ? null : Number(dit.valeur)
    const commentaire = dit.commentaire ?? n.commentaire
    const rejugee = valeur !== n.valeur || sansObjet !== n.sansObjet || dit.maintien
    if (!rejugee && commentaire === n.commentaire) continue
    notes[code] = { valeur, sansObjet, commentaire, depotId: rejugee ? depotId : n.depotId }
    changees.push(code)
  }
  return { notes, changees }
}
