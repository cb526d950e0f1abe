import { describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { ouvrirSalle } from '../../../test/salle.ts'
import { URL_TEST } from '../../../test/world.ts'

const p = paths.comite
const s = ouvrirSalle()
type Qui = { cookie: string }
const admin = () => s.m.administratrice
const envoyer = (chemin: string, champs: Record<string, string>, cookie?: string) =>
  s.m.w.app.request(URL_TEST + chemin, {
    method: 'PUT',
    headers: { origin: URL_TEST, ...(cookie ? { cookie } : {}) },
    body: new URLSearchParams(champs),
  })
const signaler = (qui: Qui, dossier: string, retenu = '') => envoyer(p.suiviSalle(s.seance), { dossier, retenu }, qui.cookie)
const plusTard = (secondes: number) => s.m.w.horloge.regler(new Date(s.m.w.horloge.instant.getTime() + secondes * 1000))
const salle = (qui: Qui) => s.lire(s.m.w.get(p.salle(s.seance), qui.cookie))

describe('qui suit la salle', () => {
  it('la présidence lit qui suit, qui consulte un autre dossier, qui écrit, qui n’est pas là, et dont l’écran ne suit plus', async () => {
    const [a, b] = s.dossiers as [string, string]
    await signaler(s.m.regionale, a)
    await signaler(s.m.regional, b)
    await signaler(s.m.corseDuSud, b, 'oui')
    const lu = await s.lire(signaler(admin(), a))
    expect(lu).toMatch(/Référente régionale[^:]*présent suit/)
    expect(lu).toMatch(/Second référent régional[^:]*présent consulte le 2/)
    expect(lu).toMatch(/Corse-du-Sud[^:]*présent écrit, son écran attend/)
    expect(lu).toMatch(/Haute-Corse[^:]*présent pas encore dans la salle/)
    plusTard(10)
    await signaler(s.m.regionale, a)
    const apres = await salle(admin())
    expect(apres).toMatch(/Second référent régional[^:]*présent ne suit plus depuis \d+ h \d\d/)
    expect(apres).toMatch(/Référente régionale[^:]*présent suit/)
    // nobody else is told
    expect(await salle(s.m.regionale)).not.toMatch(/consulte le|présent ne suit plus/)
  })

  it('sans script, la page lue dit où l’on est, et se relit\u00a0: pas celle où une décision s’écrit', async () => {
    const [, b] = s.dossiers as [string, string]
    const page = await (await s.m.w.get(p.salleDossier(s.seance, b), s.m.regionale.cookie)).text()
    expect(page).toContain('<noscript><meta http-equiv="refresh" content="10"/></noscript>')
    plusTard(12)
    expect(await salle(admin())).toMatch(/Référente régionale[^:]*présent consulte le 2/)
    // one that a script asks for is heard of again two seconds later, or is lost
    await s.m.w.get(p.salleDossier(s.seance, b), s.m.regionale.cookie, { 'x-turbo-request-id': 'x' })
    plusTard(12)
    expect(await salle(admin())).toMatch(/Référente régionale[^:]*présent ne suit plus depuis/)
    expect(await (await s.m.w.get(p.salle(s.seance), admin().cookie)).text()).not.toContain('http-equiv="refresh"')
  })

  it('l’écran de la salle dit lui aussi qu’il suit, à qui conduit', async () => {
    expect(await salle(admin())).not.toContain('Écran de la salle suit')
    const adresse = await s.adresseEcran()
    expect(await salle(admin())).toContain('Écran de la salle pas encore dans la salle')
    expect((await envoyer(`${adresse}/suivi`, {})).status).toBe(204)
    expect(await salle(admin())).toContain('Écran de la salle suit')
    plusTard(10)
    expect(await salle(admin())).toContain('Écran de la salle ne suit plus depuis')
    expect((await envoyer(p.suiviEcran('x'.repeat(43)), {})).status).toBe(404)
    await s.deporter(s.dossiers[0]!, s.m.hauteCorse)
    expect((await envoyer(`${adresse}/suivi`, {}, s.m.hauteCorse.cookie)).status).toBe(404)
  })

  it('« Ramener tout le monde » propose à qui lit autre chose, jusqu’à ce que la salle avance\u00a0; un membre ne le demande pas', async () => {
    const [a, b, c] = s.dossiers as [string, string, string]
    await signaler(s.m.regional, b)
    expect(await salle(admin())).toContain('Ramener tout le monde au dossier 1')
    expect((await s.m.w.post(p.rappelSalle(s.seance), {}, s.m.regional.cookie)).status).toBe(403)
    expect((await s.m.w.post(p.rappelSalle(s.seance), {}, admin().cookie)).status).toBe(303)
    const ailleurs = () => s.lire(s.m.w.get(p.salleDossier(s.seance, b), s.m.regional.cookie))
    expect(await ailleurs()).toContain('La présidence propose à tous de revenir. La salle est au dossier 1')
    expect(await salle(admin())).toContain('Vous avez proposé à tous de revenir')
    await s.decider(a)
    await s.m.w.post(p.conduiteSalle(s.seance, c), {}, admin().cookie)
    expect(await ailleurs()).not.toContain('propose à tous')
  })

  it('ce qui n’est pas de l’ordre du jour n’est pas dit\u00a0; un étranger ne dit rien\u00a0; la clôture oublie tout', async () => {
    const [autre] = await s.m.dossiers(1)
    await signaler(s.m.regional, autre!)
    expect(await salle(admin())).toMatch(/Second référent régional[^:]*présent consulte autre chose/)
    for (const qui of [s.m.porteur, s.m.suppleante]) expect((await signaler(qui, '')).status).toBe(404)
    await s.q('update seance set president_id = (select id from seance_membre where seance_id = $1 limit 1) where id = $1', [s.seance])
    expect((await s.m.w.post(p.cloture(s.seance), {}, admin().cookie)).status).toBe(303)
    expect((await signaler(s.m.regional, '')).status).toBe(200)
    expect((await s.q('select count(*)::int as n from presence_salle where seance_id = $1', [s.seance])).rows[0].n).toBe(0)
  })
})
