import { paths } from '../paths.ts'
import { ouvrirComite } from './comite.ts'
import { lirePdf } from './lire-pdf.ts'
import { lisible } from './vico.ts'

const p = paths.comite
const RETENU = { sens: 'retenu', montant: '10 000', rang: '', motif: '', conditions: '', conclusion: '' }

/** The comité, with what its procès-verbal needs: séances that were held, whose members were there but one. */
export async function ouvrirProcesVerbal(changer?: Parameters<typeof ouvrirComite>[0]) {
  const m = await ouvrirComite(changer)
  const { w, administratrice: admin } = m
  const q = (texte: string, valeurs: unknown[] = []) => w.owner.query(texte, valeurs)
  const lire = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')

  /** Opens a séance of as many dossiers, or of these; the regional member chairs, the one for Haute-Corse is in conflict on the first, the second regional is excused. */
  async function ouvrir(nombre = 3, choisis?: readonly string[]) {
    const dossiers = choisis ?? (await m.dossiers(nombre))
    const seance = await m.seance(dossiers)
    await q(
      `insert into conflit (id, guichet_id, seance_id, membre_id, compte_id, dossier_id, declare, origine, motif, declare_le)
        select gen_random_uuid(), m.guichet_id, m.seance_id, m.id, m.compte_id, d.dossier_id, case when x.oui then 'conflit' else 'aucun' end,
          'declaration', case when x.oui then 'Ancien employeur.' else '' end, $2
        from seance_membre m join seance_dossier d on d.seance_id = m.seance_id, lateral (select m.compte_id = $3 and d.dossier_id = $4 as oui) x
        where m.seance_id = $1`,
      [seance, w.horloge.instant, m.hauteCorse.id, dossiers[0]],
    )
    await q('update seance set quorum = 2 where id = $1', [seance])
    await w.post(p.ouverture(seance), {}, admin.cookie)
    const { rows } = await q('select id, compte_id from seance_membre where seance_id = $1', [seance])
    const membre = (c: { id: string }) => rows.find(r => r.compte_id === c.id).id as string
    await w.post(
      p.presences(seance),
      {
        ...Object.fromEntries(rows.map(r => [`presence-${r.id}`, r.compte_id === m.regional.id ? 'excuse' : 'present'])),
        president: membre(m.regionale),
      },
      admin.cookie,
    )
    return { seance, dossiers, membre }
  }
  const decider = async (seance: string, dossier: string, plus: Record<string, string> = {}) => {
    const { rows } = await q(
      'select id from decision d where dossier_id = $1 and not exists (select from decision r where r.remplace_id = d.id)',
      [dossier],
    )
    const r = await w.post(p.decision(seance, dossier), { ...RETENU, vue: rows[0]?.id ?? '', ...plus }, admin.cookie)
    if (r.status !== 303) throw new Error(`décision\u00a0: ${r.status} ${await lire(r)}`)
  }
  /** A séance held: the first dossier granted in part after having been granted whole, the second refused, the third left for another day. */
  async function tenir() {
    const s = await ouvrir()
    const [a, b] = s.dossiers as [string, string]
    await decider(s.seance, a)
    await decider(s.seance, a, {
      sens: 'partiel',
      montant: '4 321',
      conclusion: 'Le comité salue la mutualisation.',
      conditions: 'Associer les usagers.',
    })
    await decider(s.seance, b, {
      sens: 'non_retenu',
      motif: 'Le calendrier n’est pas crédible.',
      conclusion: 'Le débat a porté sur le calendrier.',
    })
    await w.post(p.cloture(s.seance), {}, admin.cookie)
    return s
  }
  const etablir = async () => {
    const s = await tenir()
    await w.post(p.procesVerbal(s.seance), {}, admin.cookie)
    return s
  }
  const pdf = async (seance: string, version: number, cookie = admin.cookie) =>
    Buffer.from(await (await w.get(p.procesVerbalPdf(seance, version), cookie)).arrayBuffer())
  const textePdf = async (seance: string, version: number, cookie = admin.cookie) =>
    (await lirePdf(await pdf(seance, version, cookie))).texte.replaceAll('\u00a0', ' ')
  const versions = async (seance: string) =>
    (await q('select version, contenu, sha256, cle, fige_le from proces_verbal where seance_id = $1 order by version', [seance])).rows
  return { ...m, q, lire, ouvrir, tenir, etablir, pdf, textePdf, versions }
}
