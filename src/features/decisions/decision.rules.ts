import { type Centimes, formatEuros, messageMontant, parseEuros } from '../../lib/euros.ts'
import { err, ok, type Result } from '../../lib/result.ts'

export const SENS = ['retenu', 'partiel', 'liste_complementaire', 'non_retenu', 'ajourne', 'sans_suite'] as const
export type Sens = (typeof SENS)[number]
export const MOTS_SENS: Record<Sens, string> = {
  retenu: 'Retenu',
  partiel: 'Retenu en partie',
  liste_complementaire: 'Liste complémentaire',
  non_retenu: 'Non retenu',
  ajourne: 'Ajourné',
  sans_suite: 'Sans suite',
}
/** Those that grant an aid, and those that must say why. */
export const accorde = (s: Sens) => s === 'retenu' || s === 'partiel'
const demandeMotif = (s: Sens) => s === 'non_retenu' || s === 'ajourne' || s === 'sans_suite'

/**
 * What a decision on a dossier may rest on. Cents; `base`: what the instruction proposes to pay from, `proposition`: the aid that it proposes, when it
 * says so.
 */
export type Plafonds = {
  demandee: Centimes
  base: Centimes | null
  minimale: Centimes | null
  proposition: Centimes | null
  /** What the opinions that the call asks for keep from being decided, in sentences. */
  avis?: Empechements | undefined
}
/** `decision`: nothing may be decided, but to put off or to close without an answer; `aide`: no aid, and no promise of one. */
export type Empechements = { decision: readonly string[]; aide: readonly string[] }
/** The most that may be granted: neither more than was asked, nor more than the base. */
export const plafondDe = ({ demandee, base }: Pick<Plafonds, 'demandee' | 'base'>): Centimes =>
  base === null ? demandee : Math.min(demandee, base)
/** The least that « Retenu » grants: what the instruction proposes when that is less than what the rules allow. */
export const retenuDes = (p: Plafonds): Centimes => Math.min(p.proposition || Infinity, plafondDe(p))

export const TEXTE_MAX = 4000
/** As it was typed. */
export type SaisieDecision = {
  sens: string
  montant: string
  rang: string
  motif: string
  conditions: string
  conclusion: string
  /** The envelope that pays alone, when somebody says which. */
  enveloppe?: string
  /** Why the opinion of a body is not followed. */
  hors_avis?: string
}
/** Cents; `montant` is 0 for a decision that grants nothing, `rang` is null outside the reserve list. */
export type Decision = { sens: Sens; montant: Centimes; rang: number | null; motif: string; conditions: string; conclusion: string }
export type ErreursDecision = Partial<Record<keyof SaisieDecision, string>>

/** What a form decides, or what is wrong in it. A decision « en partie » is below what the rules allow; « retenu » is all of it, or what the instruction proposes. Pure. */
export function comprendreDecision(s: SaisieDecision, p: Plafonds): { ok: true; value: Decision } | { ok: false; errors: ErreursDecision } {
  const sens = SENS.find(x => x === s.sens)
  if (!sens) return { ok: false, errors: { sens: 'Choisissez une décision' } }
  const empeche = empechement(sens, p.avis)
  if (empeche) return { ok: false, errors: { sens: empeche } }
  const montant = accorde(sens) ? montantLu(sens, s.montant, p) : { value: 0 }
  const rang = sens === 'liste_complementaire' ? rangLu(s.rang) : { value: null }
  const errors: ErreursDecision = {
    ...('error' in montant ? { montant: montant.error } : {}),
    ...('error' in rang ? { rang: rang.error } : {}),
    ...(demandeMotif(sens) && s.motif === '' ? { motif: 'Dites pourquoi\u00a0: le porteur le lira dans sa lettre' } : {}),
    ...Object.fromEntries(
      (['motif', 'conditions', 'conclusion'] as const)
        .filter(c => s[c].length > TEXTE_MAX)
        .map(c => [c, 'Ce texte est trop long\u00a0: 4\u00a0000 caractères au plus']),
    ),
  }
  if ('error' in montant || 'error' in rang || Object.keys(errors).length > 0) return { ok: false, errors }
  return {
    ok: true,
    value: {
      sens,
      montant: montant.value,
      rang: rang.value,
      motif: demandeMotif(sens) ? s.motif : '',
      conditions: accorde(sens) ? s.conditions : '',
      conclusion: s.conclusion,
    },
  }
}

/** Why the opinions of the dossier forbid this decision, or nothing. Pure. */
function empechement(sens: Sens, avis: Empechements | undefined): string | undefined {
  if (!avis || sens === 'ajourne' || sens === 'sans_suite') return undefined
  const phrases = [...avis.decision, ...(accorde(sens) || sens === 'liste_complementaire' ? avis.aide : [])]
  return phrases.length > 0 ? phrases.join(' ') : undefined
}

type Lu<T> = { value: T } | { error: string }
function montantLu(sens: Sens, saisie: string, p: Plafonds): Lu<Centimes> {
  const plafond = plafondDe(p)
  const lu = parseEuros(saisie)
  if (!lu.ok) return { error: messageMontant(lu.error, saisie) }
  if (lu.value === 0) return { error: 'Une aide de 0\u00a0€ n’est pas une aide\u00a0: choisissez une autre décision' }
  if (lu.value > p.demandee) return { error: `${formatEuros(lu.value)} dépassent l’aide demandée, ${formatEuros(p.demandee)}` }
  if (lu.value > plafond) return { error: `${formatEuros(lu.value)} dépassent la base que l’aide peut payer, ${formatEuros(plafond)}` }
  if (sens === 'partiel' && lu.value === plafond)
    return { error: `${formatEuros(plafond)}\u00a0: c’est tout ce que les règles permettent. Choisissez «\u00a0Retenu\u00a0»` }
  if (sens === 'retenu' && lu.value < retenuDes(p))
    return {
      error: `Il manque ${formatEuros(retenuDes(p) - lu.value)} pour retenir tout le projet. Choisissez «\u00a0Retenu en partie\u00a0»`,
    }
  return { value: lu.value }
}

function rangLu(saisie: string): Lu<number> {
  if (saisie === '') return { error: 'Indiquez le rang sur la liste complémentaire' }
  return /^[1-9]\d{0,3}$/.test(saisie)
    ? { value: Number(saisie) }
    : { error: `«\u00a0${saisie}\u00a0» n’est pas un rang. Écrivez par exemple 2` }
}

/** An envelope that a dossier may draw on. `reserve`: kept for some dossiers, of which this one is; `reste`: what is left, with what the dossier already holds of it. Cents. */
export type Source = { id: string; reserve: boolean; reste: Centimes }
export type SourceLue = Source & { libelle: string }
/** The one that somebody said pays alone, or all that may; none when the one that was said is not of them. */
const choisies = <S extends Source>(sources: readonly S[], choix: string): readonly S[] =>
  choix === '' ? sources : sources.filter(s => s.id === choix)
/** What these envelopes can give together: one that is overdrawn takes nothing from the others. Pure. */
export const resteDe = (sources: readonly Source[], choix = ''): Centimes =>
  choisies(sources, choix).reduce((t, s) => t + Math.max(0, s.reste), 0)
/**
 * From which envelopes an amount comes: the one that was said, or those kept for a volet or a département first, then the others, in their order. `undefined` when they do
 * not hold enough together. Pure.
 */
export function imputer<S extends Source>(
  sources: readonly S[],
  montant: Centimes,
  choix = '',
): { id: string; montant: Centimes }[] | undefined {
  let reste = montant
  const ouvertes = choisies(sources, choix)
  const parts = [...ouvertes.filter(s => s.reserve), ...ouvertes.filter(s => !s.reserve)].flatMap(s => {
    const pris = Math.min(reste, Math.max(0, s.reste))
    reste -= pris
    return pris > 0 ? [{ id: s.id, montant: pris }] : []
  })
  return reste === 0 ? parts : undefined
}

/** The one that was said is not of those that may pay the dossier: of another call, kept for others, or gone meanwhile. */
export const enveloppeInconnue = (sources: readonly Source[], choix = '') => choix !== '' && !sources.some(s => s.id === choix)
export const ENVELOPPE_INCONNUE = 'L’enveloppe choisie ne peut pas payer ce dossier. Choisissez-en une de la liste'
/** Why nothing is paid: the envelope that was said is not one of them, or what is left of them, and of which (`libelle`: the one that was to pay alone), is not enough. Cents. */
export type RefusPaiement =
  | { motif: 'saisie'; errors: { enveloppe: string } }
  | { motif: 'enveloppe'; reste: Centimes; libelle: string | undefined }
/** From which envelopes an amount comes, as `imputer` says it, or why it comes from none. Pure. */
export function payerDepuis(
  sources: readonly SourceLue[],
  montant: Centimes,
  choix = '',
): Result<{ id: string; montant: Centimes }[], RefusPaiement> {
  const parts = imputer(sources, montant, choix)
  if (parts) return ok(parts)
  if (enveloppeInconnue(sources, choix)) return err({ motif: 'saisie', errors: { enveloppe: ENVELOPPE_INCONNUE } })
  return err({ motif: 'enveloppe', reste: resteDe(sources, choix), libelle: sources.find(s => s.id === choix)?.libelle })
}

/** Who may pay an amount: alone, with what is left before and after; together; and what each of the others lacks. Pure. */
export function payeursDe(sources: readonly SourceLue[], montant: Centimes) {
  const ensemble = imputer(sources, montant)?.map(p => ({ ...p, libelle: sources.find(s => s.id === p.id)!.libelle }))
  return {
    ensemble,
    seules: sources.filter(s => s.reste >= montant && s.reste > 0).map(s => ({ ...s, apres: s.reste - montant })),
    manquent: sources.filter(s => s.reste < montant || s.reste <= 0).map(s => ({ ...s, manque: montant - Math.max(0, s.reste) })),
  }
}
