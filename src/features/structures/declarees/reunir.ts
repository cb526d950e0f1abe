import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { peut } from '../../decret/index.ts'
import { journaliser } from '../../journal/index.ts'
import { verrouillerMembres } from '../appartenances.queries.ts'
import { verrouillerNumero } from '../repertoire/prendre.ts'
import { connuDe, type Structure, trouverStructure } from '../structures.queries.ts'
import { quiEst } from '../structures.rules.ts'
import { type Candidat, candidatDe, valeursDe } from './candidats.ts'
import { type ChampCompare, type Choix, comparer, retenir, type Valeurs } from './comparer.rules.ts'
import { type Avant, relireDossiers } from './declarees.queries.ts'
import { effetDe } from './effet.ts'
import { aTrancher, noter, prevenirMembres, type RefusTrancher } from './trancher.ts'

export type AReunir = {
  structureId: string
  /** The other one: its id, or the SIREN of a line of the directory. */
  avec: string
  choix: Partial<Record<ChampCompare, Choix>>
  /** The effect that the person read, see `Effet`. */
  vu: string
  appels: readonly string[] | null
}
export type RefusReunir =
  | RefusTrancher
  | { kind: 'candidat' }
  /** Its members would be those of a structure that is not this agent's to look at. */
  | { kind: 'ailleurs'; nom: string }
  | { kind: 'fermee' }
  | { kind: 'a_choisir'; champs: ChampCompare[] }
  /** What it does to the rules is not what the person read: nothing is written, they read it again. */
  | { kind: 'a_relire' }
  | { kind: 'decide'; numero: string }
/** Where its dossiers are from now on, how many, and how many rules say otherwise. */
export type Reunie = { structureId: string; dossiers: number; changees: number }

/**
 * The two are one. With a structure that is known here, what this one bears passes to it: dossiers, partnerships, members; number, hour and receipt stay. With a line of the directory
 * that nobody speaks for, this one is completed by it. Either way it can be undone until something is decided of one of its dossiers.
 */
export const reunirStructures = (ctx: ContexteActeur, d: AReunir): Promise<Result<Reunie, RefusReunir>> =>
  enTransaction(ctx, async tx => {
    const { guichetId } = ctx
    if (/^\d{9}$/.test(d.avec)) await verrouillerNumero(tx, guichetId, d.avec)
    const lue = await aTrancher(tx, ctx, d.structureId)
    if (!lue.ok) return lue
    const { structure } = lue.value
    const autre = await candidatDe(tx, guichetId, structure, d.avec, d.appels)
    if (!autre) return err({ kind: 'candidat' })
    if (autre.id && !peut(quiEst(ctx.acteur, undefined, autre.valeurs.departement), 'trancher', { structure: 'connue' }))
      return err({ kind: 'ailleurs', nom: autre.nom })
    if (autre.fermee) return err({ kind: 'fermee' })
    const retenues = autre.id
      ? { ok: true as const, valeurs: autre.valeurs }
      : retenir(comparer(valeursDe(structure), autre.valeurs), d.choix)
    if (!retenues.ok) return err({ kind: 'a_choisir', champs: retenues.manquants })
    const dossiers = await verrouillerDossiers(tx, guichetId, structure.id)
    const decide = await dejaDecide(tx, guichetId, dossiers)
    if (decide) return err({ kind: 'decide', numero: decide })
    const vers = await porteurDe(tx, guichetId, autre, autre.valeurs)
    const effet = await effetDe(tx, guichetId, structure.id, vers, { instant: ctx.instant, appels: d.appels })
    if (effet.empreinte !== d.vu) return err({ kind: 'a_relire' })
    const avant = autre.id
      ? await deplacer(tx, ctx, structure, autre.id, dossiers)
      : await completer(tx, structure, autre, retenues.valeurs)
    await noter(tx, ctx, structure.id, { etat: 'reunie', avant })
    await relireDossiers(tx, guichetId, dossiers)
    const vraie = autre.id ?? structure.id
    await prevenirMembres(
      tx,
      ctx,
      { id: vraie, nom: retenues.valeurs.nom! },
      {
        sujet: `Votre structure est confirmée\u00a0: ${retenues.valeurs.nom}`,
        phrases: [
          `${structure.nom}, que vous aviez déclarée, est ${retenues.valeurs.nom}, déjà connue. Vos dossiers et vos accès sont repris. Vous n’avez rien à faire.`,
        ],
      },
    )
    const changees = effet.changees.map(c => ({ dossier: c.numero, regle: c.titre, de: c.de, a: c.a }))
    await journaliser(tx, ctx, 'structure.reunir', structure.id, { avec: d.avec, vers: vraie, dossiers, regles: changees })
    for (const id of dossiers)
      await journaliser(tx, ctx, 'dossier.structure_reunie', id, { de: structure.nom, a: retenues.valeurs.nom, regles: changees.length })
    return ok({ structureId: vraie, dossiers: dossiers.length, changees: changees.length })
  })

/** What the rules read of whoever bears the dossiers afterwards. */
export async function porteurDe(tx: Tx, guichetId: string, autre: Candidat, v: Valeurs) {
  const connue = autre.id ? await trouverStructure(tx, guichetId, autre.id) : undefined
  return {
    nom: v.nom!,
    type: v.type!,
    siren: v.siren,
    departement: v.departement,
    region: autre.region,
    population: connue?.population ?? null,
    ...(connue ? connuDe(connue) : autre.connu),
  }
}

async function verrouillerDossiers(tx: Tx, guichetId: string, structureId: string): Promise<string[]> {
  const lignes = await tx
    .selectFrom('dossier')
    .select('id')
    .where('guichet_id', '=', guichetId)
    .where('structure_id', '=', structureId)
    .orderBy('id')
    .forUpdate()
    .execute()
  return lignes.map(l => l.id)
}

/** The number of one of these dossiers of which something was decided. */
export async function dejaDecide(tx: Tx, guichetId: string, dossiers: readonly string[]): Promise<string | undefined> {
  if (dossiers.length === 0) return undefined
  const l = await tx
    .selectFrom('decision as x')
    .innerJoin('dossier as d', 'd.id', 'x.dossier_id')
    .select('d.numero')
    .where('x.guichet_id', '=', guichetId)
    .where('x.dossier_id', 'in', [...dossiers])
    .orderBy('d.numero')
    .executeTakeFirst()
  return l?.numero
}

const etaitDe = ({ nom, type, siren, rna, commune, departement, region }: Structure): Avant['structure'] => ({
  nom,
  type,
  siren,
  rna,
  commune,
  departement,
  region,
})

/** This one takes what the directory says of it. */
async function completer(tx: Tx, s: Structure, autre: Candidat, v: Valeurs): Promise<Avant> {
  await tx
    .updateTable('structure')
    .set({
      nom: v.nom!,
      type: v.type!,
      siren: v.siren,
      rna: v.rna,
      commune: v.commune,
      departement: v.departement,
      adresse: v.adresse,
      region: v.departement === autre.valeurs.departement ? autre.region : s.region,
      sigle: autre.sigle,
      categorie_juridique: autre.categorie,
      ...(autre.connu.effectifs ? { effectifs: autre.connu.effectifs } : {}),
      ...(autre.connu.chiffreAffaires === undefined ? {} : { chiffre_affaires: autre.connu.chiffreAffaires }),
      declaree: false,
    })
    .where('id', '=', s.id)
    .execute()
  return { vers: null, structure: etaitDe(s), dossiers: [], appartenances: [], retirees: [], partenaires: [] }
}

/** What this one bears passes to the other; whoever is in both stays once. */
async function deplacer(tx: Tx, ctx: ContexteActeur, s: Structure, vers: string, dossiers: string[]): Promise<Avant> {
  const { guichetId, instant } = ctx
  await verrouillerMembres(tx, guichetId, vers)
  const deja = sql<boolean>`exists (select from appartenance y where y.guichet_id = ${guichetId} and y.structure_id = ${vers} and y.compte_id = appartenance.compte_id and y.etat <> 'retiree')`
  const siennes = () =>
    tx.updateTable('appartenance').where('guichet_id', '=', guichetId).where('structure_id', '=', s.id).where('etat', '<>', 'retiree')
  const retirees = await siennes().set({ etat: 'retiree', retiree_le: instant }).where(deja).returning('id').execute()
  const appartenances = await siennes().set({ structure_id: vers }).where(sql<boolean>`not ${deja}`).returning('id').execute()
  await porter(tx, guichetId, dossiers, vers)
  await porterOrdres(tx, guichetId, { de: s.id, vers, dossiers })
  const partenaires = await tx
    .updateTable('partenaire')
    .set({ structure_id: vers })
    .where('guichet_id', '=', guichetId)
    .where('structure_id', '=', s.id)
    .where('retire_le', 'is', null)
    // already in the project, as its porteur or another partner
    .where(
      sql<boolean>`not exists (select from partenaire p where p.dossier_id = partenaire.dossier_id and p.structure_id = ${vers} and p.retire_le is null)
        and not exists (select from dossier d where d.id = partenaire.dossier_id and d.structure_id = ${vers})`,
    )
    .returning('id')
    .execute()
  await tx.updateTable('structure').set({ reunie_a: vers, declaree: false }).where('id', '=', s.id).execute()
  return {
    vers,
    structure: etaitDe(s),
    dossiers,
    appartenances: appartenances.map(l => l.id),
    retirees: retirees.map(l => l.id),
    partenaires: partenaires.map(l => l.id),
  }
}

/**
 * The order that was given to these dossiers follows them, after the closing too, when nobody may say it again: behind what the other one has ranked, and not where it has
 * dossiers that it ranked never, since nothing is supposed of those.
 */
async function porterOrdres(tx: Tx, guichetId: string, { de, vers, dossiers }: { de: string; vers: string; dossiers: string[] }) {
  await sql`
    insert into ordre (id, guichet_id, appel_id, structure_id, vague, version, dossiers, pris_le, pris_par)
    select gen_random_uuid(), o.guichet_id, o.appel_id, ${vers}::uuid, o.vague, coalesce(v.version, 0) + 1, (coalesce(v.dossiers, '{}') || o.dossiers)[:500], o.pris_le, o.pris_par
    from (select distinct on (appel_id, vague) * from ordre where guichet_id = ${guichetId} and structure_id = ${de} order by appel_id, vague, version desc) o
    left join lateral (select w.version, w.dossiers from ordre w where w.guichet_id = o.guichet_id and w.appel_id = o.appel_id and w.vague = o.vague
      and w.structure_id = ${vers} order by w.version desc limit 1) v on true
    where v.version is not null or not exists (select from dossier d where d.guichet_id = o.guichet_id and d.appel_id = o.appel_id and d.structure_id = ${vers}
      and d.etat not in ('abandonne', 'retire') and d.id <> all (${dossiers}::uuid[]))`.execute(tx)
  await sql`insert into ordre_ecart (id, guichet_id, appel_id, structure_id, vague, raison, dite_le, dite_par)
    select distinct on (appel_id, vague) gen_random_uuid(), guichet_id, appel_id, ${vers}::uuid, vague, raison, dite_le, dite_par from ordre_ecart e
    where e.guichet_id = ${guichetId} and e.structure_id = ${de} and not exists (select from ordre_ecart x where x.appel_id = e.appel_id and x.vague = e.vague
      and x.structure_id = ${vers}) order by appel_id, vague, dite_le desc, id desc`.execute(tx)
}

/** Who bears these dossiers from now on: their number, their hour and their filing stay. */
export async function porter(tx: Tx, guichetId: string, dossiers: readonly string[], structureId: string) {
  if (dossiers.length === 0) return
  const dep = tx.selectFrom('structure').select('departement').where('id', '=', structureId)
  await tx
    .updateTable('dossier')
    .set({ structure_id: structureId, departement: dep })
    .where('guichet_id', '=', guichetId)
    .where('id', 'in', [...dossiers])
    .execute()
  await tx
    .updateTable('instruction')
    .set({ structure_id: structureId })
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', 'in', [...dossiers])
    .execute()
}
