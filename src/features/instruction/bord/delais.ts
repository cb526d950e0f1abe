import { formatNombre } from '../../../lib/euros.ts'
import type { Delai } from './bord.queries.ts'
import { compte, type Figure, mot, nom, nombre } from './figure.ts'

type Delais = Record<'charge' | 'reponse' | 'examen', Delai>
const ETAPES = [
  { cle: 'charge', nom: 'Du début de l’instruction à l’affectation' },
  { cle: 'reponse', nom: 'Compléments\u00a0: de la demande à la réponse' },
  { cle: 'examen', nom: 'Compléments\u00a0: de la réponse à la décision' },
] as const
const jours = (n: number) => ({ dit: `${formatNombre(n)}\u00a0j`, brut: n })

/** How long the acts of the instruction take, in civil days. What never happened yet has no delay. */
export function figureDelais(delais: Delais): Figure {
  const etapes = ETAPES.map(e => ({ ...e, ...delais[e.cle] })).filter(e => e.n > 0)
  return {
    code: 'delais',
    titre: 'Délais d’instruction',
    fait: phrase(delais),
    traces:
      etapes.length === 0
        ? []
        : [
            {
              trace: {
                genre: 'etendues',
                id: 'delais',
                titre: 'Délais d’instruction, en jours',
                desc: `${etapes.map(e => `${e.nom}\u00a0: médiane ${formatNombre(e.mediane)}\u00a0j, neuf sur dix en ${formatNombre(e.haut)}\u00a0j`).join('. ')}.`,
                unite: 'jours',
                etendues: etapes.map(e => ({
                  libelle: e.nom,
                  dite: `${formatNombre(e.mediane)}\u00a0j`,
                  bas: e.bas,
                  mediane: e.mediane,
                  haut: e.haut,
                })),
              },
            },
          ],
    cle: [
      { signe: 'mediane', libelle: 'médiane' },
      { signe: 'etendue', libelle: '8 fois sur 10' },
    ],
    tableau:
      etapes.length === 0
        ? undefined
        : {
            legende: 'Délais d’instruction, en jours',
            colonnes: [
              nom('Étape'),
              nombre('Fois'),
              nombre('Médiane', 'jours'),
              nombre('9\u00a0sur\u00a010', 'jours'),
              nombre('Hors délai'),
            ],
            lignes: etapes.map(e => [
              mot(e.nom),
              compte(e.n),
              jours(e.mediane),
              jours(e.haut),
              e.horsDelai === null ? { dit: '–', brut: null } : compte(e.horsDelai),
            ]),
          },
  }
}

function phrase({ charge, reponse }: Delais): string {
  if (reponse.n > 0) {
    const tard = reponse.horsDelai ?? 0
    return `${tard === 0 ? 'Aucune réponse' : `${formatNombre(tard)}\u00a0réponse${tard > 1 ? 's' : ''}`} sur ${formatNombre(reponse.n)} ${tard > 1 ? 'sont arrivées' : 'est arrivée'} après la date limite.`
  }
  if (charge.n > 0)
    return `Un dossier sur deux est affecté en ${formatNombre(charge.mediane)}\u00a0jour${charge.mediane > 1 ? 's' : ''} au plus après le début de l’instruction.`
  return 'Aucun délai à mesurer pour l’instant\u00a0: personne n’est encore chargé d’un dossier.'
}
