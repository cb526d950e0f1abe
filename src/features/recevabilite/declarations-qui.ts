import { formatNombre } from '../../lib/euros.ts'
import { type Appel, TYPES_STRUCTURE } from '../cahier/index.ts'
import { chiffre, compare, juge, type RegleLue, unCode } from './couverture.ts'
import { type Controle, codes, minuscule, mots, type Partie, refus } from './declaration.ts'
import { parCommune } from './lexique.ts'

/** Who may file, of what size, from where, how many together: what `porteurs` and `territoire` declare. Pure. */
export const declarationsQui = (appel: Appel, lues: readonly RegleLue[]): (Partie | undefined)[] => [
  porteur(appel, lues),
  population(appel, lues),
  territoire(appel, lues),
  membres(appel, lues),
  combien(appel, lues),
]

function porteur(appel: Appel, lues: readonly RegleLue[]): Partie | undefined {
  const { types } = appel.porteurs
  if (
    juge(lues, ['porteur autorisé']) ||
    juge(
      lues,
      ['type de structure'],
      types.map(t => unCode(t.type)),
    )
  )
    return undefined
  const admis = types.map(t => minuscule(mots(t.libelle).replace(/\.$/, ''))).join(' ; ')
  return {
    code: 'porteur',
    titre: 'Qui peut déposer',
    clauses: types.flatMap(t => t.clauses),
    bloc: 'structure',
    champ: 'structure',
    ecrans: ['structure'],
    controles: [refus('porteur autorisé', `{nom de la structure} ne peut pas déposer dans cet appel. Peuvent déposer : ${admis}.`)],
    respectee: '{nom de la structure} : {libellé du type de structure}.',
  }
}

type Type = Appel['porteurs']['types'][number]
const BORNES = [
  { cle: 'population_min', op: '>=', mot: 'au moins', ecart: (n: number) => `${n} - population`, dit: 'de moins que le minimum' },
  { cle: 'population_max', op: '<=', mot: 'au plus', ecart: (n: number) => `population - ${n}`, dit: 'de plus que le maximum' },
] as const
const HABITANTS = '{population | habitant | habitants}'

function population(appel: Appel, lues: readonly RegleLue[]): Partie | undefined {
  if (juge(lues, ['population admise'])) return undefined
  const parType = Map.groupBy(appel.porteurs.types, t => t.type)
  const controles = [...parType].flatMap(([type, lignes]) =>
    lignes.length > 1 ? plusieursBornes(type, lignes, lues) : BORNES.flatMap(b => uneBorne(lignes[0]!, b, lues)),
  )
  const limites = [...parType].flatMap(([type, lignes]) => (lignes.some(borne) ? [type] : []))
  return {
    code: 'population',
    titre: 'Population',
    clauses: appel.porteurs.types.filter(borne).flatMap(t => t.clauses),
    bloc: 'structure',
    champ: 'structure',
    ecrans: ['structure'],
    applicable: { si: `type de structure parmi (${codes(limites)})`, sinon: 'Aucune limite de population pour ce type de structure.' },
    controles,
    respectee: `{nom de la structure} a ${HABITANTS}.`,
  }
}
const borne = (t: Type) => t.population_min !== undefined || t.population_max !== undefined

function uneBorne(t: Type, b: (typeof BORNES)[number], lues: readonly RegleLue[]): Controle[] {
  const n = t[b.cle]
  if (n === undefined || compare(lues, ['population'], [chiffre('nombre', n)])) return []
  const type = `${TYPES_STRUCTURE[t.type]}, ${formatNombre(n)} habitants ${b.mot}`
  return [
    refus(
      `type de structure != '${t.type}' ou population ${b.op} ${n}`,
      `{nom de la structure} a ${HABITANTS} : c'est {${b.ecart(n)}} ${b.dit} admis (${type}).`,
    ),
  ]
}

/** A type named twice is admitted within one or the other of its limits. */
function plusieursBornes(type: Type['type'], lignes: readonly Type[], lues: readonly RegleLue[]): Controle[] {
  const chiffres = lignes.flatMap(l => [l.population_min ?? [], l.population_max ?? []].flat()).map(n => chiffre('nombre', n))
  if (!lignes.every(borne) || juge(lues, ['population'], chiffres)) return []
  const admis = lignes.map(l => minuscule(mots(l.libelle))).join(' ; ')
  return [
    refus(
      `type de structure != '${type}' ou population admise`,
      `{nom de la structure} a ${HABITANTS} : c'est hors des limites de cet appel (${admis}).`,
    ),
  ]
}

function territoire(appel: Appel, lues: readonly RegleLue[]): Partie | undefined {
  const { regions, departements, communes, epci, libelle, clauses } = appel.territoire
  if (regions.length + departements.length + communes.length + epci.length === 0 || juge(lues, ['dans le territoire'])) return undefined
  const parDepartement = [[unCode('autre')], departements.map(d => unCode(d.code))]
  // a rule on the département judges no list of communes
  if (departements.length > 0 && !parCommune(appel) && parDepartement.some(c => juge(lues, ['département'], c))) return undefined
  return {
    code: 'territoire',
    titre: 'Territoire',
    clauses,
    bloc: 'structure',
    champ: 'structure',
    ecrans: ['structure'],
    controles: [refus('dans le territoire', `{nom de la structure} n'est pas dans le territoire de l'appel : ${mots(libelle)}.`)],
    respectee: `{nom de la structure} est dans le territoire de l'appel : ${mots(libelle)}.`,
  }
}

/** Structures that are made of members: they are not one of those that they gather. */
const REUNIONS = ['syndicat', 'groupement', 'pole_territorial'] as const

function membres(appel: Appel, lues: readonly RegleLue[]): Partie | undefined {
  const n = appel.porteurs.membres_min
  // one structure is always there
  if (n === undefined || n < 2 || [n, n - 1].some(x => compare(lues, ['partenaires', 'partenaires validés'], [chiffre('nombre', x)])))
    return undefined
  // a form without this block asks for no other structure: nobody could ever answer
  const demande = appel.formulaires.every(f => f.etapes.some(e => e.blocs.includes('partenaires')))
  const attendu = `au moins ${formatNombre(n)} ${n > 1 ? 'structures' : 'structure'}`
  const controle = (dedans: boolean): Controle => {
    const compte = dedans ? 'partenaires' : 'partenaires + 1'
    const lu = `{${compte} | structure | structures}${dedans ? '' : ', porteur compris'}`
    const formule = `type de structure ${dedans ? 'pas parmi' : 'parmi'} (${codes(REUNIONS)}) ou ${compte} >= ${n}`
    if (!demande)
      return {
        formule,
        sinon: 'a_verifier',
        phrase: `Un projet réunit ${attendu}. Le formulaire ne les demande pas : l'instructeur vérifiera.`,
      }
    const manque = `Le projet réunit ${lu} : il en manque {${n} - (${compte})}. L'appel en demande ${attendu.replace(/ structures?$/, '')}.`
    return refus(formule, `${manque} Associez d'autres structures à votre projet.`, manque)
  }
  return {
    code: 'membres',
    titre: 'Structures réunies',
    clauses: appel.porteurs.projet_commun.clauses,
    bloc: 'partenaires',
    champ: 'partenaires',
    ecrans: ['structure', 'partenaires'],
    controles: [controle(true), controle(false)],
    respectee: `{(si type de structure parmi (${codes(REUNIONS)}) alors partenaires sinon partenaires + 1) | structure réunie | structures réunies}. L'appel en demande ${attendu.replace(/ structures?$/, '')}.`,
  }
}

/** How many dossiers one porteur may file in the call. */
function combien(appel: Appel, lues: readonly RegleLue[]): Partie | undefined {
  const n = appel.porteurs.dossiers_max
  if (n === undefined || compare(lues, ['dossiers du porteur'], [chiffre('nombre', n)])) return undefined
  const permis = `${formatNombre(n)} ${n > 1 ? 'dossiers' : 'dossier'} par porteur`
  const deja = '{dossiers du porteur - 1 | autre dossier | autres dossiers}'
  return {
    code: 'dossiers',
    titre: 'Dossiers par porteur',
    clauses: appel.porteurs.types.flatMap(t => t.clauses),
    bloc: 'structure',
    champ: 'structure',
    ecrans: 'aucun',
    controles: [
      refus(
        `dossiers du porteur <= ${n}`,
        `{nom de la structure} a déjà déposé ${deja} dans cet appel, qui en admet ${permis}. Pour déposer celui-ci, retirez-en un.`,
        `{nom de la structure} a déposé ${deja} dans cet appel, qui en admet ${permis}.`,
      ),
    ],
    respectee: `{dossiers du porteur | dossier | dossiers} de {nom de la structure} dans cet appel, qui en admet ${permis}.`,
  }
}
