import type { Appel, Formulaire } from '../appels/index.ts'
import { formulaireDuVolet } from '../appels/index.ts'
import type { Faits, TypeStructure } from '../recevabilite/index.ts'
import { type Contenu, champDepense, listeDe, montantDe, RESSOURCES, texteDe } from './contenu.ts'

export type StructureDuDossier = {
  id: string
  nom: string
  type: string
  siren: string | null
  code_insee: string | null
  departement: string | null
  region: string | null
  population: number | null
}

/** The form of a draft: the one of its volet, the first one while no volet is chosen (C4.3). */
export const formulaireDe = (appel: Appel, contenu: Contenu): Formulaire =>
  formulaireDuVolet(appel, texteDe(contenu, 'volet') ?? '') ?? appel.formulaires[0]!

/** Expenses by nature in cents; `null` for one that cannot be read. `undefined` while none has been typed: missing, not zero. */
function depensesDe(appel: Appel, c: Contenu): Record<string, number | null> | undefined {
  const lues = appel.natures.flatMap(n => {
    const champ = champDepense(n.code)
    const v = champ in c.illisibles ? null : montantDe(c, champ)
    return v === undefined ? [] : [[n.code, v] as const]
  })
  return lues.length > 0 ? Object.fromEntries(lues) : undefined
}

const defini = <T>(v: T | null | undefined) => v !== null && v !== undefined

/**
 * What the rules may know of a dossier at an instant. Fields absent or unreadable are absent: their verdict says what is missing. Pure.
 * @param pieces codes of the pieces attached
 */
export function faitsDe(appel: Appel, s: StructureDuDossier, c: Contenu, pieces: readonly string[], instant: Date): Faits {
  const volet = texteDe(c, 'volet')
  const depenses = depensesDe(appel, c)
  const actions = listeDe(c, 'actions')
  const questions = new Set(appel.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions.map(q => q.id))))
  return {
    instant,
    structure: {
      nom: s.nom,
      type: s.type as TypeStructure,
      ...(defini(s.departement) ? { departement: s.departement as string } : {}),
      ...(defini(s.region) ? { region: s.region as string } : {}),
      ...(defini(s.population) ? { population: s.population as number } : {}),
    },
    formulaire: formulaireDe(appel, c).code,
    ...(volet === undefined ? {} : { volet }),
    ...(actions ? { actions } : {}),
    montants: Object.fromEntries(RESSOURCES.flatMap(r => (montantDe(c, r) === undefined ? [] : [[r, montantDe(c, r)]]))),
    ...(depenses ? { depenses } : {}),
    reponses: Object.fromEntries(Object.entries(c.valeurs).filter(([nom]) => questions.has(nom))),
    pieces,
    partenaires: { nombre: 0, valides: 0 },
  }
}
