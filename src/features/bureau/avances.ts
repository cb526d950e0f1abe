import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { formatEuros } from '../../lib/euros.ts'
import type { Compte, Refuse } from '../signatures/index.ts'
import { constaterVersement, ordonnerAvance } from '../suivi/index.ts'
import { type LigneBureau, lignesDuBureau } from './bureau.queries.ts'

type Cible = { appelId: string; dossiers: readonly string[] }
const choisies = (ctx: ContexteActeur, { appelId, dossiers }: Cible): Promise<LigneBureau[]> =>
  enTransaction(ctx, async tx => {
    const voulus = new Set(dossiers)
    return (await lignesDuBureau(tx, ctx.guichetId, appelId, ctx.acteur.compteId)).filter(l => voulus.has(l.dossierId))
  })

/** Each by itself: a transaction, then done or refused with why. */
async function unParUn(lignes: readonly LigneBureau[], faire: (l: LigneBureau) => Promise<string | undefined>): Promise<Compte> {
  const refus: Refuse[] = []
  let faits = 0
  for (const l of lignes) {
    const phrase = await faire(l)
    if (phrase) refus.push({ numero: l.numero, porteur: l.porteur, phrase })
    else faits++
  }
  return { faits, refus }
}

/** Orders the advances of these lauréats, each whole, under its engagement number. `cle`: the same form sent twice orders once. */
export const ordonnerAvances = async (ctx: ContexteActeur, d: Cible & { cle: string }): Promise<Compte> =>
  unParUn(await choisies(ctx, d), async l => {
    if (l.enConflit) return 'Vous êtes en conflit d’intérêts sur ce dossier\u00a0: une autre personne ordonne'
    if (!l.acte?.signeLe) return 'Son acte n’est pas signé'
    if (!l.ej) return 'Sans numéro d’engagement'
    if (l.avance) return `Son avance de ${formatEuros(l.avance.montant)} est déjà ordonnée`
    const r = await ordonnerAvance(ctx, { dossierId: l.dossierId, ej: l.ej, cle: d.cle })
    return r.ok ? undefined : r.error
  })

/** Says that the advances of these lauréats were paid on this day. */
export const constaterAvances = async (ctx: ContexteActeur, d: Cible & { verseLe: string }): Promise<Compte> =>
  unParUn(await choisies(ctx, d), async l => {
    if (!l.avance) return 'Son avance n’est pas ordonnée'
    const r = await constaterVersement(ctx, { dossierId: l.dossierId, versementId: l.avance.id, verseLe: d.verseLe })
    if (r.ok) return undefined
    return r.error.motif === 'saisie' ? r.error.phrase : 'Ce paiement ne peut pas être constaté'
  })
