import { formatEuros } from '../../lib/euros.ts'
import { ETATS_RESSOURCE, ORIGINES_RESSOURCE } from '../contenu/index.ts'
import type { Mots } from './plan.mots.ts'
import type { Depense, Montant, Plan, Reglage } from './plan.ts'

const A_COMPLETER = 'À compléter'
/** An amount as one reads it: what is missing or unreadable says so, unless nothing had to be there. */
export const montantLu = (m: Montant, { facultatif = false } = {}) =>
  typeof m === 'number' ? formatEuros(m, { centimes: true }) : m === 'illisible' ? 'Illisible' : facultatif ? '' : A_COMPLETER
/** A total as one reads it, with what it lacks. */
export const totalLu = ({ textes }: Mots, nom: string) => [textes[nom], textes[`${nom}.sans`]].filter(Boolean).join(', ') || A_COMPLETER

export type Groupe = { titre: string; nom: string; depenses: readonly Depense[] }
/** The expenses lot by lot, then those of no lot; `nom` is the place of their totals. */
export function groupesDe(plan: Plan): Groupe[] {
  const hors = plan.depenses.filter(d => !plan.lots.some(l => l.ligne === d.lot))
  return [
    ...plan.lots.map((l, i) => ({
      titre: `Lot\u00a0${i + 1}. ${l.intitule || 'Sans intitulé'}${l.aide ? ', aide demandée' : ', sans aide demandée'}`,
      nom: `lot.${l.ligne}`,
      depenses: plan.depenses.filter(d => d.lot === l.ligne),
    })),
    ...(hors.length > 0
      ? [{ titre: plan.lots.length > 0 ? 'Dépenses dans aucun lot' : 'Dépenses', nom: 'lot.aucun', depenses: hors }]
      : []),
  ]
}

export type LigneRessource = { ressource: string; financeur: string; etat: string; montant: Montant; part: string }
/** Who pays, line by line: the aid, the structure, the others. */
export function ressourcesDe(plan: Plan, reglage: Reglage, { textes }: Mots, qui: { aide: string; structure: string }): LigneRessource[] {
  const mot = (options: readonly { code: string; libelle: string }[], code: string | undefined) =>
    options.find(o => o.code === code)?.libelle ?? A_COMPLETER
  const { calculee, plan: genre } = reglage
  const aide = calculee
    ? { ressource: 'Aide calculée', etat: 'Calculée par le guichet' }
    : { ressource: 'Aide demandée', etat: 'Demandée ici' }
  const lignes = [{ ...aide, financeur: qui.aide, montant: plan.aide, part: textes['aide.cout'] ?? '' }]
  if (genre === 'aucun') return lignes
  if (genre === 'simple')
    return [
      ...lignes,
      ...plan.ressources.map(r => ({
        ressource: 'Autres aides publiques',
        financeur: '',
        etat: 'Demandées ou obtenues',
        montant: r.montant,
        part: textes[`${r.ligne}.cout`] ?? '',
      })),
      { ressource: 'Reste à payer', financeur: qui.structure, etat: '', montant: plan.part, part: textes['part.cout'] ?? '' },
    ]
  return [
    ...lignes,
    { ressource: 'Part de la structure', financeur: qui.structure, etat: '', montant: plan.part, part: textes['part.cout'] ?? '' },
    ...plan.ressources.map(r => ({
      ressource: mot(ORIGINES_RESSOURCE, r.origine),
      financeur: r.financeur || A_COMPLETER,
      etat: mot(ETATS_RESSOURCE, r.etat),
      montant: r.montant,
      part: textes[`${r.ligne}.cout`] ?? '',
    })),
  ]
}
