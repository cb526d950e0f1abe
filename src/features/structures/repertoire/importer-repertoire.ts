import { basename } from 'node:path'
import { sql } from 'kysely'
import type { Db, Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { blocs, cellules, empreinteDe, PasDeLignes } from './blocs.ts'
import { garderSieges, garderUnites, type Tue } from './repertoire.ecrire.ts'
import { type Cellule, departementDe, type Fichier, fichierDe, type Lue, lireSiege, lireUnite } from './sirene.rules.ts'

/** Lines told one by one; the others are counted. */
const DITES_MAX = 100
export type Lecture = { fichier: string; lignes: number; retenues: number; ecartees: number; raisons: string[]; reprise: boolean }
export type Avance = { fichier: string; octets: number; taille: number; lignes: number; retenues: number }
type Options = { departements?: readonly string[]; avancer?: (a: Avance) => void; maintenant?: () => Date }
type Source = { chemin: string; genre: Fichier; entetes: string[]; debut: number; taille: number; empreinte: string }

/**
 * Fills the directory from INSEE's public stock files (`StockUniteLegale`, `StockEtablissement`), told apart by their columns: legal persons, then where their
 * head offices are. Half a megabyte at a time, in transactions that also write how far the file was read: cut short, it goes on from there; read again, it changes nothing. With
 * `departements`, of these alone, which the file of head offices says. As the database's owner.
 */
export async function importerRepertoire(db: Db, chemins: readonly string[], o: Options = {}): Promise<Result<Lecture[], string>> {
  try {
    return await importerTout(db, chemins, o)
  } catch (e) {
    if (e instanceof PasDeLignes) return err('Une ligne est plus longue qu’un demi-mégaoctet\u00a0: ce n’est pas un fichier du répertoire.')
    throw e
  }
}

async function importerTout(db: Db, chemins: readonly string[], o: Options): Promise<Result<Lecture[], string>> {
  const sources: Source[] = []
  for (const chemin of chemins) {
    const s = await ouvrir(chemin)
    if (!s) return err(`${basename(chemin)}\u00a0: ses colonnes ne sont ni celles de StockUniteLegale, ni celles de StockEtablissement.`)
    sources.push(s)
  }
  // an address is kept for who is already known
  sources.sort((a, b) => Number(a.genre === 'etablissements') - Number(b.genre === 'etablissements'))
  const sieges = sources.filter(s => s.genre === 'etablissements')
  if (o.departements && sieges.length === 0 && sources.length > 0)
    return err('Les départements sont dans StockEtablissement\u00a0: donnez aussi ce fichier.')
  const garder = o.departements ? await siegesDans(sieges, o.departements, o) : undefined
  const lectures: Lecture[] = []
  for (const s of sources) lectures.push(await lire(db, s, garder, o))
  await sql`select gin_clean_pending_list('repertoire_mots'), gin_clean_pending_list('mot_de_nom_proches')`.execute(db)
  await sql`analyze repertoire, mot_de_nom`.execute(db)
  return ok(lectures)
}

async function ouvrir(chemin: string): Promise<Source | undefined> {
  const marque = await empreinteDe(chemin)
  const tete = await premiereLigne(chemin)
  const entetes = cellules(tete.replace(/^\ufeff/, '')) ?? []
  const genre = fichierDe(entetes)
  return genre && { chemin, genre, entetes, debut: Buffer.byteLength(tete) + 1, ...marque }
}

async function premiereLigne(chemin: string): Promise<string> {
  for await (const { lignes } of blocs(chemin, 0)) return lignes[0] ?? ''
  return ''
}

/** A reader of cells by name, for all lines of a file. */
function parColonne(entetes: string[]): (c: string[]) => Cellule {
  const rang = new Map(entetes.map((e, i) => [e, i]))
  return c => colonne => c[rang.get(colonne) ?? -1] ?? ''
}

/** A SIREN is eight digits and their key: one bit each, 12.5 MB for all that may exist. */
async function siegesDans(sources: Source[], departements: readonly string[], o: Options): Promise<(siren: string) => boolean> {
  const bits = new Uint8Array(12_500_000)
  const voulus = new Set(departements)
  for (const s of sources) {
    const ligne = parColonne(s.entetes)
    for await (const { lignes, octets } of blocs(s.chemin, s.debut)) {
      for (const l of lignes) {
        const c = cellules(l)
        const lu = c && lireSiege(ligne(c))
        if (lu?.genre !== 'gardee' || !voulus.has(departementDe(lu.ligne.code_commune))) continue
        const n = Number(lu.ligne.siren.slice(0, 8))
        bits[n >> 3]! |= 1 << (n & 7)
      }
      o.avancer?.({ fichier: `${basename(s.chemin)} (départements)`, octets, taille: s.taille, lignes: 0, retenues: 0 })
    }
  }
  return siren => {
    const n = Number(siren.slice(0, 8))
    return (bits[n >> 3]! & (1 << (n & 7))) !== 0
  }
}

type Etat = { octets: number; lignes: number; retenues: number; ecartees: number }

async function lire(db: Db, s: Source, garder: ((siren: string) => boolean) | undefined, o: Options): Promise<Lecture> {
  const maintenant = o.maintenant ?? (() => new Date())
  // the same file with other départements is another reading
  const cle = o.departements ? `${s.empreinte}:${[...o.departements].sort().join(',')}` : s.empreinte
  const { reprise, ...etat } = await commencer(db, s, cle, maintenant())
  const raisons: string[] = []
  const mots = new Set<string>()
  const ligne = parColonne(s.entetes)
  const lireLigne = (s.genre === 'unites' ? lireUnite : lireSiege) as (de: Cellule) => Lue<{ siren: string }>
  for await (const bloc of blocs(s.chemin, etat.octets)) {
    const gardees = new Map<string, { siren: string }>()
    const tues: Tue[] = []
    const suivant: Etat = { ...etat, octets: bloc.octets }
    for (const texte of bloc.lignes) {
      suivant.lignes++
      if (texte.trim() === '') continue
      const c = cellules(texte)
      const lu: Lue<{ siren: string }> = c ? lireLigne(ligne(c)) : { genre: 'faute', dit: 'un guillemet n’est pas fermé.' }
      if (lu.genre === 'tue') tues.push({ siren: lu.siren, categorie: lu.categorie })
      // a SIREN twice: the last line
      if (lu.genre === 'gardee' && (!garder || garder(lu.ligne.siren))) gardees.set(lu.ligne.siren, lu.ligne)
      if (lu.genre === 'faute' && ++suivant.ecartees && raisons.length < DITES_MAX)
        raisons.push(`Ligne ${suivant.lignes + 1}\u00a0: ${lu.dit}`)
    }
    const lignes = [...gardees.values()]
    await db.transaction().execute(async tx => {
      // the rows and how far they go are lost together, or kept together
      await sql`set local synchronous_commit = off`.execute(tx)
      suivant.retenues +=
        s.genre === 'unites' ? await garderUnites(tx, lignes, tues, mots, maintenant()) : await garderSieges(tx, lignes, maintenant())
      await noter(tx, cle, etat.octets, suivant)
    })
    Object.assign(etat, suivant)
    o.avancer?.({ fichier: basename(s.chemin), octets: etat.octets, taille: s.taille, lignes: etat.lignes, retenues: etat.retenues })
  }
  await sql`update repertoire_lecture set finie_le = ${maintenant()} where empreinte = ${cle}`.execute(db)
  return { fichier: basename(s.chemin), ...etat, raisons, reprise }
}

/** Where the reading stands: at the beginning, unless one of the same file was cut short. */
async function commencer(db: Db, s: Source, cle: string, instant: Date): Promise<Etat & { reprise: boolean }> {
  const { rows } = await sql<Etat & { finie_le: Date | null }>`
    insert into repertoire_lecture values (${cle}, ${basename(s.chemin).slice(0, 200)}, ${s.taille}, ${s.debut}, 0, 0, 0, ${instant})
    on conflict (empreinte) do update set
      octets = case when repertoire_lecture.finie_le is null then repertoire_lecture.octets else excluded.octets end,
      lignes = case when repertoire_lecture.finie_le is null then repertoire_lecture.lignes else 0 end,
      retenues = case when repertoire_lecture.finie_le is null then repertoire_lecture.retenues else 0 end,
      ecartees = case when repertoire_lecture.finie_le is null then repertoire_lecture.ecartees else 0 end,
      commencee_le = case when repertoire_lecture.finie_le is null then repertoire_lecture.commencee_le else excluded.commencee_le end,
      finie_le = null
    returning octets, lignes, retenues, ecartees`.execute(db)
  const { octets, lignes, retenues, ecartees } = rows[0]!
  return { octets, lignes, retenues, ecartees, reprise: octets > s.debut }
}

async function noter(tx: Tx, cle: string, avant: number, e: Etat) {
  const { rows } =
    await sql`update repertoire_lecture set octets = ${e.octets}, lignes = ${e.lignes}, retenues = ${e.retenues}, ecartees = ${e.ecartees}
    where empreinte = ${cle} and octets = ${avant} returning 1`.execute(tx)
  if (rows.length === 0) throw new Error('Ce fichier est lu par une autre commande en ce moment.')
}
