import { type Centimes, formatEuros, formatTaux, messageMontant, parseEuros, saisieEuros } from '../../../lib/euros.ts'

/** Which of base, rate and amount the two others give. */
export const CALCULES = ['base', 'taux', 'montant'] as const
export type Calcule = (typeof CALCULES)[number]
/** A rate as an integer: hundred-millionths, so that 100 000 000 is 100 %. */
export type Taux = number
export const UN: Taux = 100_000_000

/** An expense of the plan: its rank from 1, its amount, whether the aid may pay it at all. */
export type LigneBase = { rang: number; montant: Centimes | undefined; admise: boolean }
/** What the service proposes: the lines kept, and base × rate = amount. Cents; `null`: not said yet. */
export type Proposition = {
  calcule: Calcule
  base: Centimes | null
  taux: Taux | null
  montant: Centimes | null
  lignes: readonly number[]
}
/** The same as the form holds it; the field that is computed is not read. `suivie`: the sum of the lines when the page was made. */
export type PropositionSaisie = {
  calcule: string
  base: string
  taux: string
  montant: string
  lignes: readonly number[]
  suivie: Centimes | undefined
}
/** What the figures of the dossier allow and are compared with. Cents. */
export type Reperes = {
  demandee: Centimes
  /** 0 where the call has no plan: nothing is a share of it. */
  cout: Centimes
  part: Centimes | undefined
  /** Aids of public bodies, the aid asked here included; `undefined` when a funder's kind is not known. */
  publiques: Centimes | undefined
  /** The least that the porteur said it could live with. */
  minimale: Centimes | undefined
}
export type Erreurs = Partial<Record<Calcule, string>>

/** « 75 » or « 33,333334 % » → hundred-millionths; `undefined` when it is not a rate from 0 to 100 %. */
export function parseTaux(saisie: string): Taux | undefined {
  const m = /^(\d{1,3})(?:[.,](\d{1,6}))?$/.exec(saisie.replace(/[\s\u00a0\u202f]/g, '').replace(/%$/, ''))
  const taux = m ? Number(m[1]) * 1_000_000 + Number((m[2] ?? '').padEnd(6, '0')) : Number.NaN
  return taux <= UN ? taux : undefined
}
/** 75 000 000 → « 75,00 »; as many decimals as the rate has. */
export const saisieTaux = (t: Taux) =>
  `${Math.floor(t / 1_000_000)},${String(t % 1_000_000)
    .padStart(6, '0')
    .replace(/0{1,4}$/, '')}`

export const sommeRetenue = (lignes: readonly LigneBase[], rangs: readonly number[]): Centimes =>
  lignes.reduce((t, l) => t + (l.admise && rangs.includes(l.rang) ? (l.montant ?? 0) : 0), 0)

const superieur = (a: bigint, b: bigint) => Number((a + b - 1n) / b)
/** The amount in whole cents, rounded down: never a cent more than the rate gives. */
export const montantDe = (base: Centimes, taux: Taux): Centimes => Number((BigInt(base) * BigInt(taux)) / BigInt(UN))
/** The smallest rate, and the smallest base, that give this amount: the three figures then agree to the cent. */
export const tauxDe = (base: Centimes, montant: Centimes): Taux => (base === 0 ? 0 : superieur(BigInt(montant) * BigInt(UN), BigInt(base)))
export const baseDe = (montant: Centimes, taux: Taux): Centimes => (taux === 0 ? 0 : superieur(BigInt(montant) * BigInt(UN), BigInt(taux)))

/**
 * What a form proposes. The base follows the lines kept until somebody types another one. What cannot be read is told, never taken for zero.
 * `sansLignes`: of a plan without lines, the amount alone is read. Pure: the same on the server and in the browser.
 */
export function proposer(
  s: PropositionSaisie,
  lignes: readonly LigneBase[],
  { sansLignes = false } = {},
): { proposition: Proposition; somme: Centimes; erreurs: Erreurs } {
  const admises = lignes.filter(l => l.admise && s.lignes.includes(l.rang)).map(l => l.rang)
  const somme = sommeRetenue(lignes, admises)
  const calcule = CALCULES.find(c => c === s.calcule) ?? 'montant'
  const erreurs: Erreurs = {}
  const montantLu = (champ: 'base' | 'montant') => {
    if (calcule === champ || s[champ] === '') return null
    const lu = parseEuros(s[champ])
    if (!lu.ok) erreurs[champ] = messageMontant(lu.error, s[champ])
    return lu.ok ? lu.value : null
  }
  if (sansLignes) {
    const lu = s.montant === '' ? undefined : parseEuros(s.montant)
    if (lu && !lu.ok) erreurs.montant = messageMontant(lu.error, s.montant)
    return { proposition: { calcule: 'montant', base: null, taux: null, montant: lu?.ok ? lu.value : null, lignes: [] }, somme: 0, erreurs }
  }
  const tapee = montantLu('base')
  const suit = calcule !== 'base' && !erreurs.base && (tapee === null || tapee === s.suivie)
  const lus = { base: suit ? somme : tapee, montant: montantLu('montant'), taux: tauxLu(s, calcule, erreurs) }
  return { proposition: { calcule, ...completer(calcule, lus), lignes: admises }, somme, erreurs }
}

function tauxLu(s: PropositionSaisie, calcule: Calcule, erreurs: Erreurs): Taux | null {
  if (calcule === 'taux' || s.taux === '') return null
  const taux = parseTaux(s.taux)
  if (taux === undefined) erreurs.taux = `«\u00a0${s.taux}\u00a0» n’est pas un taux de 0 à 100\u00a0%. Écrivez par exemple 75 ou 62,5`
  return taux ?? null
}

type Trois = Pick<Proposition, Calcule>
function completer(calcule: Calcule, { base, taux, montant }: Trois): Trois {
  if (calcule === 'montant') return { base, taux, montant: base !== null && taux !== null ? montantDe(base, taux) : null }
  if (calcule === 'taux')
    return { base, montant, taux: base !== null && montant !== null && montant <= base ? tauxDe(base, montant) : null }
  return { taux, montant, base: taux !== null && montant !== null && (taux > 0 || montant === 0) ? baseDe(montant, taux) : null }
}

const euros = (c: Centimes) => formatEuros(c, { centimes: c % 100 !== 0 })
/** What a proposal may not be, by field: more than the lines kept, than the base, than what was asked (C5.8 and its like). Pure. */
export function bornes({ base, montant, taux }: Proposition, somme: Centimes, { demandee }: Pick<Reperes, 'demandee'>): Erreurs {
  const erreurs: Erreurs = {}
  if (base !== null && base > somme)
    erreurs.base = `La base de ${euros(base)} dépasse de ${euros(base - somme)} les lignes retenues (${euros(somme)})`
  if (montant !== null && montant > demandee)
    erreurs.montant = `Le montant de ${euros(montant)} dépasse de ${euros(montant - demandee)} l’aide demandée (${euros(demandee)})`
  if (montant !== null && base !== null && montant > base)
    erreurs.montant = `Le montant de ${euros(montant)} dépasse de ${euros(montant - base)} la base (${euros(base)})`
  if (montant !== null && base === null && taux === 0) erreurs.taux = 'Un taux de 0\u00a0% ne donne aucun montant'
  return erreurs
}

/** What a proposal costs the porteur's expectations without being refused. */
export const reserveMinimale = ({ montant }: Proposition, { minimale }: Reperes): string | undefined =>
  montant !== null && minimale !== undefined && montant < minimale
    ? `Le porteur a dit ne pas pouvoir réaliser le projet avec moins de ${euros(minimale)} d’aide\u00a0: il manque ${euros(minimale - montant)}.`
    : undefined

const enPoints = (t: number) =>
  `${t > 0 ? '+' : ''}${formatTaux(t)
    .replace('-', '\u2212')
    .replace('%', Math.abs(t) >= 0.02 ? 'points' : 'point')}`

export type Effet = { cle: string; element: string; demande: string; propose: string; ecart: string }
/** What a proposal changes: the aid, its share, what the porteur then pays. The global cost stays. Pure. */
export function effets({ montant }: Proposition, r: Reperes): Effet[] {
  const ecart = montant === null ? null : montant - r.demandee
  const signe = (n: number) => (n > 0 ? '+' : '')
  const enEuros = (cle: string, element: string, avant: Centimes, sens: 1 | -1): Effet => ({
    cle,
    element,
    demande: euros(avant),
    propose: ecart === null ? '' : euros(avant + sens * ecart),
    ecart: ecart === null ? '' : `${signe(sens * ecart)}${euros(sens * ecart)}`,
  })
  const enPart = (cle: string, element: string, avant: Centimes | undefined): Effet[] => {
    if (avant === undefined || r.cout === 0) return []
    const [a, b] = [avant / r.cout, ecart === null ? null : (avant + ecart) / r.cout]
    return [
      {
        cle,
        element,
        demande: formatTaux(a),
        propose: b === null ? '' : formatTaux(b),
        ecart: b === null ? '' : enPoints(b - a),
      },
    ]
  }
  return [
    enEuros('aide', 'Aide', r.demandee, 1),
    ...enPart('cout', 'Part du coût global', r.demandee),
    ...(r.part === undefined ? [] : [enEuros('part', 'Part du porteur', r.part, -1)]),
    ...enPart('publiques', 'Aides publiques, part du coût', r.publiques),
  ]
}

/** What a form shows of a proposal. */
export const enTextes = (p: Proposition): Record<Calcule, string> => ({
  base: p.base === null ? '' : saisieEuros(p.base),
  taux: p.taux === null ? '' : saisieTaux(p.taux),
  montant: p.montant === null ? '' : saisieEuros(p.montant),
})

/** One text for a proposal: the same for two equal ones. */
export const texteProposition = (p: Proposition) => JSON.stringify([p.calcule, p.base, p.taux, p.montant, p.lignes])
export function lireProposition(texte: string): Proposition {
  const [calcule, base, taux, montant, lignes] = JSON.parse(texte) as [Calcule, number | null, number | null, number | null, number[]]
  return { calcule, base, taux, montant, lignes }
}

/** « 31 050 €, soit 75 % de 41 400 € ». */
export function phraseProposition({ base, taux, montant }: Proposition): string {
  if (montant === null) return 'rien encore'
  if (base === null || taux === null) return euros(montant)
  return `${euros(montant)}, soit ${formatTaux(taux / UN, 2)} de ${euros(base)}`
}
