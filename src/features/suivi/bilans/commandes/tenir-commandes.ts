import { type ContexteActeur, enTransaction, nouvelId } from '../../../../contexte.ts'
import type { Tx } from '../../../../db/db.ts'
import { dateCivile } from '../../../../lib/dates.ts'
import { saisieEuros } from '../../../../lib/euros.ts'
import { err, ok, type Result } from '../../../../lib/result.ts'
import { formatSiret } from '../../../../lib/siren.ts'
import { journaliser } from '../../../journal/index.ts'
import { nomPeriode } from '../../periodes.ts'
import type { Bilan, Saisie } from '../bilan.ts'
import { lireBilan } from '../bilans.queries.ts'
import { CHAMPS_COMMANDE, champCommande, commandeEnCours, saisieJour, valeursDe } from '../declaration.rules.ts'
import { bilanPour, type CleBilan, type Enregistre, ecrireSaisie, fondre, type RefusBilan } from '../enregistrer.ts'
import type { Envoi } from '../fusion.ts'
import { type CommandeLue, type CommandeSaisie, lireCommande } from './commande.rules.ts'
import { cadreDe, commandeDuBilan } from './commandes.queries.ts'
import { doutesDe } from './doutes.queries.ts'
import { doutesDeLaSaisie } from './doutes.rules.ts'

/** Orders of one bilan, at most. */
export const COMMANDES_MAX = 20_000
/** What was typed is saved in any case; `erreurs`: why the order was not added, by field of the page; `doute`: it may be added all the same. */
export type Geste = Enregistre & { erreurs: Record<string, string>; doute?: boolean }
type Issue = Promise<Result<Geste, RefusBilan>>

/** The order being typed, out of the fields of the page. */
const commandeTapee = (valeurs: Readonly<Record<string, string>>): CommandeSaisie & { id?: string } =>
  Object.fromEntries(CHAMPS_COMMANDE.map(c => [c, valeurs[champCommande(c)] ?? '']))

const FINIES_MAX = 20
/** Without the order being typed, which this page has finished with. */
const sansCommande = ({ valeurs, pages, finies }: Saisie, page: string | undefined): Saisie => {
  const garder = (o: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(o).filter(([n]) => !n.startsWith('c.')))
  return { valeurs: garder(valeurs), pages: garder(pages), finies: [...(page ? [page] : []), ...finies].slice(0, FINIES_MAX) }
}

/** Saves the page, then does something with its orders unless a field waits for a choice. */
const agir = (
  ctx: ContexteActeur,
  cle: CleBilan,
  envoi: Envoi,
  faire: (tx: Tx, b: Bilan) => Promise<Record<string, string> | undefined>,
): Issue =>
  enTransaction(ctx, async tx => {
    const lu = await bilanPour(tx, ctx, 'remplir_bilan', cle)
    if (!lu.ok) return lu
    const e = await fondre(tx, ctx, lu.value, envoi)
    if (e.conflits.length > 0) return ok({ ...e, erreurs: {} })
    const erreurs = (await faire(tx, e.bilan)) ?? {}
    return ok({ ...e, bilan: (await lireBilan(tx, ctx, cle))!, erreurs })
  })

/**
 * Adds the order being typed, or changes the one that is being corrected; its fields are then empty again (C5.10). What is to be checked is told first, unless
 * the person has read it and adds the order all the same.
 */
export async function ajouterCommande(ctx: ContexteActeur, cle: CleBilan, envoi: Envoi, { relue = false } = {}): Issue {
  let doute = false
  const r = await agir(ctx, cle, envoi, async (tx, b) => {
    // a double press, or a page come back to: its order is added already
    if (envoi.page && b.saisie.finies.includes(envoi.page)) return undefined
    const tapee = commandeTapee(valeursDe(b))
    const lue = lireCommande(tapee, await cadreDe(tx, b, dateCivile(ctx.instant)))
    if (!lue.ok) return Object.fromEntries(Object.entries(lue.erreurs).map(([c, phrase]) => [`c.${c}`, phrase]))
    if (b.ici.nombre >= COMMANDES_MAX) return { 'c.siret': `Un bilan a ${COMMANDES_MAX}\u00a0commandes au plus` }
    const periode = (fin: string) => nomPeriode(fin, b.appel.suivi.cadence_mois).long
    const dit = relue ? {} : doutesDeLaSaisie(await doutesDe(tx, ctx.guichetId, b.dossierId, [lue.value], { sauf: tapee.id }), periode)
    doute = Object.keys(dit).length > 0
    if (doute) return dit
    const connue = tapee.id ? await commandeDuBilan(tx, ctx.guichetId, b.id, tapee.id) : undefined
    if (connue)
      await tx
        .updateTable('commande')
        .set(colonnes(lue.value))
        .where('guichet_id', '=', ctx.guichetId)
        .where('id', '=', connue.id)
        .execute()
    else await inserer(tx, ctx, b, lue.value)
    const action = connue ? 'commande.modifiee' : 'commande.ajoutee'
    await journaliser(tx, ctx, action, b.id, { entreprise: lue.value.entreprise, siret: lue.value.siret, ht: lue.value.ht })
    await ecrireSaisie(tx, ctx, b, sansCommande(b.saisie, envoi.page), ['commande'])
    return undefined
  })
  return r.ok ? ok({ ...r.value, doute }) : r
}

const colonnes = (c: CommandeLue) => ({
  siret: c.siret,
  pays: c.pays,
  entreprise: c.entreprise,
  departement: c.departement,
  objet: c.objet,
  ht: c.ht,
  ttc: c.ttc,
  commandee_le: c.date,
  lot_id: c.lotId,
  depense_id: c.depenseId,
})

const inserer = (tx: Tx, ctx: ContexteActeur, b: Bilan, c: CommandeLue) =>
  tx
    .insertInto('commande')
    .values({
      id: nouvelId(),
      guichet_id: ctx.guichetId,
      dossier_id: b.dossierId,
      bilan_id: b.id,
      ajoutee_par: ctx.acteur.compteId,
      ajoutee_le: ctx.instant,
      ...colonnes(c),
    })
    .execute()

/** Puts an order back in the fields of the page, to be corrected. Another one being typed there is finished first. */
export const reprendreCommande = (ctx: ContexteActeur, cle: CleBilan, envoi: Envoi, id: string): Issue =>
  agir(ctx, cle, envoi, async (tx, b) => {
    const c = await commandeDuBilan(tx, ctx.guichetId, b.id, id)
    const valeurs = valeursDe(b)
    if (!c || valeurs['c.id'] === id) return undefined
    if (commandeEnCours(valeurs)) return { 'c.siret': 'Ajoutez d’abord la commande en cours de saisie, ou videz ses champs' }
    const champs = {
      id,
      siret: c.siret ? formatSiret(c.siret) : '',
      pays: c.pays,
      entreprise: c.entreprise,
      departement: c.departement ?? '',
      objet: c.objet,
      ht: saisieEuros(c.ht),
      ttc: saisieEuros(c.ttc),
      date: saisieJour(c.date),
      lot: c.lotId ?? '',
      depense: c.depenseId ?? '',
    }
    const vide = sansCommande(b.saisie, envoi.page)
    const reprise = Object.fromEntries(Object.entries(champs).map(([n, v]) => [`c.${n}`, v]))
    await ecrireSaisie(tx, ctx, b, { ...vide, valeurs: { ...vide.valeurs, ...reprise } }, ['commande'])
    return undefined
  })

/** Empties the fields of the order being typed; an order being corrected stays as it was. */
export const viderCommande = (ctx: ContexteActeur, cle: CleBilan, envoi: Envoi): Issue =>
  agir(ctx, cle, envoi, async (tx, b) => {
    await ecrireSaisie(tx, ctx, b, sansCommande(b.saisie, envoi.page), ['commande'])
    return undefined
  })

/** Takes an order out, with its invoice. */
export const retirerCommande = (ctx: ContexteActeur, cle: CleBilan, envoi: Envoi, id: string): Issue =>
  agir(ctx, cle, envoi, async (tx, b) => {
    const c = await commandeDuBilan(tx, ctx.guichetId, b.id, id)
    if (!c) return undefined
    const retiree = { retiree_le: ctx.instant }
    await tx.updateTable('commande').set(retiree).where('guichet_id', '=', ctx.guichetId).where('id', '=', id).execute()
    await tx
      .updateTable('bilan_piece')
      .set(retiree)
      .where('guichet_id', '=', ctx.guichetId)
      .where('commande_id', '=', id)
      .where('retiree_le', 'is', null)
      .execute()
    await journaliser(tx, ctx, 'commande.retiree', b.id, { entreprise: c.entreprise, siret: c.siret, ht: c.ht })
    if (valeursDe(b)['c.id'] === id) await ecrireSaisie(tx, ctx, b, sansCommande(b.saisie, envoi.page), ['commande'])
    return undefined
  })

/** Takes every order of a bilan out: a list that was the wrong one. */
export const retirerCommandes = (ctx: ContexteActeur, cle: CleBilan): Promise<Result<number, RefusBilan>> =>
  enTransaction(ctx, async tx => {
    const lu = await bilanPour(tx, ctx, 'remplir_bilan', cle)
    if (!lu.ok) return err(lu.error)
    const retiree = { retiree_le: ctx.instant }
    const { numUpdatedRows } = await tx
      .updateTable('commande')
      .set(retiree)
      .where('guichet_id', '=', ctx.guichetId)
      .where('bilan_id', '=', cle.bilanId)
      .where('retiree_le', 'is', null)
      .executeTakeFirstOrThrow()
    await tx
      .updateTable('bilan_piece')
      .set(retiree)
      .where('guichet_id', '=', ctx.guichetId)
      .where('bilan_id', '=', cle.bilanId)
      .where('commande_id', 'is not', null)
      .where('retiree_le', 'is', null)
      .execute()
    if (numUpdatedRows > 0n) await journaliser(tx, ctx, 'commande.toutes_retirees', cle.bilanId, { nombre: Number(numUpdatedRows) })
    return ok(Number(numUpdatedRows))
  })
