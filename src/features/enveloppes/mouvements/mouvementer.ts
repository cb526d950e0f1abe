import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { idPris, type Tx } from '../../../db/db.ts'
import type { Centimes } from '../../../lib/euros.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { peut } from '../../decret/index.ts'
import type { Fichier } from '../../fichiers/index.ts'
import { journaliser } from '../../journal/index.ts'
import { direAbondement } from './dire-abondement.ts'
import { placeDe } from './droit.ts'
import { verrouillerEnveloppes } from './emploi.queries.ts'
import {
  comprendreMouvement,
  type ErreursMouvement,
  erreurDeRaison,
  type Mouvement,
  resteADecider,
  resteVu,
  type SaisieMouvement,
  tropDe,
  vuDe,
} from './mouvement.rules.ts'
import { mouvementDe } from './registre.queries.ts'

export type DemandeMouvement = {
  appelId: string
  /** The id that the movement will have: the form sent twice writes it once. */
  cle: string
  saisie: SaisieMouvement
  /** What the form showed under « Après ». */
  vu: string
  fichier?: Fichier | undefined
}
/** `dernier`: the movement written meanwhile, if that is what changed. */
export type RefusMouvement =
  | { motif: 'introuvable' }
  | { motif: 'interdit' }
  | { motif: 'saisie'; errors: ErreursMouvement }
  | { motif: 'trop'; m: Mouvement; max: Centimes }
  /** Nothing of it was shown yet, or what was shown is no longer so: it is read before it is done. */
  | { motif: 'a_relire' }
  /** The key of its form names a movement that is not of this call. */
  | { motif: 'cle' }
  | { motif: 'change'; m: Mouvement; avant: Centimes; reste: Centimes }
export type MouvementFait = { numero: number; deja: boolean }

/**
 * Writes a movement of the money of a call: what its author read beside the button is what is done, or nothing is. The database holds each envelope at what is granted and
 * kept back, whoever decides at the same instant.
 */
export const mouvementer = (ctx: ContexteActeur, d: DemandeMouvement): Promise<Result<MouvementFait, RefusMouvement>> =>
  enTransaction(ctx, async (tx): Promise<Result<MouvementFait, RefusMouvement>> => {
    if (!peut(placeDe(ctx), 'mouvementer', { enveloppe: 'ouverte' })) return err({ motif: 'interdit' })
    const enveloppes = await verrouillerEnveloppes(tx, ctx.guichetId, d.appelId)
    if (enveloppes.length === 0) return err({ motif: 'introuvable' })
    const deja = await mouvementDe(tx, ctx.guichetId, d.appelId, d.cle)
    if (deja) return ok({ numero: deja.numero, deja: true })
    const compris = comprendreMouvement(d.saisie, enveloppes)
    const errors = { ...(compris.ok ? {} : compris.errors), ...erreurDeRaison(d.saisie.raison) }
    if (!compris.ok || Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
    const m = compris.value
    const trop = tropDe(m)
    if (trop) return err({ motif: 'trop', m, ...trop })
    if (d.vu !== vuDe(m)) {
      const avant = resteVu(d.vu, m)
      return err(avant === undefined ? { motif: 'a_relire' } : { motif: 'change', m, avant, reste: resteADecider(m.e) })
    }
    const versionId = await versionRepondue(tx, ctx.guichetId, d)
    if (versionId === null) return err({ motif: 'saisie', errors: { version: 'Cette version de l’appel n’est pas publiée' } })
    return ok({ numero: await ecrire(tx, ctx, d, m, versionId), deja: false })
  }).catch((e: unknown) => {
    if (idPris(e, 'mouvement_credits')) return err({ motif: 'cle' })
    throw e
  })

/** The published version that the movement answers; nothing when it answers none, `null` when there is no such version. */
async function versionRepondue(tx: Tx, guichetId: string, { appelId, saisie }: DemandeMouvement): Promise<string | undefined | null> {
  if (saisie.version === '') return undefined
  if (!/^\d{1,6}$/.test(saisie.version)) return null
  const version = await tx
    .selectFrom('appel_version')
    .select('id')
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .where('numero', '=', Number(saisie.version))
    .where('publiee_le', 'is not', null)
    .executeTakeFirst()
  return version?.id ?? null
}

async function ecrire(tx: Tx, ctx: ContexteActeur, d: DemandeMouvement, m: Mouvement, versionId: string | undefined): Promise<number> {
  const { numero } = await tx
    .insertInto('mouvement_credits')
    .values({
      id: d.cle,
      guichet_id: ctx.guichetId,
      appel_id: d.appelId,
      genre: m.genre,
      enveloppe_id: m.e.id,
      vers_id: m.vers?.id ?? null,
      montant: m.montant,
      raison: d.saisie.raison,
      appel_version_id: versionId ?? null,
      par: ctx.acteur.compteId,
      instant: ctx.instant,
    })
    .returning('numero')
    .executeTakeFirstOrThrow()
  if (d.fichier) await garderDocument(tx, ctx, d.cle, d.fichier)
  if (m.genre === 'abondement') await direAbondement(tx, ctx, d, m)
  await journaliser(tx, ctx, 'enveloppe.mouvement', d.appelId, {
    mouvement: d.cle,
    numero,
    genre: m.genre,
    enveloppe: m.e.id,
    vers: m.vers?.id ?? null,
    montant: m.montant,
    raison: d.saisie.raison,
    ...(d.fichier ? { document: d.fichier.sha256 } : {}),
  })
  return numero
}

/** The paper that a movement rests on, beside it. */
export const garderDocument = (tx: Tx, ctx: ContexteActeur, mouvementId: string, f: Fichier) =>
  tx
    .insertInto('document_credits')
    .values({
      mouvement_id: mouvementId,
      guichet_id: ctx.guichetId,
      nom: f.nom,
      taille: f.taille,
      sha256: f.sha256,
      cle: f.cle,
      depose_par: ctx.acteur.compteId,
      depose_le: ctx.instant,
    })
    .execute()
