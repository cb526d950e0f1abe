import { nouvelId } from '../contexte.ts'
import { deposer, dossierPret } from './vico.ts'
import type { World } from './world.ts'

/** A dossier filed by this person, brought before the comité. */
export async function auComite(w: World, cookie: string): Promise<string> {
  const id = await dossierPret(w, cookie)
  await deposer(w, cookie, id)
  await w.owner.query("update dossier set etat = 'au_comite' where id = $1", [id])
  return id
}

/** As many dossiers before the comité as asked, filed word for word like this one. */
export async function copiesAuComite(w: World, id: string, nombre: number): Promise<string[]> {
  const ids = Array.from({ length: nombre }, () => nouvelId())
  await w.owner.query(
    `insert into dossier select (jsonb_populate_record(d, jsonb_build_object('id', x.id, 'numero', d.numero || '-' || right(x.id::text, 8), 'etat', 'depose'))).*
      from dossier d, unnest($2::uuid[]) x (id) where d.id = $1`,
    [id, ids],
  )
  await w.owner.query(
    `insert into depot select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'dossier_id', x.id))).*
      from depot p, unnest($2::uuid[]) x (id) where p.dossier_id = $1`,
    [id, ids],
  )
  await w.owner.query("update dossier set etat = 'au_comite' where id = any($1)", [ids])
  return ids
}
