import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { gestesComplements } from '../../../test/complements.ts'
import { actesDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'
import { rappelerComplements } from './rappeler.ts'

let m: MondeInstruction
let id: string
let g: ReturnType<typeof gestesComplements>
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  // what another test left waiting is not of this one
  await m.w.owner.query(
    "update complement set annule_le = demande_le, annule_motif = 'fini' where repondu_le is null and annule_le is null",
  )
  id = await m.dossier()
  g = gestesComplements(m, id)
  expect((await g.demander()).status).toBe(303)
})
afterAll(() => m.w.close())

const passer = (instant: string) => {
  m.w.regler(instant)
  return rappelerComplements(m.w.deps, m.w.horloge.instant)
}
const sujets = async () => (await g.courriels('compléter le dossier')).map(x => x.sujet.replaceAll('\u00a0', ' '))

it('à J-7, à J-2, au matin du dernier jour, chacun une fois, et plus rien après', async () => {
  for (const instant of ['2021-10-05T07:59:59', '2021-10-05T08:00:00', '2021-10-05T08:15:00', '2021-10-08T12:00:00']) await passer(instant)
  for (const instant of ['2021-10-10T08:00:00', '2021-10-10T08:15:00', '2021-10-12T08:00:00', '2021-10-12T20:00:00']) await passer(instant)
  expect(await passer('2021-10-13T08:00:00')).toBe(0)
  const dites = (await sujets()).map(s => s.replace(/ le dossier .*/, ''))
  expect(dites).toEqual(['Il reste 7 jours pour compléter', 'Il reste 2 jours pour compléter', 'Dernier jour pour compléter'])
  expect((await actesDe(m.w, id)).filter(a => a.action === 'instruction.complement_rappele')).toMatchObject([
    { code: 'j_7' },
    { code: 'j_2' },
    { code: 'dernier_jour' },
  ])
  const page = await lisible(await g.page())
  for (const mot of ['3 rappels', 'Le guichet : rappelle au porteur la demande de compléments n° 1']) expect(page).toContain(mot)
})

it('après une panne de huit jours, un seul rappel, le plus urgent ; six passages au même instant n’en envoient qu’un', async () => {
  m.w.regler('2021-10-11T11:00:00')
  const six = await Promise.all(Array.from({ length: 6 }, () => passer('2021-10-11T11:00:00')))
  expect(six.reduce((a, b) => a + b)).toBe(1)
  expect(await sujets()).toEqual([expect.stringMatching(/^Il reste 1 jour pour compléter le dossier \S+ : \S/)])
  expect((await g.courriels('compléter le dossier'))[0]!.texte).toMatch(/Pour le dossier .*, le service attend\s: \S/)
})

it('le délai prolongé a ses propres rappels, et pas le matin même de la prolongation', async () => {
  await passer('2021-10-10T09:00:00')
  const [k] = await g.demandes()
  await m.w.post(paths.instruction.prolongationComplement(id, k!.id), { jour: '16/10/2021', vu: '' }, m.referent.cookie)
  for (const instant of ['2021-10-10T09:15:00', '2021-10-12T08:00:00', '2021-10-14T08:00:00']) await passer(instant)
  expect((await sujets()).map(s => s.split(' pour')[0])).toEqual(['Il reste 2 jours', 'Plus de temps', 'Il reste 2 jours'])
})

it('une demande répondue ou retirée, un dossier retiré, ne reçoivent rien', async () => {
  await g.repondre()
  const autre = await m.dossier()
  const h = gestesComplements(m, autre)
  await h.demander()
  await m.w.owner.query("update dossier set etat = 'retire' where id = $1", [autre])
  await passer('2021-10-10T09:00:00')
  expect(await sujets()).toEqual([])
  expect(await h.courriels('compléter le dossier')).toEqual([])
})

it('une structure associée est rappelée aussi', async () => {
  const renno = await m.w.compte({ structures: ['Renno'] })
  const { id: structure_id } = await m.w.structure('Renno')
  await m.w.auGuichet(tx =>
    tx
      .insertInto('partenaire')
      .values({ id: nouvelId(), guichet_id: m.w.guichetId, dossier_id: id, structure_id, invite_le: m.w.horloge.instant })
      .execute(),
  )
  await passer('2021-10-10T09:00:00')
  const destinataires = (await g.courriels('compléter le dossier')).map(x => x.destinataire)
  expect(destinataires.toSorted()).toEqual([m.porteur.courriel, renno.courriel].toSorted())
})
