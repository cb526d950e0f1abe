import { nouvelId } from '../contexte.ts'
import { paths } from '../paths.ts'
import { commencer } from './vico.ts'
import type { World } from './world.ts'

/** What a change makes of the founding call so that a porteur ranks its dossiers, and files at most some of them. */
export const avecOrdre =
  (plus = '') =>
  (texte: string) =>
    texte.replace(
      /^porteurs:\n/m,
      `porteurs:\n  ordre: { texte: "La préfecture lit vos dossiers dans l'ordre que vous dites.", clauses: [C2.1] }\n${plus}`,
    )
export const auPlus = (n: number) => (texte: string) => texte.replace(/^porteurs:\n/m, `porteurs:\n  dossiers_max: ${n}\n`)

/** Drafts of this person's structure, each with its title. */
export async function brouillons(w: World, cookie: string, titres: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (const titre of titres) {
    const id = await commencer(w, cookie)
    await w.post(paths.dossiers.etape(id, 'projet'), { titre, volet: 'volet_3' }, cookie)
    ids.push(id)
  }
  return ids
}

/** The same dossier filed again and again by its structure, each with its title: as many rows, without the forms. */
export async function copiesDeposees(w: World, id: string, titres: readonly string[]): Promise<string[]> {
  const ids = titres.map(() => nouvelId())
  await w.owner.query(
    `insert into dossier select (jsonb_populate_record(d, jsonb_build_object('id', x.id, 'numero', d.numero || '-' || x.rang, 'titre', x.titre,
        'cree_le', d.cree_le + x.rang * interval '1 second'))).*
      from dossier d, unnest($2::uuid[], $3::text[]) with ordinality x (id, titre, rang) where d.id = $1`,
    [id, ids, titres],
  )
  await w.owner.query(
    `insert into depot select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'dossier_id', x.id))).*
      from depot p, unnest($2::uuid[]) x (id) where p.dossier_id = $1`,
    [id, ids],
  )
  // its inbox follows its state
  await w.owner.query("update dossier set etat = 'en_instruction' where id = any($1)", [ids])
  await w.owner.query("update dossier set etat = 'depose' where id = any($1)", [ids])
  return ids
}

/** The order that this person gave to these dossiers of one structure, as its row. */
export const rangerDossiers = (w: World, ids: readonly string[], qui: string) =>
  w.owner.query(
    `insert into ordre (id, guichet_id, appel_id, structure_id, vague, version, dossiers, pris_le, pris_par)
      select gen_random_uuid(), guichet_id, appel_id, structure_id, 'unique',
        1 + (select count(*) from ordre o where o.structure_id = d.structure_id), $2, '2021-09-14T10:00:00Z', $3 from dossier d where id = $1`,
    [ids[0], ids, qui],
  )
