import { sql } from 'kysely'
import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { EtatInstruit } from '../../decret/index.ts'
import { lecteurDe, lisible } from '../../perimetre/index.ts'
import { type Avancement, estRevenable, type Parametres } from './groupe.rules.ts'

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

/** `retour`: the act that took it back. */
export type Suivi = { acte: ActeSuivi; refus: LigneSuivie[]; retour: string | undefined }
export const avecRefus = async (tx: Tx, ctx: ContexteActeur, acte: ActeSuivi, { court }: { court: boolean }): Promise<Suivi> => ({
  acte,
  refus:
    acte.finiLe && acte.refuses > 0
      ? await lignesDe(tx, ctx, acte.id, { seulement: 'refuse', limite: court ? REFUS_BANDEAU : REFUS_PAGE })
      : [],
  retour: acte.finiLe && estRevenable(acte.parametres.acte) ? await acteDeCle(tx, ctx, cleRetour(acte.id)) : undefined,
})

/** Preference of an account: the ended act that it no longer wants on top of its list. */
export const MASQUE = 'acte_masque'
/** Days during which an ended act stays on top of the list. */
const RESTE_JOURS = 1
const EN_COURS_MAX = 5

/** What stands on top of the list: the last act that ended, and those that go on. One reading when there is none. */
export async function actesDuMoment(tx: Tx, ctx: ContexteActeur): Promise<Suivi[]> {
  const { guichetId, instant } = ctx
  const depuis = new Date(instant.getTime() - RESTE_JOURS * 86_400_000)
  const recents = await tx
    .selectFrom('acte_groupe as a')
    .leftJoin('preference as p', join =>
      join.onRef('p.guichet_id', '=', 'a.guichet_id').onRef('p.compte_id', '=', 'a.compte_id').on('p.cle', '=', MASQUE),
    )
    .select(['a.id', 'a.fini_le', 'p.valeur as masque'])
    .where('a.guichet_id', '=', guichetId)
    .where('a.compte_id', '=', ctx.acteur.compteId)
    .where(eb => eb.or([eb('a.fini_le', 'is', null), eb.and([eb('a.fini_le', '>=', depuis), eb('a.fini_le', '<=', instant)])]))
    .orderBy(sql`a.fini_le desc nulls last`)
    .orderBy('a.id', 'desc')
    .execute()
  const [dernier] = recents.filter(a => a.fini_le !== null)
  const montres = [
    ...(dernier && dernier.id !== dernier.masque ? [dernier] : []),
    ...recents.filter(a => a.fini_le === null).slice(0, EN_COURS_MAX),
  ]
  const suivis: Suivi[] = []
  for (const { id } of montres) {
    const acte = await trouverActe(tx, ctx, id)
    if (acte) suivis.push(await avecRefus(tx, ctx, acte, { court: true }))
  }
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

/** An act is taken back once: its way back has its name. */
export const cleRetour = (id: string) => `retour-${id}`

/** The act that this account asked under a key; sent twice, it is the same. */
export async function acteDeCle(tx: Tx, ctx: ContexteActeur, cle: string): Promise<string | undefined> {
  const acte = await tx
    .selectFrom('acte_groupe')
    .select('id')
    .where('guichet_id', '=', ctx.guichetId)
    .where('compte_id', '=', ctx.acteur.compteId)
    .where('cle', '=', cle)
    .executeTakeFirst()
  return acte?.id
}
