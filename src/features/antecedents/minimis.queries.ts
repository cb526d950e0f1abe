import { type RawBuilder, sql } from 'kysely'
import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { dateCivile } from '../../lib/dates.ts'
import { type Centimes, formatEuros } from '../../lib/euros.ts'
import { type AppelDeVersion, appelDeVersion, versionsDe } from '../appels/index.ts'
import { preparerRegles } from '../recevabilite/index.ts'
import type { AideObtenue } from '../verdicts/index.ts'
import { aidesDe } from './antecedents.queries.ts'

type Ici = Pick<Contexte, 'guichetId' | 'instant'>
/**
 * Cents. `deja`: de minimis aids of the porteur over three years, this one left out; `depuis`: those that the guichet told since the filing; `decides`: granted to its other
 * dossiers, and not told yet, of those that whoever asks may count.
 */
export type PlaceMinimis = { plafond: Centimes; deja: Centimes; depuis: Centimes; decides: Centimes; reste: Centimes }
/** `phrase`: without its final stop; `passagere`: it may be told once what leaves now has left, as it is or corrected. */
export type Retenue = { phrase: string; passagere: boolean }

const REGLE = 'declaration-minimis'
const DEJA = ['aides de minimis du porteur', 'aides de minimis du guichet'] as const

/**
 * What the ceiling of de minimis aids leaves to a filed dossier on the day of its decision (règlement (UE) 2023/2831, article 3): what it declared, what the guichet has told
 * its porteur until then, and what those who decide have granted it in the same call, which they know. The caller holds the decisions of the call. Nothing where the call is none, or where the rule was not for this dossier.
 */
export const placeMinimis = (tx: Tx, ctx: Ici, dossierId: string): Promise<PlaceMinimis | undefined> =>
  lirePlace(tx, ctx, dossierId, l => decidesDe(tx, ctx, { ...l, sauf: dossierId }))

type Annonce = { dossierId: string; montant: Centimes; verrou?: boolean }
/**
 * The same on the day of its letter, whatever the calls: told aids, and those whose letter has been asked for and leaves. Why this amount may not be told, nothing where it may.
 * `verrou`: nobody else of the guichet asks for the letter of such an aid before the end of the act.
 */
export async function retenueMinimis(tx: Tx, ctx: Ici, { dossierId, montant, verrou = false }: Annonce): Promise<Retenue | undefined> {
  if (montant <= 0) return undefined
  const place = await lirePlace(tx, ctx, dossierId, async l => {
    if (verrou) await sql`select pg_advisory_xact_lock(hashtextextended(${`minimis:${ctx.guichetId}`}, 0))`.execute(tx)
    return demandeesDe(tx, ctx, { structure: l.structure, sauf: dossierId })
  })
  if (!place || montant <= place.reste) return undefined
  return { phrase: phraseRetenue(place), passagere: place.decides > 0 }
}

async function lirePlace(
  tx: Tx,
  { guichetId, instant }: Ici,
  dossierId: string,
  nonDits: (l: Ligne) => Promise<Centimes>,
): Promise<PlaceMinimis | undefined> {
  const { rows } = await sql<Ligne>`
    select i.structure_id as structure, i.appel_id as appel, i.appel_version_id as version, i.depose_le as "deposeLe", p.contenu::jsonb #> '{listes,minimis}' as declarees,
      (select v.resultat from verdict v where v.depot_id = p.id and v.regle = ${REGLE}) as resultat
    from instruction i join depot p on p.id = i.depot_id where i.guichet_id = ${guichetId} and i.dossier_id = ${dossierId}`.execute(tx)
  const [l] = rows
  const version = l && (await appelDeVersion(tx, guichetId, l.version))
  const minimis = version?.appel.aide.minimis
  // a condition that a rule of the file has taken over is that rule's to tell
  if (!l || !version || !minimis || (l.resultat === null ? minimis.si !== undefined : l.resultat === 'sans_objet')) return undefined
  // before the aids: held by whoever tells one of them, they are read once it has ended
  const decides = await nonDits(l)
  const aides = await aidesDe(tx, guichetId, { structureId: l.structure, sauf: dossierId, instant })
  const somme = (liste: readonly AideObtenue[]) => deja(version, instant, liste, l.declarees ?? [])
  const dites = somme(aides)
  const depuis = dites - somme(aides.filter(a => a.le < dateCivile(l.deposeLe)))
  return { plafond: minimis.plafond, deja: dites + decides, depuis, decides, reste: Math.max(0, minimis.plafond - dites - decides) }
}

type Declaree = { octroi: string; montant: Centimes }
type Autres = { structure: string; sauf: string }
/** What stands granted in a call to the other dossiers of a structure, beyond what their last letter said. */
const decidesDe = async (tx: Tx, ctx: Ici, p: Autres & { appel: string }): Promise<Centimes> =>
  total(await nonDites(tx, ctx, p, sql`i.appel_id = ${p.appel}`))

/** The same in all calls, of those whose letter leaves: asked for, or just written out of its signature. An amendment is told by its act, and counts from there. */
async function demandeesDe(tx: Tx, ctx: Ici, p: Autres): Promise<Centimes> {
  const lignes = await nonDites(
    tx,
    ctx,
    p,
    sql`(exists (select from notification n where n.decision_id = x.id and n.demandee_le is not null)
    or exists (select from confirmation c where c.decision_id = x.id and c.signataire_id is not null))`,
  )
  const version = await versionsDe(tx, ctx.guichetId, lignes)
  return total(lignes.filter(l => version(l)?.appel.aide.minimis !== undefined))
}

type NonDite = { version_id: string; vie: null; montant: Centimes }
const total = (lignes: readonly NonDite[]) => lignes.reduce((s, l) => s + l.montant, 0)
/** Told or not as of one instant, as `aidesDe` reads it: a letter that leaves meanwhile is counted here, and once. */
async function nonDites(tx: Tx, { guichetId, instant }: Ici, p: Autres, lesquelles: RawBuilder<unknown>): Promise<NonDite[]> {
  const { rows } = await sql<{ version_id: string; montant: number }>`
    select i.appel_version_id as version_id, greatest(x.montant - coalesce(t.montant, 0), 0) as montant
    from instruction i join decision x on x.dossier_id = i.dossier_id and x.sens in ('retenu', 'partiel')
    left join lateral (select case when y.sens in ('retenu', 'partiel') then y.montant end as montant from notification n join decision y on y.id = n.decision_id
      where n.dossier_id = i.dossier_id and n.envoyee_le <= ${instant} order by n.envoyee_le desc, y.prise_le desc, y.id desc limit 1) t on true
    where i.guichet_id = ${guichetId} and ${lesquelles} and i.structure_id = ${p.structure} and i.dossier_id <> ${p.sauf}
      and i.etat not in ('retire', 'renonce') and not exists (select from decision r where r.remplace_id = x.id)`.execute(tx)
  return rows.map(l => ({ ...l, montant: Number(l.montant), vie: null }))
}

type Ligne = { structure: string; appel: string; version: string; deposeLe: Date; declarees: Declaree[] | null; resultat: string | null }

/** As the rules of the call count them. */
function deja({ appel, sha256 }: AppelDeVersion, instant: Date, aides: readonly AideObtenue[], declarees: readonly Declaree[]): Centimes {
  const faits = {
    instant,
    autres: { deposes: {}, aides: [...aides], appels: [], laureats: 0 },
    minimis: declarees.map(d => ({ le: d.octroi, montant: d.montant })),
  }
  const valeurs = DEJA.map(nom => preparerRegles(appel, sha256).valeur(faits, nom))
  return Number(valeurs.find(v => v !== undefined) ?? 0)
}

/** Why an amount is too much for it, for whoever decides it. */
export const phraseMinimis = ({ plafond, deja: total, depuis, decides, reste }: PlaceMinimis) =>
  `Aides de minimis de ce porteur\u00a0: ${formatEuros(total)} sur trois ans${depuis > 0 ? `, dont ${formatEuros(depuis)} annoncés depuis son dépôt` : ''}${decides > 0 ? `, dont ${formatEuros(decides)} décidés dans cet appel et pas encore annoncés` : ''}, pour un plafond de ${formatEuros(plafond)}. ${
    reste > 0 ? `Accordez-lui ${formatEuros(reste)} au plus.` : 'Plus rien ne peut lui être accordé.'
  }`

/** Why the letter of an aid does not leave, without its final stop. What another call tells at this minute is that call's: its amount is said once it is told. */
const phraseRetenue = (place: PlaceMinimis) =>
  place.decides > 0
    ? 'Une autre aide de minimis s’annonce à ce porteur en ce moment\u00a0: recommencez dans quelques minutes'
    : phraseMinimis(place).replace(/\.$/, '')
