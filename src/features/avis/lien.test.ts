import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../test/instruits.ts'
import { lisible } from '../../test/vico.ts'

let m: MondeInstruction
let id: string
let lien: string
let n = 0
const i = paths.instruction
const pieces = () =>
  m.w.auGuichet(tx => tx.selectFrom('piece').select(['id', 'code', 'sha256']).where('dossier_id', '=', id).orderBy('code').execute())

/** A request that shows the résumé, the plan and the délibération; gives its link. */
async function demander(parties?: string[]) {
  const deliberation = (await pieces()).find(p => p.code === 'deliberation')!
  const corps = {
    expert: 'Direction du numérique',
    courriel: `expert-${++n}@guichet.example`,
    demande: 'La solution tient-elle ?',
    parties: parties ?? ['c:projet:resume', 'e:plan', `f:${deliberation.id}`],
    jours: '7',
  }
  expect((await m.w.post(i.avis(id), corps, m.referent.cookie)).status).toBe(303)
  return (await m.w.courriels()).find(c => c.destinataire === corps.courriel)!.lien!
}
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
  lien = await demander()
})
afterAll(() => m.w.close())

const OUI = { sens: 'reserve', texte: 'La maintenance manque.', liens: 'aucun', lien: '' }
const rendre = (plus: Record<string, string> = {}) => m.w.post(lien, { ...OUI, ...plus })
const avis = async () => (await m.w.auGuichet(tx => tx.selectFrom('avis').selectAll().where('dossier_id', '=', id).execute()))[0]!
const duService = async () => (await lisible(await m.w.get(i.avis(id), m.referent.cookie))).replaceAll('\u00a0', ' ')

describe('la page de l’expert', () => {
  it('sans compte, elle montre les parties choisies et rien d’autre du dossier', async () => {
    const r = await m.w.get(lien)
    expect(r.status).toBe(200)
    expect(r.headers.get('cache-control')).toBe('no-store')
    expect(r.headers.get('x-robots-tag')).toBe('noindex')
    const html = await r.text()
    expect(html).toContain('La solution tient-elle')
    expect(html).toContain('Les familles inscrivent leurs enfants')
    expect(html).toContain('Portail des familles')
    expect(html).toContain('deliberation.pdf')
    for (const tu of [
      'Chaque service a ses formulaires papier',
      'mairie@guichet.example',
      'budget.pdf',
      'Deux ateliers',
      m.porteur.courriel,
    ])
      expect(html).not.toContain(tu)
    expect(await duService()).toContain('Le lien a été ouvert.')
  })

  it('une étape entière se montre sans ses fichiers, qui se choisissent un par un', async () => {
    lien = await demander(['e:methode', 'c:porteur:representant_legal'])
    const html = await (await m.w.get(lien)).text()
    expect(html).toContain('Deux ateliers')
    expect(html).toContain('Maire')
    for (const tu of ['deliberation.pdf', 'Portail des familles', 'mairie@guichet.example']) expect(html).not.toContain(tu)
  })

  it('elle donne les fichiers choisis, et pas les autres', async () => {
    const jeton = lien.split('/').at(-1)!
    const [budget, deliberation] = [
      (await pieces()).find(p => p.code === 'budget')!,
      (await pieces()).find(p => p.code === 'deliberation')!,
    ]
    const r = await m.w.get(paths.avis.piece(jeton, deliberation.id))
    expect(r.status).toBe(200)
    expect(await r.text()).toContain('%PDF')
    expect((await m.w.get(paths.avis.piece(jeton, budget.id))).status).toBe(404)
  })

  it('expiré à la seconde près, elle ne montre plus rien et le dit', async () => {
    m.w.regler('2021-10-05T23:59:59')
    expect((await m.w.get(lien)).status).toBe(200)
    m.w.regler('2021-10-06T00:00:00')
    const jeton = lien.split('/').at(-1)!
    for (const chemin of [lien, paths.avis.piece(jeton, (await pieces())[0]!.id)]) {
      const r = await m.w.get(chemin)
      expect(r.status).toBe(410)
      const html = await r.text()
      expect(html).toContain('Ce lien a expiré')
      expect(html).not.toContain('Les familles')
    }
    const r = await rendre()
    expect(r.status).toBe(409)
    expect(await lisible(r)).toContain('La maintenance manque.')
    expect((await avis()).rendu_le).toBeNull()
    expect(await duService()).toContain('Lien expiré')
  })

  it('quand le dossier n’attend plus d’avis, elle le dit', async () => {
    await m.w.owner.query("update dossier set etat = 'irrecevable' where id = $1", [id])
    const r = await m.w.get(lien)
    expect(r.status).toBe(410)
    expect(await lisible(r)).toContain('Ce dossier n’attend plus d’avis')
    expect((await rendre()).status).toBe(409)
  })
})

describe('rendre son avis', () => {
  // without a bound, putting the accents of one letter in order takes the square of their number: 229 ms for 20 000
  it('un avis plein d’accents sans fin n’arrête pas le site', async () => {
    const debut = performance.now()
    expect((await rendre({ texte: `Réservé\u00a0: e${'\u0301\u0323'.repeat(60_000)}` })).status).toBe(303)
    expect(performance.now() - debut).toBeLessThan(5000)
    expect((await avis()).texte).toHaveLength(40)
  })

  it('le service le lit avec la déclaration, et qui l’a demandé reçoit un courriel', async () => {
    const r = await rendre({ liens: 'oui', lien: 'Ancien prestataire.' })
    expect(r.status).toBe(303)
    expect(await lisible(await m.w.get(r.headers.get('location')!))).toContain('Merci. Le service l’a reçu')
    expect((await m.w.get(`${paths.avis.voir('y'.repeat(43))}?fait=rendu`)).status).toBe(404)
    const page = await duService()
    for (const mot of ['Réservé', 'La maintenance manque.', 'Déclare un lien avec ce projet : Ancien prestataire.', 'Avis 1 rendu'])
      expect(page).toContain(mot)
    const mail = (await m.w.courriels()).find(c => c.lien === i.avis(id))!
    expect(mail.destinataire).toBe(m.referent.courriel)
    expect(mail.texte).not.toContain('maintenance')
    expect((await m.w.journal()).at(-1)).toMatchObject({ action: 'instruction.avis_rendu', objet_id: id })
  })

  it('jamais remplacé\u00a0: le second envoi est refusé et son texte rendu, la base elle-même refuse de le changer', async () => {
    await rendre()
    const r = await rendre({ texte: 'Autre avis.' })
    expect(r.status).toBe(409)
    const page = await lisible(r)
    expect(page).toContain('Votre avis est déjà rendu')
    expect(page).toContain('Autre avis.')
    expect((await avis()).texte).toBe('La maintenance manque.')
    expect((await m.w.get(lien)).status).toBe(410)
    await expect(m.w.owner.query("update avis set texte = 'x' where dossier_id = $1", [id])).rejects.toThrow('ne change plus')
    await expect(m.w.owner.query('delete from avis where dossier_id = $1', [id])).rejects.toThrow('ne change plus')
  })

  it('deux réponses au même instant\u00a0: une est gardée, l’autre le sait', async () => {
    const reponses = await Promise.all(['Un', 'Deux', 'Trois', 'Quatre'].map(texte => rendre({ texte })))
    expect(reponses.map(r => r.status).sort()).toEqual([303, 409, 409, 409])
    expect((await m.w.courriels()).filter(c => c.lien === i.avis(id))).toHaveLength(1)
  })

  it.each([
    ['sans sens', { sens: '' }, 'Choisissez le sens'],
    ['sans raison', { texte: '' }, 'Écrivez votre avis'],
    ['sans déclaration', { liens: '' }, 'Dites si un lien existe'],
    ['un lien sans dire lequel', { liens: 'oui' }, 'Dites lequel'],
    ['trop long', { texte: 'y'.repeat(10_001) }, 'Raccourcissez-le à 10000'],
  ] as [string, Record<string, string>, string][])('%s\u00a0: il revient avec ce qui est tapé', async (_quoi, plus, phrase) => {
    const r = await rendre(plus)
    expect(r.status).toBe(422)
    const html = await r.text()
    expect(html.replaceAll('&nbsp;', '\u00a0')).toContain(phrase)
    expect(html).toContain(plus.texte ?? OUI.texte)
    expect((await avis()).rendu_le).toBeNull()
  })
})

it('une adresse qui essaie des liens attend, et un lien inconnu n’existe pas', async () => {
  await m.w.owner.query('delete from limite_debit')
  const essai = () => m.w.get(paths.avis.voir('x'.repeat(43)))
  for (let k = 0; k < 10; k++) expect((await essai()).status).toBe(404)
  expect((await essai()).status).toBe(429)
  expect((await m.w.post(paths.avis.voir('y'.repeat(43)), OUI)).status).toBe(429)
  // whoever was given a link comes in by the same address, and answers (seen to fail with the limit asked before the link is looked for)
  expect((await m.w.get(lien)).status).toBe(200)
  expect((await m.w.post(lien, OUI)).status).toBe(303)
  await m.w.owner.query('delete from limite_debit')
})
