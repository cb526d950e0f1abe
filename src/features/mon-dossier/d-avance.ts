import type { Etape } from '../cahier/index.ts'
import type { Champ, Contenu } from '../contenu/index.ts'
import type { Lecture } from '../examen/index.ts'

/** Several answers at once have no empty form: they would be saved as none. */
const SEULES = ['tableau', 'choix_multiple']

/**
 * Questions that wait for an answer of the same step: a script makes them appear as one answers; without it they are asked at once, so that nobody comes back to the same page.
 * What is there already is never among them: a form that does not show it must not empty it. Pure.
 */
export function questionsDAvance({ visibilite }: Pick<Lecture, 'visibilite'>, etape: Etape, { valeurs, illisibles }: Contenu): Set<string> {
  const vides = etape.questions.filter(q => !(q.id in valeurs) && !(q.id in illisibles))
  const attend = (si: string) => vides.some(q => new RegExp(`\\b${q.id}\\b`).test(si))
  return new Set(
    vides.filter(q => q.si !== undefined && !visibilite.questions.has(q.id) && !SEULES.includes(q.type) && attend(q.si)).map(q => q.id),
  )
}

export const posee = (champ: Champ): Champ => ({
  ...champ,
  aide: ['Seulement si votre réponse au-dessus le demande.', champ.aide].filter(Boolean).join(' '),
  facultatif: true,
})
