import { nouvelId } from '../contexte.ts'
import type { GenreInscrit } from '../features/enveloppes/mouvements/mouvement.rules.ts'
import { paths } from '../paths.ts'
import { auComite, copiesAuComite } from './comite.ts'
import { publier, SLUG } from './vico.ts'
import { openWorld } from './world.ts'

const MILLE = 100_000
type Ecrit = { genre: GenreInscrit; e: string; vers?: string; montant: number; annule?: string; version?: string; appel?: string }

/** A call with the envelopes that a test opens, dossiers before its comité, and the administrateur who moves its money. */
export async function ouvrirCredits() {
  const w = await openWorld()
  await publier(w)
  const porteur = await w.compte({ structures: ['Vico'] })
  const admin = await w.compte({ nom: 'Cheffe du bureau', roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  const modele = await auComite(w, porteur.cookie)
  const { appel_id: appelId } = (await w.owner.query('select appel_id from dossier where id = $1', [modele])).rows[0]
  const q = async (texte: string, valeurs: unknown[] = []) => (await w.owner.query(texte, valeurs)).rows
  let n = 0
  /** Opens an envelope of 10 000 €, unless said otherwise. */
  const ouvrir = (montant = 10 * MILLE, plus: { libelle?: string; volets?: string[]; departements?: string[] } = {}) =>
    w.auGuichet(async tx => {
      const id = nouvelId()
      const commun = { guichet_id: w.guichetId, appel_id: appelId, code: `e_${n++}`, libelle: 'Enveloppe', creee_le: w.horloge.instant }
      await tx
        .insertInto('enveloppe')
        .values({ ...commun, id, montant, ...plus })
        .execute()
      return id
    })
  /** A movement straight into the ledger, by the program's own role. */
  const ecrire = ({ genre, e, vers, montant, annule, version, appel = appelId }: Ecrit) =>
    w.auGuichet(async tx => {
      const id = nouvelId()
      const liens = { enveloppe_id: e, vers_id: vers ?? null, annule_id: annule ?? null, appel_version_id: version ?? null }
      const commun = { id, guichet_id: w.guichetId, appel_id: appel, raison: 'Essai', par: admin.id, instant: w.horloge.instant }
      await tx
        .insertInto('mouvement_credits')
        .values({ ...commun, ...liens, genre, montant })
        .execute()
      return id
    })
  /** A decision of the comité that grants these cents from one envelope. */
  const decider = (dossier: string, e: string, montant = MILLE) =>
    w.auGuichet(async tx => {
      const id = nouvelId()
      const { depot_id } = await tx.selectFrom('instruction').select('depot_id').where('dossier_id', '=', dossier).executeTakeFirstOrThrow()
      const d = { guichet_id: w.guichetId, dossier_id: dossier, depot_id, sens: 'retenu', montant, prise_par: admin.id }
      await tx
        .insertInto('decision')
        .values({ ...d, id, prise_le: w.horloge.instant })
        .execute()
      await tx.insertInto('imputation').values({ decision_id: id, enveloppe_id: e, guichet_id: w.guichetId, montant }).execute()
      return id
    })
  /** What an envelope holds, and what its ledgers say that it does. Cents. */
  const etat = async (id: string) =>
    (
      await q(
        `select e.montant::int, e.reserve::int, e.accorde::int,
          (select sum(case when m.vers_id = e.id or m.genre in ('ouverture', 'abondement') then m.montant when m.genre in ('reduction', 'transfert') then -m.montant else 0 end)::int
            from mouvement_credits m where e.id in (m.enveloppe_id, m.vers_id)) as livre,
          (select sum(case m.genre when 'reserve' then m.montant when 'liberation' then -m.montant else 0 end)::int from mouvement_credits m where m.enveloppe_id = e.id) as garde,
          (select coalesce(sum(m.montant), 0)::int from mouvement m where m.enveloppe_id = e.id) as pris
        from enveloppe e where e.id = $1`,
        [id],
      )
    )[0] as { montant: number; reserve: number; accorde: number; livre: number; garde: number; pris: number }
  const page = paths.administration.enveloppes(SLUG)
  return {
    w,
    q,
    porteur,
    admin,
    modele,
    appelId,
    ouvrir,
    ecrire,
    decider,
    etat,
    page,
    dossiers: (combien: number) => copiesAuComite(w, modele, combien),
  }
}
export type MondeCredits = Awaited<ReturnType<typeof ouvrirCredits>>
