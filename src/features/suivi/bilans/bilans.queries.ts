import { sql } from 'kysely'
import { type Contexte, structuresActives } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { appelDeVersion } from '../../appels/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { DITE } from '../../etats/index.ts'
import { nomDuCompte } from '../../structures/index.ts'
import { finConnue } from '../fin.queries.ts'
import { htEligibleDe } from '../suivi.queries.ts'
import { naturesEligibles } from '../suivi.rules.ts'
import {
  type Bilan,
  type Depense,
  type Indicateur,
  type Jalon,
  type LigneDuPlan,
  type PieceBilan,
  type Point,
  SAISIE_VIDE,
  type Saisie,
} from './bilan.ts'

export const mesStructures = (ctx: Pick<Contexte, 'acteur'>) => sql`any(${structuresActives(ctx.acteur).map(s => s.id)}::uuid[])`
/** On a row `i` of `instruction`: borne by the actor's structures, or one of them is a partner in it. */
export const deMesProjets = (ctx: Pick<Contexte, 'acteur' | 'guichetId'>) => sql<boolean>`(i.structure_id = ${mesStructures(ctx)}
  or i.dossier_id in (select p.dossier_id from partenaire p
    where p.guichet_id = ${ctx.guichetId} and p.structure_id = ${mesStructures(ctx)} and p.retire_le is null))`

type Tete = Omit<
  Bilan,
  | 'saisie'
  | 'remarque'
  | 'relation'
  | 'appel'
  | 'slug'
  | 'jalons'
  | 'indicateurs'
  | 'lots'
  | 'depenses'
  | 'avant'
  | 'ici'
  | 'pieces'
  | 'finAvant'
  | 'avancement'
  | 'avancementAvant'
> & {
  texte: string
  part: number | null
  texteAvant: string | null
  partAvant: number | null

  saisie: Partial<Saisie>
  versionId: string
  porteurMoi: boolean
  remarqueTexte: string | null
  remarqueLe: Date | null
  precedentId: string | null
  precedentFin: string | null
}

/**
 * A bilan of a project that the actor's structures bear or take part in; any other does not exist. `verrou` locks its row until the end of the act.
 */
export async function lireBilan(
  tx: Tx,
  ctx: Pick<Contexte, 'acteur' | 'guichetId'>,
  cle: { dossierId: string; bilanId: string },
  { verrou = false } = {},
): Promise<Bilan | undefined> {
  if (structuresActives(ctx.acteur).length === 0) return undefined
  // locked first and read after: what is joined to the row is then as the act before left it
  if (verrou)
    await tx.selectFrom('bilan').select('id').where('guichet_id', '=', ctx.guichetId).where('id', '=', cle.bilanId).forUpdate().execute()
  const { rows } = await sql<Tete>`
    select b.id, b.rang, b.debut, b.fin, b.echeance, b.final, b.etat, b.revision, b.saisie, b.fin_annoncee as "finAnnoncee", b.difficultes, b.ou_en_est as texte, b.avancement as part,
      a.ou_en_est as "texteAvant", a.avancement as "partAvant",
      b.modifie_le as "modifieLe", m.id as "modifieParId", case when m.id is not null then ${nomDuCompte('m', ctx.guichetId)} end as "modifiePar", b.depose_le as "deposeLe", i.dossier_id as "dossierId", i.numero, i.titre,
      i.structure_id as "structureId", i.porteur, u.etape, i.appel_version_id as "versionId", i.structure_id = ${mesStructures(ctx)} as "porteurMoi",
      u.depart, u.debut as "debutProjet", d.montant as accorde, coalesce(d.base, d.montant) as base,
      (select count(*)::int from bilan_depot x where x.bilan_id = b.id) as depots,
      r.remarque as "remarqueTexte", r.lu_le as "remarqueLe", a.id as "precedentId", a.fin as "precedentFin"
    from bilan b
    join suivi u on u.dossier_id = b.dossier_id
    join instruction i on i.dossier_id = b.dossier_id
    join lateral (select x.montant, x.base from decision x where x.dossier_id = b.dossier_id and x.sens in ('retenu', 'partiel') and ${DITE}
      order by x.prise_le desc, x.id desc limit 1) d on true
    left join compte m on m.id = b.modifie_par
    left join lateral (select x.id, x.fin, x.ou_en_est, x.avancement from bilan x where x.dossier_id = b.dossier_id and x.rang < b.rang
      and x.etat in ('depose', 'renvoye', 'accepte') order by x.rang desc limit 1) a on true
    left join lateral (select x.remarque, x.lu_le from bilan_depot x where x.bilan_id = b.id and x.lecture = 'renvoye' order by x.rang desc limit 1) r on true
    where b.guichet_id = ${ctx.guichetId} and b.id = ${cle.bilanId} and b.dossier_id = ${cle.dossierId} and ${deMesProjets(ctx)}`.execute(
    tx,
  )
  const tete = rows[0]
  return tete && completer(tx, ctx.guichetId, tete)
}

async function completer(tx: Tx, guichetId: string, t: Tete): Promise<Bilan> {
  const version = await appelDeVersion(tx, guichetId, t.versionId)
  if (!version) throw new Error(`bilan ${t.id}: its call is not readable`)
  const { appel } = version
  const { versionId, porteurMoi, remarqueTexte, remarqueLe, precedentId, precedentFin, texte, part, texteAvant, partAvant, ...reste } = t
  const eligibles = naturesEligibles(appel)
  return {
    ...reste,
    saisie: { ...SAISIE_VIDE, ...t.saisie },
    relation: porteurMoi ? 'porteur' : 'partenaire',
    remarque: t.etat === 'renvoye' && remarqueTexte && remarqueLe ? { texte: remarqueTexte, le: remarqueLe } : undefined,
    precedent: precedentFin ? { fin: precedentFin } : undefined,
    avancement: { texte, part },
    avancementAvant: { texte: texteAvant ?? '', part: partAvant },
    finAvant: await finConnue(tx, guichetId, t.dossierId),
    appel,
    slug: appel.slug,
    jalons: await jalonsDe(tx, guichetId, t.dossierId, t.id, precedentId),
    indicateurs: await indicateursDe(tx, guichetId, t.dossierId, t.id, precedentId),
    lots: await lotsDe(tx, guichetId, t.dossierId),
    depenses: await depensesDe(tx, guichetId, t, appel),
    ...(await sommes(tx, guichetId, t, eligibles)),
    pieces: await piecesDuBilan(tx, guichetId, t.id),
  }
}

type LigneJalon = { id: string; libelle: string; echeance: string; avant: Point | null; depose: Point | null }
const POINT = (a: string) =>
  sql.raw(
    `case when ${a}.bilan_id is not null then jsonb_build_object('etat', ${a}.etat, 'prevu', ${a}.prevu_le, 'fait', ${a}.fait_le, 'avancement', ${a}.avancement) end`,
  )
async function jalonsDe(tx: Tx, guichetId: string, dossierId: string, bilanId: string, precedentId: string | null): Promise<Jalon[]> {
  const { rows } = await sql<LigneJalon>`
    select j.id, j.libelle, j.echeance, ${POINT('a')} as avant, ${POINT('n')} as depose from jalon j
    left join bilan_jalon a on a.jalon_id = j.id and a.bilan_id = ${precedentId}
    left join bilan_jalon n on n.jalon_id = j.id and n.bilan_id = ${bilanId}
    where j.guichet_id = ${guichetId} and j.dossier_id = ${dossierId} order by j.rang`.execute(tx)
  return rows.map(({ avant, depose, ...j }) => ({ ...j, avant: avant ?? undefined, depose: depose ?? undefined }))
}

type LigneIndicateur = Pick<Indicateur, 'id' | 'nom' | 'unite'> &
  Record<'depart' | 'cible' | 'avant' | 'ici', string | null> & { depose: boolean }
async function indicateursDe(
  tx: Tx,
  guichetId: string,
  dossierId: string,
  bilanId: string,
  precedentId: string | null,
): Promise<Indicateur[]> {
  const { rows } = await sql<LigneIndicateur>`
    select x.id, x.nom, x.unite, x.depart, x.cible, coalesce(a.valeur, case when a.bilan_id is null then x.depart end) as avant, n.valeur as ici,
      n.bilan_id is not null as depose
    from indicateur x
    left join bilan_indicateur a on a.indicateur_id = x.id and a.bilan_id = ${precedentId}
    left join bilan_indicateur n on n.indicateur_id = x.id and n.bilan_id = ${bilanId}
    where x.guichet_id = ${guichetId} and x.dossier_id = ${dossierId} order by x.rang`.execute(tx)
  const nombre = (v: string | null) => (v === null ? null : Number(v))
  return rows.map(({ ici, depose, ...i }) => ({
    ...i,
    depart: nombre(i.depart),
    cible: nombre(i.cible)!,
    avant: nombre(i.avant),
    depose: depose ? nombre(ici) : undefined,
  }))
}

async function lotsDe(tx: Tx, guichetId: string, dossierId: string) {
  const lots = await tx
    .selectFrom('lot')
    .select(['id', 'rang', 'intitule'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .orderBy('rang')
    .execute()
  return lots.map(l => ({ id: l.id, libelle: `Lot\u00a0${l.rang}${l.intitule ? `. ${l.intitule}` : ''}` }))
}

async function depensesDe(
  tx: Tx,
  guichetId: string,
  { dossierId, rang }: Pick<Tete, 'dossierId' | 'rang'>,
  appel: Appel,
): Promise<LigneDuPlan[]> {
  const { rows } = await sql<{ id: string; libelle: string; nature: string; prevu: number; commande: number }>`
    select e.id, e.libelle, e.nature, e.ht as prevu, coalesce((select sum(c.ht)::bigint from commande c join bilan b on b.id = c.bilan_id
      where c.guichet_id = ${guichetId} and c.dossier_id = ${dossierId} and c.depense_id = e.id and c.retiree_le is null and b.rang <= ${rang}), 0)::bigint as commande
    from depense e where e.guichet_id = ${guichetId} and e.dossier_id = ${dossierId} order by e.rang`.execute(tx)
  const eligibles = naturesEligibles(appel)
  return rows.map(({ id, libelle, nature, prevu, commande }) => {
    const n = appel.natures.find(x => x.code === nature)
    return {
      id,
      libelle: libelle || n?.libelle || 'Dépense',
      eligible: eligibles.includes(nature),
      clause: n?.clauses?.[0],
      explication: n?.explication,
      prevu,
      commande,
    }
  })
}

/** Orders of the bilans before this one, and its own. */
async function sommes(
  tx: Tx,
  guichetId: string,
  { id, dossierId, rang }: Pick<Tete, 'id' | 'dossierId' | 'rang'>,
  eligibles: readonly string[],
) {
  const { rows } = await sql<Depense & { ici: boolean }>`
    select c.bilan_id = ${id} as ici, count(*)::int as nombre, sum(c.ht)::bigint as ht, sum(c.ttc)::bigint as ttc, ${htEligibleDe(eligibles)} as eligible
    from commande c join bilan b on b.id = c.bilan_id left join depense e on e.id = c.depense_id
    where c.guichet_id = ${guichetId} and c.dossier_id = ${dossierId} and c.retiree_le is null and b.rang <= ${rang} group by 1`.execute(tx)
  const part = (ici: boolean): Depense => {
    const { nombre = 0, ht = 0, ttc = 0, eligible = 0 } = rows.find(r => r.ici === ici) ?? {}
    return { nombre, ht, ttc, eligible }
  }
  return { avant: part(false), ici: part(true) }
}

/** Files of a bilan in force, the oldest first. */
async function piecesDuBilan(tx: Tx, guichetId: string, bilanId: string): Promise<PieceBilan[]> {
  const lignes = await tx
    .selectFrom('bilan_piece')
    .select(['id', 'nom', 'type_mime as type', 'taille', 'sha256', 'cle', 'commande_id as commandeId'])
    .where('guichet_id', '=', guichetId)
    .where('bilan_id', '=', bilanId)
    .where('retiree_le', 'is', null)
    .orderBy('id')
    .execute()
  return lignes
}
