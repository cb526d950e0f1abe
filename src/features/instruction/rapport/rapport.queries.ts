import type { Tx } from '../../../db/db.ts'
import type { Contenu } from './fusion.ts'
import { type Calcule, texteProposition, UN } from './proposition.rules.ts'

/** The report of a dossier as it is saved. `version`: the filing that it judges. */
export type Rapport = {
  revision: number
  version: number
  contenu: Contenu
  modifiePar: string
  modifieLe: Date
  termine: { par: string; le: Date } | undefined
}

/** What `rapport.criteres` holds: by code of criterion, and which filing was judged. */
export type CriteresEcrits = { version: number; notes: Record<string, { appreciation: string; commentaire: string }> }

/** The filing that a report judges: 0 while nobody has written it. */
export async function versionJugee(tx: Tx, guichetId: string, dossierId: string): Promise<number> {
  const l = await tx
    .selectFrom('rapport')
    .select('criteres')
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .executeTakeFirst()
  return l ? ((l.criteres as Partial<CriteresEcrits>).version ?? 1) : 0
}

/** The report of a dossier; `undefined` until somebody writes it. */
export async function rapportDe(tx: Tx, guichetId: string, dossierId: string): Promise<Rapport | undefined> {
  const l = await tx
    .selectFrom('rapport as r')
    .innerJoin('compte as m', 'm.id', 'r.modifie_par')
    .leftJoin('compte as t', 't.id', 'r.termine_par')
    .selectAll('r')
    .select(['m.name as par', 't.name as termine_nom'])
    .where('r.guichet_id', '=', guichetId)
    .where('r.dossier_id', '=', dossierId)
    .executeTakeFirst()
  if (!l) return undefined
  const { version = 1, notes = {} } = l.criteres as Partial<CriteresEcrits>
  return {
    revision: l.revision,
    version,
    contenu: {
      ...notesLues(notes),
      ...prioritesLues(l.priorites),
      points_forts: l.points_forts,
      reserves: l.reserves,
      avis: l.avis ?? '',
      proposition: texteProposition({
        calcule: l.calcule as Calcule,
        base: l.base,
        taux: l.taux === null ? null : Math.round(Number(l.taux) * UN),
        montant: l.montant,
        lignes: l.lignes,
      }),
    },
    modifiePar: l.par,
    modifieLe: l.modifie_le,
    termine: l.termine_le ? { par: l.termine_nom ?? '', le: l.termine_le } : undefined,
  }
}

const notesLues = (notes: CriteresEcrits['notes']): Contenu =>
  Object.fromEntries(
    Object.entries(notes).flatMap(([code, n]) => [
      [`critere.${code}`, n.appreciation],
      [`commentaire.${code}`, n.commentaire],
    ]),
  )
const prioritesLues = (v: unknown): Contenu =>
  Object.fromEntries(Object.entries((v ?? {}) as Record<string, string>).map(([rang, r]) => [`priorite.${rang}`, r]))

/** How many requests for complements were made, and how many of their points were accepted. */
export async function complementsComptes(tx: Tx, guichetId: string, dossierId: string): Promise<{ demandes: number; acceptes: number }> {
  const l = await tx
    .selectFrom('complement as k')
    .leftJoin('complement_point as p', 'p.complement_id', 'k.id')
    .select(eb => [
      eb.fn.count<number>('k.id').distinct().as('demandes'),
      eb.fn.count<number>('p.id').filterWhere('p.decision', '=', 'acceptee').as('acceptes'),
    ])
    .where('k.guichet_id', '=', guichetId)
    .where('k.dossier_id', '=', dossierId)
    .where('k.annule_le', 'is', null)
    .executeTakeFirstOrThrow()
  return { demandes: Number(l.demandes), acceptes: Number(l.acceptes) }
}
