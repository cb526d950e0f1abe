import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { appelConnu } from '../appels/index.ts'
import { journaliser } from '../journal/index.ts'
import { type Personne, personnesDe } from './agents.queries.ts'
import { type Dates, lireDates, memesDates, type RefusDates, type SaisieDates } from './dates.rules.ts'
import { prevenirAgent } from './guichet/prevenir.ts'
import { direDates } from './personnes.mots.ts'
import { MOTS_ROLES } from './roles.ts'

/** Whoever was a signatory until a day does not make themselves one again. */
type RefusDater = { kind: 'introuvable' } | { kind: 'soi' } | RefusDates

/** Says from which day to which a line of somebody's role on this call opens something; they are told. What is held for every call has no dates of this one. */
export const daterDesignation = (
  ctx: ContexteActeur,
  { slug, id, ...saisie }: { slug: string; id: string } & SaisieDates,
): Promise<Result<void, RefusDater>> =>
  enTransaction(ctx, async tx => {
    const connu = await appelConnu(tx, ctx.guichetId, slug)
    const ligne = connu && (await personnesDe(tx, ctx.guichetId, connu.appelId)).find(p => p.id === id && !p.tous)
    if (!ligne) return err({ kind: 'introuvable' })
    if (ligne.role === 'signataire' && ligne.compteId === ctx.acteur.compteId) return err({ kind: 'soi' })
    const dates = lireDates(saisie)
    if (!dates.ok) return dates
    await dater(tx, ctx, { slug, titre: connu.appel.titre, ligne, dates: dates.value })
    return ok(undefined)
  })

/** The dates of a line become these; said already, nothing is done. */
export async function dater(
  tx: Tx,
  ctx: ContexteActeur,
  { slug, titre, ligne, dates }: { slug: string; titre: string; ligne: Personne; dates: Dates },
): Promise<void> {
  if (memesDates(ligne, dates)) return
  await tx.updateTable('perimetre').set(dates).where('guichet_id', '=', ctx.guichetId).where('id', '=', ligne.id).execute()
  const { role, departements, volets } = ligne
  await journaliser(tx, ctx, 'compte.role_date', ligne.compteId, { role, appels: [slug], departements, volets, ...dates })
  await direLesDates(tx, ctx, { ...ligne, ...dates, titre })
}

/** Told to whoever holds the role: from when, and when it ends. */
export const direLesDates = (
  tx: Tx,
  ctx: ContexteActeur,
  { courriel, role, titre, ...dates }: Pick<Personne, 'courriel' | 'role'> & Dates & { titre: string },
) =>
  prevenirAgent(tx, ctx, courriel, 'Les dates d’un de vos rôles', [
    `${MOTS_ROLES[role]}, pour «\u00a0${titre}\u00a0»\u00a0: ${(direDates(dates) || 'Sans limite de date').toLowerCase()}.`,
  ])
