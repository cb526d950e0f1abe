import { retenu } from '../../constats/index.ts'
import { reglesDeLaProposition } from './base.ts'
import type { Contenu } from './fusion.ts'
import { champAppreciation } from './grille.rules.ts'
import type { Analyse } from './lire-analyse.ts'
import { lireProposition } from './proposition.rules.ts'

/** What a report lacks before it may be finished, and the field where it is said. */
export type ManqueRapport = { champ: string; phrase: string }

/**
 * What keeps a report from being finished: a criterion that nobody appreciated, no avis, no amount, an amount that a rule of the call refuses and
 * that nobody judged otherwise, a filing that it has not judged. Pure.
 */
export function manquesDuRapport(analyse: Analyse, contenu: Contenu, version: number): ManqueRapport[] {
  const { grille, ligne } = analyse
  const proposition = lireProposition(contenu.proposition!)
  return [
    ...(version < ligne.version
      ? [{ champ: 'relue', phrase: `Le porteur a déposé la version\u00a0${ligne.version}. Relisez la fiche avec elle, et dites-le.` }]
      : []),
    ...grille.criteres
      .filter(c => c.applicable && !contenu[champAppreciation(c.code)])
      .map(c => ({ champ: champAppreciation(c.code), phrase: `Il manque l’appréciation du critère ${c.repere}.` })),
    ...(contenu.avis ? [] : [{ champ: 'avis', phrase: 'Il manque l’avis proposé.' }]),
    ...(proposition.montant === null ? [{ champ: 'montant', phrase: 'Il manque le montant proposé.' }] : []),
    ...refusees(analyse, contenu.proposition!),
  ]
}

function refusees({ lu, regles }: Analyse, texte: string): ManqueRapport[] {
  const levees = new Set(regles.filter(r => r.humains[0]?.resultat && retenu(r) !== 'non_respectee').map(r => r.regle))
  return reglesDeLaProposition(lu, lireProposition(texte))
    .filter(v => v.resultat === 'non_respectee' && !levees.has(v.regle))
    .map(v => ({
      champ: 'montant',
      phrase: `Avec ce montant, la règle «\u00a0${v.titre}\u00a0» (${v.clauses.join(', ')}) n’est pas respectée\u00a0: ${v.explication.replaceAll('**', '')}`,
    }))
}
