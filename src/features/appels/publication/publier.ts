import { createHash } from 'node:crypto'
import { type Contexte, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import type { Appel } from '../../cahier/index.ts'
import { journaliser } from '../../journal/index.ts'
import { type ErreurAppel, lireAppel } from '../lire-appel.ts'
import { niveauDe } from '../verification/sujets.table.ts'
import { type Point, verifierAppel } from '../verification/verifier-appel.ts'
import { appelDeVersion, appelsPublies } from '../versions.queries.ts'
import { type Accord, avertissementsAcceptes, type RefusDeLAccord, refusDeLAccord } from './accord.rules.ts'

type VersionAjoutee = { appelId: string; versionId: string; numero: number; slug: string; publieeLe: Date | null; nouvelle: boolean }

/** `fichier` is how messages name the text. `slug`: only a text of this call is taken. `lu`: what `lireAppel` made of the text, where it was read already. */
type OptionsAjout = { fichier?: string; slug?: string; lu?: Appel }

/**
 * Keeps a text as the next version of its call, as a draft; makes the call if its slug is new. The same text twice is one version.
 * Refuses a text that does not pass the check, with all that is to be mended.
 */
export async function ajouterVersion(
  tx: Tx,
  ctx: Contexte,
  source: string,
  { fichier = 'appel.yml', slug, lu: deja }: OptionsAjout = {},
): Promise<Result<VersionAjoutee, ErreurAppel[]>> {
  const lu = deja ? ok(deja) : lireAppel(source, fichier)
  if (!lu.ok) return lu
  if (slug !== undefined && lu.value.slug !== slug) return err([autreAppel(source, fichier, slug, lu.value.slug)])
  const absents = await antecedentsAbsents(tx, ctx.guichetId, lu.value)
  if (absents.length > 0) return err(absents.map(a => antecedentAbsent(source, fichier, a)))
  const pris = await autreAppelDuCode(tx, ctx.guichetId, lu.value.code_dossier, lu.value.slug)
  if (pris) return err([codePris(source, fichier, lu.value.code_dossier, pris)])
  const appelId = await verrouiller(tx, ctx, lu.value.slug)
  const sha256 = createHash('sha256').update(source).digest('hex')
  const connue = await tx
    .selectFrom('appel_version')
    .select(['id', 'numero', 'publiee_le'])
    .where('guichet_id', '=', ctx.guichetId)
    .where('appel_id', '=', appelId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  const commun = { appelId, slug: lu.value.slug }
  if (connue) return ok({ ...commun, versionId: connue.id, numero: connue.numero, publieeLe: connue.publiee_le, nouvelle: false })
  const { versionId, numero } = await inserer(tx, ctx, { appelId, appel: lu.value, source, sha256 })
  return ok({ ...commun, versionId, numero, publieeLe: null, nouvelle: true })
}

const ligneDe = (source: string, cle: string) => Math.max(1, source.split('\n').findIndex(l => l.startsWith(`${cle}:`)) + 1)

/** A text of another call, deposited on this call's page. */
function autreAppel(source: string, fichier: string, attendu: string, lu: string): ErreurAppel {
  const message = `Ce texte est celui de l’appel «\u00a0${lu}\u00a0». Ici, «\u00a0slug\u00a0» vaut «\u00a0${attendu}\u00a0». Pour ajouter un autre appel, passez par la liste des appels.`
  return { fichier, ligne: ligneDe(source, 'slug'), colonne: 1, champ: 'slug', message }
}

function codePris(source: string, fichier: string, code: string, autre: string): ErreurAppel {
  const message = `Le code «\u00a0${code}\u00a0» est celui des dossiers de l’appel «\u00a0${autre}\u00a0». Choisissez-en un autre\u00a0: deux appels ne peuvent pas le partager.`
  return { fichier, ligne: ligneDe(source, 'code_dossier'), colonne: 1, champ: 'code_dossier', message }
}

/** The calls that this one names, and that the guichet does not have: nobody could ever have been their lauréat. */
async function antecedentsAbsents(tx: Tx, guichetId: string, { antecedents, slug }: Appel): Promise<[code: string, slug: string][]> {
  const nommes = Object.entries(antecedents).filter(([, s]) => s !== slug)
  if (nommes.length === 0) return []
  const la = await tx
    .selectFrom('appel')
    .select('slug')
    .where('guichet_id', '=', guichetId)
    .where(
      'slug',
      'in',
      nommes.map(([, s]) => s),
    )
    .execute()
  const connus = new Set(la.map(l => l.slug))
  return nommes.filter(([, s]) => !connus.has(s))
}

function antecedentAbsent(source: string, fichier: string, [code, slug]: [string, string]): ErreurAppel {
  const lignes = source.split('\n')
  const debut = Math.max(
    0,
    lignes.findIndex(l => l.startsWith('antecedents:')),
  )
  const ici = lignes.findIndex((l, i) => i >= debut && l.includes(slug))
  const ligne = ici < 0 ? debut : ici
  const message = `L’appel «\u00a0${slug}\u00a0» n’est pas dans ce guichet\u00a0: écrivez l’identifiant d’un de ses appels.`
  return { fichier, ligne: ligne + 1, colonne: Math.max(0, lignes[ligne]!.indexOf(slug)) + 1, champ: `antecedents › ${code}`, message }
}

/** The call of this slug, made if needed, locked until the end of the act: versions are numbered one after the other. */
async function verrouiller(tx: Tx, ctx: Contexte, slug: string): Promise<string> {
  await tx
    .insertInto('appel')
    .values({ id: nouvelId(), guichet_id: ctx.guichetId, slug, cree_le: ctx.instant })
    .onConflict(oc => oc.columns(['guichet_id', 'slug']).doNothing())
    .execute()
  const { id } = await tx
    .selectFrom('appel')
    .select('id')
    .where('guichet_id', '=', ctx.guichetId)
    .where('slug', '=', slug)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return id
}

async function inserer(tx: Tx, ctx: Contexte, v: { appelId: string; appel: Appel; source: string; sha256: string }) {
  const { derniere_version: numero } = await tx
    .updateTable('appel')
    .set(eb => ({ derniere_version: eb('derniere_version', '+', 1) }))
    .where('id', '=', v.appelId)
    .returning('derniere_version')
    .executeTakeFirstOrThrow()
  const versionId = nouvelId()
  await tx
    .insertInto('appel_version')
    .values({
      id: versionId,
      guichet_id: ctx.guichetId,
      appel_id: v.appelId,
      numero,
      source: v.source,
      sha256: v.sha256,
      titre: v.appel.titre,
      creee_le: ctx.instant,
      creee_par: ctx.acteur?.compteId ?? null,
    })
    .execute()
  await journaliser(tx, ctx, 'appel.version_ajoutee', v.appelId, { slug: v.appel.slug, numero, sha256: v.sha256 })
  return { versionId, numero }
}

export type RefusPublication =
  | { motif: 'introuvable' }
  | { motif: 'deja_publiee'; publieeLe: Date }
  | { motif: 'depassee'; numeroPublie: number }
  | { motif: 'code_pris'; code: string; autre: string }
  | RefusDeLAccord
/** `remplacee`: the number of the version that the public read until then. */
export type VersionPubliee = { appelId: string; versionId: string; numero: number; remplacee?: number | undefined }

/**
 * Publishes a version: from now on the public reads it and dossiers begin under it. It never changes again. Six people at once publish it
 * once; a version older than the published one is refused, so that the public never goes back unknowingly. `accord`: what the checker said to the person who
 * publishes, and their reasons, which the journal keeps; without it, the program publishes a file by itself, and nobody is there to be asked why (docs/adr/0031).
 * `par`: who had asked it, when nobody is there at its instant.
 */
export async function publierVersion(
  tx: Tx,
  ctx: Contexte,
  slug: string,
  numero: number,
  accord?: Accord,
  par = ctx.acteur?.compteId,
): Promise<Result<VersionPubliee, RefusPublication>> {
  const choix = await versionAPublier(tx, ctx, slug, numero)
  if (!choix.ok) return choix
  const { id, appel_id: appelId, sha256, enVigueur } = choix.value
  const refus = accord && refusDeLAccord(accord, enVigueur)
  if (refus) return err(refus)
  await tx
    .updateTable('appel_version')
    .set({ publiee_le: ctx.instant, publiee_par: par ?? null })
    .where('id', '=', id)
    .execute()
  const avertissements = accord ? avertissementsAcceptes(accord) : []
  await journaliser(tx, ctx, 'appel.version_publiee', appelId, {
    slug,
    numero,
    sha256,
    ...(avertissements.length > 0 ? { avertissements } : {}),
    ...(ctx.acteur || !par ? {} : { programmee_par: par }),
  })
  return ok({ appelId, versionId: id, numero, remplacee: enVigueur })
}

/** All calls, locked in one order: two of them never take the same code at the same time. Whoever holds anything else of a publication asks this first. */
export const verrouillerAppels = (tx: Tx, ctx: Contexte) =>
  tx.selectFrom('appel').select(['id', 'slug']).where('guichet_id', '=', ctx.guichetId).orderBy('id').forUpdate().execute()

/** The version, locked, if it may be published. */
export async function versionAPublier(tx: Tx, ctx: Contexte, slug: string, numero: number) {
  const appels = await verrouillerAppels(tx, ctx)
  const appel = appels.find(a => a.slug === slug)
  if (!appel) return err({ motif: 'introuvable' as const })
  const toutes = await tx
    .selectFrom('appel_version')
    .select(['id', 'appel_id', 'numero', 'publiee_le', 'sha256'])
    .where('guichet_id', '=', ctx.guichetId)
    .where('appel_id', '=', appel.id)
    .orderBy('numero', 'desc')
    .execute()
  const version = toutes.find(v => v.numero === numero)
  if (!version) return err({ motif: 'introuvable' as const })
  if (version.publiee_le) return err({ motif: 'deja_publiee' as const, publieeLe: version.publiee_le })
  const enVigueur = toutes.find(v => v.publiee_le)
  if (enVigueur && enVigueur.numero > numero) return err({ motif: 'depassee' as const, numeroPublie: enVigueur.numero })
  const lue = await appelDeVersion(tx, ctx.guichetId, version.id, 1)
  const code = lue?.appel.code_dossier ?? ''
  const autre = await autreAppelDuCode(tx, ctx.guichetId, code, slug)
  return autre ? err({ motif: 'code_pris' as const, code, autre }) : ok({ ...version, enVigueur: enVigueur?.numero })
}

/** The published call whose dossiers already bear this code: their numbers would meet. */
const autreAppelDuCode = async (tx: Tx, guichetId: string, code: string, slug: string) =>
  (await appelsPublies(tx, guichetId)).find(p => p.appel.code_dossier === code && p.appel.slug !== slug)?.appel.titre

/**
 * Adds a text as a version of its call and publishes it at once: what the demonstration and the first installation do at each start. A text
 * already published changes nothing, nor does one that an administrator has since replaced. What the checker calls an error is refused; its warnings are nobody's to answer.
 */
export async function publierFichier(tx: Tx, ctx: Contexte, source: string): Promise<Result<VersionPubliee, ErreurAppel[]>> {
  const ajout = await ajouterVersion(tx, ctx, source)
  if (!ajout.ok) return ajout
  const { appelId, versionId, numero, slug, publieeLe } = ajout.value
  if (!publieeLe) {
    const bloquants = verifierAppel(source, 'appel.yml').filter(p => niveauDe(p.sujet) === 'erreur')
    if (bloquants.length > 0) return err(bloquants.map(enErreur))
    const publication = await publierVersion(tx, ctx, slug, numero)
    if (!publication.ok && publication.error.motif !== 'depassee')
      throw new Error(`version ${numero} of ${slug}: ${publication.error.motif}`)
  }
  return ok({ appelId, versionId, numero })
}

const enErreur = ({ fichier, ligne, colonne, champ, fait, consequence }: Point): ErreurAppel => ({
  fichier,
  ligne,
  colonne,
  champ,
  message: `${fait} ${consequence}`,
})
