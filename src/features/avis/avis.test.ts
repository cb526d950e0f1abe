import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { actesDe, type MondeInstruction, ouvrirInstruction } from '../../test/instruits.ts'
import { lisible } from '../../test/vico.ts'

let m: MondeInstruction
let id: string
let n = 0
const i = paths.instruction
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
  n++
})
afterAll(() => m.w.close())

const DEMANDE = { expert: 'Direction du numérique', demande: 'La solution tient-elle ?', parties: 'c:projet:resume', jours: '14' }
const demander = (plus: Record<string, string | string[]> = {}, qui: { cookie: string } = m.referent) =>
  m.w.post(i.avis(id), { ...DEMANDE, courriel: `expert-${n}@guichet.example`, ...plus }, qui.cookie)
const avis = () => m.w.auGuichet(tx => tx.selectFrom('avis').selectAll().where('dossier_id', '=', id).orderBy('id').execute())
const courriel = async () => (await m.w.courriels()).filter(c => c.destinataire === `expert-${n}@guichet.example`)
const page = async (qui: { cookie: string } = m.referent) =>
  (await lisible(await m.w.get(i.avis(id), qui.cookie))).replaceAll('\u00a0', ' ')

describe('demander un avis', () => {
  it('la personne reçoit un lien qui vit quelques jours\u00a0; la base n’en garde que l’empreinte', async () => {
    expect((await demander()).status).toBe(303)
    const [a] = await avis()
    const [mail] = await courriel()
    const jeton = mail!.lien!.split('/').at(-1)!
    expect(jeton.length).toBeGreaterThan(40)
    expect(JSON.stringify(a)).not.toContain(jeton)
    expect(JSON.stringify(await m.w.journal())).not.toContain(jeton)
    expect(mail).toMatchObject({ secret: true })
    expect(mail!.texte.replaceAll('\u00a0', ' ')).toContain('jusqu’au 12 octobre 2021 inclus')
    expect(await page()).toContain('Réponse possible jusqu’au 12 octobre 2021 inclus')
    expect(await page()).toContain('Projet, ')
    expect((await actesDe(m.w, id)).at(-1)).toMatchObject({ action: 'instruction.avis_demande' })
  })

  it('demandés au même instant, ils se lisent dans un ordre qui ne change pas', async () => {
    for (const [chiffre, expert] of [
      ['8', 'Deuxième experte'],
      ['f', 'Troisième experte'],
      ['0', 'Première experte'],
    ])
      await m.w.owner.query(
        `insert into avis (id, guichet_id, dossier_id, expert, courriel, demande, champs, jeton_sha256, demande_par, demande_le, expire_le)
          values (overlay(gen_random_uuid()::text placing $1 from 1 for 1)::uuid, $2, $3, $4, 'experte@guichet.example', 'Votre avis\u00a0?', '{}',
            encode(sha256(gen_random_uuid()::text::bytea), 'hex'), $5, $6::timestamptz, $6::timestamptz + interval '10 days')`,
        [chiffre, m.w.guichetId, id, expert, m.referent.id, m.w.horloge.instant],
      )
    expect(await page()).toMatch(/Première experte.*Deuxième experte.*Troisième experte/)
  })

  it.each([
    ['sans personne', { expert: '' }, 'Dites à qui'],
    ['sans adresse lisible', { courriel: 'pas une adresse' }, 'Écrivez une adresse'],
    ['sans question', { demande: ' ' }, 'Écrivez ce que vous demandez'],
    ['une question trop longue', { demande: 'y'.repeat(2001) }, 'Raccourcissez-la à 2000'],
    ['sans partie', { parties: [] }, 'Choisissez au moins une partie'],
    ['une partie qui n’existe pas', { parties: 'c:projet:secret' }, 'Une de ces parties'],
    ['une durée bricolée', { jours: '3650' }, 'Choisissez une durée'],
  ] as [string, Record<string, string | string[]>, string][])('%s\u00a0: refusé, ce qui est tapé revient', async (_quoi, plus, phrase) => {
    const r = await demander(plus)
    expect(r.status).toBe(422)
    const html = await lisible(r.clone())
    expect(html.replaceAll('\u00a0', ' ')).toContain(phrase)
    expect(await r.text()).toContain(plus.expert ?? DEMANDE.expert)
    expect(await avis()).toEqual([])
    expect(await courriel()).toEqual([])
  })

  it('un membre du projet n’est pas un avis de l’extérieur', async () => {
    const r = await demander({ courriel: m.porteur.courriel.toUpperCase() })
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('membre d’une structure du projet')
  })

  it('demandé six fois à la fois à la même personne, il est demandé une fois', async () => {
    const statuts = (await Promise.all(Array.from({ length: 6 }, () => demander()))).map(r => r.status)
    expect(statuts.filter(s => s === 303)).toHaveLength(1)
    expect(await avis()).toHaveLength(1)
    expect(await courriel()).toHaveLength(1)
  })

  it('une même boîte ne reçoit pas plus de cinq demandes par jour, tous dossiers confondus', async () => {
    const boite = `expert-${n}@guichet.example`
    for (let k = 0; k < 5; k++) {
      id = await m.dossier()
      expect((await demander({ courriel: boite })).status).toBe(303)
    }
    id = await m.dossier()
    const r = await demander({ courriel: boite })
    expect(r.status).toBe(422)
    expect((await lisible(r)).replaceAll('\u00a0', ' ')).toContain('5 demandes en un jour')
  }, 60_000)

  it('une référente d’un autre département n’en sait rien\u00a0; au comité, on ne demande plus', async () => {
    expect((await demander({}, m.ailleurs)).status).toBe(404)
    expect((await m.w.get(i.avis(id), m.ailleurs.cookie)).status).toBe(404)
    await m.w.owner.query("update dossier set etat = 'au_comite' where id = $1", [id])
    expect((await demander()).status).toBe(409)
    expect(await page()).toContain('Un avis se demande pendant l’instruction')
    expect(await avis()).toEqual([])
  })
})

describe('retirer la demande', () => {
  const retirer = async (qui: { cookie: string } = m.referent) => m.w.post(i.retraitAvis(id, (await avis())[0]!.id), {}, qui.cookie)

  it('son lien n’ouvre plus rien, et le dit\u00a0; retirée deux fois, c’est fait une fois', async () => {
    await demander()
    const lien = (await courriel())[0]!.lien!
    expect((await retirer(m.ailleurs)).status).toBe(404)
    expect((await retirer()).status).toBe(303)
    expect((await retirer()).status).toBe(303)
    expect((await actesDe(m.w, id)).filter(a => a.action === 'instruction.avis_retire')).toHaveLength(1)
    const r = await m.w.get(lien)
    expect(r.status).toBe(410)
    expect(await lisible(r)).toContain('Cette demande est retirée')
    expect(await page()).toContain('Retiré')
  })

  it('une fois rendu, l’avis reste', async () => {
    await demander()
    await m.w.post((await courriel())[0]!.lien!, { sens: 'favorable', texte: 'Oui.', liens: 'aucun', lien: '' })
    const r = await retirer()
    expect(r.status).toBe(409)
    expect(await lisible(r)).toContain('déjà rendu')
    expect((await avis())[0]).toMatchObject({ annule_le: null, sens: 'favorable' })
  })
})
