import { nouvelId } from '../contexte.ts'
import { paths } from '../paths.ts'
import { ouvrirInstruction } from './instruits.ts'
import { lisible, SLUG } from './vico.ts'

/** A guichet with a filed dossier of Corse-du-Sud, those who read it or not, and what a test asks of « Voir comme ». */
export async function ouvrirVues() {
  const m = await ouvrirInstruction()
  const { w } = m
  const dossier = await m.dossier()
  const actes = async (action: string) => (await w.journal()).filter(e => e.action === action)
  /** A seat in a séance of the call. */
  const sieger = async (compteId: string) => {
    const [seance, membre] = [nouvelId(), nouvelId()]
    await w.owner.query(
      `insert into seance (id, guichet_id, appel_id, appel_version_id, tenue_le, lieu, quorum, creee_par, creee_le)
       select $1, $2, v.appel_id, v.id, now(), 'Ici', 1, $3, now() from appel_version v join appel a on a.id = v.appel_id where a.slug = $4`,
      [seance, w.guichetId, compteId, SLUG],
    )
    await w.owner.query(
      `insert into seance_membre (id, guichet_id, seance_id, compte_id, siege, college) values ($1, $2, $3, $4, 0, 'regional')`,
      [membre, w.guichetId, seance, compteId],
    )
    return { seance, membre }
  }
  return {
    ...m,
    dossier,
    actes,
    sieger,
    finies: () => actes('compte.vu_comme_fini'),
    administratrice: () => w.compte({ nom: 'Administratrice', roles: [{ role: 'administrateur', departements: [], volets: [] }] }),
    voir: (qui: { id: string }, par: { cookie: string }) => w.post(paths.administration.vueAgent(qui.id), {}, par.cookie),
    /** A page as it is read: its status, its words, where it sends. */
    page: async (chemin: string, qui: { cookie: string }) => {
      const r = await w.get(chemin, qui.cookie)
      return { statut: r.status, texte: (await lisible(r)).replaceAll('\u00a0', ' '), vers: r.headers.get('location') }
    },
    ouvertes: async (par: { id: string }) =>
      (await w.owner.query('select vu_id from vue_comme where compte_id = $1 and finie_le is null', [par.id])).rows,
    /** Ten minutes have gone by. */
    perimer: () =>
      w.owner.query(
        "update vue_comme set debut_le = now() - interval '11 minutes', jusqua = now() - interval '1 minute' where finie_le is null",
      ),
    declarerConflit: async (compteId: string) => {
      const { seance, membre } = await sieger(compteId)
      await w.owner.query(
        `insert into conflit (id, guichet_id, seance_id, membre_id, compte_id, dossier_id, declare, origine, motif, declare_le)
         values ($1, $2, $3, $4, $5, $6, 'conflit', 'declaration', 'Ma commune', now())`,
        [nouvelId(), w.guichetId, seance, membre, compteId, dossier],
      )
    },
    donner: (compteId: string, role: string) =>
      w.owner.query('insert into role (id, guichet_id, compte_id, role) values ($1, $2, $3, $4)', [
        nouvelId(),
        w.guichetId,
        compteId,
        role,
      ]),
  }
}
export type MondeVues = Awaited<ReturnType<typeof ouvrirVues>>
