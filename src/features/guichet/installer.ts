import type pg from 'pg'
import type { GuichetConfig } from '../../config.ts'
import { idDe } from '../../lib/empreintes.ts'

/** A guichet keeps the same identifier for ever: it comes from its slug. */
export const idDuSlug = (slug: string) => idDe(`guichet:${slug}`)

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
