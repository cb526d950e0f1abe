import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { DateCivile } from '../../../lib/dates.ts'
import type { Centimes } from '../../../lib/euros.ts'
import { type AppelPublie, appelDeVersion } from '../../appels/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { type LaureatPublie, lireLaureats, publier } from '../../laureats/index.ts'
import { compteur, gagneParBilan } from '../consommation.rules.ts'
import { naturesEligibles } from '../suivi.rules.ts'

/** A bilan once the service has accepted it: nothing of another one is public. `depense`: what it adds, in cents. */
export type BilanPublic = {
  fin: DateCivile
  depense: Centimes
  texte: string
  avancement: number | null
  accepteLe: DateCivile
  finAnnoncee: DateCivile | null
  final: boolean
}
/** Credits spent at companies of one département, or of one country. Cents. */
export type Destination = { pays: string; departement: string | null; commandes: number; ht: Centimes; depense: Centimes }
/** An aid as everybody may follow it. Cents; `annee`: that of its letter; `base`: what the aid pays a part of. */
export type AidePublique = LaureatPublie & {
  slug: string
  appelTitre: string
  annee: string
  versionId: string
  abandonnee: boolean
  demande: Centimes | null
  deposeLe: Date
  base: Centimes
  forfait: boolean
  verse: Centimes
  depense: Centimes
  commandes: number
  bilans: BilanPublic[]
  destinations: Destination[]
  /** A bilan is owed, and what it says is not public yet: the figures are the last known ones. */
  attendu: boolean
  /** When the first bilan is due, as long as none is accepted. */
  premier: DateCivile | null
  debut: DateCivile | null
  finInitiale: DateCivile | null
  fin: DateCivile | null
}

type Ligne = Pick<
  AidePublique,
  'versionId' | 'demande' | 'deposeLe' | 'base' | 'verse' | 'attendu' | 'premier' | 'debut' | 'finInitiale' | 'fin'
> & {
  id: string
  abandonnee: boolean
}
type LigneBilan = Omit<BilanPublic, 'depense'> & {
  id: string
  dossierId: string
  comptes: Compte[] | null
  jalons: Record<string, boolean> | null
}
type Compte = { pays: string; departement: string | null; nature: string | null; nombre: number; ht: number }

/** What was told of the aid of `i`: the last decision that its bearer was told; of one given up, what is kept. */
const DITE = sql`cross join lateral (select x.id from notification n join decision x on x.id = n.decision_id
    where n.dossier_id = i.dossier_id and n.structure_id = i.structure_id and n.envoyee_le is not null
    order by n.envoyee_le desc, x.prise_le desc, x.id desc limit 1) t
  join decision d on d.id = case when i.etat = 'renonce' then (select k.id from decision k where k.dossier_id = i.dossier_id
    and not exists (select from decision r where r.remplace_id = k.id)) else t.id end`

/**
 * The aids of a published call as everybody may follow them, those given up of which a part is kept included: they add up to what its envelopes say was told. Spent: the
 * orders of the bilans that were accepted, at the rate of the decision that was told. `jour`: today; `seul`: one dossier.
 */
export async function lireAides(tx: Tx, guichetId: string, publie: AppelPublie, jour: DateCivile, seul?: string): Promise<AidePublique[]> {
  const laureats = publier(publie.appel, await lireLaureats(tx, guichetId, publie.appelId, { gardees: true, seul: seul ?? null }))
  const ids = laureats.map(l => l.id)
  if (ids.length === 0) return []
  const lireLignes = sql<Ligne>`
    select i.dossier_id as id, i.appel_version_id as "versionId", i.etat = 'renonce' as abandonnee, i.aide_demandee as demande, i.depose_le as "deposeLe",
      coalesce(d.base, d.montant) as base, coalesce(u.paye, 0) as verse, u.debut, u.fin_initiale as "finInitiale", u.fin,
      exists (select from bilan b where b.dossier_id = i.dossier_id and b.etat not in ('accepte', 'sans_objet') and b.echeance < ${jour}) as attendu,
      (select b.echeance from bilan b where b.dossier_id = i.dossier_id and b.rang = 1 and b.etat <> 'accepte') as premier
    from instruction i ${DITE} left join suivi u on u.dossier_id = i.dossier_id
    where i.guichet_id = ${guichetId} and i.dossier_id = any(${ids}::uuid[])`
  const lireBilans = sql<LigneBilan>`
    select b.id, b.dossier_id as "dossierId", b.fin, b.final, b.fin_annoncee as "finAnnoncee", b.ou_en_est as texte, b.avancement,
      coalesce((select (x.lu_le at time zone 'Europe/Paris')::date from bilan_depot x where x.bilan_id = b.id and x.lecture = 'accepte' order by x.rang desc limit 1), b.fin) as "accepteLe",
      (select jsonb_agg(jsonb_build_object('pays', k.pays, 'departement', k.departement, 'nature', k.nature, 'nombre', k.nombre, 'ht', k.ht)
        order by k.pays, k.departement nulls first, k.nature nulls first) from commande_compte k where k.bilan_id = b.id and k.nombre > 0) as comptes,
      (select jsonb_object_agg(j.jalon_id, j.etat = 'fait') from bilan_jalon j where j.bilan_id = b.id) as jalons
    from bilan b where b.guichet_id = ${guichetId} and b.etat = 'accepte' and b.dossier_id = any(${ids}::uuid[]) order by b.dossier_id, b.rang`
  const lireJalons = sql<{ id: string; nombre: number }>`select dossier_id as id, count(*)::int as nombre from jalon
    where guichet_id = ${guichetId} and dossier_id = any(${ids}::uuid[]) group by 1`
  const [{ rows: lignes }, { rows: bilans }, { rows: jalons }] = await Promise.all([
    lireLignes.execute(tx),
    lireBilans.execute(tx),
    lireJalons.execute(tx),
  ])
  const versions = new Map<string, Appel>()
  for (const id of new Set(lignes.map(l => l.versionId))) versions.set(id, (await appelDeVersion(tx, guichetId, id))!.appel)
  const parId = new Map(lignes.map(l => [l.id, l]))
  const parDossier = Map.groupBy(bilans, b => b.dossierId)
  const nombreJalons = new Map(jalons.map(j => [j.id, j.nombre]))
  return laureats.flatMap(l => {
    const ligne = parId.get(l.id)
    if (!ligne) return []
    const appel = versions.get(ligne.versionId)!
    const siens = parDossier.get(l.id) ?? []
    const forfait = appel.plan === 'aucun'
    const lus = forfait
      ? auForfait(l.aide, siens, nombreJalons.get(l.id) ?? 0)
      : auxCommandes({ accorde: l.aide, base: ligne.base }, siens, appel)
    return [
      {
        ...l,
        ...ligne,
        ...lus,
        slug: publie.appel.slug,
        appelTitre: publie.appel.titre,
        annee: l.publieLe.toLocaleDateString('fr-FR', { year: 'numeric', timeZone: 'Europe/Paris' }),
        forfait,
        depense: lus.bilans.reduce((s, b) => s + b.depense, 0),
        commandes: siens.reduce((s, b) => s + (b.comptes ?? []).reduce((t, k) => t + k.nombre, 0), 0),
      },
    ]
  })
}

const bilanDe = ({ id: _i, dossierId: _d, comptes: _c, jalons: _j, ...b }: LigneBilan, depense: Centimes): BilanPublic => ({
  ...b,
  depense,
})

/** What each bilan spends, order after order, and where it goes. */
function auxCommandes(aide: { accorde: Centimes; base: Centimes }, siens: readonly LigneBilan[], appel: Appel) {
  const eligibles = new Set(naturesEligibles(appel))
  const compter = compteur(aide, (nature: string | null) => nature === null || eligibles.has(nature))
  const ou = new Map<string, Destination>()
  const bilans = siens.map(b => {
    let depense = 0
    for (const { pays, departement, nature, nombre, ht } of b.comptes ?? []) {
      const plus = compter(ht, nature)
      depense += plus
      const cle = departement ?? pays
      const d = ou.get(cle) ?? { pays, departement, commandes: 0, ht: 0, depense: 0 }
      ou.set(cle, { ...d, commandes: d.commandes + nombre, ht: d.ht + ht, depense: d.depense + plus })
    }
    return bilanDe(b, depense)
  })
  return { bilans, destinations: [...ou.values()] }
}

/** Of a lump sum: what its milestones earn; its orders say nothing of the aid. */
function auForfait(accorde: Centimes, siens: readonly LigneBilan[], jalons: number) {
  const acheve = siens.some(b => b.final)
  const gagne = gagneParBilan(
    accorde,
    { jalons, acheve },
    siens.map(b => ({ declare: true, faits: new Map(Object.entries(b.jalons ?? {})) })),
  )
  return { bilans: siens.map((b, i) => bilanDe(b, gagne[i]!)), destinations: [] }
}

/** The published project of this number, and its call; nothing for any other dossier. */
export async function dossierDeNumero(tx: Tx, guichetId: string, numero: string) {
  const { rows } = await sql<{ id: string; slug: string }>`
    select i.dossier_id as id, a.slug from instruction i join appel a on a.id = i.appel_id
    where i.guichet_id = ${guichetId} and lower(i.numero) = lower(${numero}) limit 1`.execute(tx)
  return rows[0]
}
