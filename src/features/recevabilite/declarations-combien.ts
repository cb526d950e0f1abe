import { formatEuros, formatNombre, formatTaux } from '../../lib/euros.ts'
import { typographie } from '../../lib/typographie.ts'
import type { Appel } from '../cahier/index.ts'
import { chiffre, compare, juge, type RegleLue, rapproche } from './couverture.ts'
import { euros, mots, type Partie, refus } from './declaration.ts'

type Nature = Appel['natures'][number]
/** The least cost, what part of the aid a marginal expense may take, which expenses have no place in a plan: what `aide` and `natures` declare. Pure. */
export const declarationsCombien = (appel: Appel, lues: readonly RegleLue[]): (Partie | undefined)[] => [
  cout(appel, lues),
  minimis(appel, lues),
  depassement(appel, lues),
  laureats(appel, lues),
  ...appel.natures.flatMap(n => [part(lues, n), exclue(lues, n)]),
]

function cout(appel: Appel, lues: readonly RegleLue[]): Partie | undefined {
  const n = appel.aide.cout_min
  if (n === undefined || compare(lues, ['coût global'], [chiffre('montant', n)])) return undefined
  const nom = appel.plan === 'simple' ? 'coût total' : 'coût global'
  const dit = `est de {coût global} : il manque {${euros(n)} - coût global} pour atteindre le minimum de ${formatEuros(n)}.`
  return {
    code: 'cout',
    titre: appel.plan === 'simple' ? 'Coût total minimal' : 'Coût global minimal',
    clauses: appel.aide.clauses,
    bloc: 'plan',
    champ: appel.plan === 'simple' ? 'cout' : 'part',
    ecrans: ['ressources'],
    controles: [refus(`coût global >= ${euros(n)}`, `Votre ${nom} ${dit}`, `Le ${nom} ${dit}`)],
    respectee: `${appel.plan === 'simple' ? 'Coût total' : 'Coût global'} {coût global}, pour un minimum de ${formatEuros(n)}.`,
  }
}

/** De minimis aids over three rolling years, this one included (règlement (UE) 2023/2831, article 3). */
function minimis(appel: Appel, lues: readonly RegleLue[]): Partie | undefined {
  const m = appel.aide.minimis
  if (!m || juge(lues, ['aides de minimis du porteur'], [chiffre('montant', m.plafond)])) return undefined
  const total = 'aides de minimis du porteur + aide demandée'
  const dit = `{${total}} d'aides de minimis sur trois ans glissants, l'aide demandée comprise`
  return {
    code: 'minimis',
    titre: 'Aides de minimis',
    clauses: m.clauses.length > 0 ? m.clauses : appel.aide.clauses,
    bloc: 'minimis',
    champ: 'minimis',
    ecrans: 'aucun',
    ...(m.si === undefined ? {} : { applicable: { si: m.si, sinon: 'Cette aide n’est pas une aide de minimis pour ce dossier.' } }),
    controles: [
      refus(
        `${total} <= ${euros(m.plafond)}`,
        `Votre entreprise unique atteindrait ${dit} : c'est {${total} - ${euros(m.plafond)}} de plus que le plafond, ${formatEuros(m.plafond)}.`,
        `L'entreprise unique atteindrait ${dit} : c'est {${total} - ${euros(m.plafond)}} de plus que le plafond, ${formatEuros(m.plafond)}.`,
      ),
    ],
    respectee: `${dit}, pour un plafond de ${formatEuros(m.plafond)}.`,
  }
}

/** How many lauréats a call may have: whoever files once they are all announced is told so, and files all the same (one of them may give its aid up). */
function laureats(appel: Appel, lues: readonly RegleLue[]): Partie | undefined {
  const n = appel.laureats?.max
  if (!appel.laureats || n === undefined || compare(lues, ['lauréats annoncés'], [chiffre('nombre', n)])) return undefined
  const annonces = '{lauréats annoncés | lauréat annoncé | lauréats annoncés}'
  const au = `${formatNombre(n)} ${n > 1 ? 'lauréats' : 'lauréat'} au plus`
  return {
    code: 'laureats',
    titre: 'Nombre de lauréats',
    clauses: appel.laureats.clauses,
    bloc: 'structure',
    champ: 'structure',
    ecrans: 'aucun',
    controles: [
      {
        formule: `lauréats annoncés < ${n}`,
        sinon: 'attention',
        phrase: `L'appel a déjà ${annonces}, sur ${au}. N'empêche pas de déposer.`,
        constat: `L'appel avait déjà ${annonces} au moment du dépôt, sur ${au}.`,
      },
    ],
    respectee: `${annonces}, sur ${au}.`,
  }
}

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

/** The second temps of a call may ask so much more aid than its intention did. */
function depassement(appel: Appel, lues: readonly RegleLue[]): Partie | undefined {
  const part = appel.temps && appel.phases?.dossier_complet.depassement
  if (part === undefined || rapproche(lues, ['aide demandée', 'aide envisagée'])) return undefined
  const maximum = `arrondi inférieur (${formatTaux(1 + part, 2)} * aide envisagée)`
  const dit = `{aide envisagée} étaient envisagés dans l'intention. L'appel admet ${formatTaux(part, Math.round(part * 10_000) % 100 === 0 ? 0 : 2)} de plus, {${maximum}} au plus`
  return {
    code: 'depassement',
    titre: 'Aide demandée et aide envisagée',
    clauses: appel.aide.clauses,
    bloc: 'plan',
    champ: 'aide',
    ecrans: 'aucun',
    controles: [
      refus(
        `aide demandée <= ${maximum}`,
        `Vous demandez {aide demandée} : ${dit}. Baissez de {aide demandée - ${maximum}}, ou écrivez au service.`,
        `L'aide demandée est de {aide demandée} : ${dit}. C'est {aide demandée - ${maximum}} de trop.`,
      ),
    ],
    respectee: `{aide demandée} demandés : ${dit}.`,
  }
}
