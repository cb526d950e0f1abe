import type { Lecture } from '../../dossiers/index.ts'

/** A part of a dossier that can be asked again: one question, one whole step, or one piece. */
export type Cible = { code: string; libelle: string; etape: string; champ: string | null; piece: string | null }

/** Rows of tables are asked with their step; the volet decides who instructs the dossier: it does not change any more. */
const seule = (nom: string) => !nom.includes('.') && nom !== 'volet'

/** What an instructeur may ask again in this dossier, in the order of its form. Pure. */
export function ciblesDe(lecture: Lecture): Cible[] {
  const { appel, formulaire, visibilite } = lecture
  return formulaire.etapes
    .filter(e => !e.blocs.includes('depot'))
    .flatMap(e => {
      const champs = lecture.champs(e)
      const tout = { code: `e:${e.code}`, libelle: `${e.titre}\u00a0: tout le bloc`, etape: e.code, champ: null, piece: null }
      const pieces = e.blocs.includes('pieces') ? appel.pieces.filter(p => visibilite.pieces.has(p.code)) : []
      return [
        ...(champs.length > 0 ? [tout] : []),
        ...champs
          .filter(c => seule(c.nom))
          .map(c => ({
            code: `c:${e.code}:${c.nom}`,
            libelle: `${e.titre}\u00a0: ${c.libelle}`,
            etape: e.code,
            champ: c.nom,
            piece: null,
          })),
        ...pieces.map(p => ({ code: `p:${p.code}`, libelle: `Pièce\u00a0: ${p.libelle}`, etape: e.code, champ: null, piece: p.code })),
      ]
    })
}

/** The part that a point is about; absent when the form no longer has it. */
export const cibleDuPoint = (cibles: readonly Cible[], p: { etape: string; champ: string | null; piece: string | null }) =>
  cibles.find(c => c.etape === p.etape && c.champ === p.champ && c.piece === p.piece)
