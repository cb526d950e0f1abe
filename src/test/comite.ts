import { nouvelId } from '../contexte.ts'
import { paths } from '../paths.ts'
import { deposer, dossierPret, publier, SLUG } from './vico.ts'
import { openWorld, type World } from './world.ts'

/** A dossier filed by this person, brought before the comité. */
export async function auComite(w: World, cookie: string, autres?: Parameters<typeof dossierPret>[2]): Promise<string> {
  const id = await dossierPret(w, cookie, autres)
  await deposer(w, cookie, id)
  await w.owner.query("update dossier set etat = 'au_comite' where id = $1", [id])
  return id
}

/** As many dossiers before the comité as asked, filed word for word like this one, by this structure or the same. */
export async function copiesAuComite(w: World, id: string, nombre: number, structure?: string): Promise<string[]> {
  const ids = Array.from({ length: nombre }, () => nouvelId())
  const porteur = structure ? (await w.structure(structure)).id : null
  await w.owner.query(
    `insert into dossier select (jsonb_populate_record(d, jsonb_build_object('id', x.id, 'numero', d.numero || '-' || right(x.id::text, 8), 'etat', 'depose',
        'structure_id', coalesce($3::uuid, d.structure_id)))).*
      from dossier d, unnest($2::uuid[]) x (id) where d.id = $1`,
    [id, ids, porteur],
  )
  await w.owner.query(
    `insert into depot select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'dossier_id', x.id))).*
      from depot p, unnest($2::uuid[]) x (id) where p.dossier_id = $1`,
    [id, ids],
  )
  await w.owner.query("update dossier set etat = 'au_comite' where id = any($1)", [ids])
  return ids
}

/** The dossier goes back to its instruction, is filed again and comes back: what stands is another filing. */
export async function redeposer(w: World, dossier: string) {
  await w.owner.query("update dossier set etat = 'en_instruction' where id = $1", [dossier])
  await w.owner.query(
    `insert into depot select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'version', p.version + 1))).* from depot p
      where p.dossier_id = $1 order by version desc limit 1`,
    [dossier],
  )
  await w.owner.query("update dossier set etat = 'au_comite' where id = $1", [dossier])
}

/** In October, dossiers at the comité: who calls it, who may sit (two for the region, one a département), who may not. `changer`: what the call is changed to. */
export async function ouvrirComite(changer?: Parameters<typeof publier>[1]) {
  const w = await openWorld()
  await publier(w, changer)
  const membre = (nom: string, departements: string[] = [], structures: string[] = []) =>
    w.compte({ nom, structures, roles: [{ role: 'membre_comite', departements, volets: [] }] })
  const agent = (nom: string, role: 'administrateur' | 'lecteur' | 'referent_regional') =>
    w.compte({ nom, roles: [{ role, departements: [], volets: [] }] })
  const personnes = {
    porteur: await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] }),
    administratrice: await agent('Administratrice', 'administrateur'),
    regionale: await membre('Référente régionale'),
    regional: await membre('Second référent régional'),
    corseDuSud: await membre('Référent de la Corse-du-Sud', ['2A']),
    hauteCorse: await membre('Référente de la Haute-Corse', ['2B']),
    suppleante: await membre('Suppléante régionale'),
    lecteur: await agent('Lecteur', 'lecteur'),
  }
  const modele = await auComite(w, personnes.porteur.cookie)
  await w.owner.query("update dossier set etat = 'en_instruction' where id = $1", [modele])
  w.regler('2021-10-18T09:00:00')
  const dossiers = (nombre: number, structure?: string) => copiesAuComite(w, modele, nombre, structure)
  const { administratrice: admin, regionale, regional, corseDuSud, hauteCorse } = personnes
  const sieges = [regionale, regional, corseDuSud, hauteCorse]
  /** What the form of a séance sends. */
  const saisie = (ids: readonly string[], plus: Record<string, string | string[]> = {}) => ({
    jour: '26/10/2021',
    heure: '14:30',
    lieu: 'Salle du conseil',
    ...Object.fromEntries(sieges.map((m, n) => [`siege-${n}`, m.id])),
    dossiers: [...ids],
    ...plus,
  })
  const seance = async (ids: readonly string[], plus: Record<string, string | string[]> = {}) => {
    const r = await w.post(paths.comite.seances(SLUG), saisie(ids, plus), admin.cookie)
    const id = /seances\/([0-9a-f-]{36})/.exec(r.headers.get('location') ?? '')?.[1]
    if (!id) throw new Error(`séance: ${r.status} ${await r.text()}`)
    return id
  }
  return { w, ...personnes, sieges, dossiers, saisie, seance }
}
export type MondeComite = Awaited<ReturnType<typeof ouvrirComite>>

/** What the journal says of a séance. */
export const actesDuComite = async (w: World, id: string) =>
  (await w.journal())
    .filter(e => e.objet_id === id && e.action.startsWith('comite.'))
    .map(e => ({ action: e.action, ...(e.donnees as object) }))
