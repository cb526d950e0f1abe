import { type Contexte, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { garderOctets, type Stockage } from '../fichiers/index.ts'
import type { Sceau } from './sceau.ts'
import { sceller } from './sceller.ts'

export type Nature = 'accuse' | 'acte' | 'lettre' | 'irrecevabilite' | 'preselection' | 'silence' | 'releve' | 'proces_verbal'
/** A document that leaves, and of what. `numero`: what is printed on it; `variante`: what a partner is given of it. */
export type AScelle = { nature: Nature; objetId: string; variante?: '' | 'partenaire'; dossierId?: string; numero?: string }
export type Outils = { sceau: Sceau | undefined; stockage: Stockage }
/** Bytes that are kept, and the seal that they bear, if any. */
export type Garde = { cle: string; sha256: string; octets: Uint8Array; sceau?: { id: string; horodate: boolean } | undefined }

/** What the seal says of itself, in every reader of PDF. Its reference finds the document even when its bytes have changed. */
const dire = (id: string) =>
  `Ce sceau prouve que le document est entier depuis que le guichet l’a établi. Il n’est la signature de personne. Référence ${id}`

/** Seals a document that is now final, and keeps its bytes. `inscrireSceau` is for the transaction that names them; without it they are cleaned later. */
export async function garderScelle({ sceau, stockage }: Outils, instant: Date, pdf: Uint8Array): Promise<Garde> {
  if (!sceau) return { ...(await garderOctets(stockage, instant, pdf)), octets: pdf }
  const id = nouvelId()
  const { octets, horodate } = await sceller(sceau, pdf, { instant, reference: dire(id) })
  return { ...(await garderOctets(stockage, instant, octets)), octets, sceau: { id, horodate } }
}

/** Writes which document bears this seal: once, whatever is played again. Nothing where the guichet has no seal. */
export async function inscrireSceau(
  tx: Tx,
  ctx: Contexte,
  d: AScelle,
  { sha256, sceau }: Garde,
  cle: string | null = null,
): Promise<boolean> {
  if (!sceau) return false
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('document_scelle')
    .values({
      ...{ id: sceau.id, guichet_id: ctx.guichetId, nature: d.nature, objet_id: d.objetId, variante: d.variante ?? '' },
      ...{ dossier_id: d.dossierId ?? null, numero: d.numero ?? '', sha256, cle, horodate: sceau.horodate, scelle_le: ctx.instant },
    })
    .onConflict(oc => oc.columns(['guichet_id', 'nature', 'objet_id', 'variante']).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/**
 * A document that is drawn when it is asked for: sealed and kept the first time, then the same bytes for ever. Two at once: one of them. Read without writing (somebody else's
 * pages) before anybody asked for it, it is the drawing alone.
 */
export async function scelleUneFois(ctx: Contexte, outils: Outils, d: AScelle, dessiner: () => Promise<Uint8Array>): Promise<Uint8Array> {
  if (!outils.sceau) return dessiner()
  const deja = await cleDe(ctx, d)
  if (deja) return lireTout(outils.stockage, deja)
  const pdf = await dessiner()
  if (ctx.lectureSeule) return pdf
  const garde = await garderScelle(outils, ctx.instant, pdf)
  if (await enTransaction(ctx, tx => inscrireSceau(tx, ctx, d, garde, garde.cle))) return garde.octets
  return lireTout(outils.stockage, (await cleDe(ctx, d)) ?? garde.cle)
}

const cleDe = (ctx: Contexte, d: AScelle): Promise<string | null | undefined> =>
  enTransaction(ctx, tx =>
    tx
      .selectFrom('document_scelle')
      .select('cle')
      .where('guichet_id', '=', ctx.guichetId)
      .where('nature', '=', d.nature)
      .where('objet_id', '=', d.objetId)
      .where('variante', '=', d.variante ?? '')
      .executeTakeFirst()
      .then(l => l?.cle),
  )

async function lireTout(stockage: Pick<Stockage, 'lire'>, cle: string): Promise<Uint8Array> {
  const lus: Uint8Array[] = []
  for await (const morceau of stockage.lire(cle)) lus.push(morceau)
  return new Uint8Array(Buffer.concat(lus))
}
