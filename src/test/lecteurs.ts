import { nouvelId } from '../contexte.ts'
import { installerDemonstration } from '../features/demo/index.ts'
import type { Lecteur } from '../features/perimetre/perimetre.queries.ts'
import { openWorld } from './world.ts'

/** The inbox of the demonstration on 5 October 2021, and those who read it, each its own part. */
export async function ouvrirLecteurs() {
  const w = await openWorld()
  await installerDemonstration(w.deps)
  w.regler('2021-10-05T10:00:00')
  const dossiers = async () => (await w.owner.query('select * from instruction order by numero')).rows
  const changer = (set: string, ...valeurs: unknown[]) => w.owner.query(`update instruction set ${set}`, valeurs)
  const base = (perimetres: Lecteur['perimetres'], plus: Partial<Lecteur> = {}): Lecteur => ({
    guichetId: w.guichetId,
    compteId: nouvelId(),
    perimetres,
    ...plus,
  })
  const ailleurs = (await dossiers()).find(d => d.departement_pilote === '2B')
  const invite = await w.compte({})
  await w.owner.query(
    `insert into ouverture_dossier (id, guichet_id, dossier_id, compte_id, accordee_par, accordee_le) values ($1, $2, $3, $4, $4, now())`,
    [nouvelId(), w.guichetId, ailleurs.dossier_id, invite.id],
  )
  const siens = [{ appels: null, departements: ['2A'], volets: ['volet_1', 'volet_2', 'volet_3'] }]
  const tout = [{ appels: null, departements: null, volets: null }]
  const lecteurs = {
    administrateur: base(tout),
    référent: base(siens),
    'référent invité': base(siens, { compteId: invite.id }),
    'référent des deux côtés': base([...siens, { appels: null, departements: null, volets: ['volet_4'] }]),
    'administrateur qui porte un dossier': base(tout, { structures: [ailleurs.structure_id] }),
    personne: base([]),
  }
  return { w, lecteurs, dossiers, changer }
}
export type Lecteurs = Awaited<ReturnType<typeof ouvrirLecteurs>>
