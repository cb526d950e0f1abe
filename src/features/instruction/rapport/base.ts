import type { Centimes } from '../../../lib/euros.ts'
import { champCellule } from '../../contenu/index.ts'
import { ASSIETTES, lignesDuPlan, payee, planDe, reglageDe } from '../../plan/index.ts'
import { preparerRegles } from '../../recevabilite/index.ts'
import type { Verdict } from '../../verdicts/index.ts'
import type { DossierLu } from '../lire-dossier.ts'
import { type LigneBase, type Proposition, type Reperes, tauxDe } from './proposition.rules.ts'

/** An expense as the report shows it: why the aid does not pay it, or what is to be checked. */
export type LigneVue = LigneBase & {
  libelle: string
  lot: number | undefined
  pourquoi: string
  clause: string | undefined
  /** What the call asks of each line besides, in words. */
  enPlus: readonly string[]
  /** The aid of this line, where the call gives each line its own; cents. */
  aide: Centimes | undefined
}
/** What a proposal is made from: the expenses of the plan, and what the dossier asked. */
export type BaseVue = {
  lignes: readonly LigneVue[]
  assiette: string
  lots: readonly string[]
  /** Lines are in the order of their ranks of priority. */
  rangs: boolean
  total: Centimes
  reperes: Reperes
  /** The plan has no lines: the amount alone is proposed. */
  sansLignes: boolean
  calculee: boolean
  /** What the aid is with the values that the service retains; cents. */
  retenue: Centimes | undefined
}

/** The expenses of a filed plan and what they may become. Pure. */
export function baseVue({ dossier, lecture }: DossierLu, retenue?: Centimes): BaseVue {
  const { colonnes, enPlus } = lignesDuPlan(dossier.version.appel, dossier.contenu, lecture.tableaux)
  const aideDe = (ligne: string) => {
    const code = enPlus?.tableau.montant
    if (!enPlus || code === undefined) return undefined
    const calculee = enPlus.evalue?.lignes.find(l => l.ligne === ligne)?.calculs[code]
    const v = calculee ? calculee.valeur : dossier.contenu.valeurs[champCellule(enPlus.tableau.liste, ligne, code)]
    return typeof v === 'number' ? v : undefined
  }
  const plan = planDe(dossier.version.appel, dossier.contenu)
  const reglage = reglageDe(dossier.version.appel)
  const { aide = 0, part = 0, autres = 0, autresPublics, cout = aide + part + autres } = lecture.faits.montants ?? {}
  const aucun = reglage.plan === 'aucun'
  const lignes = plan.depenses.map((d, i): LigneVue => {
    const montant = d[reglage.assiette]
    const p = payee(plan, reglage, d)
    const lot = plan.lots.findIndex(l => l.ligne === d.lot)
    return {
      rang: i + 1,
      montant: typeof montant === 'number' ? montant : undefined,
      admise: typeof montant === 'number' && p.comptee,
      libelle: d.libelle,
      lot: lot < 0 ? undefined : lot + 1,
      pourquoi: p.pourquoi,
      clause: reglage.natures[d.nature ?? '']?.clause?.texte,
      enPlus: colonnes.flatMap(c => (c.dire(d) ? [`${c.libelle}\u00a0: ${c.dire(d)}`] : [])),
      aide: aideDe(d.ligne),
    }
  })
  return {
    sansLignes: reglage.plan !== 'complet',
    calculee: reglage.calculee,
    retenue,
    lignes,
    assiette: ASSIETTES[reglage.assiette].sigle,
    lots: plan.lots.map(l => l.intitule),
    rangs: enPlus?.rang ?? false,
    total: lignes.reduce((t, l) => t + (l.montant ?? 0), 0),
    reperes: {
      demandee: aide,
      cout: aucun ? 0 : cout,
      part: aucun ? undefined : part,
      publiques: autresPublics === undefined ? undefined : aide + autresPublics,
      minimale: typeof plan.aideMinimale === 'number' ? plan.aideMinimale : undefined,
    },
  }
}

/** Before anybody proposes anything: every line that the aid may pay, or without lines the amount that the call computed. */
export function propositionVide({ lignes, sansLignes, calculee, reperes, retenue }: BaseVue): Proposition {
  const montant = calculee ? Math.max(0, Math.min(reperes.demandee, retenue ?? reperes.demandee)) : null
  if (sansLignes) return { calcule: 'montant', base: null, taux: null, montant, lignes: [] }
  const admises = lignes.filter(l => l.admise)
  const base = admises.reduce((t, l) => t + (l.montant ?? 0), 0)
  const gardees = admises.map(l => l.rang)
  // where each line has its own aid, the amount is that of the lines kept
  const aides = admises.flatMap(l => l.aide ?? [])
  const somme = aides.length === admises.length && aides.length > 0 ? aides.reduce((t, a) => t + a, 0) : undefined
  const propose = somme === undefined ? undefined : Math.min(somme, reperes.demandee, retenue ?? somme)
  if (propose !== undefined && propose <= base)
    return { calcule: 'taux', base, taux: tauxDe(base, propose), montant: propose, lignes: gardees }
  return { calcule: 'montant', base, taux: null, montant: null, lignes: gardees }
}

/**
 * What the rules of the call say of the amount proposed, where it is another thing than what they say of the amount asked: its floors, ceilings
 * and rates, each with its clause. The global cost stays: the porteur pays the difference. Pure.
 */
export function reglesDeLaProposition({ dossier, lecture }: DossierLu, p: Proposition): Verdict[] {
  if (p.montant === null) return []
  const { faits } = lecture
  const { aide = 0, part = 0 } = faits.montants ?? {}
  const regles = preparerRegles(dossier.version.appel, dossier.version.sha256)
  const avant = new Map(regles.evaluer(faits, 'instruction').map(v => [v.regle, v]))
  const reste = faits.montants?.part === undefined ? {} : { part: part + aide - p.montant }
  const montants = { ...faits.montants, aide: p.montant, ...reste }
  return regles
    .evaluer({ ...faits, montants, depensesAidees: depensesRetenues(dossier, p) }, 'instruction')
    .filter(v => avant.get(v.regle)?.explication !== v.explication || avant.get(v.regle)?.resultat !== v.resultat)
}

/** Cents by nature of the lines kept, which add up to the base proposed: what it leaves out comes off the ordinary expenses, the largest first. */
function depensesRetenues({ contenu, version: { appel } }: DossierLu['dossier'], p: Proposition): Record<string, Centimes> {
  const { assiette, natures } = reglageDe(appel)
  const parNature: Record<string, Centimes> = {}
  for (const [i, d] of planDe(appel, contenu).depenses.entries()) {
    const montant = d[assiette]
    if (p.lignes.includes(i + 1) && typeof montant === 'number') parNature[d.nature ?? ''] = (parNature[d.nature ?? ''] ?? 0) + montant
  }
  let reste = Object.values(parNature).reduce((t, c) => t + c, 0) - (p.base ?? 0)
  const ordinaire = (nature: string) => (natures[nature]?.eligible === 'oui' ? 0 : 1)
  for (const [nature, montant] of Object.entries(parNature).sort(([a, x], [b, y]) => ordinaire(a) - ordinaire(b) || y - x)) {
    const retire = Math.min(Math.max(reste, 0), montant)
    parNature[nature] = montant - retire
    reste -= retire
  }
  return parNature
}
