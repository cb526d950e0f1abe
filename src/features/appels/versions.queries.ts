import { sql } from 'kysely'
import { composee, type Tx } from '../../db/db.ts'
import type { Appel } from '../cahier/index.ts'
import { sourcePublique } from '../essais/index.ts'
import { auTemps } from '../temps/index.ts'
import { lireVersion } from './lire-appel.ts'
import { avecSaVie, type Vie, vieDe } from './vie.queries.ts'

/** A version of a call, read. `publieeLe` is `null` while it is a draft. */
export type AppelDeVersion = { appelId: string; versionId: string; numero: number; publieeLe: Date | null; sha256: string; appel: Appel }
export type AppelPublie = AppelDeVersion & { publieeLe: Date }

/** Reading and checking a file takes tens of milliseconds: done once per text. The text of a version never changes, its hash is its name. */
const lus = new Map<string, Appel>()
const LUS_MAX = 200
/** Versions kept before a bound that they go beyond: what was wrong with each, said once. */
const illisibles = new Map<string, string>()

/** A version that was accepted once and is no more: its own pages fail, and nothing else does. */
export class VersionIllisible extends Error {}

type Ligne = { id: string; appel_id: string; numero: number; publiee_le: Date | null; sha256: string; vie?: Vie }
const COLONNES = ['v.id', 'v.appel_id', 'v.numero', 'v.publiee_le', 'v.sha256'] as const

async function versAppel(tx: Tx, guichetId: string, ligne: Ligne): Promise<AppelDeVersion> {
  let appel = lus.get(ligne.sha256)
  const defaut = illisibles.get(ligne.sha256)
  if (defaut) throw new VersionIllisible(defaut)
  if (!appel) {
    const { source } = await tx
      .selectFrom('appel_version')
      .select('source')
      .where('guichet_id', '=', guichetId)
      .where('id', '=', ligne.id)
      .executeTakeFirstOrThrow()
    const lu = lireVersion(source, 'appel.yml')
    if (!lu.ok) {
      const message = `version ${ligne.id} of a call no longer passes the check: ${lu.error[0]?.message}`
      if (illisibles.size >= LUS_MAX) illisibles.clear()
      illisibles.set(ligne.sha256, message)
      process.emitWarning(message)
      throw new VersionIllisible(message)
    }
    appel = lu.value
    if (lus.size >= LUS_MAX) lus.clear()
    lus.set(ligne.sha256, appel)
  }
  return {
    appelId: ligne.appel_id,
    versionId: ligne.id,
    numero: ligne.numero,
    publieeLe: ligne.publiee_le,
    sha256: ligne.sha256,
    appel: avecSaVie(appel, ligne.sha256, ligne.vie),
  }
}

/** The same where many are read together: one that is no longer readable is left out. */
export async function siLisible<T>(lire: () => Promise<T>): Promise<T | undefined> {
  try {
    return await lire()
  } catch (e) {
    if (e instanceof VersionIllisible) return undefined
    throw e
  }
}

const versions = (tx: Tx, guichetId: string) =>
  tx.selectFrom('appel_version as v').innerJoin('appel as a', 'a.id', 'v.appel_id').select(COLONNES).where('v.guichet_id', '=', guichetId)

/** A slug out of an address: what cannot be one is « », which no call bears (the database refuses NUL bytes). */
export const slugSur = (valeur: string | undefined) => (valeur !== undefined && /^[a-z0-9-]{1,120}$/.test(valeur) ? valeur : '')

const deCeuxPublies = (tx: Tx, guichetId: string) =>
  versions(tx, guichetId).select(vieDe('v.appel_id').as('vie')).where('v.publiee_le', 'is not', null)
const enVigueur = composee((tx, p: { guichetId: string; slug: string }) =>
  deCeuxPublies(tx, p.guichetId).where('a.slug', '=', p.slug).orderBy('v.numero', 'desc').limit(1),
)
/** The version in force of a call: its latest published one. `undefined` when nothing of this slug is published. */
export async function appelPublie(tx: Tx, guichetId: string, slug: string): Promise<AppelPublie | undefined> {
  const [ligne] = await enVigueur(tx, { guichetId, slug })
  return ligne && ((await versAppel(tx, guichetId, ligne)) as AppelPublie)
}

/** A call of the guichet as its last version says it, published or not: whoever is to work on it may be named before it is. */
export async function appelConnu(tx: Tx, guichetId: string, slug: string): Promise<AppelDeVersion | undefined> {
  const ligne = await versions(tx, guichetId).where('a.slug', '=', slug).orderBy('v.numero', 'desc').limit(1).executeTakeFirst()
  return ligne && (await versAppel(tx, guichetId, ligne))
}

/** The version that applies to the dossier `d` of a statement: the one in force for a draft, the pinned one after filing (docs/adr/0008). `null` for a draft whose call is published no more. */
export const versionAppliquee = sql<
  string | null
>`case when d.etat in ('brouillon', 'preselectionne') then (select v.id from appel_version v
  where v.guichet_id = d.guichet_id and v.appel_id = d.appel_id and v.publiee_le is not null order by v.numero desc limit 1) else d.appel_version_id end`

/** Published versions by guichet and identifier: the database lets none change. */
const publiees = new Map<string, AppelDeVersion>()
const deVersion = composee((tx, p: { guichetId: string; versionId: string }) => versions(tx, p.guichetId).where('v.id', '=', p.versionId))
/**
 * The version that a dossier is pinned to, published or not, as it was written; a published one is asked of the database once. Of a call in two temps, the call as the
 * second has it, where decisions are taken and followed, unless another one is asked for.
 */
export async function appelDeVersion(tx: Tx, guichetId: string, versionId: string, temps = 2): Promise<AppelDeVersion | undefined> {
  const lue = await versionEntiere(tx, guichetId, versionId)
  return lue && enTemps(lue, temps)
}
const enTemps = (v: AppelDeVersion, temps: number): AppelDeVersion => {
  const appel = auTemps(v.appel, temps)
  return appel === v.appel ? v : { ...v, appel }
}

async function versionEntiere(tx: Tx, guichetId: string, versionId: string): Promise<AppelDeVersion | undefined> {
  const cle = `${guichetId} ${versionId}`
  const connue = publiees.get(cle)
  if (connue) return connue
  const [ligne] = await deVersion(tx, { guichetId, versionId })
  const lue = ligne && (await versAppel(tx, guichetId, ligne))
  if (!lue?.publieeLe) return lue
  if (publiees.size >= LUS_MAX) publiees.clear()
  publiees.set(cle, lue)
  return lue
}

const toutesEnVigueur = composee((tx, p: { guichetId: string }) =>
  deCeuxPublies(tx, p.guichetId).distinctOn('v.appel_id').orderBy('v.appel_id').orderBy('v.numero', 'desc'),
)
/** The version in force of every published call, by title. */
export async function appelsPublies(tx: Tx, guichetId: string): Promise<AppelPublie[]> {
  const lignes = await toutesEnVigueur(tx, { guichetId })
  const appels: AppelPublie[] = []
  for (const l of lignes) {
    const lu = await siLisible(() => versAppel(tx, guichetId, l))
    if (lu) appels.push(lu as AppelPublie)
  }
  return appels.sort((a, b) => a.appel.titre.localeCompare(b.appel.titre, 'fr'))
}

export type VersionListee = {
  numero: number
  titre: string
  sha256: string
  creeeLe: Date
  creeePar: string | null
  publieeLe: Date | null
  publieePar: string | null
  /** When it is published by itself, if somebody has asked so. */
  prevueLe: Date | null
}
export type AppelListe = { slug: string; versions: VersionListee[] }

/** Calls with their versions, drafts included, newest first: what the administrator sees. */
export async function appelsEtVersions(tx: Tx, guichetId: string, slug?: string): Promise<AppelListe[]> {
  const lignes = await tx
    .selectFrom('appel_version as v')
    .innerJoin('appel as a', 'a.id', 'v.appel_id')
    .leftJoin('compte as c', 'c.id', 'v.creee_par')
    .leftJoin('compte as p', 'p.id', 'v.publiee_par')
    .leftJoin('publication_prevue as x', j => j.onRef('x.appel_version_id', '=', 'v.id').on('x.finie_le', 'is', null))
    .select(['a.slug', 'v.numero', 'v.titre', 'v.sha256', 'v.creee_le', 'c.name as creee_par', 'v.publiee_le', 'p.name as publiee_par'])
    .select('x.prevue_le')
    .where('v.guichet_id', '=', guichetId)
    .$if(slug !== undefined, q => q.where('a.slug', '=', slug!))
    .orderBy('a.slug')
    .orderBy('v.numero', 'desc')
    .execute()
  const appels = new Map<string, AppelListe>()
  for (const { slug: s, ...v } of lignes) {
    const liste = appels.get(s) ?? { slug: s, versions: [] }
    appels.set(s, liste)
    liste.versions.push({
      numero: v.numero,
      titre: v.titre,
      sha256: v.sha256,
      creeeLe: v.creee_le,
      creeePar: v.creee_par,
      publieeLe: v.publiee_le,
      publieePar: v.publiee_par,
      prevueLe: v.prevue_le,
    })
  }
  return [...appels.values()]
}

/** One version by number, with its text as it was deposited. */
export async function versionNumero(
  tx: Tx,
  guichetId: string,
  slug: string,
  numero: number,
): Promise<(AppelDeVersion & { source: string }) | undefined> {
  const ligne = await versions(tx, guichetId)
    .select('v.source')
    .where('a.slug', '=', slug)
    .where('v.numero', '=', numero)
    .executeTakeFirst()
  return ligne && { ...(await versAppel(tx, guichetId, ligne)), source: ligne.source }
}

/** The text of a call's last version, whatever the check says of it today: what a new one may begin with. */
export const dernierTexte = (tx: Tx, guichetId: string, slug: string) =>
  tx
    .selectFrom('appel_version as v')
    .innerJoin('appel as a', 'a.id', 'v.appel_id')
    .select(['v.source', 'v.titre', 'v.numero'])
    .where('v.guichet_id', '=', guichetId)
    .where('a.slug', '=', slug)
    .orderBy('v.numero', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The texts of versions as anybody reads them: a version never changes. */
const textes = new Map<string, string | undefined>()
const TEXTES_MAX = 20
/** The text of a version to hand out: without its test dossiers. Undefined when it cannot be told from them. */
export async function textePublic(tx: Tx, guichetId: string, versionId: string): Promise<string | undefined> {
  const cle = `${guichetId} ${versionId}`
  if (textes.has(cle)) return textes.get(cle)
  const lu = await tx
    .selectFrom('appel_version')
    .select('source')
    .where('guichet_id', '=', guichetId)
    .where('id', '=', versionId)
    .executeTakeFirst()
  if (!lu) return undefined
  const texte = sourcePublique(lu.source)
  if (textes.size >= TEXTES_MAX) textes.clear()
  textes.set(cle, texte)
  return texte
}

/** `temps`: where the line is; the first when it does not say. */
type LigneDatee = { version_id: string | null; vie: Vie; temps?: number }
/** The call that applies to each of these lines, with what happened to its calendar, each version read once: `undefined` when its text is no longer readable. */
export async function versionsDe(tx: Tx, guichetId: string, lignes: readonly LigneDatee[]) {
  const lus = new Map<string | null, AppelDeVersion>()
  for (const id of new Set(lignes.flatMap(l => l.version_id ?? []))) {
    await siLisible(() => versionEntiere(tx, guichetId, id)).then(lu => lu && lus.set(id, lu))
  }
  return (l: LigneDatee) => {
    const lu = lus.get(l.version_id)
    return lu && enTemps(l.vie ? { ...lu, appel: avecSaVie(lu.appel, lu.sha256, l.vie) } : lu, l.temps ?? 1)
  }
}
