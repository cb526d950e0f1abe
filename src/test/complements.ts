import { paths } from '../paths.ts'
import type { MondeInstruction } from './instruits.ts'

/** A request on the résumé, as the référent types it. */
export const POINT = { 'cible-1': 'c:projet:resume', 'demande-1': 'Dites combien de familles.', echeance: '12/10/2021' }

type Compte = { cookie: string }
/** Acts about the complements of one dossier, as its people do them. */
export const gestesComplements = (m: MondeInstruction, id: string) => ({
  demander: (corps: Record<string, string> = POINT, qui: Compte = m.referent) =>
    m.w.post(paths.instruction.complements(id), corps, qui.cookie),
  repondre: async (resume = 'Trois cents familles.', reponse = 'Voici.') => {
    await m.w.post(paths.dossiers.etape(id, 'projet'), { resume }, m.porteur.cookie)
    return m.w.post(paths.dossiers.complements(id), { reponse }, m.porteur.cookie)
  },
  page: (qui: Compte = m.referent) => m.w.get(paths.instruction.complements(id), qui.cookie),
  /** The requests, the first one first. */
  demandes: () => m.w.auGuichet(tx => tx.selectFrom('complement').selectAll().where('dossier_id', '=', id).orderBy('numero').execute()),
  /** Mails about this dossier whose subject says this. */
  courriels: async (sujet: string) => (await m.w.courriels()).filter(x => x.dossier_id === id && x.sujet.includes(sujet)),
})
