import { sql } from 'kysely'
import { aRole, type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { appelPublie, slugSur } from '../../appels/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { ordreDesClauses } from '../../constats/index.ts'
import { type Place, peut } from '../../decret/index.ts'
import { journaliser } from '../../journal/index.ts'
import { lecteurDe, ouvreAppel } from '../../perimetre/index.ts'
import { type Conflit, fusionner } from '../rapport/fusion.ts'
import { phrasesGardees } from './phrases.queries.ts'
import { deLaRegle, type Gardee, GENRES, type Genre, PHRASE_MAX } from './phrases.rules.ts'

export type PhrasesLues = { appel: Appel; appelId: string; regles: ReturnType<typeof reglesDe>; gardees: Gardee[]; tient: boolean }

/** The rules that somebody instructs with, in the order of their clauses. Pure. */
const reglesDe = (appel: Appel) =>
  appel.regles
    .filter(r => r.usages.includes('depot') || r.usages.includes('instruction'))
    .map(({ id, titre, clauses }) => ({ id, titre, clauses }))
    .sort(ordreDesClauses)

/** Where somebody stands before the sentences of a call that they read: whoever instructs it keeps them, the direction reads. */
const placeDe = ({ acteur }: ContexteActeur): Place =>
  aRole(acteur, 'administrateur')
    ? 'administrateur'
    : aRole(acteur, 'referent_departemental', 'referent_regional') && !aRole(acteur, 'direction')
      ? 'referent'
      : 'direction'

/** The sentences of a call of the reader's perimeter; any other does not exist. */
export async function lirePhrases(tx: Tx, ctx: ContexteActeur, slug: string): Promise<PhrasesLues | undefined> {
  const publie = await appelPublie(tx, ctx.guichetId, slugSur(slug))
  if (!publie || !ouvreAppel((await lecteurDe(tx, ctx)).perimetres, publie.appelId)) return undefined
  const { appel, appelId } = publie
  return {
    appel,
    appelId,
    regles: reglesDe(appel),
    gardees: await phrasesGardees(tx, ctx.guichetId, appelId),
    tient: peut(placeDe(ctx), 'tenir_phrases', { guichet: 'ouvert' }),
  }
}

export type SaisiePhrases = { champs: Readonly<Record<string, string>>; vus: Readonly<Record<string, string>> }
export type RefusPhrases =
  | { motif: 'introuvable' }
  | { motif: 'interdit' }
  | { motif: 'trop_long'; errors: Record<string, string> }
  /** Somebody changed the same sentences since the page was read: nothing is written, both are shown. */
  | { motif: 'conflits'; conflits: Conflit[] }

/** Keeps the sentences of one rule, each apart; an empty one gives the rule back its usual sentence. Sent twice, it is done once. */
export const tenirPhrases = (
  ctx: ContexteActeur,
  d: { slug: string; regle: string } & SaisiePhrases,
): Promise<Result<void, RefusPhrases>> =>
  enTransaction(ctx, async tx => {
    const lues = await lirePhrases(tx, ctx, d.slug)
    const regle = lues?.regles.find(r => r.id === d.regle)
    if (!lues || !regle) return err({ motif: 'introuvable' })
    if (!lues.tient) return err({ motif: 'interdit' })
    const longs = GENRES.filter(g => (d.champs[g] ?? '').length > PHRASE_MAX)
    if (longs.length > 0) return err({ motif: 'trop_long', errors: Object.fromEntries(longs.map(g => [g, tropLong(d.champs[g]!)])) })
    // two who keep sentences of one call follow one another, and each meets what the one before has written
    await sql`select pg_advisory_xact_lock(hashtextextended(${`phrases:${lues.appelId}`}, 0))`.execute(tx)
    const avant = deLaRegle(await phrasesGardees(tx, ctx.guichetId, lues.appelId), d.regle) as Record<string, string>
    const { contenu, conflits, change } = fusionner(avant, d)
    if (conflits.length > 0) return err({ motif: 'conflits', conflits })
    if (!change) return ok(undefined)
    const changees = GENRES.filter(g => (contenu[g] ?? '') !== (avant[g] ?? ''))
    await ecrire(tx, ctx, { appelId: lues.appelId, regle: d.regle }, changees, contenu)
    await journaliser(tx, ctx, 'instruction.phrases', lues.appelId, { regle: d.regle, titre: regle.titre, genres: changees })
    return ok(undefined)
  })

const tropLong = (t: string) => `Cette phrase a ${t.length}\u00a0caractères. Raccourcissez-la à ${PHRASE_MAX}`

async function ecrire(
  tx: Tx,
  { guichetId, acteur, instant }: ContexteActeur,
  { appelId, regle }: { appelId: string; regle: string },
  genres: readonly Genre[],
  contenu: Readonly<Record<string, string>>,
) {
  await tx
    .deleteFrom('phrase_type')
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .where('regle', '=', regle)
    .where('genre', 'in', genres)
    .execute()
  const gardees = genres.filter(g => contenu[g])
  if (gardees.length === 0) return
  await tx
    .insertInto('phrase_type')
    .values(
      gardees.map(genre => ({
        guichet_id: guichetId,
        appel_id: appelId,
        regle,
        genre,
        texte: contenu[genre]!,
        ecrite_par: acteur.compteId,
        ecrite_le: instant,
      })),
    )
    .execute()
}
