import { type Appel, TYPES_STRUCTURE, type TypeStructure } from '../../features/cahier/index.ts'
import type { Faits } from '../../features/recevabilite/index.ts'
import { formatEuros, formatNombre } from '../../lib/euros.ts'
import { SEUL } from './declare.ts'

type Changer = (f: Faits) => Faits
/** Something that the page of a call says to whoever would file: `dit`, words of the page; a dossier that keeps to it, and one that does not. */
export type Promesse = { quoi: string; dit: string; tenue: Changer; rompue: Changer }

type Type = Appel['porteurs']['types'][number]
const habitants = (t: Type | undefined) => t?.population_min ?? t?.population_max ?? 1000
const structure =
  (s: Faits['structure'] & object): Changer =>
  f => ({ ...f, structure: { ...f.structure, ...s } })
const deType = (t: Type) => structure({ type: t.type, population: habitants(t) })
const partenaires =
  (nombre: number): Changer =>
  f => ({ ...f, partenaires: { nombre, valides: nombre } })
const aide =
  (montant: number): Changer =>
  f => ({ ...f, montants: { ...f.montants, aide: montant } })
const plan =
  (montant: number, nature: string): Changer =>
  f => {
    // the whole stays what it was: the first expense gives what this one takes
    const [[premiere, total]] = Object.entries(f.depenses ?? {}) as [[string, number]]
    return { ...f, depenses: { [premiere]: total - montant, [nature]: montant } }
  }

/** A dossier that any call may be asked about: of the first kind of porteur, in the territory, with a plan and no answer. */
export function dossierDe(appel: Appel): Faits {
  const [premier] = appel.porteurs.types
  const [volet] = appel.volets
  const nature = appel.natures.find(n => n.eligible === 'oui')?.code ?? appel.natures[0]!.code
  const region = appel.territoire.regions[0]
  const departement = appel.territoire.departements[0]?.code
  return {
    instant: new Date(appel.calendrier.vagues[0]!.ouverture.getTime() + 60_000),
    structure: {
      nom: 'La structure',
      type: premier!.type,
      population: habitants(premier),
      ...(region ? { region } : {}),
      ...(departement ? { departement } : {}),
    },
    volet: volet!.code,
    actions: [volet!.actions[0]!.code],
    montants: { aide: appel.aide.montant_max ?? 1_000_000, part: 1_000_000, autres: 0 },
    depenses: { [nature]: 2_000_000 },
    partenaires: { nombre: appel.porteurs.membres_min ?? 0, valides: appel.porteurs.membres_min ?? 0 },
    pieces: appel.pieces.map(p => p.code),
    autres: SEUL,
    minimis: [],
  }
}

function qui(appel: Appel): Promesse[] {
  const { types, membres_min: membres } = appel.porteurs
  const exclu = (Object.keys(TYPES_STRUCTURE) as TypeStructure[]).find(t => !types.some(x => x.type === t))
  const reunion = types.find(t => t.type === 'syndicat' || t.type === 'groupement') ?? types[0]!
  const situe = appel.territoire.regions.length + appel.territoire.departements.length > 0
  return [
    ...types.map(t => ({ quoi: `un porteur, ${t.type}`, dit: t.libelle, tenue: deType(t), rompue: structure({ type: exclu ?? 'autre' }) })),
    ...types.flatMap(t => [
      ...(t.population_min === undefined ? [] : [borne(t, t.population_min, -1)]),
      ...(t.population_max === undefined ? [] : [borne(t, t.population_max, 1)]),
    ]),
    ...(situe
      ? [
          {
            quoi: 'le territoire',
            dit: `Territoire : ${appel.territoire.libelle}.`,
            tenue: (f: Faits) => f,
            rompue: structure({ region: '99', departement: '999' }),
          },
        ]
      : []),
    ...(membres
      ? [
          {
            quoi: 'les structures réunies',
            dit: `Structures réunies : ${formatNombre(membres)} au moins`,
            tenue: (f: Faits) => partenaires(membres)(deType(reunion)(f)),
            rompue: (f: Faits) => partenaires(Math.max(0, membres - 2))(deType(reunion)(f)),
          },
        ]
      : []),
  ]
}
const borne = (t: Type, n: number, pas: 1 | -1): Promesse => ({
  quoi: `la population, ${t.type} ${pas < 0 ? 'au moins' : 'au plus'}`,
  dit: formatNombre(n),
  tenue: structure({ type: t.type, population: n }),
  rompue: structure({ type: t.type, population: n + pas }),
})

function combien(appel: Appel): Promesse[] {
  const { montant_min: min, montant_max: max, cout_min: cout } = appel.aide
  const demande = dossierDe(appel).montants!.aide!
  return [
    ...(min === undefined ? [] : [{ quoi: 'l’aide au moins', dit: formatEuros(min), tenue: aide(min), rompue: aide(min - 1) }]),
    ...(max === undefined ? [] : [{ quoi: 'l’aide au plus', dit: formatEuros(max), tenue: aide(max), rompue: aide(max + 1) }]),
    ...(cout === undefined
      ? []
      : [
          {
            quoi: 'le coût global',
            dit: formatEuros(cout),
            tenue: (f: Faits) => ({ ...f, montants: { aide: 0, part: cout, autres: 0 } }),
            rompue: (f: Faits) => ({ ...f, montants: { aide: 0, part: cout - 1, autres: 0 } }),
          },
        ]),
    ...appel.natures.flatMap((n): Promesse[] => {
      if (n.eligible === 'exclue')
        return [{ quoi: `hors du plan, ${n.code}`, dit: n.libelle, tenue: plan(0, n.code), rompue: plan(1, n.code) }]
      if (n.eligible !== 'marginale') return []
      const plafond = Math.floor((n.part_max ?? 0) * demande)
      return [{ quoi: `la part marginale, ${n.code}`, dit: n.libelle, tenue: plan(plafond, n.code), rompue: plan(plafond + 1, n.code) }]
    }),
  ]
}

const autres =
  (a: Partial<NonNullable<Faits['autres']>>): Changer =>
  f => ({ ...f, autres: { ...SEUL, ...a } })
/** What a call says of the other dossiers of a porteur. */
function autresDossiers({ porteurs: { dossiers_max: n }, comite: { laureats_max: max }, aide: { minimis: m }, volets }: Appel): Promesse[] {
  const deposes = (combien: number) => autres({ deposes: { [volets[0]!.code]: combien } })
  const declarees =
    (montant: number): Changer =>
    f => ({ ...f, minimis: [{ le: '2026-01-01', montant }], montants: { ...f.montants, aide: 0 } })
  return [
    ...(n === undefined
      ? []
      : [
          {
            quoi: 'les dossiers du porteur',
            dit: `Dossiers par porteur : ${formatNombre(n)} au plus`,
            tenue: deposes(n - 1),
            rompue: deposes(n),
          },
        ]),
    ...(max === undefined
      ? []
      : [
          { quoi: 'les lauréats', dit: `au plus ${max} lauréats`, tenue: autres({ laureats: max - 1 }), rompue: autres({ laureats: max }) },
        ]),
    ...(m
      ? [{ quoi: 'les aides de minimis', dit: formatEuros(m.plafond), tenue: declarees(m.plafond), rompue: declarees(m.plafond + 1) }]
      : []),
  ]
}

/** What the declarations of a call promise; what its sentences alone say stands beside the test. */
export const promessesDe = (appel: Appel): Promesse[] => [...qui(appel), ...combien(appel), ...autresDossiers(appel)]
