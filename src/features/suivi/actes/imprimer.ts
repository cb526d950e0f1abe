import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import type { Result } from '../../../lib/result.ts'
import { type ASigner, inscrireSignature, type Signee } from '../../delegations/index.ts'
import { rendrePdf } from '../../documents/index.ts'
import { type Garde, garderScelle, inscrireSceau } from '../../sceaux/index.ts'
import { numeroActe } from '../acte.rules.ts'
import type { ActeEcrit } from './rediger.ts'

export type Outils = Pick<Deps, 'config' | 'sceau' | 'stockage' | 'urlPublique'>
export type Imprime = Garde
/** What an act says before it is kept; whatever else the writing needs. */
export type Prepare = { ecrit: ActeEcrit; dureeMois: number; signee?: Signee | undefined }

/**
 * Prepares an act, draws and keeps its bytes, then writes it in one transaction that prepares the very same. When something has changed in between
 * (another act took the number), it is drawn again inside that transaction, which holds the number: however many acts are written at once, each is.
 * Bytes that no row names are cleaned later.
 */
export async function avecImpression<P extends Prepare, E, T>(
  ctx: ContexteActeur,
  outils: Outils,
  preparer: (tx: Tx) => Promise<Result<P, E>>,
  inscrire: (tx: Tx, p: P, fichier: Imprime) => Promise<T>,
): Promise<Result<T, E>> {
  const avant = await enTransaction(ctx, preparer)
  if (!avant.ok) return avant
  const dessine = await dessiner(ctx, outils, avant.value.ecrit)
  return enTransaction(ctx, async tx => {
    const p = await preparer(tx)
    if (!p.ok) return p
    const pareil = JSON.stringify(p.value.ecrit) === JSON.stringify(avant.value.ecrit)
    const fichier = pareil ? dessine : await dessiner(ctx, outils, p.value.ecrit)
    return { ok: true, value: await inscrire(tx, p.value, fichier) } as const
  })
}

async function dessiner({ instant }: ContexteActeur, outils: Outils, ecrit: ActeEcrit): Promise<Imprime> {
  const pdf = await rendrePdf('acte', { ...ecrit, etabliLe: instant }, { norme: 'UA-1' })
  return garderScelle(outils, instant, pdf)
}

/** The next number of the acts of this model; whoever numbers next waits for the end of the transaction. */
export async function prochainNumero(tx: Tx, guichetId: string, modele: string, mots: { code: string; annee: string }): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtext(${`acte-${guichetId}`}))`.execute(tx)
  // an arrêté that waits for its signature has its number already
  const { rows } = await sql<{ numero: string }>`
    select numero from acte where guichet_id = ${guichetId} union all
    select numero_acte from presentation where guichet_id = ${guichetId} and numero_acte is not null and rendue_le is null and reprise_le is null`.execute(
    tx,
  )
  const pris = new Set(rows.map(a => a.numero))
  let ordre = 1
  while (pris.has(numeroActe(modele, { ...mots, ordre }))) ordre++
  return numeroActe(modele, { ...mots, ordre })
}

/** Writes the row of an act, and what it takes of the delegation under which it is to be signed. */
export async function inscrireActe(
  tx: Tx,
  ctx: ContexteActeur,
  a: { id: string; dossierId: string; decisionId: string; rang: number; nature: string; numero: string; aSigner: ASigner } & Prepare &
    Imprime,
) {
  await tx
    .insertInto('acte')
    .values({
      id: a.id,
      guichet_id: ctx.guichetId,
      dossier_id: a.dossierId,
      decision_id: a.decisionId,
      rang: a.rang,
      nature: a.nature,
      numero: a.numero,
      contenu: JSON.stringify({ ...a.ecrit, dureeMois: a.dureeMois }),
      sha256: a.sha256,
      cle: a.cle,
      prepare_par: ctx.acteur.compteId,
      prepare_le: ctx.instant,
      envoye_le: ctx.instant,
      signataire_id: a.signee?.signataire.id ?? null,
      delegation_id: a.signee?.delegation?.id ?? null,
    })
    .execute()
  await inscrireSceau(tx, ctx, { nature: 'acte', objetId: a.id, dossierId: a.dossierId, numero: a.numero }, a)
  if (a.signee) await inscrireSignature(tx, ctx, a.signee, { ...a.aSigner, nature: 'acte', objetId: a.id })
}
