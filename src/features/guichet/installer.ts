import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { GuichetConfig } from '../../config.ts'

/** A guichet keeps the same identifier for ever: it comes from its slug. */
export const idDuSlug = (slug: string) => {
  const h = createHash('sha256').update(`guichet:${slug}`).digest('hex')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`
}

/** Writes the guichet of the configuration, as the database's owner (the program's role cannot). Returns its id. */
export async function installerGuichet(owner: pg.Pool, config: GuichetConfig): Promise<string> {
  const id = idDuSlug(config.slug)
  await owner.query(
    `insert into guichet (id, slug, nom, configuration) values ($1, $2, $3, $4)
     on conflict (id) do update set nom = excluded.nom, configuration = excluded.configuration`,
    [id, config.slug, config.nom, JSON.stringify(config)],
  )
  return id
}
