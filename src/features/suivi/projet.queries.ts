import { sql } from 'kysely'
import { composee, type Tx } from '../../db/db.ts'
import type { Centimes } from '../../lib/euros.ts'
import { nomDuCompte } from '../structures/index.ts'
import type { EtapeDuCalcul } from '../verdicts/index.ts'
import type { NatureActe } from './acte.rules.ts'
import type { NatureVersement } from './versements.rules.ts'

/** An act in force; days are civil. */
export type ActeLu = {
  id: string
  rang: number
  nature: NatureActe
  numero: string
  prepareLe: Date
  sha256: string
  cle: string
  signeLe: string | null
  signeCle: string | null
  signeSha256: string | null
  dureeMois: number
  /** The decision that it says, or before its signature the one that it would change. */
  decisionId: string
}
type Cle = { guichetId: string; dossierId: string }
const actes = composee((tx, p: Cle) =>
  tx
    .selectFrom('acte')
    .select(['id', 'rang', 'nature', 'numero', 'prepare_le as prepareLe', 'sha256', 'cle', 'signe_le as signeLe', 'signe_cle as signeCle'])
    .select(['decision_id as decisionId', 'signe_sha256 as signeSha256', sql<number>`(contenu ->> 'dureeMois')::int`.as('dureeMois')])
    .where('guichet_id', '=', p.guichetId)
    .where('dossier_id', '=', p.dossierId)
    .where('retire_le', 'is', null)
    .orderBy('rang'),
)
export const actesDe = async (tx: Tx, guichetId: string, dossierId: string) => (await actes(tx, { guichetId, dossierId })) as ActeLu[]

/** A payment, the oldest first. Cents. */
export type VersementLu = {
  id: string
  nature: NatureVersement
  montant: Centimes
  calcul: Record<string, number>
  ej: string
  dp: string
  ordonneLe: Date
  verseLe: string | null
  annuleLe: Date | null
  annuleMotif: string
  /** « le préfet de Corse », where somebody signs for the call; « , par délégation » after a delegate. */
  signataire: string | null
  /** The envelope that pays it, where somebody said which. */
  enveloppeId: string | null
}
const versements = composee((tx, p: Cle) =>
  tx
    .selectFrom('versement')
    .select(['id', 'nature', 'montant', 'calcul', 'ej', 'dp', 'ordonne_le as ordonneLe', 'verse_le as verseLe'])
    .select(['annule_le as annuleLe', 'annule_motif as annuleMotif', 'enveloppe_id as enveloppeId'])
    .select(
      sql<
        string | null
      >`(select s.qualite || case when versement.delegation_id is null then '' else ', par délégation' end from signataire s where s.id = versement.signataire_id)`.as(
        'signataire',
      ),
    )
    .where('guichet_id', '=', p.guichetId)
    .where('dossier_id', '=', p.dossierId)
    .orderBy('ordonne_le')
    .orderBy('id'),
)
export const versementsDe = async (tx: Tx, guichetId: string, dossierId: string) =>
  (await versements(tx, { guichetId, dossierId })) as VersementLu[]

export type Demande = { fin?: string; objet?: string; montant?: Centimes; partenaire?: string }
export type AvenantLu = {
  id: string
  motif: string
  demande: Demande
  demandeLe: Date
  demandePar: string
  retireLe: Date | null
  avis: string
  instruitPar: string | null
  sens: 'accorde' | 'refuse' | null
  reponse: string
  decideLe: Date | null
  acteId: string | null
}
const avenants = composee((tx, p: Cle) =>
  tx
    .selectFrom('avenant as v')
    .innerJoin('compte as c', 'c.id', 'v.demande_par')
    .leftJoin('compte as r', 'r.id', 'v.instruit_par')
    .select([
      'v.id',
      'v.motif',
      'v.demande',
      'v.demande_le as demandeLe',
      nomDuCompte('c', p.guichetId).as('demandePar'),
      'v.retire_le as retireLe',
      'v.avis',
    ])
    .select(sql<string | null>`case when r.id is not null then ${nomDuCompte('r', p.guichetId)} end`.as('instruitPar'))
    .select(['v.sens', 'v.reponse', 'v.decide_le as decideLe', 'v.acte_id as acteId'])
    .where('v.guichet_id', '=', p.guichetId)
    .where('v.dossier_id', '=', p.dossierId)
    .orderBy('v.demande_le', 'desc'),
)
export const avenantsDe = async (tx: Tx, guichetId: string, dossierId: string) =>
  (await avenants(tx, { guichetId, dossierId })) as AvenantLu[]

/** What the plan and the letters of a lauréat say besides the decision. Cents. */
export type Prevu = {
  type: string
  cout: Centimes | null
  /** The aid as it was computed from the filing, and how. */
  calcul: { montant: Centimes; etapes: EtapeDuCalcul[] } | null
  deposeLe: Date
  conditions: string
  /** When the letter of the decision in force was sent to the bearer. */
  notifieLe: Date | null
  depenses: Centimes
  /** Other public resources of the plan. */
  autresAides: Centimes
}
const prevu = composee(
  (_tx, p: Cle) => sql<Prevu>`
    select s.type, i.cout_global as cout, (select y.contenu::jsonb -> 'aide_calculee' from depot y where y.id = i.depot_id) as calcul, i.depose_le as "deposeLe", d.conditions,
      (select n.envoyee_le from notification n where n.decision_id = d.id and n.structure_id = i.structure_id) as "notifieLe",
      (select coalesce(sum(e.ht), 0)::bigint from depense e where e.dossier_id = i.dossier_id) as depenses,
      (select coalesce(sum(r.montant), 0)::bigint from ressource r where r.dossier_id = i.dossier_id and r.origine = 'autre' and r.publique) as "autresAides"
    from instruction i join structure s on s.id = i.structure_id
    join decision d on d.dossier_id = i.dossier_id and not exists (select from decision r where r.remplace_id = d.id)
    where i.guichet_id = ${p.guichetId} and i.dossier_id = ${p.dossierId}`,
)
/** Of a lauréat: nobody else has any. */
export const prevuDe = async (tx: Tx, guichetId: string, dossierId: string): Promise<Prevu> =>
  (await prevu(tx, { guichetId, dossierId }))[0]!

/** What a decision takes of each envelope, in the order in which they opened. Cents. */
export const tenuesDe = (tx: Tx, guichetId: string, decisionId: string): Promise<{ id: string; montant: Centimes }[]> =>
  tx
    .selectFrom('imputation as i')
    .innerJoin('enveloppe as e', 'e.id', 'i.enveloppe_id')
    .select(['i.enveloppe_id as id', 'i.montant'])
    .where('i.guichet_id', '=', guichetId)
    .where('i.decision_id', '=', decisionId)
    .orderBy('e.creee_le')
    .orderBy('e.id')
    .execute()
