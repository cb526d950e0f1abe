import { type RawBuilder, sql } from 'kysely'
import { type Contexte, type ContexteActeur, enTransaction, sansDossier } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { ceQueLeGuichetGarde } from '../agents/index.ts'
import { idsDeMesStructures } from '../dossiers/index.ts'

type Page = readonly Record<string, unknown>[]
const PAR_PAGE = 500

/** Rows in pages, each in a transaction of its own: nothing stays open while they are sent. `requete` gives an `id` to go on from. */
async function* enPages(ctx: Contexte, requete: (apres: string) => RawBuilder<Record<string, unknown>>): AsyncGenerator<Page> {
  let apres = ''
  for (;;) {
    const { rows } = await enTransaction(ctx, tx => requete(apres).execute(tx))
    yield rows
    if (rows.length < PAR_PAGE) return
    apres = String(rows.at(-1)!.id)
  }
}
const limite = sql`limit ${sql.lit(PAR_PAGE)}`
const suite = (colonne: RawBuilder<unknown>, apres: string) => (apres ? sql`and ${colonne} > ${apres}::uuid` : sql``)

export const mesAppartenances = async (tx: Tx, { guichetId, acteur }: ContexteActeur) =>
  (
    await sql<Record<string, unknown>>`
      select s.nom as structure, s.siren, a.etat, a.preuve, a.fonction, a.demandee_le, a.active_le, a.retiree_le,
        (select x.dit from declaration_structure x where x.guichet_id = a.guichet_id and x.structure_id = s.id and x.par = a.compte_id) as declaration
      from appartenance a join structure s on s.id = a.structure_id
      where a.guichet_id = ${guichetId} and a.compte_id = ${acteur.compteId} order by a.demandee_le, a.id`.execute(tx)
  ).rows
export const mesReglages = async (tx: Tx, { guichetId, acteur }: ContexteActeur) => ({
  preferences: await tx
    .selectFrom('preference')
    .select(['cle', 'valeur'])
    .where('guichet_id', '=', guichetId)
    .where('compte_id', '=', acteur.compteId)
    .execute(),
  vues: await tx
    .selectFrom('vue')
    .select(['nom', 'requete', 'partagee', 'cree_le'])
    .where('guichet_id', '=', guichetId)
    .where('compte_id', '=', acteur.compteId)
    .execute(),
  phrases_types: await tx
    .selectFrom('phrase_type as p')
    .innerJoin('appel as a', 'a.id', 'p.appel_id')
    .select(['a.slug as appel', 'p.regle', 'p.genre', 'p.texte', 'p.ecrite_le'])
    .where('p.guichet_id', '=', guichetId)
    .where('p.ecrite_par', '=', acteur.compteId)
    .execute(),
  roles: await mesRoles(tx, guichetId, acteur.roles),
  appels_ecrits: await mesAppelsEcrits(tx, guichetId, acteur.compteId),
  appels_relus: await mesRelectures(tx, guichetId, acteur.compteId),
  ...(await mesSignatures(tx, guichetId, acteur.compteId)),
  ...(await ceQueLeGuichetGarde(tx, { guichetId, compteId: acteur.compteId, courriel: acteur.courriel })),
})

/** Calls in preparation that this person began or changed, and how often: their text is the guichet's. */
const mesAppelsEcrits = (tx: Tx, guichetId: string, compteId: string) =>
  tx
    .selectFrom('brouillon_appel as b')
    .leftJoin('geste_brouillon as g', j => j.onRef('g.brouillon_id', '=', 'b.id').on('g.par', '=', compteId))
    .select(['b.titre', 'b.origine', 'b.cree_le'])
    .select(eb => eb.fn.count<string>('g.revision').as('changements'))
    .where('b.guichet_id', '=', guichetId)
    .groupBy('b.id')
    .having(eb => eb.or([eb('b.cree_par', '=', compteId), eb(eb.fn.count('g.revision'), '>', '0')]))
    .orderBy('b.cree_le')
    .execute()

/** Calls that this person was asked to read before they were published, and what they said of them: the text is the guichet's. */
const mesRelectures = (tx: Tx, guichetId: string, compteId: string) =>
  tx
    .selectFrom('relecture')
    .select(['titre', 'pour_le', 'demandee_le', 'lue_le', 'sens', 'remarque'])
    .where('guichet_id', '=', guichetId)
    .where('lecteur_id', '=', compteId)
    .orderBy('demandee_le')
    .execute()

/** As what somebody signs or signed, and the delegations that they gave or received. */
async function mesSignatures(tx: Tx, guichetId: string, compteId: string) {
  const fonctions = await tx
    .selectFrom('signataire')
    .select(['id', 'prenom', 'nom', 'qualite', 'service', 'en_propre', 'depuis', 'fin_le'])
    .where('guichet_id', '=', guichetId)
    .where('compte_id', '=', compteId)
    .orderBy('nomme_le')
    .execute()
  const ids = fonctions.map(f => f.id)
  const delegations =
    ids.length === 0
      ? []
      : await tx
          .selectFrom('delegation')
          .select([
            'arrete_numero',
            'arrete_le',
            'recueil',
            'publiee_le',
            'natures',
            'plafond_acte',
            'plafond_total',
            'du',
            'au',
            'finie_le',
          ])
          .select(eb => eb.case().when('delegant_id', 'in', ids).then('donnée').else('reçue').end().as('sens'))
          .where('guichet_id', '=', guichetId)
          .where(eb => eb.or([eb('delegant_id', 'in', ids), eb('delegue_id', 'in', ids)]))
          .orderBy('arrete_le')
          .execute()
  return { signatures: fonctions.map(({ id: _, ...f }) => f), delegations }
}

/** Roles with the calls by their name in addresses. */
async function mesRoles(tx: Tx, guichetId: string, roles: ContexteActeur['acteur']['roles']) {
  const appels = new Map(
    (await tx.selectFrom('appel').select(['id', 'slug']).where('guichet_id', '=', guichetId).execute()).map(a => [a.id, a.slug]),
  )
  return roles.map(r => ({
    role: r.role,
    perimetres: r.perimetres.map(p => ({ ...p, appel: p.appel === null ? 'tous' : (appels.get(p.appel) ?? p.appel) })),
  }))
}

/** Ids of the dossiers that the actor's structures bear or take part in. */
export const mesDossiers = async (tx: Tx, ctx: ContexteActeur): Promise<string[]> =>
  sansDossier(ctx)
    ? []
    : (
        await tx
          .selectFrom('dossier')
          .select('id')
          .where('guichet_id', '=', ctx.guichetId)
          .where('id', 'in', idsDeMesStructures(ctx))
          .orderBy('id')
          .execute()
      ).map(l => l.id)

/** Mails sent to this address. A text that opens a session is never among them. */
export const mesCourriels = (ctx: ContexteActeur) =>
  enPages(
    ctx,
    apres => sql`
      select id, sujet, case when secret then null else texte end as texte, cree_le, envoye_le from courriel
      where guichet_id = ${ctx.guichetId} and destinataire = ${ctx.acteur.courriel} ${suite(sql`id`, apres)} order by id ${limite}`,
  )

/** What the journal says that this person did: the act and its instant. */
export async function* mesActes({ guichetId, acteur, ...ctx }: ContexteActeur) {
  let rang = 0
  for (;;) {
    const lignes = await enTransaction({ ...ctx, guichetId }, tx =>
      tx
        .selectFrom('evenement')
        .select(['rang', 'instant', 'action', 'objet_id'])
        .where('guichet_id', '=', guichetId)
        .where('acteur_id', '=', acteur.compteId)
        .where('rang', '>', rang)
        .orderBy('rang')
        .limit(PAR_PAGE)
        .execute(),
    )
    yield lignes
    if (lignes.length < PAR_PAGE) return
    rang = lignes.at(-1)!.rang
  }
}

/** What somebody signed, as what, and the SHA-256 of what they had read; the letters themselves are others'. */
export const mesDecisionsSignees = (ctx: ContexteActeur) =>
  enPages(
    ctx,
    apres => sql`
      select s.id, o.numero, s.mentions, s.empreinte, s.signee_le, s.annulee_le, d.arrete_numero as delegation
      from signature_decision s join dossier o on o.id = s.dossier_id left join delegation d on d.id = s.delegation_id
      where s.guichet_id = ${ctx.guichetId} and s.compte_id = ${ctx.acteur.compteId} ${suite(sql`s.id`, apres)} order by s.id ${limite}`,
  )

/** The thread of a dossier; of others, the side that they write from, never their name. */
export const messagesDe = (ctx: ContexteActeur, dossierId: string) =>
  enPages(
    ctx,
    apres => sql`
      select m.id, case when m.auteur_id = ${ctx.acteur.compteId} then 'vous' else m.cote end as de, m.texte, m.ecrit_le,
        (select coalesce(jsonb_agg(jsonb_build_object('nom', p.nom, 'taille', p.taille, 'sha256', p.sha256)), '[]') from message_piece p where p.message_id = m.id) as pieces
      from message m where m.guichet_id = ${ctx.guichetId} and m.dossier_id = ${dossierId} ${suite(sql`m.id`, apres)} order by m.id ${limite}`,
  )

/** Bilans filed, word for word; for the structure that bears the dossier. */
export const bilansDe = (ctx: Contexte, dossierId: string) =>
  enPages(
    ctx,
    apres => sql`
      select d.id, b.debut, b.fin, b.etat, d.rang, d.depose_le, d.rien_de_nouveau, d.contenu, d.sha256, d.lecture, d.remarque
      from bilan_depot d join bilan b on b.id = d.bilan_id
      where d.guichet_id = ${ctx.guichetId} and b.dossier_id = ${dossierId} ${suite(sql`d.id`, apres)} order by d.id ${limite}`,
  )

/** Letters sent about a dossier to these structures (to any, when none is named). */
export const lettresDe = async (tx: Tx, guichetId: string, dossierId: string, structures?: readonly string[]) =>
  (
    await tx
      .selectFrom('notification')
      .select(['id', 'cle', 'sha256', 'envoyee_le'])
      .where('guichet_id', '=', guichetId)
      .where('dossier_id', '=', dossierId)
      .where('envoyee_le', 'is not', null)
      .$if(structures !== undefined, q => q.where('structure_id', '=', sql<string>`any(${structures}::uuid[])`))
      .orderBy('envoyee_le')
      .execute()
  ).flatMap(l => (l.cle ? [{ ...l, cle: l.cle }] : []))

/** Files of a dossier's bilans and messages, with the key of their bytes. */
export const fichiersDe = async (tx: Tx, guichetId: string, dossierId: string) =>
  (
    await sql<{ code: string; nom: string; taille: number; sha256: string; cle: string }>`
      select 'bilans' as code, p.nom, p.taille, p.sha256, p.cle from bilan_piece p join bilan b on b.id = p.bilan_id
        where p.guichet_id = ${guichetId} and b.dossier_id = ${dossierId} and p.retiree_le is null
      union all select 'messages', p.nom, p.taille, p.sha256, p.cle from message_piece p join message m on m.id = p.message_id
        where p.guichet_id = ${guichetId} and m.dossier_id = ${dossierId}`.execute(tx)
  ).rows
