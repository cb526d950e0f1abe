import type pg from 'pg'
import type { GuichetConfig } from '../../config.ts'
import { idDe } from '../../lib/empreintes.ts'

/** A guichet keeps the same identifier for ever: it comes from its slug. */
export const idDuSlug = (slug: string) => idDe(`guichet:${slug}`)

/**
 * Seeds the guichet with the settings of its file, as the database's owner; one that is there keeps its own, whatever the file says. Of several processes that start together, one
 * seeds. Returns its id.
 */
export async function installerGuichet(owner: pg.Pool, config: GuichetConfig): Promise<string> {
  const id = idDuSlug(config.slug)
  await owner.query('insert into guichet (id, slug, nom, configuration) values ($1, $2, $3, $4) on conflict (id) do nothing', [
    id,
    config.slug,
    config.nom,
    JSON.stringify(config),
  ])
  return id
}
