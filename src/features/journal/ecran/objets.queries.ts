import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { formatJourCourt } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'

/** What an act bears on, in words, with the page where it is. */
export type Objet = { nom: string; sous?: string | undefined; href?: string | undefined }
type Ligne = { id: string; genre: string; nom: string; sous: string | null; cle: string | null; le: Date | null }

/** The objects of a page of acts, in one query: an identifier that nothing has any more is absent. */
export async function objetsDe(tx: Tx, guichetId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Objet>> {
  if (ids.length === 0) return new Map()
  const tous = sql`any(${[...new Set(ids)]}::uuid[])`
  const { rows } = await sql<Ligne>`
    select d.id, case when i.dossier_id is null then 'brouillon' else 'dossier' end as genre, d.numero as nom, s.nom as sous, d.id::text as cle, null::timestamptz as le
      from dossier d join structure s on s.id = d.structure_id left join instruction i on i.dossier_id = d.id where d.guichet_id = ${guichetId} and d.id = ${tous}
    union all select b.id, 'dossier', d.numero, s.nom, d.id::text, null from bilan b join dossier d on d.id = b.dossier_id
      join structure s on s.id = d.structure_id where b.guichet_id = ${guichetId} and b.id = ${tous}
    union all select a.id, 'appel', coalesce(v.titre, a.slug), null, a.slug, null from appel a
      left join lateral (select titre from appel_version where appel_id = a.id order by numero desc limit 1) v on true where a.guichet_id = ${guichetId} and a.id = ${tous}
    union all select x.id, 'seance', 'Séance', null, x.id::text, x.tenue_le from seance x where x.guichet_id = ${guichetId} and x.id = ${tous}
    union all select c.id, 'compte', c.name, null, c.id::text, null from compte c where c.id = ${tous}
    union all select s.id, 'structure', s.nom, null, s.id::text, null from structure s where s.id = ${tous}
    union all select p.id, 'structure', s.nom, c.name, s.id::text, null from appartenance p join structure s on s.id = p.structure_id
      join compte c on c.id = p.compte_id where p.guichet_id = ${guichetId} and p.id = ${tous}
    union all select b.id, 'preparation', b.titre, 'appel en préparation', b.id::text, null from brouillon_appel b where b.guichet_id = ${guichetId} and b.id = ${tous}`.execute(
    tx,
  )
  return new Map(
    rows.map(l => [l.id, { nom: l.le ? `${l.nom} du ${formatJourCourt(l.le)}` : l.nom, sous: l.sous ?? undefined, href: adresse(l) }]),
  )
}

const ADRESSES: Readonly<Record<string, ((cle: string) => string) | undefined>> = {
  dossier: paths.instruction.dossier,
  appel: paths.administration.appel,
  preparation: paths.studio.brouillon,
}
const adresse = ({ genre, cle }: Ligne) => (cle === null ? undefined : ADRESSES[genre]?.(cle))

/** Whose acts one may look for: whoever works in the guichet, and the one that is looked for. */
const PERSONNES_MAX = 500
export const personnesCherchables = async (tx: Tx, guichetId: string, choisie: string): Promise<{ id: string; nom: string }[]> =>
  (
    await sql<{ id: string; nom: string }>`select c.id, c.name as nom from compte c
      where c.id in (select r.compte_id from role r where r.guichet_id = ${guichetId}) or c.id::text = ${choisie}
      order by c.name collate fr, c.id limit ${sql.lit(PERSONNES_MAX)}`.execute(tx)
  ).rows
