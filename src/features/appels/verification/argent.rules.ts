import { formatEuros } from '../../../lib/euros.ts'
import { montantTotal, seuilsDeFermeture } from '../../cahier/appel.rules.ts'
import type { Appel } from '../../cahier/index.ts'
import type { Remarque } from './sujets.table.ts'

/** What the envelopes say that no aid, or no filing, could live with. Pure. */
export const remarquesDeLArgent = (appel: Appel): Remarque[] => [...rienAAttribuer(appel), ...fermeAussitot(appel)]

/** One envelope of nothing may wait for its money; a call whose envelopes all do has none to give. */
const rienAAttribuer = ({ enveloppes }: Appel): Remarque[] =>
  enveloppes.some(e => e.montant > 0)
    ? []
    : [
        {
          sujet: 'rien_a_attribuer',
          chemin: ['enveloppes', 0, 'montant'],
          fait: enveloppes.length > 1 ? 'Toutes les enveloppes sont à 0\u00a0€.' : 'La seule enveloppe est à 0\u00a0€.',
          consequence: 'La page dirait qu’il n’y a rien à attribuer, et aucune aide ne pourrait être décidée.',
          remede: 'Écrivez ce que l’appel peut attribuer.',
        },
      ]

/** A call, or a share, of which less is left than the amount below which it closes, from the first day on. */
function fermeAussitot(appel: Appel): Remarque[] {
  return seuilsDeFermeture(appel).flatMap(({ seuil, part }): Remarque[] => {
    const montant = part ? (part.tenu ?? part.montant) : montantTotal(appel)
    if (seuil <= montant) return []
    return [
      {
        sujet: 'ferme_aussitot',
        chemin: part ? ['enveloppes', appel.enveloppes.indexOf(part), 'seuil_fermeture'] : ['calendrier', 'seuil_fermeture'],
        fait: `Le seuil de fermeture, ${formatEuros(seuil)}, dépasse ${part ? `ce que contient «\u00a0${part.libelle}\u00a0»` : 'ce que contiennent les enveloppes'}, ${formatEuros(montant)}.`,
        consequence: part ? 'Cette part fermerait d’elle-même dès l’ouverture.' : 'L’appel fermerait de lui-même dès son ouverture.',
        remede: 'Écrivez un seuil plus bas que le montant.',
      },
    ]
  })
}
