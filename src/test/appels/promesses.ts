import { type Appel, TYPES_STRUCTURE, type TypeStructure } from '../../features/cahier/index.ts'
import { formuleEnMots, reglesDeLAppel } from '../../features/recevabilite/index.ts'
import type { Faits } from '../../features/verdicts/index.ts'
import { formatEuros, formatNombre, formatTaux } from '../../lib/euros.ts'
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
/** A project of this cost, all of it in the base, the structure paying what the aid leaves. */
const financement =
  (appel: Appel, montant: number, cout: number, autres = 0): Changer =>
  f => ({
    ...f,
    montants: { aide: montant, part: cout - montant - autres, autres, ...(appel.plan === 'simple' ? { cout } : {}) },
    ...(appel.plan === 'complet' ? { depenses: { [Object.keys(f.depenses ?? {})[0]!]: cout } } : {}),
  })
/** The rates that the aid may take of its base in this dossier's volet. */
function tauxDe(appel: Appel, volet = appel.volets[0]!.code) {
  const p = appel.aide.taux === undefined ? undefined : appel.parametres[appel.aide.taux]
  const plage = p?.plages?.[volet] ?? p?.plage
  return plage && { min: Number(plage.min), max: Number(plage.max) }
}
/** A cost at which this aid is neither too much nor too little of it. */
const coutPour = (appel: Appel, montant: number) => Math.ceil(montant / (tauxDe(appel)?.max ?? 1))
const plan =
  (montant: number, nature: string): Changer =>
  f => {
    // the whole stays what it was: the first expense gives what this one takes
    const [[premiere, total]] = Object.entries(f.depenses ?? {}) as [[string, number]]
    return { ...f, depenses: { [premiere]: total - montant, [nature]: montant } }
  }

/** One cent of it, and one cent less of aid: what the aid may pay still holds it. */
const unCentime =
  (nature: string): Changer =>
  f => {
    const { aide: demandee = 0, part = 0 } = f.montants ?? {}
    return { ...plan(1, nature)(f), montants: { ...f.montants, aide: demandee - 1, part: part + 1 } }
  }

/** A dossier that any call may be asked about: of the first kind of porteur, in the territory, with a plan and no answer. */
export function dossierDe(appel: Appel): Faits {
  const [premier] = appel.porteurs.types
  const [volet] = appel.volets
  const nature = appel.natures.find(n => n.eligible === 'oui')?.code ?? appel.natures[0]?.code
  const demande = appel.aide.montant_max ?? 1_000_000
  const cout = appel.aide.taux === undefined ? Math.max(2_000_000, demande) : coutPour(appel, demande)
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
    montants: {
      aide: demande,
      ...(appel.plan === 'aucun' ? {} : { part: Math.max(1_000_000, cout - demande), autres: 0 }),
      ...(appel.plan === 'simple' ? { cout } : {}),
    },
    ...(nature === undefined ? {} : { depenses: { [nature]: cout } }),
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
            dit: `Territoire : ${appel.territoire.libelle}`,
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
    ...(min === undefined ? [] : [{ quoi: 'l’aide au moins', dit: formatEuros(min), ...deuxAides(appel, min, min - 1) }]),
    ...(max === undefined ? [] : [{ quoi: 'l’aide au plus', dit: formatEuros(max), ...deuxAides(appel, max, max + 1) }]),
    ...tauxEtBase(appel),
    ...(cout === undefined
      ? []
      : [
          {
            quoi: 'le coût global',
            dit: formatEuros(cout),
            tenue: financement(appel, 0, cout),
            rompue: financement(appel, 0, cout - 1),
          },
        ]),
    ...appel.natures.flatMap((n): Promesse[] => {
      if (n.eligible === 'exclue')
        return [{ quoi: `hors du plan, ${n.code}`, dit: n.libelle, tenue: plan(0, n.code), rompue: unCentime(n.code) }]
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
function autresDossiers({ porteurs: { dossiers_max: n }, comite, aide: { minimis: m }, volets }: Appel): Promesse[] {
  const max = comite?.laureats_max
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

/** The same project with one aid, then with the other. */
function deuxAides(appel: Appel, tenue: number, rompue: number): Pick<Promesse, 'tenue' | 'rompue'> {
  if (appel.plan === 'aucun') return { tenue: aide(tenue), rompue: aide(rompue) }
  const cout = coutPour(appel, Math.max(tenue, rompue))
  return { tenue: financement(appel, tenue, cout), rompue: financement(appel, rompue, cout) }
}

/** What the rate, the base that counts and the cost let the aid be. */
function tauxEtBase(appel: Appel): Promesse[] {
  const t = tauxDe(appel)
  const { base_max: base } = appel.aide
  const cout = 10_000_000
  const avec = (quoi: string, dit: string, tenue: Changer, rompue: Changer) => ({ quoi, dit, tenue, rompue })
  const part = (n: number) => Math.round(n * cout)
  return [
    ...(t
      ? [
          avec('le taux au plus', formatTaux(t.max, 0), financement(appel, part(t.max), cout), financement(appel, part(t.max) + 1, cout)),
          avec('le taux au moins', formatTaux(t.min, 0), financement(appel, part(t.min), cout), financement(appel, part(t.min) - 1, cout)),
        ]
      : []),
    ...(typeof base === 'number' ? baseQuiCompte(appel, base) : []),
    ...(appel.plan === 'simple'
      ? [
          avec(
            'les aides publiques',
            '100 % du coût total au plus',
            financement(appel, part(0.3), cout, part(0.7)),
            financement(appel, part(0.3), cout, part(0.7) + 1),
          ),
        ]
      : []),
    ...(reglesDeLAppel(appel).some(r => r.id === 'declaration-base')
      ? [
          avec(
            'la base éligible',
            'l’aide ne dépasse pas les dépenses qu’elle peut payer',
            financement(appel, cout, cout),
            financement(appel, cout + 1, cout),
          ),
        ]
      : []),
    ...(appel.aide.calcul === undefined ? [] : [avec('l’aide calculée', formuleEnMots(appel, appel.aide.calcul), aide(1), aide(0))]),
  ]
}

/** Told apart where the rate of the base is less than what the call gives at most. */
function baseQuiCompte(appel: Appel, base: number): Promesse[] {
  const max = (v: { code: string }) => Math.round((tauxDe(appel, v.code)?.max ?? 1) * base)
  const volet = appel.volets.find(v => max(v) < (appel.aide.montant_max ?? Number.POSITIVE_INFINITY))
  if (!volet) return []
  const projet =
    (aide: number): Changer =>
    f => ({ ...financement(appel, aide, base * 2)(f), volet: volet.code, actions: [volet.actions[0]!.code] })
  return [{ quoi: 'la base qui compte', dit: formatEuros(base), tenue: projet(max(volet)), rompue: projet(max(volet) + 1) }]
}

/** What the declarations of a call promise; what its sentences alone say stands beside the test. */
export const promessesDe = (appel: Appel): Promesse[] => [...qui(appel), ...combien(appel), ...autresDossiers(appel)]
