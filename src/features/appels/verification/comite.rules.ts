import type { Appel } from '../../cahier/index.ts'
import type { Remarque } from './sujets.table.ts'

/** What a call without a comité says of one all the same, and a comité that has nothing to score. Pure. */
export function remarquesDuComite(appel: Appel): Remarque[] {
  const { comite, criteres } = appel
  if (!comite) return deTrop(appel)
  return criteres.liste.length > 0
    ? []
    : [
        {
          sujet: 'comite_sans_criteres',
          chemin: ['comite'],
          surLaCle: true,
          fait: 'L’appel a un comité, et aucun critère.',
          consequence: 'Sa grille serait vide\u00a0: personne ne pourrait noter.',
          remede: 'Ajoutez «\u00a0criteres\u00a0», ou retirez «\u00a0comite\u00a0»\u00a0: l’autorité décide alors seule.',
        },
      ]
}

const RETIRER = 'Sans «\u00a0comite\u00a0», retirez cette clé. Si un comité se réunit, ajoutez «\u00a0comite\u00a0».'
function deTrop({ criteres, priorites, calendrier, phases, instances, avis }: Appel): Remarque[] {
  const dire = (chemin: PropertyKey[], fait: string, consequence: string, remede = RETIRER): Remarque => ({
    sujet: 'sans_comite',
    chemin,
    surLaCle: true,
    fait,
    consequence,
    remede,
  })
  const JOUR = 'La page annoncerait une séance que personne ne tient.'
  return [
    ...(criteres.liste.length > 0
      ? [dire(['criteres'], 'L’appel a des critères, et aucun comité ne les note.', 'La page promettrait une note que personne ne donne.')]
      : []),
    ...(priorites.length > 0
      ? [
          dire(
            ['priorites'],
            'L’appel a des priorités, et aucun comité ne les note.',
            'La page promettrait un classement que personne ne fait.',
          ),
        ]
      : []),
    ...calendrier.vagues.flatMap((v, i) =>
      v.comite === undefined
        ? []
        : [dire(['calendrier', 'vagues', i, 'comite'], 'Un jour de comité est dit, et l’appel n’a pas de comité.', JOUR)],
    ),
    ...(phases?.dossier_complet.comite === undefined
      ? []
      : [dire(['phases', 'dossier_complet', 'comite'], 'Un jour de comité est dit, et l’appel n’a pas de comité.', JOUR)]),
    ...instances.flatMap((x, i) =>
      x.nature === 'selection'
        ? [
            dire(
              ['instances', i, 'nature'],
              `«\u00a0${x.libelle}\u00a0» sélectionne, et l’appel n’a pas de comité.`,
              'Aucune séance ne pourrait s’en tenir.',
            ),
          ]
        : [],
    ),
    ...avis.flatMap((a, i) =>
      a.quand === 'comite'
        ? [
            dire(
              ['avis', i, 'quand'],
              `L’avis «\u00a0${a.libelle}\u00a0» se rend avant le comité, et l’appel n’a pas de comité.`,
              'Personne ne saurait quand le demander.',
              'Écrivez «\u00a0quand: instruction\u00a0».',
            ),
          ]
        : [],
    ),
  ]
}
