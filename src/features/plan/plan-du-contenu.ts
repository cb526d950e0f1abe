import { parObjet, uneFois } from '../../lib/une-fois.ts'
import type { Appel } from '../cahier/index.ts'
import { actuelDe, type Contenu, champCellule, lignesDe, lignesMontrees, listeDe, montantDe, texteDe } from '../contenu/index.ts'
import type { Depense, Montant, Plan } from './plan.ts'

const montant = (c: Contenu, champ: string): Montant => (champ in c.illisibles ? 'illisible' : (montantDe(c, champ) ?? 'vide'))

/** The plan that a draft holds, as its call asks for one. */
export const planDe = ({ plan }: Pick<Appel, 'plan'>, c: Contenu): Plan => LECTURES[plan](c)
const LECTURES: Record<Appel['plan'], (c: Contenu) => Plan> = {
  complet: parObjet(lireComplet),
  simple: parObjet(lireSimple),
  aucun: parObjet((c: Contenu): Plan => ({ ...SANS_LIGNES, aide: montant(c, 'aide'), part: 'vide', aideMinimale: 'vide' })),
}
const SANS_LIGNES = { lots: [], depenses: [], ressources: [] } as const

/** The cost and the other public aids are typed; what they and the aid leave is the structure's. */
function lireSimple(c: Contenu): Plan {
  const [cout, aide, autres] = [montant(c, 'cout'), montant(c, 'aide'), montant(c, 'autres_aides')]
  const part = typeof cout === 'number' && typeof aide === 'number' && typeof autres === 'number' ? cout - aide - autres : 'vide'
  const ressources = [{ ligne: 'autres_aides', financeur: 'Autres aides publiques', origine: 'publique', etat: undefined, montant: autres }]
  return { ...SANS_LIGNES, ressources, aide, part, cout, aideMinimale: montant(c, 'aide_minimale') }
}

function lireComplet(c: Contenu): Plan {
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
