import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { dateCivile, formatDateCivile, parseDate } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { rendreSignatures } from '../../delegations/index.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusSuivi, suiviPour } from '../acces.ts'
import { prevenirProjet } from '../prevenir.ts'
import { versementsDe } from '../projet.queries.ts'
import { solder } from './solder.ts'
import { NOMS_VERSEMENT } from './versements.mots.ts'

const MOTIF_MAX = 1000
type Cible = { dossierId: string; versementId: string }
export type RefusConstat = RefusSuivi | { motif: 'annule' } | { motif: 'verse' } | { motif: 'saisie'; phrase: string }

/** Says on which day an ordered payment was made, or what was asked back came in. After the balance the aid is settled. */
export const constaterVersement = (ctx: ContexteActeur, d: Cible & { verseLe: string }): Promise<Result<void, RefusConstat>> =>
  enTransaction(ctx, async tx => {
    const acces = await suiviPour(tx, ctx, 'constater_versement', d.dossierId)
    if (!acces.ok) return acces
    const v = (await versementsDe(tx, ctx.guichetId, d.dossierId)).find(x => x.id === d.versementId)
    if (!v) return err({ motif: 'introuvable' })
    if (v.annuleLe) return err({ motif: 'annule' })
    if (v.verseLe) return ok(undefined)
    const jour = parseDate(d.verseLe)
    if (!jour) return err({ motif: 'saisie', phrase: 'Indiquez la date du paiement, par exemple 15/12/2021' })
    if (jour > dateCivile(ctx.instant)) return err({ motif: 'saisie', phrase: 'La date du paiement est dans le futur' })
    if (jour < dateCivile(v.ordonneLe)) return err({ motif: 'saisie', phrase: 'La date du paiement précède l’ordre' })
    await tx.updateTable('versement').set({ verse_le: jour }).where('guichet_id', '=', ctx.guichetId).where('id', '=', v.id).execute()
    await journaliser(tx, ctx, 'suivi.versement_constate', d.dossierId, {
      versement: v.id,
      nature: v.nature,
      montant: v.montant,
      verse_le: jour,
    })
    const dernier = v.nature === 'solde' || v.nature === 'reversement'
    if (dernier && acces.value.s.etape !== 'abandonne') await solder(tx, ctx, d.dossierId)
    const fait = v.nature === 'reversement' ? 'est reçu' : 'est versé'
    await prevenirProjet(tx, ctx, acces.value, {
      cle: `versement-${v.id}`,
      sujet: `${NOMS_VERSEMENT[v.nature].toLowerCase()}\u00a0: ${formatEuros(v.montant)}`,
      phrases: [`${NOMS_VERSEMENT[v.nature]} de ${formatEuros(v.montant)}\u00a0: ce montant ${fait} le ${formatDateCivile(jour)}.`],
    })
    return ok(undefined)
  })

/**
 * The number of the file that is about to pay an order. Once a line of it is paid it was treated and can no longer be cancelled: what came back unpaid from it may be taken
 * back. The order is locked, as the export does.
 */
async function fichierQuiLePaie(tx: Tx, guichetId: string, versementId: string): Promise<number | undefined> {
  await tx.selectFrom('versement').select('id').where('guichet_id', '=', guichetId).where('id', '=', versementId).forUpdate().execute()
  const { rows } = await sql<{ rang: number }>`
    select x.rang from export_paiement_ligne l join export_paiement x on x.id = l.export_id
    where l.guichet_id = ${guichetId} and l.versement_id = ${versementId} and x.annule_le is null
      and not exists (select from export_paiement_ligne p join versement v on v.id = p.versement_id where p.export_id = x.id and v.verse_le is not null)`.execute(
    tx,
  )
  return rows[0]?.rang
}

/** Takes back an order that was not paid, with why: its money may be ordered again. */
export const annulerVersement = (ctx: ContexteActeur, d: Cible & { raison: string }): Promise<Result<void, RefusConstat>> =>
  enTransaction(ctx, async tx => {
    const acces = await suiviPour(tx, ctx, 'annuler_versement', d.dossierId)
    if (!acces.ok) return acces
    const v = (await versementsDe(tx, ctx.guichetId, d.dossierId)).find(x => x.id === d.versementId)
    if (!v) return err({ motif: 'introuvable' })
    if (v.annuleLe) return ok(undefined)
    if (v.verseLe) return err({ motif: 'verse' })
    const fichier = await fichierQuiLePaie(tx, ctx.guichetId, v.id)
    if (fichier !== undefined)
      return err({
        motif: 'saisie',
        phrase: `Cet ordre est dans le fichier de paiement n°\u00a0${fichier}\u00a0: annulez d’abord ce fichier, pour qu’il ne soit pas payé deux fois`,
      })
    if (d.raison === '') return err({ motif: 'saisie', phrase: 'Dites pourquoi vous annulez ce versement' })
    if (d.raison.length > MOTIF_MAX) return err({ motif: 'saisie', phrase: `Raccourcissez ce texte à ${MOTIF_MAX}\u00a0caractères` })
    await tx
      .updateTable('versement')
      .set({ annule_le: ctx.instant, annule_par: ctx.acteur.compteId, annule_motif: d.raison })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', v.id)
      .execute()
    await rendreSignatures(tx, ctx, { nature: 'versement', objetId: v.id })
    const faits = { versement: v.id, nature: v.nature, montant: v.montant, motif: d.raison }
    await journaliser(tx, ctx, 'suivi.versement_annule', d.dossierId, faits)
    const nom = NOMS_VERSEMENT[v.nature]
    await prevenirProjet(tx, ctx, acces.value, {
      cle: `versement-annule-${v.id}`,
      sujet: `${nom.toLowerCase()} annulé${v.nature === 'avance' ? 'e' : ''}\u00a0: ${formatEuros(v.montant)}`,
      phrases: [
        v.nature === 'reversement'
          ? `Le reversement de ${formatEuros(v.montant)} qui vous était demandé est annulé\u00a0: vous n’avez rien à reverser pour l’instant.`
          : `L’ordre de vous verser ${formatEuros(v.montant)} (${nom.toLowerCase()}) est annulé avant son paiement.`,
        `Motif\u00a0: ${d.raison}`,
      ],
    })
    return ok(undefined)
  })
