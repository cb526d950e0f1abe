import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { de } from '../../../lib/mots.ts'
import { type Appel, recuATemps, type Vague } from '../../cahier/index.ts'
import { ecartDe, ordreQuiVaut, type RangDonne, vagueDeLOrdre } from '../ordre.rules.ts'

/** A filed dossier among those of its porteur, as the service reads it. `lisible`: whether the reader may read it; of another, only that it is there. */
export type DossierClasse = {
  id: string
  numero: string
  titre: string
  volet: string | null
  etat: string
  /** Cents. */
  aide: number | null
  /** What the report says, saved or finished, and how much it proposes. */
  avis: string | null
  montant: number | null
  lisible: boolean
  /** Nothing while its porteur ranked none of them. */
  rang: number | undefined
}
export type Priorites = {
  structure: { id: string; nom: string }
  /** When the porteur changed its order last. */
  rangesLe: Date | undefined
  dossiers: DossierClasse[]
  raison: { texte: string; par: string; le: Date } | undefined
  ecart: ReturnType<typeof ecartDe<DossierClasse>>
}
type Demande = {
  guichetId: string
  appelId: string
  appel: Appel
  vague: Vague
  /** Of these porteurs alone. */
  structures?: readonly string[] | undefined
  /** What the reader may read, on a row of `instruction` named `i`. */
  lisible: RawBuilder<boolean>
}

/** The ranks of a wave are read once it is closed, its last second over: until then they may change, and are the porteur's. */
export const ordresOuverts = (vague: Vague, instant: Date) =>
  vague.cloture !== undefined && !recuATemps({ ouverture: new Date(0), cloture: vague.cloture }, instant)

/** The porteurs of a wave that filed several dossiers, by name, with their order. The caller has made sure that the orders of this wave are open. */
export async function prioritesDe(tx: Tx, d: Demande): Promise<Priorites[]> {
  const seules = d.structures === undefined ? sql`true` : sql`i.structure_id = any(${d.structures}::uuid[])`
  const [lignes, ordres, raisons] = await Promise.all([
    sql<Ligne>`
      select i.dossier_id as id, i.structure_id, s.nom, i.numero, i.titre, i.volet, i.etat, i.aide_demandee as aide, i.depose_le, r.avis, r.montant,
        ${d.lisible} as lisible
      from instruction i join structure s on s.id = i.structure_id join dossier x on x.id = i.dossier_id
      left join rapport r on r.dossier_id = i.dossier_id
      where i.guichet_id = ${d.guichetId} and i.appel_id = ${d.appelId} and i.etat <> 'retire' and ${seules}
      order by s.nom collate fr, s.id, x.cree_le, i.dossier_id`.execute(tx),
    sql<{ structure_id: string; dossiers: string[]; pris_le: Date }>`
      select distinct on (i.structure_id) i.structure_id, i.dossiers, i.pris_le from ordre i
      where i.guichet_id = ${d.guichetId} and i.appel_id = ${d.appelId} and i.vague = ${d.vague.code} and ${seules}
      order by i.structure_id, i.version desc`.execute(tx),
    sql<{ structure_id: string; raison: string; dite_le: Date; par: string }>`
      select distinct on (i.structure_id) i.structure_id, i.raison, i.dite_le, c.name as par from ordre_ecart i join compte c on c.id = i.dite_par
      where i.guichet_id = ${d.guichetId} and i.appel_id = ${d.appelId} and i.vague = ${d.vague.code} and ${seules}
      order by i.structure_id, i.dite_le desc, i.id desc`.execute(tx),
  ])
  const ici = lignes.rows.filter(l => vagueDeLOrdre(d.appel, l.depose_le).code === d.vague.code)
  return [...Map.groupBy(ici, l => l.structure_id)].map(([id, siens]) => {
    const ordre = ordres.rows.find(o => o.structure_id === id)
    const raison = raisons.rows.find(r => r.structure_id === id)
    const rangs = ordreQuiVaut(
      ordre?.dossiers ?? [],
      siens.map(l => l.id),
    )
    const range = ordre !== undefined || siens.length === 1
    const dossiers = siens
      .map(
        ({ structure_id: _s, nom: _n, depose_le: _d, ...l }): DossierClasse => ({
          ...l,
          rang: range ? rangs.indexOf(l.id) + 1 : undefined,
        }),
      )
      .sort((a, b) => (a.rang ?? 0) - (b.rang ?? 0))
    return {
      structure: { id, nom: siens[0]!.nom },
      rangesLe: ordre?.pris_le,
      dossiers,
      raison: raison && { texte: raison.raison, par: raison.par, le: raison.dite_le },
      ecart: ecartDe(dossiers),
    }
  })
}
type Ligne = Omit<DossierClasse, 'rang'> & { structure_id: string; nom: string; depose_le: Date }

type DossierDepose = { dossier_id: string; appel_id: string; structure_id: string; depose_le: Date; etat: string }
/**
 * The dossiers of the porteur of this one in its wave, once their order is open; nothing where the call asks for no order, or before the closing. A dossier that was taken up was
 * so after it: a relevé never comes before. Read whole: the caller has made sure that the reader may read this dossier, and shows nothing of the others but their number.
 */
export async function prioritesAutour(
  tx: Tx,
  guichetId: string,
  appel: Appel,
  l: DossierDepose,
  instant?: Date,
): Promise<Priorites | undefined> {
  if (!appel.porteurs.ordre) return undefined
  const vague = vagueDeLOrdre(appel, l.depose_le)
  if (l.etat === 'depose' && !(instant && ordresOuverts(vague, instant))) return undefined
  const [autour] = await prioritesDe(tx, {
    guichetId,
    appelId: l.appel_id,
    appel,
    vague,
    structures: [l.structure_id],
    lisible: sql<boolean>`true`,
  })
  return autour
}

/** « Priorité 1 sur 2 de Vico. »; what is unknown is not supposed. */
export function motsPriorite(p: Priorites | undefined, dossierId: string): string | undefined {
  if (!p || p.dossiers.length < 2) return undefined
  const rang = p.dossiers.find(d => d.id === dossierId)?.rang
  if (rang === undefined) return `${p.structure.nom} a ${p.dossiers.length}\u00a0dossiers et n’a pas donné d’ordre.`
  return `Priorité\u00a0${rang} sur ${p.dossiers.length} ${de(p.structure.nom)}.`
}
/** What whoever decides reads beside the rank: what the porteur had put first and is proposed to be refused, and why the service goes against it. */
export function motsEcart(p: Priorites | undefined, dossierId: string): string | undefined {
  const e = p?.ecart
  if (!p || !e || (e.devant.id !== dossierId && e.derriere.id !== dossierId)) return undefined
  const raison = p.raison ? ` Raison du service\u00a0: «\u00a0${p.raison.texte}\u00a0»` : ''
  return e.derriere.id === dossierId
    ? `${p.structure.nom} a mis avant\u00a0: ${e.devant.numero}, rang\u00a0${e.devant.rang}, proposé au refus.${raison}`
    : `${p.structure.nom} a mis après\u00a0: ${e.derriere.numero}, rang\u00a0${e.derriere.rang}, proposé.${raison}`
}

/** What the letter to whoever bears a dossier says of the order that they gave; of another of their dossiers, nothing that they were not told. */
export function motsDansLaLettre(p: Priorites | undefined, dossierId: string): string[] {
  const rang = p?.dossiers.find(d => d.id === dossierId)?.rang
  if (!p || p.dossiers.length < 2 || rang === undefined) return []
  const suivi = p.ecart?.devant.id === dossierId && p.raison
  return [
    `Vous aviez donné à ce projet la priorité\u00a0${rang} sur ${p.dossiers.length}.`,
    ...(suivi ? [`Votre ordre n’a pas été suivi. Raison\u00a0: «\u00a0${suivi.texte}\u00a0»`] : []),
  ]
}

/** « 1 sur 2 » */
export const motRang = ({ rang, sur }: RangDonne) => `${rang} sur ${sur}`
/** The same of each of these dossiers whose order may be read, for a list: a few readings, whatever its length. */
export const rangsEnListe = async (...p: Parameters<typeof rangsDonnes>) =>
  new Map([...(await rangsDonnes(...p))].map(([id, r]) => [id, motRang(r)]))

/** The rank that their porteur gave to these dossiers of a call, where it may be read: those alone that have another beside them. */
export async function rangsDesPorteurs(tx: Tx, ctx: Lecture, appel: Appel, ids: readonly string[]): Promise<Map<string, RangDonne>> {
  if (!appel.porteurs.ordre || ids.length === 0) return new Map()
  const lignes = await tx
    .selectFrom('instruction')
    .select(['dossier_id', 'appel_id', 'structure_id', 'depose_le', 'etat'])
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
  return rangsDonnes(tx, ctx.guichetId, new Map(lignes.map(l => [l.appel_id, appel])), lignes, ctx.instant)
}
type Lecture = { guichetId: string; instant: Date }

async function rangsDonnes(
  tx: Tx,
  guichetId: string,
  appels: ReadonlyMap<string, Appel>,
  lignes: readonly DossierDepose[],
  instant: Date,
): Promise<Map<string, RangDonne>> {
  const rangs = new Map<string, RangDonne>()
  const situees = lignes.flatMap(l => {
    const appel = appels.get(l.appel_id)
    const vague = appel?.porteurs.ordre && vagueDeLOrdre(appel, l.depose_le)
    return appel && vague && (l.etat !== 'depose' || ordresOuverts(vague, instant)) ? [{ l, appel, vague }] : []
  })
  for (const groupe of Map.groupBy(situees, x => `${x.l.appel_id} ${x.vague.code}`).values()) {
    const { l, appel, vague } = groupe[0]!
    const structures = [...new Set(groupe.map(x => x.l.structure_id))]
    const lus = await prioritesDe(tx, { guichetId, appelId: l.appel_id, appel, vague, structures, lisible: sql<boolean>`true` })
    for (const { structure, dossiers } of lus)
      for (const d of dossiers)
        if (d.rang !== undefined && dossiers.length > 1) rangs.set(d.id, { porteur: structure.id, rang: d.rang, sur: dossiers.length })
  }
  return rangs
}

/** What the commission reads of the order of their porteurs, for each of these dossiers of a call: the rank, and why the service goes against it. */
export async function prioritesPourLaCommission(
  tx: Tx,
  guichetId: string,
  appel: Appel,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const mots = new Map<string, string[]>()
  if (!appel.porteurs.ordre || ids.length === 0) return mots
  const lignes = await tx
    .selectFrom('instruction')
    .select(['dossier_id', 'appel_id', 'structure_id', 'depose_le', 'etat'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', 'in', [...ids])
    .execute()
  for (const l of lignes) {
    const autour = await prioritesAutour(tx, guichetId, appel, l)
    const siens = [motsPriorite(autour, l.dossier_id), motsEcart(autour, l.dossier_id)].flatMap(m => m ?? [])
    if (siens.length > 0) mots.set(l.dossier_id, siens)
  }
  return mots
}
