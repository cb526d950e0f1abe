import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { idDeCle } from '../../../lib/empreintes.ts'
import { type Centimes, formatEuros, messageMontant, parseEuros } from '../../../lib/euros.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { inscrireSignature, signaturesPour } from '../../delegations/index.ts'
import { type AttenteStructure, attenteStructure } from '../../etats/index.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusSuivi, suiviPour } from '../acces.ts'
import { faitsDe } from '../actes/etablir.ts'
import { type Compte, compteDe, piecesDuCompte } from '../compte.ts'
import { prevenirProjet } from '../prevenir.ts'
import type { VersementLu } from '../projet.queries.ts'
import {
  acomptePossible,
  avancePossible,
  type NatureVersement,
  type Possible,
  type ReelSolde,
  soldeDe,
  soldeDuForfait,
} from '../versements.rules.ts'
import { type Payeur, resteAPayer } from './payeurs.rules.ts'
import { solder } from './solder.ts'

/** As they are typed. `montant`: of an advance or an instalment; `coutReel` and `autresAides`: of the balance. */
export type SaisieVersement = {
  montant: string
  coutReel: string
  autresAides: string
  ej: string
  dp: string
  /** Which envelope pays, where the aid draws on several. */
  enveloppe?: string
}
export type NatureOrdonnee = 'avance' | 'acompte' | 'solde'
/** `vu`: of a balance, what the person read before confirming it, see `vuDe`. */
export type AOrdonner = {
  dossierId: string
  nature: NatureOrdonnee
  saisie: SaisieVersement
  cle: string
  vu?: string
  /** Who orders it, as it was chosen; nothing for a call without signatories, or for its authority. */
  signataire?: string | undefined
}
export type ErreursVersement = Partial<Record<keyof SaisieVersement, string>>
export type RefusVersement =
  | RefusSuivi
  | { motif: 'sans_acte' }
  | { motif: 'structure'; attente: AttenteStructure }
  | { motif: 'deja_solde' }
  | { motif: 'pas_acheve' }
  /** An order waits to be paid: the balance is computed from what the lauréat has received. */
  | { motif: 'a_payer'; montant: Centimes }
  | { motif: 'rien'; nature: NatureOrdonnee }
  /** A balance is read before it is ordered: it was not, or comes to something else by now. */
  | { motif: 'a_relire' }
  /** This form has ordered a payment already: another one than it asks for now, or one cancelled since. */
  | { motif: 'deja_servi'; nature: NatureVersement; montant: Centimes; annule: boolean }
  | { motif: 'saisie'; errors: ErreursVersement }
  /** Whoever was chosen may not order this payment. */
  | { motif: 'signataire'; phrase: string }
  /** The envelope that was said has less than that to pay. */
  /** `libelle`: none of an envelope that is not the aid's. Cents. */
  | { motif: 'enveloppe'; libelle: string | undefined; reste: Centimes }

/** Ordered and not paid yet: neither paid nor cancelled. Cents. */
export const aPayer = ({ versements }: Compte): Centimes =>
  versements.reduce((t, v) => (v.verseLe || v.annuleLe || v.nature === 'reversement' ? t : t + v.montant), 0)

/** Why no payment of this kind can be ordered now, whatever its amount. */
export function empechement(
  c: Compte,
  nature: NatureOrdonnee,
): Exclude<RefusVersement, { motif: 'saisie' | 'a_relire' | 'deja_servi' | 'signataire' | 'enveloppe' }> | undefined {
  if (!c.signe) return { motif: 'sans_acte' }
  const structure = attenteStructure(c.acces.s)
  if (structure) return { motif: 'structure', attente: structure }
  if (c.situation.solde) return { motif: 'deja_solde' }
  if (nature === 'solde' && !c.acces.s.acheveLe) return { motif: 'pas_acheve' }
  const attente = aPayer(c)
  if (nature === 'solde') return attente > 0 ? { motif: 'a_payer', montant: attente } : undefined
  return possibleDe(c, nature).max > 0 ? undefined : { motif: 'rien', nature }
}
export const possibleDe = ({ acces, situation }: Compte, nature: 'avance' | 'acompte'): Possible =>
  (nature === 'avance' ? avancePossible : acomptePossible)(situation, acces.appel.regime.versements)
/** What the actual cost and the other public aids are proposed to be: what was declared, and what the plan foresaw outside the base. */
export const reelPropose = ({ acces: { s }, prevu }: Compte): ReelSolde => ({
  coutReel: Math.max(s.ht, s.htEligible + Math.max(0, prevu.depenses - s.base)),
  autresAides: prevu.autresAides,
})

const REFERENCE_MAX = 40
function references({ ej, dp }: SaisieVersement): ErreursVersement {
  const trop = (x: string) => x.length > REFERENCE_MAX || !/^[\p{L}\p{N} ./_-]*$/u.test(x)
  const phrase = `Une référence a ${REFERENCE_MAX}\u00a0caractères au plus\u00a0: lettres, chiffres, tirets`
  return { ...(trop(ej) ? { ej: phrase } : {}), ...(trop(dp) ? { dp: phrase } : {}) }
}

type Lu = { ok: true; value: Centimes } | { ok: false; error: string }
const lireMontant = (saisie: string): Lu => {
  const lu = parseEuros(saisie)
  return lu.ok ? lu : { ok: false, error: messageMontant(lu.error, saisie) }
}

export type Calcule = { nature: NatureVersement; montant: Centimes; calcul: Record<string, number> }
/** What a balance comes to, as the page that shows it hands it back. */
export const vuDe = ({ nature, montant }: Pick<Calcule, 'nature' | 'montant'>) => `${nature} ${montant}`
/** What the aid is earned on: milestones of a lump sum, else eligible spending. */
function assiette({ forfait, base, htEligible }: Compte['acces']['s']): Calcule['calcul'] {
  if (forfait) return { jalons: forfait.jalons, faits: forfait.faits }
  return { base, ht_eligible: htEligible }
}
const soldeOrdonne = (aVerser: Centimes, aReverser: Centimes, calcul: Calcule['calcul']): Calcule =>
  aReverser > 0 ? { nature: 'reversement', montant: aReverser, calcul } : { nature: 'solde', montant: aVerser, calcul }

/** The payment that this form orders, or what is wrong in it. Pure. */
export function calculer(c: Compte, nature: NatureOrdonnee, saisie: SaisieVersement): Result<Calcule, ErreursVersement> {
  const errors = references(saisie)
  const { accorde, consomme, verse } = c.situation
  const { forfait } = c.acces.s
  const base = { accorde, consomme, verse, ...assiette(c.acces.s) }
  if (nature === 'solde' && forfait) {
    const { du, aVerser, aReverser } = soldeDuForfait(c.situation)
    return Object.keys(errors).length > 0 ? err(errors) : ok(soldeOrdonne(aVerser, aReverser, { ...base, du }))
  }
  if (nature === 'solde') {
    const [cout, aides] = [lireMontant(saisie.coutReel), lireMontant(saisie.autresAides)]
    if (!cout.ok) errors.coutReel = cout.error
    if (!aides.ok) errors.autresAides = aides.error
    if (!cout.ok || !aides.ok || Object.keys(errors).length > 0) return err(errors)
    if (cout.value < c.acces.s.htEligible)
      return err({ coutReel: `Les commandes éligibles font déjà ${formatEuros(c.acces.s.htEligible)}` })
    const reel = { coutReel: cout.value, autresAides: aides.value }
    const { du, aVerser, aReverser } = soldeDe(c.situation, reel)
    const calcul = { ...base, cout_reel: reel.coutReel, autres_aides: reel.autresAides, du }
    return ok(soldeOrdonne(aVerser, aReverser, calcul))
  }
  const lu = lireMontant(saisie.montant)
  const { max } = possibleDe(c, nature)
  if (!lu.ok) errors.montant = lu.error
  else if (lu.value === 0) errors.montant = 'Indiquez un montant supérieur à 0\u00a0€'
  else if (lu.value > max) errors.montant = `${formatEuros(lu.value)} dépassent les ${formatEuros(max)} qui peuvent être versés`
  return lu.ok && Object.keys(errors).length === 0 ? ok({ nature, montant: lu.value, calcul: { ...base, max } }) : err(errors)
}

/** What the same form is told when it comes again: as the first time, unless it now asks for something else, which nobody has ordered. */
function dejaOrdonne(v: VersementLu, { nature, saisie, vu }: AOrdonner): Result<Pick<Calcule, 'nature' | 'montant'>, RefusVersement> {
  const lu = lireMontant(saisie.montant)
  const pareil = nature === 'solde' ? vu === vuDe(v) : nature === v.nature && lu.ok && lu.value === v.montant
  if (pareil && v.ej === saisie.ej && v.dp === saisie.dp && (v.enveloppeId ?? '') === (saisie.enveloppe ?? '') && !v.annuleLe) return ok(v)
  return err({ motif: 'deja_servi', nature: v.nature, montant: v.montant, annule: !!v.annuleLe })
}

/** What each envelope of the aid has still to pay, in their order. */
export async function payeursDuCompte(tx: Tx, guichetId: string, c: Compte) {
  const { rows } = await sql<Payeur>`
    select e.id, e.libelle, i.montant from imputation i join enveloppe e on e.id = i.enveloppe_id
    where i.guichet_id = ${guichetId} and i.decision_id = ${c.acces.s.decisionId}
    order by e.volets is null and e.departements is null, e.creee_le, e.id`.execute(tx)
  return resteAPayer(rows, c.versements)
}

/** The envelope that was said, when it has enough left; nothing where none was. One that is none of the aid's is refused, whatever is ordered. */
async function quiPaie(
  tx: Tx,
  ctx: ContexteActeur,
  c: Compte,
  choix: string | undefined,
  montant: Centimes,
): Promise<Result<string | null, RefusVersement>> {
  if (!choix) return ok(null)
  const dite = (await payeursDuCompte(tx, ctx.guichetId, c)).find(p => p.id === choix)
  if (!dite) return err({ motif: 'enveloppe', libelle: undefined, reste: 0 })
  if (montant === 0) return ok(null)
  return dite.reste >= montant ? ok(dite.id) : err({ motif: 'enveloppe', libelle: dite.libelle, reste: dite.reste })
}

/**
 * Orders a payment of the aid: an advance, an instalment, or the balance, which may be something to pay back, or nothing. Its amount is within what
 * the call, the spending and the other public aids allow; the database refuses what exceeds the aid. `cle`: the same form sent twice orders once.
 */
export const ordonnerVersement = (
  ctx: ContexteActeur,
  d: AOrdonner,
): Promise<Result<Pick<Calcule, 'nature' | 'montant'>, RefusVersement>> =>
  enTransaction(ctx, async tx => {
    const acces = await suiviPour(tx, ctx, 'verser', d.dossierId)
    if (!acces.ok) return acces
    const c = compteDe(acces.value, await piecesDuCompte(tx, ctx.guichetId, d.dossierId))
    const id = idDeCle(d.dossierId, d.cle) // a key names nothing outside its dossier
    const deja = c.versements.find(v => v.id === id)
    if (deja) return dejaOrdonne(deja, d)
    const refus = empechement(c, d.nature)
    if (refus) return err(refus)
    const calcule = calculer(c, d.nature, d.saisie)
    if (!calcule.ok) return err({ motif: 'saisie', errors: calcule.error })
    if (d.nature === 'solde' && d.vu !== vuDe(calcule.value)) return err({ motif: 'a_relire' })
    const { nature, montant, calcul } = calcule.value
    const paye = await quiPaie(tx, ctx, c, d.saisie.enveloppe, nature === 'reversement' ? 0 : montant)
    if (!paye.ok) return paye
    if (montant === 0) await solder(tx, ctx, d.dossierId)
    else {
      // what is asked back takes nothing from what a delegation may pay
      const aSigner = { dossierId: d.dossierId, montant, ajout: nature === 'reversement' ? 0 : montant }
      const { appelId } = acces.value.s
      const signees = await signaturesPour(tx, ctx, { appelId, nature: 'versement', signataireId: d.signataire, actes: [aSigner] })
      if (!signees.ok) return err({ motif: 'signataire', phrase: signees.error.phrase })
      const signee = signees.value?.[0]
      const { ej, dp } = d.saisie
      const v = {
        id,
        guichet_id: ctx.guichetId,
        dossier_id: d.dossierId,
        nature,
        montant,
        calcul: JSON.stringify(calcul),
        ej,
        dp,
        enveloppe_id: paye.value,
      }
      const qui = { signataire_id: signee?.signataire.id ?? null, delegation_id: signee?.delegation?.id ?? null }
      await tx
        .insertInto('versement')
        .values({ ...v, ...qui, ordonne_par: ctx.acteur.compteId, ordonne_le: ctx.instant })
        .execute()
      if (signee) await inscrireSignature(tx, ctx, signee, { ...aSigner, nature: 'versement', objetId: id })
      await journaliser(tx, ctx, 'suivi.versement_ordonne', d.dossierId, {
        versement: id,
        nature,
        montant,
        ej,
        dp,
        ...faitsDe(signee),
        ...(paye.value ? { enveloppe: paye.value } : {}),
      })
    }
    if (nature === 'reversement')
      await prevenirProjet(tx, ctx, acces.value, {
        cle: `reversement-${id}`,
        sujet: 'une partie de l’aide est à reverser',
        phrases: [
          `L’aide due est de ${formatEuros(c.situation.verse - montant)}. Vous avez reçu ${formatEuros(montant)} de plus, à reverser.`,
        ],
      })
    return ok({ nature, montant })
  })
