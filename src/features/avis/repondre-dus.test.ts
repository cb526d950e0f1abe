import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { avecAvis, gestesAvis, lu } from '../../test/avis.ts'
import { actesDe, type MondeInstruction, ouvrirInstruction } from '../../test/instruits.ts'

let m: MondeInstruction
let g: ReturnType<typeof gestesAvis>
let id: string
let lien: string
const i = paths.instruction
beforeAll(async () => {
  m = await ouvrirInstruction(avecAvis())
  g = gestesAvis(m)
})
beforeEach(async () => {
  id = await m.dossier()
  await g.demander(id, 'abf')
  lien = await g.lien('udap2a@guichet.example')
})
afterAll(() => m.w.close())

describe('la page de l’organisme', () => {
  it('sans compte, elle montre ce que l’appel dit, et rien d’autre\u00a0: ni le plan, ni les contacts, ni l’avis d’un autre', async () => {
    await g.demander(id, 'ars')
    await g.rendre(await g.lien('ars@guichet.example'), 'defavorable', 'REPERE-ARS')
    const r = await m.w.get(lien)
    expect([r.status, r.headers.get('cache-control'), r.headers.get('x-robots-tag')]).toEqual([200, 'no-store', 'noindex'])
    const html = await r.text()
    for (const mot of [
      'La façade respecte-t-elle le site',
      'Les familles inscrivent leurs enfants',
      'deliberation.pdf',
      'Ne se prononce pas',
    ])
      expect(html).toContain(mot)
    for (const tu of [
      'Portail des familles',
      'mairie@guichet.example',
      'budget.pdf',
      'REPERE-ARS',
      m.porteur.courriel,
      'lien avec ce projet',
    ])
      expect(html).not.toContain(tu)
    expect(await g.page(id)).toContain('lu le 28 septembre 2021')
  })

  it.each([
    ['favorable', 'Favorable'],
    ['reserve', 'Favorable, avec une réserve'],
    ['defavorable', 'Défavorable'],
    ['sans_avis', 'Ne se prononce pas'],
  ])('il répond une fois, %s\u00a0: le service le lit, l’agent reçoit un courriel', async (sens, mot) => {
    expect((await g.rendre(lien, sens, 'Le bois sera peint.')).headers.get('location')).toContain('fait=rendu')
    expect(await g.ligne(id, 'abf')).toMatchObject({ sens, texte: 'Le bois sera peint.', sans_lien: null, lien: '' })
    const page = await g.page(id)
    for (const dit of [mot, 'Le bois sera peint.', '1 rendu sur 3']) expect(page).toContain(dit)
    expect((await m.w.courriels()).at(-1)).toMatchObject({ destinataire: m.referent.courriel, lien: i.avis(id) })
    expect((await actesDe(m.w, id)).at(-1)).toMatchObject({ action: 'instruction.avis_rendu', sens })
  })

  it.each([
    ['sans avis', { sens: '' }, 'Choisissez le sens'],
    ['un avis bricolé', { sens: 'peut-être' }, 'Choisissez le sens'],
    ['sans texte', { texte: '' }, 'Écrivez votre avis'],
    ['trop long', { texte: 'y'.repeat(10_001) }, 'Raccourcissez-le à 10000'],
  ])('%s\u00a0: il revient avec ce qui est tapé', async (_quoi, plus, phrase) => {
    const r = await m.w.post(lien, { sens: 'favorable', texte: 'Le bois.', ...plus })
    expect(r.status).toBe(422)
    expect(await lu(r)).toContain(phrase)
    expect((await g.ligne(id, 'abf')).rendu_le).toBeNull()
  })

  it('six réponses au même instant\u00a0: une est gardée, les cinq autres le savent et gardent leur texte', async () => {
    const reponses = await Promise.all(['Un', 'Deux', 'Trois', 'Quatre', 'Cinq', 'Six'].map(t => g.rendre(lien, 'favorable', t)))
    expect(reponses.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    const perdus = await Promise.all(reponses.filter(r => r.status === 409).map(lu))
    for (const p of perdus) expect(p).toContain('Ce que vous venez d’envoyer n’est pas enregistré')
    expect((await m.w.courriels()).filter(c => c.lien === i.avis(id))).toHaveLength(1)
  })

  it('rejoué après la réponse, inventé, retiré, remplacé\u00a0: le lien n’ouvre plus rien, et dit pourquoi', async () => {
    expect((await m.w.get(paths.avis.voir('x'.repeat(43)))).status).toBe(404)
    m.w.regler('2021-09-29T09:00:00')
    expect((await m.w.post(i.relanceAvis(id, (await g.ligne(id, 'abf')).id), {}, m.referent.cookie)).status).toBe(303)
    const nouveau = await g.lien('udap2a@guichet.example')
    expect(nouveau).not.toBe(lien)
    const vieux = await m.w.get(lien)
    expect([vieux.status, await lu(vieux)]).toEqual([410, expect.stringContaining('Un lien plus récent vous a été envoyé')])
    expect((await g.rendre(lien)).status).toBe(409)
    expect((await g.rendre(nouveau)).status).toBe(303)
    const rejoue = await g.rendre(nouveau, 'defavorable', 'Je change d’avis.')
    expect([rejoue.status, await lu(rejoue)]).toEqual([409, expect.stringContaining('Votre avis est déjà rendu')])
    await g.demander(id, 'ars')
    const ars = await g.lien('ars@guichet.example')
    await m.w.post(i.retraitAvis(id, (await g.ligne(id, 'ars')).id), {}, m.referent.cookie)
    expect((await m.w.get(ars)).status).toBe(410)
    // withdrawn, it is asked again
    expect((await g.demander(id, 'ars')).status).toBe(303)
  })

  it('soixante formulaires en une heure avec un lien\u00a0: il attend', async () => {
    for (let k = 0; k < 60; k++) expect((await g.rendre(lien, '', '')).status).toBe(422)
    expect((await g.rendre(lien)).status).toBe(429)
  }, 60_000)

  it('la base refuse qu’un avis rendu change\u00a0; la suite d’une réserve est tout ce qui s’écrit après', async () => {
    await g.rendre(lien, 'reserve', 'Le bois sera peint.')
    for (const sql of ["texte = 'x'", "sens = 'favorable'", "force = 'consultatif'"])
      await expect(m.w.owner.query(`update avis set ${sql} where dossier_id = $1`, [id])).rejects.toThrow('ne change plus')
    await expect(m.w.owner.query('delete from avis where dossier_id = $1', [id])).rejects.toThrow('ne change plus')
  })
})

describe('relancer', () => {
  const relancer = async (courriel = '', qui: { cookie: string } = m.referent) =>
    m.w.post(i.relanceAvis(id, (await g.ligne(id, 'abf')).id), { courriel }, qui.cookie)

  it('une fois par jour à la même adresse\u00a0; une autre adresse, tout de suite\u00a0; le délai ne change pas', async () => {
    const avant = (await g.ligne(id, 'abf')).avant
    expect((await relancer()).status).toBe(409)
    expect((await relancer('autre@guichet.example')).status).toBe(303)
    expect(await g.ligne(id, 'abf')).toMatchObject({ courriel: 'autre@guichet.example', avant })
    expect((await m.w.get(lien)).status).toBe(410)
    expect((await relancer('pas une adresse')).status).toBe(422)
    expect((await relancer(m.porteur.courriel)).status).toBe(409)
    expect((await relancer('', m.ailleurs)).status).toBe(404)
  })

  it('jamais ouverte depuis cinq jours, la page le dit\u00a0; rendue, rien ne se relance', async () => {
    m.w.regler('2021-10-03T09:00:00')
    expect(await g.page(id)).toContain('n’a pas ouvert la demande depuis 5 jours')
    await g.rendre(lien)
    const r = await relancer()
    expect([r.status, await lu(r)]).toEqual([409, expect.stringContaining('n’attend plus de réponse')])
  })
})

describe('la suite d’une réserve', () => {
  const suivre = async (corps: Record<string, string>, qui: { cookie: string } = m.referent) =>
    m.w.post(i.suiteAvis(id, (await g.ligne(id, 'abf')).id), corps, qui.cookie)

  it('reprise dans l’arrêté, demandée au porteur, ou sans effet avec une raison\u00a0: la dernière dite compte', async () => {
    await g.rendre(lien, 'reserve', 'Le bois sera peint.')
    expect(await g.page(id)).toContain('Que faire de la réserve')
    expect((await suivre({ suite: 'arrete', texte: 'Les menuiseries sont en bois peint.' })).status).toBe(303)
    expect(await g.ligne(id, 'abf')).toMatchObject({ suite: 'arrete', suite_texte: 'Les menuiseries sont en bois peint.' })
    expect((await suivre({ suite: 'porteur', texte: '' })).status).toBe(303)
    expect(await g.page(id)).toContain('Demander un complément')
    expect((await suivre({ suite: 'sans_effet', texte: 'Hors du site.' })).status).toBe(303)
    expect((await actesDe(m.w, id)).filter(a => a.action === 'instruction.avis_suite')).toHaveLength(3)
  })

  it.each([
    ['sans choix', { suite: '' }, 'Choisissez ce que devient la réserve'],
    ['sans la phrase de l’arrêté', { suite: 'arrete', texte: '' }, 'Écrivez la phrase'],
    ['sans raison', { suite: 'sans_effet', texte: '' }, 'Dites pourquoi'],
    ['trop long', { suite: 'porteur', texte: 'y'.repeat(2001) }, 'Raccourcissez-le à 2000'],
  ])('%s\u00a0: refusé', async (_quoi, corps, phrase) => {
    await g.rendre(lien, 'reserve', 'Le bois sera peint.')
    const r = await suivre(corps)
    expect([r.status, await lu(r)]).toEqual([422, expect.stringContaining(phrase)])
    expect((await g.ligne(id, 'abf')).suite).toBeNull()
  })

  it('sans réserve, il n’y a pas de suite\u00a0; à quelqu’un d’ailleurs, rien', async () => {
    await g.rendre(lien, 'favorable', 'Oui.')
    expect((await suivre({ suite: 'porteur' })).status).toBe(409)
    expect((await suivre({ suite: 'porteur' }, m.ailleurs)).status).toBe(404)
  })
})
