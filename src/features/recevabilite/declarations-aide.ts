import { formatEuros, formatTaux } from '../../lib/euros.ts'
import type { Appel, Parametre } from '../cahier/index.ts'
import { chiffre, compare, type RegleLue, rapproche } from './couverture.ts'
import { type Controle, euros, type Partie, refus } from './declaration.ts'

/** How much the aid may be: its bounds, its rate and the base that counts, and never more than what it pays. Pure. */
export const declarationsAide = (appel: Appel, lues: readonly RegleLue[]): (Partie | undefined)[] => [
  calculee(appel),
  ...montant(appel, lues),
  cumul(appel, lues),
]

/** The fact on which a rate of aid counts; none in a call without a plan. */
const BASE = { complet: 'base éligible', simple: 'coût global', aucun: undefined } as const
/** What speaks of the amount: whoever files has not chosen one that is computed. */
const demande = (appel: Appel, suite: string, constat: string) =>
  appel.aide.calcul === undefined
    ? { phrase: `Vous demandez {aide demandée} : ${suite}.`, constat: `L'aide demandée est de {aide demandée} : ${constat}.` }
    : { phrase: `L'aide calculée est de {aide demandée} : ${suite}.`, constat: `L'aide calculée est de {aide demandée} : ${constat}.` }

/** A calculation that gives nothing gives no aid to ask for. */
const calculee = (appel: Appel): Partie | undefined =>
  appel.aide.calcul === undefined
    ? undefined
    : {
        code: 'aide-calculee',
        titre: 'Aide calculée',
        clauses: appel.aide.clauses,
        bloc: 'plan',
        champ: 'aide',
        ecrans: [],
        controles: [
          refus(
            'aide demandée > 0 €',
            "Vos réponses ne donnent droit à aucune aide : le calcul de l'appel donne {aide demandée}.",
            "Les réponses ne donnent droit à aucune aide : le calcul de l'appel donne {aide demandée}.",
          ),
        ],
        respectee: "Le calcul de l'appel donne {aide demandée}.",
      }

/** A limit of the aid: as a formula, in words once it is the one that holds, and the clauses that say it. */
type Limite = { formule: string; mots: string; clauses: readonly string[]; couverte: boolean }

const propre = (appel: Appel, nom: string): Parametre | undefined =>
  Object.hasOwn(appel.parametres, nom) ? appel.parametres[nom] : undefined

/** The base that counts, as a formula and in words. */
function assiette(appel: Appel): { formule: string; mots: string } | undefined {
  const nom = BASE[appel.plan]
  if (!nom) return undefined
  const { base_max: max } = appel.aide
  const quoi = appel.plan === 'complet' ? 'de la base éligible' : 'du coût total'
  if (max === undefined) return { formule: nom, mots: `${quoi} ({${nom}})` }
  const plafond = typeof max === 'number' ? euros(max) : max
  const formule = `min(${nom} ; ${plafond})`
  return { formule, mots: `${quoi} ({${formule}} retenus, ${typeof max === 'number' ? formatEuros(max) : `{${max}}`} au plus)` }
}

/** Every rate that a parameter may give. */
const tauxDe = (p: Parametre, bout: 'min' | 'max'): number[] => {
  const lus = [
    p.valeur,
    p.defaut,
    p.plage?.[bout],
    ...Object.values(p.plages ?? {}).map(v => v[bout]),
    ...Object.values(p.valeurs ?? {}).flatMap(v => (typeof v === 'object' ? Object.values(v) : [v])),
    ...(p.tranches ?? []).map(t => t.valeur),
  ]
  return lus.filter(v => typeof v === 'number')
}
const enPlage = (p: Parametre) => p.plage !== undefined || p.plages !== undefined

/** What the rate says: the most, and for a range the least. */
function taux(appel: Appel, lues: readonly RegleLue[], bout: 'min' | 'max'): Limite | undefined {
  const { taux: nom, clauses } = appel.aide
  const a = assiette(appel)
  const p = nom === undefined ? undefined : propre(appel, nom)
  if (nom === undefined || !p || !a || (bout === 'min' && !enPlage(p))) return undefined
  const t = enPlage(p) ? `${nom} . ${bout}` : nom
  return {
    formule: `arrondi ${bout === 'max' ? 'inférieur' : 'supérieur'} (${t} * ${a.formule})`,
    mots: `soit {${t}} ${a.mots}`,
    clauses: p.clauses.length > 0 ? p.clauses : clauses,
    couverte: rapproche(
      lues,
      ['aide demandée', BASE[appel.plan]!],
      tauxDe(p, bout).map(x => chiffre('taux', x)),
    ),
  }
}

const fixe = (appel: Appel, lues: readonly RegleLue[], n: number | undefined): Limite | undefined =>
  n === undefined
    ? undefined
    : { formule: euros(n), mots: '', clauses: appel.aide.clauses, couverte: compare(lues, ['aide demandée'], [chiffre('montant', n)]) }

/** The base alone, where no rate is declared: what it is cut to is a limit of the aid. */
function plafondDeBase(appel: Appel, lues: readonly RegleLue[]): Limite | undefined {
  const { base_max: max, taux: nom, clauses } = appel.aide
  const a = assiette(appel)
  if (max === undefined || nom !== undefined || !a) return undefined
  const p = typeof max === 'string' ? propre(appel, max) : undefined
  const chiffres = typeof max === 'number' ? [max] : p ? tauxDe(p, 'max') : []
  return {
    formule: a.formule,
    mots: `soit le total ${a.mots}`,
    clauses: p && p.clauses.length > 0 ? p.clauses : clauses,
    couverte: rapproche(
      lues,
      ['aide demandée', BASE[appel.plan]!],
      chiffres.map(x => chiffre('montant', x)),
    ),
  }
}

const plusBasse = (limites: readonly Limite[]) =>
  limites.length === 1 ? limites[0]!.formule : `min(${limites.map(l => l.formule).join(' ; ')})`

/**
 * One control a ceiling, which speaks only where it is the lowest: the maximum that is said is the true one, with its own clause. While the base is not known, the amount
 * of the call alone is judged.
 */
function plafonds(appel: Appel, limites: readonly Limite[]): Controle[] {
  const dire = (l: Limite, si: string): Controle => {
    const suite = `c'est {aide demandée - ${l.formule}} de plus que le maximum, {${l.formule}}${l.mots ? `, ${l.mots}` : ''}`
    const { phrase, constat } = demande(appel, suite, suite)
    return { ...refus(si, phrase, constat), clauses: l.clauses }
  }
  const tous = limites.map(l => {
    const autres = limites.filter(x => x !== l)
    const depasse = `aide demandée <= ${l.formule}`
    return dire(l, autres.length === 0 ? depasse : `${depasse} ou ${l.formule} > ${plusBasse(autres)}`)
  })
  const seul = limites.length > 1 ? limites.find(l => l.mots === '') : undefined
  return [...tous, ...(seul ? [dire(seul, `aide demandée <= ${seul.formule}`)] : [])]
}

/** A floor never asks for more than what the ceilings let. */
function planchers(appel: Appel, bas: readonly Limite[], hauts: readonly Limite[]): Controle[] {
  return bas.map(l => {
    const minimum = l.mots && hauts.length > 0 ? `min(${[l, ...hauts].map(x => x.formule).join(' ; ')})` : l.formule
    const suite = `c'est {${minimum} - aide demandée} de moins que le minimum, {${minimum}}${l.mots ? `, ${l.mots}` : ''}`
    const { phrase, constat } = demande(appel, suite, suite)
    return { ...refus(`aide demandée >= ${minimum}`, phrase, constat), clauses: l.clauses }
  })
}

const connues = (limites: readonly (Limite | undefined)[]) => limites.filter(l => l !== undefined)

/** The whole base, where nothing declared says less of it. */
function toutLaBase(appel: Appel, lues: readonly RegleLue[]): Limite | undefined {
  const { taux: nom, base_max: max, clauses } = appel.aide
  const declares = nom === undefined ? [] : tauxDe(propre(appel, nom) ?? ({} as Parametre), 'max')
  if (appel.plan !== 'complet' || max !== undefined || (declares.length > 0 && declares.every(t => t <= 1))) return undefined
  if (['base éligible', 'dépenses aidées'].some(f => rapproche(lues, ['aide demandée', f]))) return undefined
  return { formule: 'base éligible', mots: "soit toutes les dépenses que l'aide peut payer", clauses, couverte: false }
}

function montant(appel: Appel, lues: readonly RegleLue[]): (Partie | undefined)[] {
  const { montant_min: min, montant_max: max, clauses } = appel.aide
  const declares = connues([fixe(appel, lues, max), taux(appel, lues, 'max'), plafondDeBase(appel, lues)])
  const bas = connues([fixe(appel, lues, min), taux(appel, lues, 'min')])
  const libres = (l: readonly Limite[]) => l.filter(x => !x.couverte)
  const tout = toutLaBase(appel, lues)
  if (libres(declares).length + libres(bas).length === 0) return [tout && seule(appel, tout)]
  const hauts = [...declares, ...connues([tout])]
  // a ceiling that a rule of the file judges bounds what the others say, and says nothing itself
  const dits = libres(hauts).length === 0 ? [] : plafonds(appel, hauts).filter((_, i) => i >= hauts.length || !hauts[i]!.couverte)
  const lisBase = appel.plan === 'complet' && [...hauts, ...bas].some(l => l.mots !== '')
  const bornes = [
    min === undefined ? '' : `${formatEuros(min)} au moins`,
    max === undefined ? '' : `${formatEuros(max)} au plus`,
    ...(libres(declares).some(l => l.mots !== '') ? [`{${plusBasse(hauts)}} au plus pour ce projet`] : []),
  ].filter(Boolean)
  const partie: Partie = {
    code: 'aide',
    titre: 'Montant de l’aide',
    clauses: clauses.length > 0 ? clauses : [...hauts, ...bas].flatMap(l => l.clauses),
    bloc: 'plan',
    champ: 'aide',
    ecrans: lisBase ? ['ressources', 'depenses'] : appel.plan === 'aucun' ? [] : ['ressources'],
    controles: [...planchers(appel, libres(bas), hauts), ...dits],
    respectee: `${appel.aide.calcul === undefined ? 'Aide demandée' : 'Aide calculée'} : {aide demandée}. L'appel donne ${bornes.join(' et ')}.`,
  }
  return [partie, lisBase ? auSimulateur(appel, partie, libres(bas), libres(declares)) : undefined]
}

/** A simulator that does not ask for the expenses says the bounds of the call alone. */
function auSimulateur(appel: Appel, partie: Partie, bas: readonly Limite[], hauts: readonly Limite[]): Partie | undefined {
  const ecrans = new Set(appel.simulateur.ecrans.map(e => e.type))
  const fixes = (l: readonly Limite[]) => l.filter(x => x.mots === '')
  if (ecrans.has('depenses') || !ecrans.has('ressources') || fixes(bas).length + fixes(hauts).length === 0) return undefined
  const { montant_min: min, montant_max: max } = appel.aide
  const bornes = [min === undefined ? '' : `${formatEuros(min)} au moins`, max === undefined ? '' : `${formatEuros(max)} au plus`]
  return {
    ...partie,
    simulateurSeul: true,
    controles: [...planchers(appel, fixes(bas), []), ...plafonds(appel, fixes(hauts))],
    respectee: `Aide demandée : {aide demandée}. L'appel donne ${bornes.filter(Boolean).join(' et ')}.`,
  }
}

/** Over 100 % of the base that the aid may pay there is nothing for it to pay. */
function seule(appel: Appel, { clauses }: Limite): Partie {
  const suite = "c'est {aide demandée - base éligible} de plus que les {base éligible} de dépenses que l'aide peut payer"
  const { phrase, constat } = demande(appel, suite, suite)
  return {
    code: 'base',
    titre: 'Aide et dépenses qu’elle peut payer',
    clauses,
    bloc: 'plan',
    champ: 'aide',
    ecrans: ['ressources', 'depenses'],
    controles: [refus('aide demandée <= base éligible', phrase, constat)],
    respectee: "L'aide de {aide demandée} ne dépasse pas les {base éligible} de dépenses qu'elle peut payer.",
  }
}

/** Where the cost is typed, the public aids may exceed it; where it is the sum of who pays, they cannot. */
function cumul(appel: Appel, lues: readonly RegleLue[]): Partie | undefined {
  if (appel.plan !== 'simple' || rapproche(lues, ['aides publiques du plan', 'coût global'])) return undefined
  const dit = `{aides publiques du plan} d'aides publiques, l'aide comprise, pour un coût total de {coût global}`
  return {
    code: 'cumul',
    titre: 'Aides publiques et coût total',
    clauses: appel.aide.clauses,
    bloc: 'plan',
    champ: 'autres_aides',
    ecrans: ['ressources'],
    controles: [
      refus(
        'aides publiques du plan <= coût global',
        `${dit} : c'est {aides publiques du plan - coût global} de plus que ${formatTaux(1, 0)} du coût.`,
      ),
    ],
    respectee: `${dit} : ${formatTaux(1, 0)} au plus.`,
  }
}
