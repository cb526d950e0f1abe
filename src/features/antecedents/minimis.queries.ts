import { sql } from 'kysely'
import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { dateCivile } from '../../lib/dates.ts'
import { type Centimes, formatEuros } from '../../lib/euros.ts'
import { type AppelDeVersion, appelDeVersion } from '../appels/index.ts'
import { preparerRegles } from '../recevabilite/index.ts'
import type { AideObtenue } from '../verdicts/index.ts'
import { aidesDe } from './antecedents.queries.ts'

/**
 * Cents. `deja`: de minimis aids of the porteur over three years, this one left out; `depuis`: those that the guichet told since the filing; `decides`: granted to its other
 * dossiers of the same call, and not told yet.
 */
export type PlaceMinimis = { plafond: Centimes; deja: Centimes; depuis: Centimes; decides: Centimes; reste: Centimes }

const REGLE = 'declaration-minimis'
const DEJA = ['aides de minimis du porteur', 'aides de minimis du guichet'] as const

/**
 * What the ceiling of de minimis aids leaves to a filed dossier on the day of its decision (règlement (UE) 2023/2831, article 3): what it declared, what the guichet has told
 * its porteur until then, and what those who decide have granted it in the same call, which they know. The caller holds the decisions of the call. Nothing where the call is none, or where the rule was not for this dossier.
 */
export async function placeMinimis(
  tx: Tx,
  { guichetId, instant }: Pick<Contexte, 'guichetId' | 'instant'>,
  dossierId: string,
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
  const aides = await aidesDe(tx, guichetId, { structureId: l.structure, sauf: dossierId, instant })
  const somme = (liste: readonly AideObtenue[]) => deja(version, instant, liste, l.declarees ?? [])
  const decides = await decidesDe(tx, guichetId, { structureId: l.structure, appelId: l.appel, sauf: dossierId })
  const total = somme(aides) + decides
  const depot = dateCivile(l.deposeLe)
  const depuis = total - decides - somme(aides.filter(a => a.le < depot))
  return { plafond: minimis.plafond, deja: total, depuis, decides, reste: Math.max(0, minimis.plafond - total) }
}

type Declaree = { octroi: string; montant: Centimes }
/** What stands granted in a call to the other dossiers of a structure, beyond what their last letter said. */
async function decidesDe(tx: Tx, guichetId: string, p: { structureId: string; appelId: string; sauf: string }): Promise<Centimes> {
  const { rows } = await sql<{ montant: number }>`
    select coalesce(sum(greatest(x.montant - coalesce(t.montant, 0), 0)), 0)::bigint as montant
    from instruction i join decision x on x.dossier_id = i.dossier_id and x.sens in ('retenu', 'partiel')
    left join lateral (select case when y.sens in ('retenu', 'partiel') then y.montant end as montant from notification n join decision y on y.id = n.decision_id
      where n.dossier_id = i.dossier_id and n.envoyee_le is not null order by n.envoyee_le desc, y.prise_le desc, y.id desc limit 1) t on true
    where i.guichet_id = ${guichetId} and i.appel_id = ${p.appelId} and i.structure_id = ${p.structureId} and i.dossier_id <> ${p.sauf}
      and i.etat not in ('retire', 'renonce') and not exists (select from decision r where r.remplace_id = x.id)`.execute(tx)
  return Number(rows[0]!.montant)
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

/** Why an amount is too much for it. */
export const phraseMinimis = ({ plafond, deja: total, depuis, decides, reste }: PlaceMinimis) =>
  `Aides de minimis de ce porteur\u00a0: ${formatEuros(total)} sur trois ans${depuis > 0 ? `, dont ${formatEuros(depuis)} annoncés depuis son dépôt` : ''}${decides > 0 ? `, dont ${formatEuros(decides)} décidés dans cet appel et pas encore annoncés` : ''}, pour un plafond de ${formatEuros(plafond)}. ${
    reste > 0 ? `Accordez-lui ${formatEuros(reste)} au plus.` : 'Plus rien ne peut lui être accordé.'
  }`
