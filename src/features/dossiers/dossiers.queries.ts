import { sql } from 'kysely'
import { type Contexte, sansDossier, structuresActives } from '../../contexte.ts'
import { composee, type Tx } from '../../db/db.ts'
import { avecAutresDossiers } from '../antecedents/index.ts'
import { type AppelDeVersion, versionAppliquee, versionsDe, vieDe } from '../appels/index.ts'
import { type Contenu, lireContenu, texteDe } from '../contenu/index.ts'
import type { EtapeSuivi, Etat } from '../decret/index.ts'
import { etapeDuSuivi, type StructureDuDossier } from '../etats/index.ts'
import type { AutresDossiers } from '../verdicts/index.ts'
import { type ComplementOuvert, complementsOuverts } from './complements-ouverts.queries.ts'
import { type Intention, intentionsDe } from './intentions.queries.ts'
import { type Partenaire, partenairesDesDossiers } from './partenaires.queries.ts'
import { dansPerimetre, idsDeMesStructures, type Perimetre, perimetreDe } from './perimetre.queries.ts'
import { type PieceJointe, piecesDesDossiers } from './pieces.queries.ts'

/**
 * A dossier with all that its pages and acts read. `version` is the call that applies: the one in force for a draft, the pinned one after
 * filing. Of a dossier opened again, `contenu` and `pieces` are those being changed; `dossiersEtDepots` gives what stands.
 */
export type Dossier = {
  id: string
  numero: string
  etat: Etat
  /** Where its follow-up stands, once it is a lauréat. */
  etape: EtapeSuivi | null
  revision: number
  structure: StructureDuDossier
  contenu: Contenu
  pieces: PieceJointe[]
  partenaires: Partenaire[]
  derogation: { jusquAu: Date; motif: string; accordeeLe: Date; gardee: boolean } | undefined
  slug: string
  version: AppelDeVersion
  /** Who writes it while they wait to be let into its structure: it is theirs alone, and is not filed. */
  redigePar: string | null
  creeLe: Date
  modifieLe: Date
  modifiePar: string | null
  deposeLe: Date | null
  rouvertLe: Date | null
  /** The request for complements that waits for an answer. */
  complement: ComplementOuvert | undefined
  /** What the guichet knows of the porteur's other dossiers, where the rules of the call ask it: now, for the porteur alone; as it was known, of what is filed. */
  autres?: AutresDossiers | undefined
  /** At which stage of its call it is written: 2 once preselected, where the call has two. */
  temps: number
  /** Which shares of the call may pay for it: no volet yet, or no département, leaves all of them. */
  ou: { volet: string | undefined; departements: readonly string[] }
  /** The intention that it completes, at the second. */
  intention?: Intention | undefined
}

export const base = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('dossier as d')
    .innerJoin('structure as s', 's.id', 'd.structure_id')
    .innerJoin('appel as a', 'a.id', 'd.appel_id')
    .leftJoin('compte as m', 'm.id', 'd.modifie_par')
    .leftJoin('derogation as g', 'g.dossier_id', 'd.id')
    .select(['d.id', 'd.numero', 'd.etat', 'd.revision', 'd.reponses', 'd.cree_le', 'd.modifie_le', 'd.depose_le', 'd.rouvert_le'])
    .select(['d.temps', 'd.redige_par', 'g.jusqu_au', 'g.motif', 'g.accordee_le', 'g.gardee'])
    .select([etapeDuSuivi('d.id').as('etape'), versionAppliquee.as('version_id'), vieDe('d.appel_id').as('vie')])
    .select(['a.slug', 'm.name as modifie_par', 's.id as structure_id', 's.nom', 's.type', 's.siren', 's.code_insee'])
    .select([
      's.departement',
      's.region',
      's.population',
      's.epci_siren',
      's.effectifs',
      's.chiffre_affaires',
      's.rna',
      's.declaree',
      's.fermee',
    ])
    .where('d.guichet_id', '=', guichetId)
type Ligne = Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirstOrThrow']>>

/** The service waits for complements of the dossier `d`. */
export const complementAttendu = sql<boolean>`(d.etat = 'en_instruction' and exists (select from complement k
  where k.dossier_id = d.id and k.repondu_le is null and k.annule_le is null))`

/** A dossier that is asked for alone: without its call nothing of it can be shown, and it must not pass for one that does not exist. */
export function lisible<T>(lu: T | undefined, { id }: { id: string }): T {
  if (!lu) throw new Error(`dossier ${id}: its call is not readable`)
  return lu
}

/** Lines as dossiers, with as many queries for a hundred as for one; those whose call is no longer readable are left out. */
export async function enDossiers(tx: Tx, guichetId: string, lignes: readonly Ligne[]): Promise<Dossier[]> {
  const ids = lignes.map(l => l.id)
  const seconds = lignes.filter(l => l.temps === 2).map(l => l.id)
  const [intentions, pieces, partenaires, complements, version] = await Promise.all([
    intentionsDe(tx, guichetId, seconds),
    piecesDesDossiers(tx, guichetId, ids),
    partenairesDesDossiers(tx, guichetId, ids),
    complementsOuverts(
      tx,
      guichetId,
      lignes.filter(l => l.etat === 'en_instruction').map(l => l.id),
    ),
    versionsDe(tx, guichetId, lignes),
  ])
  return lignes.flatMap(l => {
    const v = version(l)
    if (!v) return []
    const lu = enDossier(l, v, pieces.get(l.id) ?? [], partenaires.get(l.id) ?? [])
    return { ...lu, complement: complements.get(l.id), intention: intentions.get(l.id) }
  })
}

const enDossier = (l: Ligne, version: AppelDeVersion, pieces: PieceJointe[], partenaires: Partenaire[]): Omit<Dossier, 'complement'> => ({
  id: l.id,
  numero: l.numero,
  etat: l.rouvert_le ? 'rouvert' : (l.etat as Etat),
  etape: l.etape,
  revision: l.revision,
  structure: {
    id: l.structure_id,
    nom: l.nom,
    type: l.type,
    siren: l.siren,
    code_insee: l.code_insee,
    departement: l.departement,
    region: l.region,
    population: l.population,
    epci: l.epci_siren ?? (l.type === 'epci' ? l.siren : null),
    effectifs: l.effectifs,
    chiffreAffaires: l.chiffre_affaires,
    rna: l.rna,
    declaree: l.declaree,
    fermee: l.fermee,
  },
  contenu: lireContenu(l.reponses),
  pieces,
  partenaires,
  derogation: l.jusqu_au ? { jusquAu: l.jusqu_au, motif: l.motif!, accordeeLe: l.accordee_le!, gardee: l.gardee! } : undefined,
  slug: l.slug,
  version,
  redigePar: l.redige_par,
  creeLe: l.cree_le,
  modifieLe: l.modifie_le,
  modifiePar: l.modifie_par,
  deposeLe: l.depose_le,
  rouvertLe: l.rouvert_le,
  temps: l.temps,
  ou: { volet: texteDe(lireContenu(l.reponses), 'volet'), departements: departementsDe(l.departement, partenaires) },
})

/** Of its porteur and of its partners; none when one of them is everywhere, or not known yet. */
function departementsDe(porteur: string | null, partenaires: readonly Partenaire[]): string[] {
  const tous = [porteur, ...partenaires.map(p => p.departement)]
  return tous.includes(null) ? [] : (tous as string[])
}

/**
 * A dossier that one of the actor's active structures bears, or in which it is a partner; any other does not exist. `verrou` locks its row
 * until the end of the act, so that two acts on one dossier follow one another.
 */
export async function trouverDossier(tx: Tx, ctx: Contexte, id: string, { verrou = false } = {}): Promise<Dossier | undefined> {
  if (sansDossier(ctx)) return undefined
  const { guichetId } = ctx
  const lue = (verrou ? monDossierVerrouille : monDossier)(tx, { ...perimetreDe(ctx), id })
  // asked together: what is read of a dossier that is not theirs is left
  const [[ligne], pieces, partenaires] = await Promise.all([
    lue,
    piecesDesDossiers(tx, guichetId, [id]),
    partenairesDesDossiers(tx, guichetId, [id]),
  ])
  if (!ligne) return undefined
  const version = lisible((await versionsDe(tx, guichetId, [ligne]))(ligne), ligne)
  const complement = ligne.etat === 'en_instruction' ? (await complementsOuverts(tx, guichetId, [id])).get(id) : undefined
  const intention = (await intentionsDe(tx, guichetId, ligne.temps === 2 ? [id] : [])).get(id)
  return pourSonPorteur(tx, ctx, { ...enDossier(ligne, version, pieces.get(id) ?? [], partenaires.get(id) ?? []), complement, intention })
}

/** With what the guichet knows of the porteur's other dossiers, when the reader speaks for the porteur and a rule asks it. */
export async function pourSonPorteur(tx: Tx, ctx: Contexte, d: Dossier): Promise<Dossier> {
  if (!structuresActives(ctx.acteur).some(s => s.id === d.structure.id)) return d
  return avecAutresDossiers(tx, ctx, d)
}
type Demande = Perimetre & { id: string }
const lecture = (tx: Tx, p: Demande) => base(tx, p.guichetId).where('d.id', '=', p.id).where(dansPerimetre(p))
const monDossier = composee(lecture)
const monDossierVerrouille = composee((tx, p: Demande) => lecture(tx, p).forUpdate('d'))

/** A dossier of the guichet, whoever asks: for what the guichet does by itself, and for its administrator. */
export async function dossierDuGuichet(tx: Tx, guichetId: string, id: string, { verrou = false } = {}): Promise<Dossier | undefined> {
  // locked first and read after: what is joined to the row is then as the act before left it
  if (verrou) await tx.selectFrom('dossier').select('id').where('guichet_id', '=', guichetId).where('id', '=', id).forUpdate().execute()
  const ligne = await base(tx, guichetId).where('d.id', '=', id).executeTakeFirst()
  return ligne && lisible((await enDossiers(tx, guichetId, [ligne]))[0], ligne)
}

/**
 * What is still being written in the actor's perimeter, partners' drafts and what the service asks to complete included: the latest changed
 * first, fifty at most.
 */
export async function mesEcrits(tx: Tx, ctx: Contexte): Promise<Dossier[]> {
  if (sansDossier(ctx)) return []
  const lesquels = tx
    .selectFrom('dossier as d')
    .select('d.id')
    .where('d.guichet_id', '=', ctx.guichetId)
    .where('d.id', 'in', idsDeMesStructures(ctx))
    .where(sql<boolean>`(d.etat in ('brouillon', 'preselectionne') or d.rouvert_le is not null or ${complementAttendu})`)
    .orderBy('d.modifie_le', 'desc')
    .limit(50)
  const lignes = await base(tx, ctx.guichetId)
    .where('d.id', '=', sql<string>`any(array(${lesquels}))`)
    .orderBy('d.modifie_le', 'desc')
    .execute()
  const lus = await enDossiers(tx, ctx.guichetId, lignes)
  return Promise.all(lus.map(d => pourSonPorteur(tx, ctx, d)))
}
