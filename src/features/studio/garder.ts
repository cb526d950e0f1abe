import { sql } from 'kysely'
import type { ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { nettoyer } from '../../lib/forms.ts'
import { type Couture, couture } from './document/histoire.rules.ts'
import type { Retrait } from './document/retraits.ts'

/** Changes of a draft that are kept: each can be undone, and a form drawn since then is merged. */
export const GESTES_GARDES = 500
/** Of them, the latest that hold together in this: a whole text pasted over another weighs both. Characters. */
const HISTOIRE_MAX = 4_000_000

type Changement = {
  id: string
  revision: number
  avant: string
  apres: string
  lieu: string
  dit: string
  /** Kept while somebody types: see `continuee`. */
  auFil?: boolean
  page?: string | undefined
  /** What went away with it: see `Retrait`. */
  retraits?: readonly Retrait[]
  retour?: { nature: 'annulation' | 'retablissement'; cible: number }
}

/** Keeps a text as the next revision of its draft, and how it came to be. False when somebody else has changed the draft since `revision`. */
export async function garder(tx: Tx, { guichetId, acteur, instant }: ContexteActeur, c: Changement): Promise<boolean> {
  const ligne = await tx
    .updateTable('brouillon_appel')
    .set({ source: c.apres, revision: c.revision + 1, modifie_le: instant, titre: titreDe(c.apres) })
    .where('guichet_id', '=', guichetId)
    .where('id', '=', c.id)
    .where('revision', '=', c.revision)
    .returning('revision')
    .executeTakeFirst()
  if (!ligne) return false
  const { debut, retire, ajoute }: Couture = couture(c.avant, c.apres)
  await tx
    .insertInto('geste_brouillon')
    .values({
      brouillon_id: c.id,
      guichet_id: guichetId,
      revision: ligne.revision,
      nature: c.retour?.nature ?? 'geste',
      cible: c.retour?.cible ?? null,
      debut,
      retire,
      ajoute,
      lieu: c.lieu.slice(0, 1000),
      dit: c.dit.length > 500 ? `${c.dit.slice(0, 499)}…` : c.dit,
      par: acteur.compteId,
      le: instant,
      au_fil: c.auFil ?? false,
      page: c.page ?? null,
      retraits: JSON.stringify(c.retraits ?? [], (_cle, v) => (typeof v === 'string' ? nettoyer(v) : v)),
    })
    .execute()
  await tx
    .deleteFrom('geste_brouillon')
    .where('guichet_id', '=', guichetId)
    .where('brouillon_id', '=', c.id)
    .where(eb =>
      eb.or([
        eb('revision', '<=', ligne.revision - GESTES_GARDES),
        eb(
          'revision',
          'in',
          sql<number>`(select p.revision from (select g.revision, sum(length(g.retire) + length(g.ajoute)) over (order by g.revision desc) as poids
            from geste_brouillon g where g.guichet_id = ${guichetId} and g.brouillon_id = ${c.id}) p where p.poids > ${HISTOIRE_MAX})`,
        ),
      ]),
    )
    .execute()
  return true
}

/** The title that a text gives itself, where it can be told at a glance; a draft always has one. */
export function titreDe(source: string): string {
  // half a megabyte of spaces would be tried from each of them
  const lu = /^titre:(.{0,1000})/m.exec(source)?.[1]?.trim() ?? ''
  const nu = lu.replace(/^(["'])(.*)\1$/, '$2').replace(/\s+#.*$/, '')
  return nu.slice(0, 200) || 'Appel sans titre'
}
