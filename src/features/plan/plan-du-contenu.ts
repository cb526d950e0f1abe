import { parObjet, uneFois } from '../../lib/une-fois.ts'
import { actuelDe, type Contenu, champCellule, lignesDe, lignesMontrees, listeDe, montantDe, texteDe } from '../contenu/index.ts'
import type { Depense, Montant, Plan } from './plan.ts'

const montant = (c: Contenu, champ: string): Montant => (champ in c.illisibles ? 'illisible' : (montantDe(c, champ) ?? 'vide'))

/** The plan that a draft holds. */
export const planDe = parObjet(lirePlan)
function lirePlan(c: Contenu): Plan {
  // by far its longest part, which the resources do without
  const depenses = uneFois(() => lireDepenses(c))
  return {
    lots: lignesDe(c, 'lots').map(ligne => ({
      ligne,
      intitule: texteDe(c, champCellule('lots', ligne, 'intitule')) ?? '',
      aide: listeDe(c, champCellule('lots', ligne, 'aide'))?.includes('oui') ?? false,
    })),
    get depenses() {
      return depenses()
    },
    aide: montant(c, 'aide'),
    part: montant(c, 'part'),
    ressources: lignesDe(c, 'ressources').map(ligne => {
      const champ = (colonne: string) => champCellule('ressources', ligne, colonne)
      return {
        ligne,
        financeur: actuelDe(c, champ('financeur')),
        origine: texteDe(c, champ('origine')),
        etat: texteDe(c, champ('etat')),
        montant: montant(c, champ('montant')),
      }
    }),
    aideMinimale: montant(c, 'aide_minimale'),
  }
}

const lireDepenses = (c: Contenu): Depense[] =>
  lignesMontrees(c, 'depenses').map(ligne => {
    const champ = (colonne: string) => champCellule('depenses', ligne, colonne)
    return {
      ligne,
      lot: texteDe(c, champ('lot')),
      libelle: actuelDe(c, champ('libelle')),
      fournisseur: actuelDe(c, champ('fournisseur')),
      nature: texteDe(c, champ('nature')),
      ht: montant(c, champ('ht')),
      ttc: montant(c, champ('ttc')),
    }
  })
