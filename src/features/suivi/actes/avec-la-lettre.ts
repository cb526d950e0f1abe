import { sql } from 'kysely'
import type { Config } from '../../../config.ts'
import type { Contexte } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { dateCivile } from '../../../lib/dates.ts'
import type { Centimes } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { avisDuDossier, prescriptionsDe, visasDe } from '../../avis/index.ts'
import type { Appel } from '../../cahier/index.ts'
import type { Signature } from '../../delegations/index.ts'
import { rendrePdf } from '../../documents/index.ts'
import { type AttenteStructure, attenteStructure } from '../../etats/index.ts'
import { garderOctets } from '../../fichiers/index.ts'
import { visasDe as visasDesInstances } from '../../instances/index.ts'
import { journaliser } from '../../journal/index.ts'
import { type Garde, garderScelle, inscrireSceau, type OutilsSceau } from '../../sceaux/index.ts'
import { listesDeposees } from '../../versions/index.ts'
import { dureeProposee, natureDe } from '../acte.rules.ts'
import { joursDuProjet } from '../ouvrir.ts'
import { prevuDe } from '../projet.queries.ts'
import { prochainNumero } from './imprimer.ts'
import { type ActeEcrit, rediger } from './rediger.ts'
import { commencer } from './signer.ts'

/** A dossier whose decision grants an aid, before its letter. Cents. */
type Accordee = { dossierId: string; decisionId: string; accorde: Centimes; base: Centimes | null }
type Porteur = { numero: string; titre: string; porteur: string; siren: string | null; declaree: boolean; type: string }

const porteurDe = async (tx: Tx, guichetId: string, dossierId: string): Promise<Porteur> =>
  (
    await sql<Porteur>`select i.numero, i.titre, i.porteur, s.siren, s.declaree, s.type from instruction i join structure s on s.id = i.structure_id
      where i.guichet_id = ${guichetId} and i.dossier_id = ${dossierId}`.execute(tx)
  ).rows[0]!

/**
 * Whether the act of this aid is an arrêté that may be signed with its decision: a convention has two parties and is signed after; a structure that is not confirmed waits. Gives
 * the number that it takes.
 */
async function arreteAvecLaDecision(
  tx: Tx,
  ctx: Pick<Contexte, 'guichetId' | 'instant'>,
  appel: Appel,
  d: Accordee,
): Promise<{ numero: string } | { attente: AttenteStructure } | undefined> {
  const p = await porteurDe(tx, ctx.guichetId, d.dossierId)
  if (natureDe(appel, p.type, d.accorde) !== 'arrete') return undefined
  const attente = attenteStructure(p)
  if (attente) return { attente }
  const mots = { code: appel.code_dossier, annee: dateCivile(ctx.instant).slice(0, 4) }
  return { numero: await prochainNumero(tx, ctx.guichetId, appel.actes.numero, mots) }
}

/** The arrêté of an aid as it is read before its signature, then signed with the decision. */
type ArreteEcrit = { id: string; numero: string; dureeMois: number; ecrit: ActeEcrit }
type AEcrire = Accordee & { id: string; numero: string; presenteeLe: Date; signature: Signature | undefined }
async function ecrireArrete(
  tx: Tx,
  guichetId: string,
  { appel, config, urlPublique }: { appel: Appel; config: Config; urlPublique: string },
  { id, numero, presenteeLe, signature, ...d }: AEcrire,
): Promise<ArreteEcrit> {
  const p = await porteurDe(tx, guichetId, d.dossierId)
  const prevu = await prevuDe(tx, guichetId, d.dossierId)
  const { rows } = await sql<{ reponses: { valeurs?: Record<string, unknown> }; jalon: string | null }>`
    select p.reponses, (select max(j.echeance) from jalon j where j.dossier_id = i.dossier_id) as jalon
    from instruction i join depot p on p.id = i.depot_id where i.guichet_id = ${guichetId} and i.dossier_id = ${d.dossierId}`.execute(tx)
  const { fin } = joursDuProjet(appel, { reponses: rows[0]!.reponses, dernierJalon: rows[0]!.jalon })
  const lus = await avisDuDossier(tx, guichetId, d.dossierId)
  const dureeMois = dureeProposee(dateCivile(presenteeLe), fin, appel.actes.duree_mois)
  const ecrit = rediger(
    {
      ...{ ...prevu, ...p, nature: 'arrete', numeroActe: numero, accorde: d.accorde, base: d.base ?? d.accorde, dureeMois, signature },
      listes: await listesDeposees(tx, guichetId, d.dossierId, appel),
      visas: (await visasDesInstances(tx, guichetId, appel, d.dossierId)).map(v => v.visa),
      avis: { visas: visasDe(lus), prescriptions: prescriptionsDe(lus) },
    },
    appel,
    config,
    `${urlPublique}${paths.actes.voir(d.dossierId, id)}`,
  )
  return { id, numero, dureeMois, ecrit }
}

/** An arrêté signed with its decision, whose letter leaves. */
type ArreteSigne = ArreteEcrit & {
  dossierId: string
  decisionId: string
  signeLe: Date
  par: string
  signataireId: string
  delegationId: string | null
}
type ArreteImprime = Garde & { signeCle: string }

/** Draws it and keeps its bytes: what is established is what was signed. */
async function imprimerArrete(outils: OutilsSceau, a: ArreteSigne): Promise<ArreteImprime> {
  const pdf = await rendrePdf('acte', { ...a.ecrit, etabliLe: a.signeLe }, { norme: 'UA-1' })
  const garde = await garderScelle(outils, a.signeLe, pdf)
  const signe = await garderOctets(outils.stockage, a.signeLe, garde.octets)
  return { ...garde, signeCle: signe.cle }
}

/** Writes the arrêté of a lauréat whose letter has just left, signed: its project begins. */
async function inscrireArrete(tx: Tx, ctx: Contexte, a: ArreteSigne, imprime: ArreteImprime): Promise<void> {
  const { cle, sha256, signeCle } = imprime
  const signeLe = dateCivile(a.signeLe)
  const { rang } = await tx
    .selectFrom('acte')
    .select(eb => eb.fn.countAll<number>().as('rang'))
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', a.dossierId)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('acte')
    .values({
      ...{ id: a.id, guichet_id: ctx.guichetId, dossier_id: a.dossierId, decision_id: a.decisionId, rang: Number(rang) + 1 },
      ...{ nature: 'arrete', numero: a.numero, contenu: JSON.stringify({ ...a.ecrit, dureeMois: a.dureeMois }), sha256, cle },
      ...{
        prepare_par: a.par,
        prepare_le: a.signeLe,
        envoye_le: ctx.instant,
        signataire_id: a.signataireId,
        delegation_id: a.delegationId,
      },
      ...{ signe_le: signeLe, signe_sha256: sha256, signe_cle: signeCle, signe_type_mime: 'application/pdf', signe_par: a.par },
      signe_depose_le: ctx.instant,
    })
    .execute()
  await inscrireSceau(tx, ctx, { nature: 'acte', objetId: a.id, dossierId: a.dossierId, numero: a.numero }, imprime)
  await commencer(tx, ctx, a, signeLe, { dossierId: a.dossierId, notifie: true })
  const faits = { acte: a.id, numero: a.numero, sha256 }
  await journaliser(tx, ctx, 'suivi.acte_etabli', a.dossierId, { ...faits, nature: 'arrete' })
  await journaliser(tx, ctx, 'suivi.acte_signe', a.dossierId, { ...faits, signe_le: signeLe })
}

/** The arrêté that is signed with its decision and leaves with its letter, from its number to its row. */
export const arretes = { avecLaDecision: arreteAvecLaDecision, ecrire: ecrireArrete, imprimer: imprimerArrete, inscrire: inscrireArrete }
