import { afterAll, beforeAll, beforeEach } from 'vitest'
import { paths } from '../paths.ts'
import { type MondeComite, ouvrirComite } from './comite.ts'
import { lisible } from './vico.ts'

const p = paths.comite
const RETENU = { sens: 'retenu', montant: '10 000', rang: '', motif: '', conditions: '', conclusion: 'Projet prêt.' }

/** Before each test of a file, a séance that is open, everybody there and without conflict, with three dossiers; `ouvrir` opens another. `changer`: what the call is changed to. */
export function ouvrirSalle(changer?: Parameters<typeof ouvrirComite>[0]) {
  let m: MondeComite
  let seance: string
  let dossiers: string[]
  const q = (texte: string, valeurs: unknown[] = []) => m.w.owner.query(texte, valeurs)
  async function ouvrir(nombre: number) {
    dossiers = await m.dossiers(nombre)
    seance = await m.seance(dossiers)
    for (const d of dossiers)
      await q(
        `insert into conflit (id, guichet_id, seance_id, membre_id, compte_id, dossier_id, declare, origine, motif, declare_le)
          select gen_random_uuid(), guichet_id, seance_id, id, compte_id, $2, 'aucun', 'declaration', '', $3 from seance_membre where seance_id = $1`,
        [seance, d, m.w.horloge.instant],
      )
    await q("update seance_membre set presence = 'present' where seance_id = $1", [seance])
    await m.w.post(p.ouverture(seance), {}, m.administratrice.cookie)
  }
  beforeAll(async () => {
    m = await ouvrirComite(changer)
  })
  beforeEach(() => ouvrir(3))
  afterAll(() => m.w.close())

  return {
    get m() {
      return m
    },
    get seance() {
      return seance
    },
    get dossiers() {
      return dossiers
    },
    ouvrir,
    q,
    lire: async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' '),
    decider: (dossier: string, plus: Record<string, string> = {}, cookie = m.administratrice.cookie) =>
      m.w.post(p.decision(seance, dossier), { ...RETENU, vue: '', ...plus }, cookie),
    /** A member has said that they are in conflict on a dossier. */
    deporter: (dossier: string, qui: { id: string }) =>
      q(
        `insert into conflit (id, guichet_id, seance_id, membre_id, compte_id, dossier_id, declare, origine, motif, declare_le)
          select gen_random_uuid(), guichet_id, seance_id, id, compte_id, $2, 'conflit', 'declaration', 'Ancien employeur.', $3
          from seance_membre where seance_id = $1 and compte_id = $4`,
        [seance, dossier, m.w.horloge.instant, qui.id],
      ),
    /** The address of the screen of the room, as it is shown once to whoever opens it. */
    adresseEcran: async () => {
      const r = await m.w.post(p.ecranSalle(seance), {}, m.administratrice.cookie)
      return /(\/ecran\/[A-Za-z0-9_-]{43})/.exec(await r.text())![1]!
    },
    /** What was decided of a dossier, the first first. */
    decisions: async (dossier: string) =>
      (
        await q('select sens, montant::int, rang, motif, remplace_id, id from decision where dossier_id = $1 order by prise_le, id', [
          dossier,
        ])
      ).rows,
  }
}
