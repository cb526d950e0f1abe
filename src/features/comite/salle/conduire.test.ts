import { describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { ouvrirSalle } from '../../../test/salle.ts'

const p = paths.comite
const s = ouvrirSalle()
const { decider, deporter, lire } = s
type Qui = { cookie: string }
const admin = () => s.m.administratrice
const conduire = (dossier: string, qui: Qui = admin()) => s.m.w.post(p.conduiteSalle(s.seance, dossier), {}, qui.cookie)
const salle = (qui: Qui) => lire(s.m.w.get(p.salle(s.seance), qui.cookie))
const titreLu = async (adresse: string, qui: Qui) => /<title>([^<]*)/.exec(await (await s.m.w.get(adresse, qui.cookie)).text())![1]
const numero = async (id: string) => (await s.q('select numero from dossier where id = $1', [id])).rows[0].numero as string
const presider = async (qui: { id: string }) =>
  s.q('update seance set president_id = (select id from seance_membre where seance_id = $1 and compte_id = $2) where id = $1', [
    s.seance,
    qui.id,
  ])

describe('la salle suit qui préside', () => {
  it('la présidence amène la salle à un dossier\u00a0: chaque écran y est, la décision la mène au suivant', async () => {
    const [a, b, c] = s.dossiers as [string, string, string]
    await presider(s.m.regionale)
    expect(await titreLu(p.salle(s.seance), s.m.hauteCorse)).toContain(await numero(a))
    expect((await conduire(b, s.m.regionale)).headers.get('location')).toBe(p.salle(s.seance))
    for (const qui of [s.m.regionale, s.m.hauteCorse, admin()]) expect(await titreLu(p.salle(s.seance), qui)).toContain(await numero(b))
    await decider(b)
    expect(await titreLu(p.salle(s.seance), s.m.hauteCorse)).toContain(await numero(c))
    await decider(c)
    expect(await titreLu(p.salle(s.seance), s.m.hauteCorse)).toContain(await numero(a))
    await decider(a)
    expect(await salle(s.m.hauteCorse)).toContain('Tous les dossiers sont décidés')
  })

  it('qui lit un autre dossier sait où est la salle et la rejoint\u00a0; il ne le décide pas d’ici', async () => {
    const [a, b] = s.dossiers as [string, string]
    await conduire(a)
    const page = await (await s.m.w.get(p.salleDossier(s.seance, b), admin().cookie)).text()
    expect(page).toContain('Suivre la salle')
    expect(page).toContain(p.conduiteSalle(s.seance, b))
    expect(page).not.toContain(p.decision(s.seance, b))
    const membre = await (await s.m.w.get(p.salleDossier(s.seance, b), s.m.regionale.cookie)).text()
    expect(membre).toContain('Suivre la salle')
    expect(membre).not.toContain(p.conduiteSalle(s.seance, b))
  })

  it('je reviens sur la dernière décision\u00a0: la salle y retourne, la nouvelle remplace la première, puis on reprend où on en était', async () => {
    const [a, b] = s.dossiers as [string, string]
    await decider(a)
    const page = await (await s.m.w.get(p.salle(s.seance), admin().cookie)).text()
    expect(page).toContain('Revenir sur cette décision')
    await conduire(a)
    expect(await salle(admin())).toContain('Déjà décidé')
    const [{ id }] = await s.decisions(a)
    expect((await decider(a, { sens: 'partiel', montant: '4 000', vue: id })).status).toBe(303)
    expect(await titreLu(p.salle(s.seance), admin())).toContain(await numero(b))
  })

  it('un membre ne conduit pas\u00a0; la présidence déportée ne conduit pas la salle à ce dossier\u00a0; un dossier d’ailleurs n’existe pas', async () => {
    const [a, b] = s.dossiers as [string, string]
    await presider(s.m.regionale)
    await deporter(a, s.m.regionale)
    expect((await conduire(b, s.m.corseDuSud)).status).toBe(403)
    expect((await conduire(a, s.m.regionale)).status).toBe(403)
    const [autre] = await s.m.dossiers(1)
    expect((await conduire(autre!)).status).toBe(404)
    expect((await conduire(b, s.m.porteur)).status).toBe(404)
    expect((await s.q('select en_debat from seance where id = $1', [s.seance])).rows).toEqual([{ en_debat: null }])
  })

  it('un dossier retiré de l’ordre du jour ne retient pas la salle', async () => {
    const [a, b] = s.dossiers as [string, string]
    await conduire(b)
    await s.q('update seance_dossier set retire_le = $3 where seance_id = $1 and dossier_id = $2', [s.seance, b, s.m.w.horloge.instant])
    expect(await titreLu(p.salle(s.seance), admin())).toContain(await numero(a))
  })
})

describe('ce qui reste, pour un membre déporté', () => {
  it('ne bouge pas quand son dossier est décidé, puis dit le total une fois deux autres décidés', async () => {
    await s.ouvrir(4)
    const [a, b, c] = s.dossiers as [string, string, string]
    await deporter(a, s.m.hauteCorse)
    const reste = async (qui: Qui) => /Reste ([\d ]+(?:,\d\d)?) €/.exec(await salle(qui))![1]
    const [avant, entier] = [await reste(s.m.hauteCorse), await reste(s.m.regionale)]
    expect(avant).toBe(entier)
    const plusTard = () => s.m.w.horloge.regler(new Date(s.m.w.horloge.instant.getTime() + 60_000))
    await decider(a, { sens: 'partiel', montant: '1 234' })
    expect(await reste(s.m.hauteCorse)).toBe(avant)
    expect(await reste(s.m.regionale)).not.toBe(avant)
    expect(await salle(s.m.hauteCorse)).toContain('sans compter 1 dossier dont vous êtes déporté')
    expect(await lire(s.m.w.get(p.seance(s.seance), s.m.hauteCorse.cookie))).toContain(`${avant} €`)
    expect(await lire(s.m.w.get(p.seance(s.seance), s.m.regionale.cookie))).not.toContain(`${avant} €`)
    plusTard()
    await decider(b, { sens: 'partiel', montant: '1 000' })
    expect(await reste(s.m.hauteCorse)).not.toBe(await reste(s.m.regionale))
    plusTard()
    await decider(c, { sens: 'partiel', montant: '1 000' })
    expect(await reste(s.m.hauteCorse)).toBe(await reste(s.m.regionale))
  })

  it('dit le total à la clôture', async () => {
    const [a, b, c] = s.dossiers as [string, string, string]
    await deporter(c, s.m.hauteCorse)
    for (const d of [a, b]) await decider(d, { sens: 'non_retenu', montant: '', motif: 'Non.' })
    s.m.w.horloge.regler(new Date(s.m.w.horloge.instant.getTime() + 60_000))
    await decider(c, { sens: 'partiel', montant: '1 234' })
    expect(await salle(s.m.hauteCorse)).toContain('sans compter 1 dossier')
    await presider(s.m.regionale)
    expect((await s.m.w.post(p.cloture(s.seance), {}, admin().cookie)).status).toBe(303)
    expect(await salle(s.m.hauteCorse)).not.toContain('sans compter')
  })

  // seen to fail: the total of the dossiers to come counted the one that the member may not read, whose demand was the difference
  it('ni la salle ni la séance n’additionnent ce que demande son dossier', async () => {
    const [, b] = s.dossiers as [string, string]
    await s.q('update instruction set aide_demandee = 777700 where dossier_id = $1', [b])
    await deporter(b, s.m.hauteCorse)
    expect(await salle(s.m.regionale)).toMatch(/Les 2 suivants demandent 17 777 €\..*À suivre 2 · 17 777 €/)
    expect(await salle(s.m.hauteCorse)).toMatch(
      /Le suivant demande 10 000 €, sans compter 1 dossier dont vous êtes déporté\..*À suivre 2 · 10 000 €/,
    )
    const seance = async (qui: Qui) => lire(s.m.w.get(p.seance(s.seance), qui.cookie))
    expect(await seance(s.m.regionale)).toContain('27 777 €')
    expect(await seance(s.m.hauteCorse)).not.toMatch(/7 777 €/)
  })

  // seen to fail: the room of the other séance, open or closed, showed what was left without waiting, and the part that the decision takes
  it('ne se lit pas davantage dans une autre séance du même appel, ouverte ou close', async () => {
    const autre = s.seance
    await s.ouvrir(4)
    const [a, b, c] = s.dossiers as [string, string, string]
    await deporter(a, s.m.hauteCorse)
    const ailleurs = async (qui: Qui) => (await lire(s.m.w.get(p.salle(autre), qui.cookie))).match(/Reste ([\d ]+(?:,\d\d)?) €/)![1]
    const parts = async (qui: Qui) =>
      (await (await s.m.w.get(p.salle(autre), qui.cookie)).text()).match(/class="gt-salle__pris"/g)?.length ?? 0
    const avant = await ailleurs(s.m.hauteCorse)
    await decider(a, { sens: 'partiel', montant: '1 234' })
    for (const etat of ['ouverte', 'close']) {
      await s.q('update seance set etat = $2, close_le = case $2 when $3 then ouverte_le end where id = $1', [autre, etat, 'close'])
      expect([etat, await ailleurs(s.m.hauteCorse)]).toEqual([etat, avant])
      expect([etat, await ailleurs(s.m.regionale)]).not.toEqual([etat, avant])
    }
    for (const d of [b, c]) {
      s.m.w.horloge.regler(new Date(s.m.w.horloge.instant.getTime() + 60_000))
      await decider(d, { sens: 'partiel', montant: '1 000' })
    }
    expect(await ailleurs(s.m.hauteCorse)).toBe(await ailleurs(s.m.regionale))
    expect([await parts(s.m.hauteCorse), (await parts(s.m.regionale)) > 1]).toEqual([1, true])
  })
})

describe('ce qui reste, à qui préside et en est déporté', () => {
  // seen to fail: the form of the next dossier said what was left, the amount of theirs included
  it('ne se lit pas dans le formulaire des dossiers suivants, avant deux autres décisions', async () => {
    const [a, b, c] = s.dossiers as [string, string, string]
    await deporter(a, s.m.hauteCorse)
    await presider(s.m.hauteCorse)
    await decider(a, { sens: 'partiel', montant: '1 234' })
    await decider(b, { sens: 'partiel', montant: '1 000' })
    await conduire(c, s.m.hauteCorse)
    const sien = await salle(s.m.hauteCorse)
    expect(sien).toContain('Le comité décide')
    expect(sien).not.toMatch(/Il reste/)
    expect(await salle(admin())).toMatch(/Il reste [\d  ]+/)
  })
})
