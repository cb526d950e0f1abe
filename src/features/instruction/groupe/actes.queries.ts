import { sql } from 'kysely'
import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { EtatInstruit } from '../instruction.rules.ts'
import { lecteurDe, lisible } from '../perimetre.queries.ts'
import type { Avancement, Parametres } from './groupe.rules.ts'

export type ActeSuivi = Avancement & { id: string; parametres: Parametres; requete: string; demandeLe: Date; finiLe: Date | null }
/** One dossier of the account. `etat` is its own, today; absent when the reader may no longer read it. */
export type LigneSuivie = {
  id: string
  numero: string
  porteur: string
  titre: string
  resultat: 'a_faire' | 'fait' | 'refuse'
  motif: string | null
  faitLe: Date | null
  etat: EtatInstruit | undefined
}

/** Acts that this account asked; nobody else follows them. */
const siens = (tx: Tx, ctx: ContexteActeur) =>
  tx
    .selectFrom('acte_groupe as a')
    .innerJoin('acte_groupe_ligne as l', 'l.acte_groupe_id', 'a.id')
    .select(['a.id', 'a.parametres', 'a.requete', 'a.demande_le as demandeLe', 'a.fini_le as finiLe'])
    .select([
      sql<number>`count(*)::int`.as('total'),
      sql<number>`(count(*) filter (where l.etat = 'fait'))::int`.as('faits'),
      sql<number>`(count(*) filter (where l.etat = 'refuse'))::int`.as('refuses'),
    ])
    .where('a.guichet_id', '=', ctx.guichetId)
    .where('a.compte_id', '=', ctx.acteur.compteId)
    .groupBy('a.id')
const lu = (a: Omit<ActeSuivi, 'parametres'> & { parametres: unknown }): ActeSuivi => ({ ...a, parametres: a.parametres as Parametres })

/** Refused dossiers shown with an act: on its page, and on top of the list. */
const REFUS_PAGE = 100
const REFUS_BANDEAU = 5

export async function trouverActe(tx: Tx, ctx: ContexteActeur, id: string): Promise<ActeSuivi | undefined> {
  const acte = await siens(tx, ctx).where('a.id', '=', id).executeTakeFirst()
  return acte && lu(acte)
}

export type Suivi = { acte: ActeSuivi; refus: LigneSuivie[] }
export const avecRefus = async (tx: Tx, ctx: ContexteActeur, acte: ActeSuivi, limite = REFUS_PAGE): Promise<Suivi> => ({
  acte,
  refus: acte.finiLe && acte.refuses > 0 ? await lignesDe(tx, ctx, acte.id, { seulement: 'refuse', limite }) : [],
})

/** Preference of an account: the ended act that it no longer wants on top of its list. */
export const MASQUE = 'acte_masque'
const masque = (tx: Tx, ctx: ContexteActeur) =>
  tx
    .selectFrom('preference')
    .select('valeur')
    .where('guichet_id', '=', ctx.guichetId)
    .where('compte_id', '=', ctx.acteur.compteId)
    .where('cle', '=', MASQUE)
    .executeTakeFirst()

/** Days during which an ended act stays on top of the list. */
const RESTE_JOURS = 1
/** What stands on top of the list: the acts that go on, and the last one that ended. */
export async function actesDuMoment(tx: Tx, ctx: ContexteActeur): Promise<Suivi[]> {
  const depuis = new Date(ctx.instant.getTime() - RESTE_JOURS * 86_400_000)
  const encours = await siens(tx, ctx).where('a.fini_le', 'is', null).orderBy('a.demande_le').limit(5).execute()
  const fini = await siens(tx, ctx)
    .where('a.fini_le', '>=', depuis)
    .where('a.fini_le', '<=', ctx.instant)
    .orderBy('a.fini_le', 'desc')
    .orderBy('a.id', 'desc')
    .limit(1)
    .execute()
  const suivis: Suivi[] = []
  const cache = (await masque(tx, ctx))?.valeur
  for (const a of [...fini.filter(f => f.id !== cache), ...encours]) suivis.push(await avecRefus(tx, ctx, lu(a), REFUS_BANDEAU))
  return suivis
}

/** The dossiers of an act, in their order; `seulement`: those with this result. */
export async function lignesDe(
  tx: Tx,
  ctx: ContexteActeur,
  id: string,
  { seulement, limite }: { seulement?: LigneSuivie['resultat']; limite?: number } = {},
): Promise<LigneSuivie[]> {
  const lecteur = await lecteurDe(tx, ctx)
  const lignes = await tx
    .selectFrom('acte_groupe_ligne as l')
    .innerJoin('instruction as i', 'i.dossier_id', 'l.dossier_id')
    .select(['i.dossier_id as id', 'i.numero', 'i.porteur', 'i.titre', 'l.etat as resultat', 'l.motif', 'l.fait_le as faitLe', 'i.etat'])
    .select(lisible(lecteur).as('lisible'))
    .where('l.guichet_id', '=', ctx.guichetId)
    .where('l.acte_groupe_id', '=', id)
    .$if(seulement !== undefined, q => q.where('l.etat', '=', seulement!))
    .orderBy('l.rang')
    .$if(limite !== undefined, q => q.limit(limite!))
    .execute()
  return lignes.map(({ lisible: visible, etat, ...l }) => ({
    ...l,
    resultat: l.resultat as LigneSuivie['resultat'],
    etat: visible ? (etat as EtatInstruit) : undefined,
  }))
}
