import { describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDuComite } from '../../../test/comite.ts'
import { ouvrirSalle } from '../../../test/salle.ts'

const p = paths.comite
const s = ouvrirSalle()
type Qui = { cookie: string }
const admin = () => s.m.administratrice
const suspendre = (heure: string, qui: Qui = admin()) => s.m.w.post(p.suspension(s.seance), { heure }, qui.cookie)
const reprendre = (qui: Qui = admin()) => s.m.w.post(p.finSuspension(s.seance), {}, qui.cookie)
const salle = (qui: Qui = admin()) => s.lire(s.m.w.get(p.salle(s.seance), qui.cookie))
const ecran = async () => {
  const adresse = await s.adresseEcran()
  return () => s.m.w.get(adresse)
}
const plusTard = (minutes: number) => s.m.w.horloge.regler(new Date(s.m.w.horloge.instant.getTime() + minutes * 60_000))

describe('une suspension de séance', () => {
  it('se dit à chacun avec l’heure de reprise\u00a0; l’écran de la salle ne montre plus de dossier, puis le montre à nouveau', async () => {
    s.m.w.regler('2021-10-26T10:55:00')
    const voir = await ecran()
    await s.decider(s.dossiers[0]!)
    expect(await salle()).toContain('Suspendre la séance')
    expect((await suspendre('11 h 15')).status).toBe(303)
    for (const qui of [admin(), s.m.hauteCorse]) expect(await salle(qui)).toContain('Séance suspendue depuis 10 h 55. Reprise à 11 h 15.')
    const pause = await s.lire(voir())
    expect(pause).toMatch(/1 dossier décidé sur 3 .*Accordé 10 000 € .*Reprise à 11 h 15 .*Aucun dossier n’est à l’écran/)
    for (const mot of ['Un guichet en ligne', 'Les notes', 'Ensuite', 'Proposition']) expect(pause).not.toContain(mot)
    plusTard(19)
    expect((await reprendre()).status).toBe(303)
    expect(await s.lire(voir())).toContain('Dossier 2 sur 3')
    expect(await salle()).not.toContain('Séance suspendue')
  })

  it('sans heure dite, l’écran dit qu’elle est suspendue\u00a0; une heure passée ou qui n’en est pas une se corrige, telle qu’on l’a tapée', async () => {
    s.m.w.regler('2021-10-26T10:55:00')
    for (const [heure, phrase] of [
      ['10:55', 'Cette heure est passée'],
      ['bientôt', '« bientôt » n’est pas une heure'],
      ['9'.repeat(500), 'n’est pas une heure'],
    ] as const) {
      const r = await suspendre(heure)
      const html = await r.clone().text()
      expect([r.status, await s.lire(r)]).toEqual([422, expect.stringContaining(phrase)])
      expect(html).toContain(`value="${heure.slice(0, 20)}"`)
      expect(html).toMatch(/<details[^>]* open/)
    }
    expect(await salle()).not.toContain('Séance suspendue depuis')
    const voir = await ecran()
    await suspendre('')
    expect(await s.lire(voir())).toMatch(/Séance suspendue Aucun dossier n’est à l’écran/)
  })

  it('rien ne se décide pendant ce temps, et ce qui était tapé se relit\u00a0; elle reprend, et cela se décide', async () => {
    const [d] = s.dossiers as [string]
    await suspendre('')
    expect(await (await s.m.w.get(p.salle(s.seance), admin().cookie)).text()).not.toContain('name="sens"')
    const r = await s.decider(d, { sens: 'partiel', montant: '4 000', conclusion: 'Le débat a porté sur les délais.' })
    expect(r.status).toBe(409)
    expect(await s.lire(r)).toMatch(/a été suspendue pendant votre saisie .*Retenu en partie : 4 000 .*Le débat a porté sur les délais\./)
    expect(await s.decisions(d)).toEqual([])
    await reprendre()
    expect((await s.decider(d, { sens: 'partiel', montant: '4 000' })).status).toBe(303)
  })

  it('elle est de qui conduit\u00a0; demandée six fois elle est faite une fois\u00a0; le journal et le procès-verbal la disent', async () => {
    s.m.w.regler('2021-10-26T10:55:00')
    for (const [qui, attendu] of [
      [s.m.corseDuSud, 403],
      [s.m.porteur, 404],
    ] as const)
      expect([(await suspendre('', qui)).status, (await reprendre(qui)).status]).toEqual([attendu, attendu])
    expect((await reprendre()).status).toBe(303)
    const six = (faire: () => Response | Promise<Response>) => Promise.all([1, 2, 3, 4, 5, 6].map(faire))
    expect((await six(() => suspendre('11:15'))).map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    plusTard(20)
    expect((await six(() => reprendre())).map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    const actes = (await actesDuComite(s.m.w, s.seance)).map(e => e.action)
    expect(actes.filter(a => /suspendue|reprise/.test(a))).toEqual(['comite.seance_suspendue', 'comite.seance_reprise'])
    await s.q('update seance set president_id = (select id from seance_membre where seance_id = $1 limit 1) where id = $1', [s.seance])
    await suspendre('')
    expect((await s.m.w.post(p.cloture(s.seance), {}, admin().cookie)).status).toBe(303)
    expect(await salle()).not.toContain('Séance suspendue depuis')
    await s.m.w.post(p.procesVerbal(s.seance), {}, admin().cookie)
    expect(await s.lire(s.m.w.get(p.procesVerbal(s.seance), admin().cookie))).toContain(
      '10 h 55 : la séance est suspendue. 11 h 15 : la séance reprend. 11 h 15 : la séance est suspendue.',
    )
  })
})
