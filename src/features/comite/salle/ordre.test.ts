import { describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDuComite } from '../../../test/comite.ts'
import { ouvrirSalle } from '../../../test/salle.ts'
import { ordreApres } from './deplacer.ts'

const p = paths.comite
const s = ouvrirSalle()
const admin = () => s.m.administratrice
const deplacer = (dossier: string, vers: string, cookie = admin().cookie) => s.m.w.post(p.rangSalle(s.seance, dossier), { vers }, cookie)
const inscrire = (dossier: string, cookie = admin().cookie) => s.m.w.post(p.ordre(s.seance), { dossier }, cookie)
const ordre = async () =>
  (await s.q('select dossier_id as id from seance_dossier where seance_id = $1 and retire_le is null order by rang', [s.seance])).rows.map(
    r => r.id as string,
  )

it.each([
  ['b', 'haut', 'b a c'],
  ['b', 'bas', 'a c b'],
  ['a', 'fin', 'b c a'],
  ['a', 'haut', 'a b c'],
  ['c', 'bas', 'a b c'],
] as const)('%s va vers %s\u00a0: %s', (id, vers, apres) => {
  expect(ordreApres(['a', 'b', 'c'], id, vers).join(' ')).toBe(apres)
})

describe('l’ordre du jour pendant la séance', () => {
  it('la présidence déplace un dossier, par un bouton qui dit lequel\u00a0; la salle reste où elle est', async () => {
    const [a, b, c] = s.dossiers as [string, string, string]
    await s.m.w.post(p.conduiteSalle(s.seance, a), {}, admin().cookie)
    const page = await s.lire(s.m.w.get(p.salle(s.seance), admin().cookie))
    expect(page).toContain('Reporter en fin de séance le dossier 1')
    expect((await deplacer(c, 'haut')).headers.get('location')).toBe(`${p.salle(s.seance)}#rang-${c}`)
    expect(await ordre()).toEqual([a, c, b])
    await deplacer(a, 'fin')
    expect(await ordre()).toEqual([c, b, a])
    expect(await s.lire(s.m.w.get(p.salle(s.seance), admin().cookie))).toContain('Dossier 3 sur 3')
    expect((await actesDuComite(s.m.w, s.seance)).filter(e => e.action === 'comite.dossier_deplace').length).toBe(2)
  })

  it('un membre ne déplace rien\u00a0; un déporté non plus, de son dossier\u00a0; un étranger n’y trouve rien', async () => {
    const [a, b, c] = s.dossiers as [string, string, string]
    await s.deporter(a, s.m.regionale)
    await s.q('update seance set president_id = (select id from seance_membre where seance_id = $1 and compte_id = $2) where id = $1', [
      s.seance,
      s.m.regionale.id,
    ])
    expect((await deplacer(b, 'bas', s.m.hauteCorse.cookie)).status).toBe(403)
    expect((await deplacer(a, 'fin', s.m.regionale.cookie)).status).toBe(403)
    expect((await deplacer(b, 'fin', s.m.porteur.cookie)).status).toBe(404)
    expect(await ordre()).toEqual([a, b, c])
  })

  it('un dossier ajouté pendant la séance demande à chacun ses intérêts à nouveau\u00a0; il vient en fin d’ordre du jour', async () => {
    const [nouveau] = (await s.m.dossiers(1)) as [string]
    expect(await s.lire(s.m.w.get(p.seance(s.seance), admin().cookie))).toContain('Ajouter un dossier à l’ordre du jour')
    expect((await inscrire(nouveau, s.m.regionale.cookie)).status).toBe(403)
    for (const _ of [1, 2]) expect((await inscrire(nouveau)).status).toBe(303)
    expect((await ordre()).at(-1)).toBe(nouveau)
    const salle = () => s.m.w.get(p.salle(s.seance), s.m.hauteCorse.cookie)
    const avant = await salle()
    expect([avant.status, await s.lire(avant)]).toEqual([403, expect.stringContaining('attendent votre déclaration d’intérêts')])
    expect(await s.lire(s.m.w.get(p.seance(s.seance), s.m.hauteCorse.cookie))).toContain('Déclarer mes intérêts')
    expect((await s.m.w.post(p.conflits(s.seance), { [`interet-${nouveau}`]: 'aucun' }, s.m.hauteCorse.cookie)).status).toBe(303)
    expect((await salle()).status).toBe(200)
    expect((await s.decider(nouveau)).status).toBe(422)
    expect((await inscrire(s.dossiers[0]!.replace(/^./, 'f'))).status).toBe(422)
  })
})
