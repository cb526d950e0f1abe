import { formatEuros } from '../../src/lib/euros.ts'
import { type Depot, deposerBilan, lireBilan, redeposer, TRIMESTRES, type Trimestre } from './bilans.ts'
import type { Decision } from './comite.ts'
import { comparerDonnees, comparerPortefeuille } from './comparer.ts'
import type { Depose } from './deposer.ts'
import { abandonner, prolonger, tarder } from './imprevus.ts'
import { ensemble, type Laureat, laureatsDe, somme } from './laureats.ts'
import type { Monde } from './monde.ts'
import { constater, conventionner, ordonnerAvance, ordonnerSolde } from './payer.ts'
import { Surprise } from './visiteur.ts'

export type Etape = <T>(titre: string, faire: () => Promise<T>, dire?: (fait: T) => string) => Promise<T>
const FIN = { fin: '30/09/2022', final: true }
const FIN_PROLONGEE = '31/12/2022'

/** What becomes of the aids, from the acts of November 2021 to the balances of January 2023 and what anybody then reads. */
export async function suivre(m: Monde, comite: { decisions: readonly Decision[]; enConflit: Depose }, etape: Etape) {
  const tous = laureatsDe(m, comite.decisions, comite.enConflit)
  const [, , tardif, prolonge, , abandonne] = tous
  if (!tardif || !prolonge || !abandonne) throw new Surprise('suivre les lauréats', '', `${tous.length} lauréats seulement`)
  const restent = tous.filter(l => l !== abandonne)
  const depots: Depot[] = []
  const tient = tenir(m, depots)

  await etape(
    '15 novembre\u00a0: actes',
    () => toutesLesPersonnes(m, tous, '2021-11-15T10:00:00', l => conventionner(m, l, '15/11/2021')),
    n => `\u00a0: ${n} établis et signés`,
  )
  await etape(
    '1er décembre\u00a0: avances',
    async () => {
      await toutesLesPersonnes(m, tous, '2021-12-01T10:00:00', l => ordonnerAvance(m, l))
      await toutesLesPersonnes(m, tous, '2021-12-06T10:00:00', l => constater(m, l, '06/12/2021'))
    },
    () => `\u00a0: ${formatEuros(somme(tous, l => l.verse))}`,
  )
  await etape('4e trimestre 2021', () => tient('2022-01-04T10:00:00', tous, TRIMESTRES.t4_2021, { renvoi: tous[0]! }), dire)
  const rendu = await etape(
    '16 février\u00a0: un abandon',
    () => abandonner(m, abandonne, m.appel.montant - somme(tous, l => l.accorde)),
    n => `\u00a0: ${formatEuros(n)} reviennent à l’enveloppe`,
  )
  const aLHeure = restent.filter(l => l !== tardif)
  await etape('1er trimestre 2022', () => tient('2022-04-04T10:00:00', aLHeure, TRIMESTRES.t1_2022), dire)
  const retard = await etape(
    '8 avril au 20 mai\u00a0: un retardataire',
    () => tarder(m, tardif),
    r => `\u00a0: ${r.rappels} rappels, chacun une fois, puis son bilan`,
  )
  depots.push(retard.depot)
  await lireBilan(m, tardif, retard.depot.bilan)
  await etape(
    '20 au 28 juin\u00a0: un avenant',
    () => prolonger(m, prolonge, FIN_PROLONGEE),
    () => `\u00a0: fin reportée au ${FIN_PROLONGEE}`,
  )
  await etape('2e trimestre 2022', () => tient('2022-07-04T10:00:00', restent, TRIMESTRES.t2_2022), dire)
  const finis = restent.filter(l => l !== prolonge)
  await etape(
    '3e trimestre 2022, le dernier',
    async () => {
      const faits = await tient('2022-10-04T10:00:00', finis, TRIMESTRES.t3_2022, { fin: FIN, tout: true })
      return [...faits, ...(await tient('2022-10-05T10:00:00', [prolonge], TRIMESTRES.t3_2022, { tout: true }))]
    },
    dire,
  )
  await etape('Dernier bilan du projet prolongé', () =>
    tient('2023-01-03T10:00:00', [prolonge], TRIMESTRES.t4_2022, { fin: { fin: FIN_PROLONGEE, final: true }, tout: true }),
  )
  await etape(
    'Janvier 2023\u00a0: soldes',
    async () => {
      await toutesLesPersonnes(m, restent, '2023-01-16T10:00:00', l => ordonnerSolde(m, l))
      await toutesLesPersonnes(m, restent, '2023-01-24T10:00:00', l => constater(m, l, '24/01/2023'))
    },
    () => `\u00a0: ${formatEuros(somme(restent, l => l.verse))} versés en tout`,
  )
  const portefeuille = await etape(
    'Portefeuille relu',
    () => comparerPortefeuille(m, restent),
    p => `\u00a0: ${p.commandes} commandes à ${p.entreprises} entreprises, ${formatEuros(p.consomme)} consommés, au centime`,
  )
  await etape(
    'Données ouvertes relues',
    () => comparerDonnees(m, restent),
    d => `\u00a0: ${d.lignes} lignes, ${d.accorde} €, au centime`,
  )
  return { rendu, suivi: { bilans: depots.length, ...portefeuille, retards: depots.filter(d => d.retard).length } }
}

const dire = (faits: readonly Depot[]) => `\u00a0: ${faits.length} bilans, dont ${faits.filter(d => d.rien).length} sans rien de nouveau`

async function toutesLesPersonnes(m: Monde, laureats: readonly Laureat[], instant: string, faire: (l: Laureat) => Promise<unknown>) {
  await m.regler(instant)
  await ensemble(m, laureats, faire)
  return laureats.length
}

type Options = { fin?: { fin: string; final: boolean }; renvoi?: Laureat; tout?: boolean }
const REMARQUE = 'Dites pourquoi la livraison a pris du retard.'
/** One period: its bilans filed, then read: one may be sent back and filed again, one in five is left to read unless all must be. */
const tenir =
  (m: Monde, depots: Depot[]) =>
  async (instant: string, laureats: readonly Laureat[], t: Trimestre, { fin, renvoi, tout }: Options = {}) => {
    const faits = new Map<Laureat, Depot>()
    await toutesLesPersonnes(m, laureats, instant, async l => faits.set(l, await deposerBilan(m, l, t, fin)))
    depots.push(...faits.values())
    if (renvoi) {
      const { bilan } = faits.get(renvoi)!
      await lireBilan(m, renvoi, bilan, REMARQUE)
      await redeposer(renvoi, bilan, REMARQUE)
    }
    const lus = laureats.filter(l => tout || l.n % 5 !== 4)
    await ensemble(m, lus, l => lireBilan(m, l, faits.get(l)!.bilan))
    return [...faits.values()]
  }
