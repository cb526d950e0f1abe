import { paths } from '../paths.ts'
import { ouvrirComite } from './comite.ts'
import { lisible, SLUG } from './vico.ts'

const p = paths.comite
/** A commission consulted above 6 000 €: 6 000 € exactly does not go; then the préfet. */
export const avecInstances = (texte: string) =>
  texte.replace(
    /^contacts:$/m,
    `instances:
  - code: elus
    nature: avis
    libelle: Commission d'élus
    texte: Elle donne un avis, elle ne décide pas.
    si: aide proposée > 6 000 €
    composition: [{ libelle: Élus, nombre: 4 }]
    quorum: 2
    clauses: [C5.1]
  - { code: prefet, nature: decision, libelle: Préfet de Corse }

contacts:`,
  )

const FAVORABLE = { sens: 'favorable', pour: '4', contre: '0', abstention: '0', sans_vote: '', raison: '', vue: '' }
const RETENU = { sens: 'retenu', montant: '10 000', rang: '', motif: '', conditions: '', conclusion: '', vue: '' }

/** The comité of a call whose commission gives its opinion first, on dossiers that ask for 10 000 € each. */
export async function ouvrirInstances(changer: (texte: string) => string = t => t) {
  const m = await ouvrirComite(t => changer(avecInstances(t)))
  const { w, administratrice: admin } = m
  const q = (texte: string, valeurs: unknown[] = []) => w.owner.query(texte, valeurs)
  const lire = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
  const versElus = `${p.seances(SLUG)}?instance=elus`

  /** What the instruction proposes of a dossier, once its report is finished. Cents. */
  const proposer = (dossier: string, montant: number) =>
    q(
      `insert into rapport (dossier_id, guichet_id, base, montant, modifie_par, modifie_le, termine_le)
        select dossier_id, guichet_id, 1000000, $2, $3, $4, $4 from instruction where dossier_id = $1
        on conflict (dossier_id) do update set montant = excluded.montant`,
      [dossier, montant, admin.id, w.horloge.instant],
    )
  const convoquer = async (ids: readonly string[], adresse: string) => {
    const r = await w.post(adresse, m.saisie(ids), admin.cookie)
    const id = /seances\/([0-9a-f-]{36})/.exec(r.headers.get('location') ?? '')?.[1]
    if (!id) throw new Error(`séance: ${r.status} ${await lire(r)}`)
    return id
  }
  /** Interests said, everybody there but `absents`, the first regional member in the chair. */
  async function ouvrir(
    seance: string,
    { deporte, absents = [] }: { deporte?: { id: string; dossier: string }; absents?: readonly { id: string }[] } = {},
  ) {
    await q(
      `insert into conflit (id, guichet_id, seance_id, membre_id, compte_id, dossier_id, declare, origine, motif, declare_le)
        select gen_random_uuid(), m.guichet_id, m.seance_id, m.id, m.compte_id, d.dossier_id, case when x.oui then 'conflit' else 'aucun' end,
          'declaration', case when x.oui then 'Ancien employeur.' else '' end, $2
        from seance_membre m join seance_dossier d on d.seance_id = m.seance_id, lateral (select m.compte_id = $3 and d.dossier_id = $4 as oui) x
        where m.seance_id = $1`,
      [seance, w.horloge.instant, deporte?.id ?? null, deporte?.dossier ?? null],
    )
    await w.post(p.ouverture(seance), {}, admin.cookie)
    await pointer(seance, absents)
  }
  async function pointer(seance: string, absents: readonly { id: string }[] = []) {
    const { rows } = await q('select id, compte_id from seance_membre where seance_id = $1', [seance])
    const presences = rows.map(r => [`presence-${r.id}`, absents.some(a => a.id === r.compte_id) ? 'excuse' : 'present'])
    const president = rows.find(r => r.compte_id === m.regionale.id).id
    const r = await w.post(p.presences(seance), { ...Object.fromEntries(presences), president }, admin.cookie)
    if (r.status !== 303) throw new Error(`présences: ${r.status}`)
  }
  const commission = async (ids: readonly string[], plus: Parameters<typeof ouvrir>[1] = {}) => {
    const seance = await convoquer(ids, versElus)
    await ouvrir(seance, plus)
    return seance
  }
  const comite = async (ids: readonly string[]) => {
    const seance = await convoquer(ids, p.seances(SLUG))
    await ouvrir(seance)
    return seance
  }
  const rendre = (seance: string, dossier: string, plus: Record<string, string> = {}, cookie = m.regionale.cookie) =>
    w.post(p.decision(seance, dossier), { ...FAVORABLE, ...plus }, cookie)
  const decider = (seance: string, dossier: string, plus: Record<string, string> = {}) =>
    w.post(p.decision(seance, dossier), { ...RETENU, ...plus }, admin.cookie)
  /** The séance is closed, its procès-verbal established, signed by whoever chaired, frozen. */
  async function sceller(seance: string) {
    for (const r of [
      await w.post(p.cloture(seance), {}, admin.cookie),
      await w.post(p.procesVerbal(seance), {}, admin.cookie),
      await w.post(p.signatureProcesVerbal(seance), { version: '1', reserve: '' }, m.regionale.cookie),
      await w.post(p.gelProcesVerbal(seance), { version: '1' }, admin.cookie),
    ])
      if (r.status !== 303) throw new Error(`sceller: ${r.status} ${await lire(r)}`)
  }
  const avis = async (dossier: string) =>
    (
      await q(
        'select sens, pour, contre, abstention, sans_vote, cardinality(votants) as votants, montant::int, raison, revision from avis_instance where dossier_id = $1',
        [dossier],
      )
    ).rows
  const decisions = async (dossier: string) =>
    (await q('select id, sens, montant::int, hors_avis from decision where dossier_id = $1 order by prise_le, id', [dossier])).rows
  return { ...m, q, lire, versElus, proposer, ouvrir, commission, comite, pointer, rendre, decider, sceller, avis, decisions }
}
export type MondeInstances = Awaited<ReturnType<typeof ouvrirInstances>>
