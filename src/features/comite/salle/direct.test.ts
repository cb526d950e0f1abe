import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeComite, ouvrirComite } from '../../../test/comite.ts'
import { fermerSalles } from './direct.ts'

const p = paths.comite
let m: MondeComite
let seance: string
let dossiers: string[]
beforeAll(async () => {
  m = await ouvrirComite()
  dossiers = await m.dossiers(2)
  seance = await m.seance(dossiers)
  for (const d of dossiers)
    await m.w.owner.query(
      `insert into conflit (id, guichet_id, seance_id, membre_id, compte_id, dossier_id, declare, origine, motif, declare_le)
        select gen_random_uuid(), guichet_id, seance_id, id, compte_id, $2, 'aucun', 'declaration', '', $3 from seance_membre where seance_id = $1`,
      [seance, d, m.w.horloge.instant],
    )
  await m.w.post(p.ouverture(seance), {}, m.administratrice.cookie)
  await m.w.owner.query("update seance_membre set presence = 'present' where seance_id = $1", [seance])
})
afterAll(() => m.w.close())

/** What a screen hears, stamp after stamp. */
async function ecouter(cookie: string) {
  const r = await m.w.get(p.direct(seance), cookie)
  const lecteur = r.body!.pipeThrough(new TextDecoderStream()).getReader()
  let recu = ''
  const suivant = async (): Promise<string | undefined> => {
    for (;;) {
      const trouve = /event: estampille\ndata: (.*)\n\n/.exec(recu)
      if (trouve) {
        recu = recu.slice(trouve.index + trouve[0].length)
        return trouve[1]
      }
      const { value, done } = await lecteur.read()
      if (done) return undefined
      recu += value
    }
  }
  return { type: r.headers.get('content-type'), suivant, fermer: () => lecteur.cancel() }
}
const decider = (dossier: string, montant: string) =>
  m.w.post(
    p.decision(seance, dossier),
    { sens: 'partiel', montant, rang: '', motif: '', conditions: '', conclusion: 'Secret', vue: '' },
    m.administratrice.cookie,
  )

it('chaque écran apprend qu’une décision est prise, et rien d’elle\u00a0: il relit ce que sa lectrice peut lire', async () => {
  const ecrans = await Promise.all([m.regionale, m.hauteCorse].map(x => ecouter(x.cookie)))
  expect(ecrans[0]!.type).toContain('text/event-stream')
  const avant = await Promise.all(ecrans.map(e => e.suivant()))
  expect(avant[0]).toMatch(/^[0-9a-f]{32}$/)
  expect(await (await m.w.get(p.salle(seance), m.regionale.cookie)).text()).toContain(`data-salle-estampille-value="${avant[0]}"`)
  expect((await decider(dossiers[0]!, '1 234')).status).toBe(303)
  const apres = await Promise.all(ecrans.map(e => e.suivant()))
  expect(apres[0]).toBe(apres[1])
  expect(apres[0]).toMatch(/^[0-9a-f]{32}$/)
  expect(apres[0]).not.toBe(avant[0])
  expect(await (await m.w.get(p.salle(seance), m.regionale.cookie)).text()).toContain(`data-salle-estampille-value="${apres[0]}"`)
  await Promise.all(ecrans.map(e => e.fermer()))
})

it('l’écran qui vient de lire sa page n’est pas renvoyé à ce qui était avant elle', async () => {
  const suit = await ecouter(m.hauteCorse.cookie)
  expect(await suit.suivant()).toBeDefined()
  for (const n of [1, 2, 3, 4]) {
    await m.w.owner.query('update enveloppe set montant = montant + $1', [n * 100])
    const page = /data-salle-estampille-value="([0-9a-f]{32})"/.exec(await (await m.w.get(p.salle(seance), m.regionale.cookie)).text())?.[1]
    const vient = await ecouter(m.regionale.cookie)
    expect(await vient.suivant()).toBe(page)
    await vient.fermer()
  }
  await suit.fermer()
})

it('l’enveloppe change\u00a0: la salle se relit', async () => {
  const estampille = async () =>
    /data-salle-estampille-value="([0-9a-f]{32})"/.exec(await (await m.w.get(p.salle(seance), m.regionale.cookie)).text())?.[1]
  const avant = await estampille()
  expect(await estampille()).toBe(avant)
  await m.w.owner.query('update enveloppe set montant = montant + 100')
  expect(await estampille()).not.toBe(avant)
})

it('à l’arrêt du programme, les écrans sont lâchés et ne le retiennent pas', async () => {
  const ecran = await ecouter(m.regionale.cookie)
  expect(await ecran.suivant()).toBeDefined()
  fermerSalles()
  expect(await ecran.suivant()).toBeUndefined()
})

it('qui n’a pas de place dans la séance n’écoute rien', async () => {
  for (const { cookie } of [m.porteur, m.suppleante, m.lecteur]) expect((await m.w.get(p.direct(seance), cookie)).status).toBe(404)
})
