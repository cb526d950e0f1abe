import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

export type Verification = { ok: true; lignes: number } | { ok: false; lignes: number; rang: number; raison: string }
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
 * Recomputes the whole chain outside the database, row by row, and names the first broken one. Reads by pages, the next while one is recomputed: memory stays constant.
 * Acts may go on meanwhile: the end of the chain is read again until nothing came after it. `avancer` is told, after each page, how many lines were found whole, and how many
 * the journal has.
 */
export async function verifierJournal(
  tx: Tx,
  guichetId: string,
  avancer: (faites: number, lignes: number) => void = () => {},
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
      rang = l.rang
      precedent = l.hash
    }
    // read before this page, the head announced rows that are not there
    if (lignes.length === 0 && tete && tete.rang > rang) return manqueALaFin(rang)
    tete = await lireTete(tx, guichetId)
    avancer(rang, tete?.rang ?? rang)
  } while (tete && tete.rang > rang)
  if ((tete?.rang ?? 0) !== rang) return manqueALaFin(rang)
  if (tete && tete.hash !== precedent)
    return { ok: false, lignes: rang, rang, raison: `la ligne ${rang} n’est pas la dernière qui a été scellée` }
  return { ok: true, lignes: rang }
}

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
