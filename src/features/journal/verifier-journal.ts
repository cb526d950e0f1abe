import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { formatDateCivile } from '../../lib/dates.ts'
import { type LigneManquante, lignesManquantes } from './lignes-attendues.ts'

/** `empreinte`: of the last line, none when there is none. */
export type Verification =
  | { ok: true; lignes: number; empreinte: string }
  | { ok: false; lignes: number; rang: number; raison: string; manquantes?: readonly LigneManquante[] }
/** A line that somebody has kept: its rank and its digest. `source`: where, in words. */
export type LigneConnue = { rang: number; empreinte: string; source: string }
type Ligne = {
  guichet_id: string
  rang: number
  instant: string
  action: string
  objet_id: string
  acteur: string
  donnees: string
  precedent: string
  hash: string
}

const PAR_PAGE = 2000
const SEPARATEUR = '\x1f'

/**
 * Recomputes the whole chain outside the database, row by row, and names the first broken one; then compares with what was kept apart from it: `attendues`, given by whoever
 * asks, the day's anchors of the base, and the lines that dossiers imply. A chain alone proves nothing against who can seal it again.
 */
export async function verifierJournal(
  tx: Tx,
  guichetId: string,
  { attendues = [], avancer = () => {} }: { attendues?: readonly LigneConnue[]; avancer?: Avancer } = {},
): Promise<Verification> {
  const connues = new Map<number, LigneConnue[]>()
  for (const l of [...attendues, ...(await ancrees(tx, guichetId))]) connues.set(l.rang, [...(connues.get(l.rang) ?? []), l])
  const chaine = await verifierChaine(tx, guichetId, connues, avancer)
  if (!chaine.ok) return chaine
  const { lignes } = chaine
  const absente = [...connues.values()].flat().find(l => l.rang > lignes)
  if (absente)
    return {
      ok: false,
      lignes,
      rang: absente.rang,
      raison: `la ligne ${absente.rang}, gardée ${absente.source}, n’est plus dans le journal`,
    }
  const { nombre, lignes: manquantes } = await lignesManquantes(tx, guichetId)
  if (nombre === 0) return chaine
  const debut = lignes === 0 ? 'le journal est vide' : 'le journal est plus court que les dossiers'
  return { ok: false, lignes, rang: lignes, raison: `${debut}\u00a0: lignes manquantes, ${nombre}`, manquantes }
}

type Avancer = (faites: number, lignes: number) => void

/**
 * The chain by itself, and the lines that are known. Reads by pages, the next while one is recomputed: memory stays constant. Acts may go on meanwhile: the end of the
 * chain is read again until nothing came after it. `avancer` is told, after each page, how many lines were found whole, and how many the journal has.
 */
export async function verifierChaine(
  tx: Tx,
  guichetId: string,
  connues: ReadonlyMap<number, readonly LigneConnue[]> = new Map(),
  avancer: Avancer = () => {},
): Promise<Verification> {
  let rang = 0
  let precedent = '00'
  let tete: Awaited<ReturnType<typeof lireTete>>
  let demandee: ReturnType<typeof page> | undefined
  do {
    // an empty page that was asked before the head was read says nothing of what the head announces
    const avance = (await demandee) ?? []
    const lignes = avance.length > 0 ? avance : await page(tx, guichetId, rang)
    demandee = lignes.length === PAR_PAGE ? page(tx, guichetId, lignes.at(-1)!.rang) : undefined
    demandee?.catch(() => {}) // told when it is waited for
    for (const l of lignes) {
      const rompu = (raison: string): Verification => ({ ok: false, lignes: rang, rang: rang + 1, raison })
      if (l.rang !== rang + 1) return rompu(`la ligne ${rang + 1} manque`)
      if (l.precedent !== precedent) return rompu(`la ligne ${l.rang} ne suit pas la ligne ${rang}`)
      if (l.hash !== empreinte(l)) return rompu(`le contenu de la ligne ${l.rang} (${l.action}) a changé`)
      const autre = connues.get(l.rang)?.find(x => x.empreinte !== l.hash)
      if (autre) return rompu(`l’empreinte de la ligne ${l.rang} n’est pas celle qui est gardée ${autre.source}`)
      rang = l.rang
      precedent = l.hash
    }
    // read before this page, the head announced rows that are not there
    if (lignes.length === 0 && tete && tete.rang > rang) return manqueALaFin(rang)
    tete = await lireTete(tx, guichetId)
    avancer(rang, tete?.rang ?? rang)
  } while (tete && tete.rang > rang)
  if ((tete?.rang ?? 0) !== rang)
    return {
      ok: false,
      lignes: rang,
      rang,
      raison: `la dernière ligne scellée n’est pas la ligne ${rang}, mais la ligne ${tete?.rang ?? 0}`,
    }
  if (tete && tete.hash !== precedent)
    return { ok: false, lignes: rang, rang, raison: `la ligne ${rang} n’est pas la dernière qui a été scellée` }
  return { ok: true, lignes: rang, empreinte: rang === 0 ? '' : precedent }
}

/** Heads that the base kept, one a day (`ancrages`). */
const ancrees = async (tx: Tx, guichetId: string): Promise<LigneConnue[]> =>
  (
    await tx
      .selectFrom('journal_ancrage')
      .select(['rang', 'jour', sql<string>`encode(hash, 'hex')`.as('empreinte')])
      .where('guichet_id', '=', guichetId)
      .execute()
  ).map(a => ({ rang: a.rang, empreinte: a.empreinte, source: `à l’ancrage du ${formatDateCivile(a.jour)}` }))

const manqueALaFin = (rang: number): Verification => ({
  ok: false,
  lignes: rang,
  rang: rang + 1,
  raison: `la ligne ${rang + 1} manque à la fin`,
})

const lireTete = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('journal_tete')
    .select(['rang', sql<string>`encode(hash, 'hex')`.as('hash')])
    .where('guichet_id', '=', guichetId)
    .executeTakeFirst()

const empreinte = (l: Ligne) =>
  createHash('sha256')
    .update([l.guichet_id, l.rang, l.instant, l.action, l.objet_id, l.acteur, l.donnees, l.precedent].join(SEPARATEUR), 'utf8')
    .digest('hex')

const page = (tx: Tx, guichetId: string, apres: number) =>
  tx
    .selectFrom('evenement')
    .select([
      'guichet_id',
      'rang',
      'action',
      'objet_id',
      sql<string>`extract(epoch from instant)::text`.as('instant'),
      sql<string>`coalesce(acteur_id::text, '-')`.as('acteur'),
      sql<string>`donnees::text`.as('donnees'),
      sql<string>`encode(hash_precedent, 'hex')`.as('precedent'),
      sql<string>`encode(hash, 'hex')`.as('hash'),
    ])
    .where('guichet_id', '=', guichetId)
    .where('rang', '>', apres)
    .orderBy('rang')
    .limit(PAR_PAGE)
    .execute() satisfies Promise<Ligne[]>
