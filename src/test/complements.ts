import { afterAll, beforeAll, beforeEach } from 'vitest'
import { paths } from '../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from './instruits.ts'

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
export type GestesComplements = ReturnType<typeof gestesComplements>

/** One world for the file, and before each test a dossier in instruction: `prendre` is given them. */
export function surUnDossierInstruit(prendre: (v: { m: MondeInstruction; id: string; g: GestesComplements }) => void) {
  let m: MondeInstruction
  beforeAll(async () => {
    m = await ouvrirInstruction()
  })
  beforeEach(async () => {
    const id = await m.dossier()
    prendre({ m, id, g: gestesComplements(m, id) })
  })
  afterAll(() => m.w.close())
}
