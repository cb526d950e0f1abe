import { nouvelId } from '../src/contexte.ts'
import { verifierChaine } from '../src/features/journal/index.ts'
import { paths } from '../src/paths.ts'
import { dossierPret, ENGAGEMENTS } from '../src/test/vico.ts'
import type { World } from '../src/test/world.ts'

/** As many drafts as asked, ready to be filed, word for word like one that this person has typed. */
export async function brouillonsPrets(w: World, cookie: string, nombre: number): Promise<string[]> {
  const modele = await dossierPret(w, cookie)
  const ids = Array.from({ length: nombre }, () => nouvelId())
  await w.owner.query(
    `insert into dossier select (jsonb_populate_record(d, jsonb_build_object('id', x.id, 'numero', d.numero || '-' || right(x.id::text, 10)))).*
       from dossier d, unnest($2::uuid[]) x (id) where d.id = $1`,
    [modele, ids],
  )
  await w.owner.query(
    `insert into piece select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'dossier_id', x.id, 'cle', p.cle || right(x.id::text, 10)))).*
       from piece p, unnest($2::uuid[]) x (id) where p.dossier_id = $1`,
    [modele, ids],
  )
  return ids
}

/** What a browser was answered, and nothing when the connection broke before any answer. */
export type Reponse = { statut: number; vers: string; texte: string } | undefined

export async function demander(
  url: string,
  chemin: string,
  cookie: string,
  method: string,
  champs: Record<string, string | string[]>,
): Promise<Reponse> {
  const body = new URLSearchParams(Object.entries(champs).flatMap(([k, v]) => [v].flat().map(x => [k, x])))
  try {
    const r = await fetch(url + chemin, {
      method,
      body,
      redirect: 'manual',
      headers: { origin: url, cookie },
      signal: AbortSignal.timeout(60_000),
    })
    return { statut: r.status, vers: r.headers.get('location') ?? '', texte: await r.text() }
  } catch {
    return undefined
  }
}
export const enregistrer = (url: string, cookie: string, id: string, resume: string) =>
  demander(url, paths.dossiers.etape(id, 'projet'), cookie, 'PUT', { resume })
export const deposerParLaPage = (url: string, cookie: string, id: string) =>
  demander(url, paths.dossiers.depot(id), cookie, 'POST', { engagements: ENGAGEMENTS })
export const estDepose = (r: Reponse) => r?.statut === 303 && r.vers.includes('depose=1')

/** What was acknowledged to the people of a run, and what was sent without an answer. */
export class Acquis {
  readonly textes = new Map<string, { acquis: number; tente: number }>()
  readonly deposes = new Set<string>()
  readonly statuts = new Map<string, number>()
  noter(quoi: string, r: Reponse) {
    const cle = `${quoi} ${r?.statut ?? 'sans réponse'}`
    this.statuts.set(cle, (this.statuts.get(cle) ?? 0) + 1)
  }
  get enregistres() {
    return [...this.textes.values()].filter(t => t.acquis > 0).length
  }
}

/** Somebody who types in one draft again and again, a little of it at each saving, then files it; `encore` says whether to go on typing. */
export async function remplirPuisDeposer(a: Acquis, v: { url: () => string; cookie: string; id: string; encore: (n: number) => boolean }) {
  const t = { acquis: 0, tente: 0 }
  a.textes.set(v.id, t)
  while (v.encore(t.tente)) {
    const r = await enregistrer(v.url(), v.cookie, v.id, `Texte ${++t.tente}`)
    a.noter('enregistrer', r)
    if (r?.statut === 200) t.acquis = t.tente
    if (!r) return
  }
  const r = await deposerParLaPage(v.url(), v.cookie, v.id)
  a.noter('déposer', r)
  if (estDepose(r)) a.deposes.add(v.id)
}

/** What is missing of all that was acknowledged: one sentence for each, none when nothing was lost. */
export async function manque(w: World, a: Acquis): Promise<string[]> {
  const { rows } = await w.owner.query<{ id: string; etat: string; resume: string; depots: number }>(
    `select d.id, d.etat, coalesce(d.reponses #>> '{valeurs,resume}', '') as resume, (select count(*)::int from depot p where p.dossier_id = d.id) as depots
       from dossier d where d.id = any($1)`,
    [[...a.textes.keys()]],
  )
  return rows.flatMap(r => {
    const t = a.textes.get(r.id)!
    const trouve = Number(/^Texte (\d+)$/.exec(r.resume)?.[1] ?? 0)
    return [
      ...(trouve < t.acquis || trouve > t.tente ? [`${r.id}\u00a0: « ${r.resume} » au lieu du texte ${t.acquis}`] : []),
      ...(a.deposes.has(r.id) && (r.etat !== 'depose' || r.depots !== 1) ? [`${r.id}\u00a0: ${r.etat}, ${r.depots} dépôts`] : []),
    ]
  })
}

/** The journal's chain alone: many of these drafts are copies, which no act wrote. « intact », or what is wrong with it. */
export async function journal(w: World): Promise<string> {
  const v = await w.auGuichet(tx => verifierChaine(tx, w.guichetId))
  return v.ok ? 'intact' : v.raison
}

/** Filings of these dossiers that the journal does not tell, or tells twice. */
export async function malContes(w: World, a: Acquis): Promise<number> {
  const { rows } = await w.owner.query<{ n: number }>(
    `select count(*)::int as n from depot p where p.dossier_id = any($1) and (select count(*) from evenement e where e.objet_id = p.dossier_id
       and e.action = 'dossier.depose' and (e.donnees ->> 'version')::int = p.version) <> 1`,
    [[...a.textes.keys()]],
  )
  return rows[0]!.n
}
