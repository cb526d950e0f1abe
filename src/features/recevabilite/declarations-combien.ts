import { formatEuros } from '../../lib/euros.ts'
import { typographie } from '../../lib/typographie.ts'
import type { Appel } from '../cahier/index.ts'
import { chiffre, compare, juge, type RegleLue } from './couverture.ts'
import { type Controle, mots, type Partie, refus } from './declaration.ts'

type Nature = Appel['natures'][number]
/** For how much, and what part of the aid a marginal expense may take: which expenses have no place in a plan: what `aide` and `natures` declare. Pure. */
export const declarationsCombien = (appel: Appel, lues: readonly RegleLue[]): (Partie | undefined)[] => [
  cout(appel, lues),
  aide(appel, lues),
  ...appel.natures.flatMap(n => [part(lues, n), exclue(lues, n)]),
]

function cout(appel: Appel, lues: readonly RegleLue[]): Partie | undefined {
  const n = appel.aide.cout_min
  if (n === undefined || compare(lues, ['coût global'], [chiffre('montant', n)])) return undefined
  const dit = `est de {coût global} : il manque {${euros(n)} - coût global} pour atteindre le minimum de ${formatEuros(n)}.`
  return {
    code: 'cout',
    titre: 'Coût global minimal',
    clauses: appel.aide.clauses,
    bloc: 'plan',
    champ: 'part',
    ecrans: ['ressources'],
    controles: [refus(`coût global >= ${euros(n)}`, `Votre coût global ${dit}`, `Le coût global ${dit}`)],
    respectee: `Coût global {coût global}, pour un minimum de ${formatEuros(n)}.`,
  }
}

function aide(appel: Appel, lues: readonly RegleLue[]): Partie {
  const { montant_min: min, montant_max: max, clauses } = appel.aide
  const libre = (n: number | undefined): n is number => n !== undefined && !compare(lues, ['aide demandée'], [chiffre('montant', n)])
  const controle = (formule: string, ecart: string, dit: string): Controle => {
    const suite = `{aide demandée} : c'est {${ecart}} ${dit}.`
    return refus(formule, `Vous demandez ${suite}`, `L'aide demandée est de ${suite}`)
  }
  const controles = [
    ...(libre(min)
      ? [controle(`aide demandée >= ${euros(min)}`, `${euros(min)} - aide demandée`, `de moins que le minimum, ${formatEuros(min)}`)]
      : []),
    ...(libre(max)
      ? [controle(`aide demandée <= ${euros(max)}`, `aide demandée - ${euros(max)}`, `de plus que le maximum, ${formatEuros(max)}`)]
      : []),
  ]
  const bornes = [min === undefined ? '' : `${formatEuros(min)} au moins`, max === undefined ? '' : `${formatEuros(max)} au plus`].filter(
    Boolean,
  )
  return {
    code: 'aide',
    titre: 'Montant de l’aide',
    clauses,
    bloc: 'plan',
    champ: 'aide',
    ecrans: ['ressources'],
    controles,
    respectee: `Aide demandée : {aide demandée}. L'appel donne ${bornes.join(' et ')}.`,
  }
}
/** An amount as a formula reads it. */
const euros = (n: number) => `${Math.floor(n / 100)},${String(n % 100).padStart(2, '0')} €`

function part(lues: readonly RegleLue[], n: Nature): Partie | undefined {
  if (n.eligible !== 'marginale' || n.part_max === undefined) return undefined
  const depense = `dépenses aidées . ${n.code}`
  if (juge(lues, [depense, `dépenses . ${n.code}`, 'dépenses marginales'], [chiffre('taux', n.part_max)])) return undefined
  const taux = `${(n.part_max * 100).toFixed(2)} %`
  const plafond = `arrondi inférieur (${taux} * aide demandée)`
  const nom = `« ${mots(n.libelle)} »`
  const dit = `{${depense}} pour ${nom}. Au plus {${taux}} de l'aide peuvent payer cette dépense, soit {${plafond}}`
  return {
    code: `part-${n.code}`,
    titre: typographie(`Part de ${nom}`),
    clauses: n.clauses,
    bloc: 'plan',
    champ: `depenses.${n.code}`,
    ecrans: ['ressources', 'depenses'],
    applicable: { si: `${depense} > 0 €`, sinon: `Aucune dépense de ce genre n'est aidée : ${nom}.` },
    controles: [
      refus(
        `${depense} <= ${plafond}`,
        `${dit} : réduisez-la de {${depense} - ${plafond}}.`,
        `${dit} : c'est {${depense} - ${plafond}} de trop.`,
      ),
    ],
    respectee: `${dit}.`,
  }
}

function exclue(lues: readonly RegleLue[], n: Nature): Partie | undefined {
  const depense = `dépenses . ${n.code}`
  if (n.eligible !== 'exclue' || juge(lues, [depense, 'dépenses exclues'])) return undefined
  const nom = `« ${mots(n.libelle)} »`
  const dit = `Le plan contient {${depense}} pour ${nom}, qui ne peut pas y figurer`
  return {
    code: `exclue-${n.code}`,
    titre: typographie(`Hors du plan : ${nom}`),
    clauses: n.clauses,
    bloc: 'plan',
    champ: `depenses.${n.code}`,
    ecrans: ['ressources', 'depenses'],
    controles: [refus(`${depense} = 0 €`, `${dit} : retirez cette dépense.`, `${dit}.`)],
    respectee: `Aucune dépense pour ${nom} dans le plan.`,
  }
}
