import type { Appel } from '../../cahier/index.ts'
import type { Remarque } from './sujets.table.ts'

/** A table that asks for two ranks: each would be checked, and nothing tells which one orders its lines. Pure. */
export const remarquesDesTableaux = ({ formulaires }: Appel): Remarque[] =>
  formulaires.flatMap((f, i) =>
    f.etapes.flatMap((e, j) =>
      e.questions.flatMap((q, k): Remarque[] => {
        const rangs = (q.colonnes ?? []).flatMap((c, n) => (c.type === 'rang' ? [n] : []))
        if (rangs.length < 2) return []
        return [
          {
            sujet: 'deux_rangs',
            chemin: ['formulaires', i, 'etapes', j, 'questions', k, 'colonnes', rangs[1]!, 'type'],
            fait: `Le tableau «\u00a0${q.libelle}\u00a0» demande ${rangs.length} rangs par ligne.`,
            consequence: 'Le porteur rangerait plusieurs fois les mêmes lignes, et rien ne dit quel ordre compte.',
            remede: 'Gardez une seule colonne «\u00a0type: rang\u00a0».',
          },
        ]
      }),
    ),
  )
