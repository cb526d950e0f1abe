import type { Lecture } from '../../examen/index.ts'

/** A part of a dossier that can be asked again: one question, one whole step, or one piece. `groupe`: the title of its étape. */
export type Cible = { code: string; groupe: string; libelle: string; etape: string; champ: string | null; piece: string | null }

/** Rows of tables are asked with their step; the volet decides who instructs the dossier: it does not change any more. */
const seule = (nom: string) => !nom.includes('.') && nom !== 'volet'

/** What an instructeur may ask again in this dossier, in the order of its form. Pure. */
export function ciblesDe(lecture: Lecture): Cible[] {
  const { appel, formulaire, visibilite } = lecture
  return formulaire.etapes
    .filter(e => !e.blocs.includes('depot'))
    .flatMap(e => {
      // what is computed is asked by what it is computed from
      const champs = lecture.champs(e).filter(c => !c.calcule)
      const pieces = e.blocs.includes('pieces') ? appel.pieces.filter(p => visibilite.pieces.has(p.code)) : []
      const commun = { groupe: e.titre, etape: e.code, champ: null, piece: null }
      return [
        ...(champs.length > 0 ? [{ ...commun, code: `e:${e.code}`, libelle: 'Toute l’étape' }] : []),
        ...champs.filter(c => seule(c.nom)).map(c => ({ ...commun, code: `c:${e.code}:${c.nom}`, libelle: c.libelle, champ: c.nom })),
        ...pieces.map(p => ({ ...commun, code: `p:${p.code}`, libelle: p.libelle, piece: p.code })),
      ]
    })
}

/** The parts as a list to choose from shows them: étape by étape. */
export const ciblesGroupees = (cibles: readonly Cible[]) =>
  [...Map.groupBy(cibles, c => c.groupe)].map(([groupe, cs]) => ({ groupe, options: cs.map(c => ({ value: c.code, label: c.libelle })) }))
