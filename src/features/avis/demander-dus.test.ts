import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { avecAvis, gestesAvis, lu } from '../../test/avis.ts'
import { actesDe, type MondeInstruction, ouvrirInstruction } from '../../test/instruits.ts'
import { jouerActe } from '../instruction/index.ts'

let m: MondeInstruction
let g: ReturnType<typeof gestesAvis>
let id: string
const i = paths.instruction
beforeAll(async () => {
  m = await ouvrirInstruction(avecAvis())
  g = gestesAvis(m)
})
beforeEach(async () => {
  await m.w.owner.query('delete from avis where rendu_le is null')
  id = await m.dossier()
})
afterAll(() => m.w.close())

describe('demander un avis que l’appel demande', () => {
  it('la page dit qui, avec quelle force, et ce qui reste à demander\u00a0; pas celui que ce volet ne demande pas', async () => {
    const page = await g.page(id)
    for (const mot of [
      'Avis que l’appel demande',
      'Architecte des bâtiments de France',
      'UDAP 2A · udap2a@guichet.example',
      'Oblige si défavorable',
      'Code du patrimoine, L. 632-2',
      'Agence régionale de santé',
      'Direction de l’environnement',
      '0 rendu sur 3, 3 à demander',
      'Demander les 3 avis',
    ])
      expect(page).toContain(mot)
    expect(page).not.toContain('Service d’incendie')
  })

  it('d’une pression, à l’adresse du département\u00a0: un lien, la question, le dernier jour et ce que vaut le silence', async () => {
    const r = await g.demander(id, 'abf')
    expect(r.headers.get('location')).toBe(`${i.avis(id)}?fait=demande`)
    const a = await g.ligne(id, 'abf')
    expect(a).toMatchObject({
      courriel: 'udap2a@guichet.example',
      force: 'conforme',
      silence: 'favorable',
      champs: ['e:projet'],
      sans_lien: null,
    })
    // the 28th of September and thirty days: the 28th of October is the last, until midnight in Paris
    expect(a.avant).toEqual(new Date('2021-10-28T22:00:00Z'))
    const mail = (await m.w.courriels()).findLast(c => c.destinataire === 'udap2a@guichet.example')!
    expect(mail.texte.replaceAll('\u00a0', ' ')).toContain(
      'Répondez jusqu’au 28 octobre 2021 inclus. Sans réponse, l’avis est réputé favorable.',
    )
    expect(mail).toMatchObject({ secret: true })
    const jeton = mail.lien!.split('/').at(-1)!
    expect(JSON.stringify(a)).not.toContain(jeton)
    expect(JSON.stringify(await m.w.journal())).not.toContain(jeton)
    expect((await actesDe(m.w, id)).at(-1)).toMatchObject({ action: 'instruction.avis_demande', code: 'abf' })
    const page = await g.page(id)
    for (const mot of ['Attendu', '28 octobre 2021', 'encore 30 jours', 'pas encore ouvert', 'Relancer']) expect(page).toContain(mot)
  })

  it('tous d’un coup\u00a0: ceux qui ont une adresse partent, l’autre reste à demander', async () => {
    expect((await g.demander(id)).headers.get('location')).toBe(`${i.avis(id)}?fait=dus`)
    expect(await g.page(id)).toContain('0 rendu sur 3, 1 à demander')
    const seul = await g.demander(id)
    expect([seul.status, await lu(seul)]).toEqual([
      409,
      expect.stringContaining('Sans adresse, à demander depuis la page du dossier : Direction de l’environnement.'),
    ])
    expect((await g.lignes(id)).map(a => a.code)).toEqual(['abf', 'ars'])
    const dernier = await g.demander(id, 'dreal', { courriel: 'DREAL@guichet.example', demande: 'Le terrain est-il inondable ?' })
    expect(dernier.status).toBe(303)
    expect(await g.ligne(id, 'dreal')).toMatchObject({ courriel: 'dreal@guichet.example', demande: 'Le terrain est-il inondable ?' })
    expect((await g.demander(id)).status).toBe(409)
  })

  it.each([
    ['sans adresse lisible', { courriel: 'pas une adresse' }, 'Écrivez une adresse'],
    ['une question trop longue', { courriel: 'dreal@guichet.example', demande: 'y'.repeat(2001) }, 'Raccourcissez-la à 2000'],
  ])('%s\u00a0: refusé, ce qui est tapé revient', async (_quoi, plus, phrase) => {
    const r = await g.demander(id, 'dreal', plus)
    expect(r.status).toBe(422)
    const html = await r.text()
    expect(html.replaceAll('&nbsp;', ' ').replaceAll('\u00a0', ' ')).toContain(phrase)
    expect(html).toContain(plus.courriel)
    expect(await g.lignes(id)).toEqual([])
  })

  it('un membre du projet ne donne pas d’avis sur lui\u00a0; un avis que ce dossier ne demande pas ne se demande pas', async () => {
    const r = await g.demander(id, 'abf', { courriel: m.porteur.courriel.toUpperCase() })
    expect([r.status, await lu(r)]).toEqual([409, expect.stringContaining('d’un membre du projet')])
    const autre = await g.demander(id, 'sdis', { courriel: 'sdis@guichet.example' })
    expect([autre.status, await lu(autre)]).toEqual([409, expect.stringContaining('ne demande aucun avis')])
    expect(await g.lignes(id)).toEqual([])
  })

  it('demandé six fois à la fois, il est demandé une fois', async () => {
    const statuts = (await Promise.all(Array.from({ length: 6 }, () => g.demander(id, 'abf')))).map(r => r.status)
    expect(statuts.sort()).toEqual([303, 409, 409, 409, 409, 409])
    expect(await g.lignes(id)).toHaveLength(1)
  })

  it('une boîte ne reçoit pas plus de soixante demandes par jour', async () => {
    await g.demander(id, 'abf')
    await m.w.owner.query(
      `insert into avis select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'code', 'x' || n, 'jeton_sha256',
        encode(sha256(gen_random_uuid()::text::bytea), 'hex')))).* from avis a, generate_series(1, 59) n where a.dossier_id = $1`,
      [id],
    )
    const autre = await m.dossier()
    const r = await g.demander(autre, 'abf')
    expect([r.status, await lu(r)]).toEqual([409, expect.stringContaining('a déjà reçu 60 demandes en un jour')])
  })

  it('une référente d’ailleurs n’en sait rien\u00a0; le porteur non plus\u00a0; au comité, on ne demande plus', async () => {
    expect((await g.demander(id, 'abf', {}, m.ailleurs)).status).toBe(404)
    expect((await g.demander(id, 'abf', {}, m.porteur)).status).toBe(404)
    await m.w.owner.query("update dossier set etat = 'au_comite' where id = $1", [id])
    expect((await g.demander(id, 'abf')).status).toBe(409)
    expect(await g.lignes(id)).toEqual([])
  })

  it('pour plusieurs dossiers à la fois\u00a0: un lien par dossier, et le compte rendu dit ce qui reste', async () => {
    const autre = await m.dossier()
    const corps = { acte: 'demander_avis', dossier: [id, autre], nombre: '2', cle: 'groupe' }
    const r = await m.w.post(i.actes, corps, m.referent.cookie)
    const acte = /acte-([0-9a-f-]{36})/.exec(r.headers.get('location') ?? '')![1]!
    await jouerActe(m.w.deps, { id: acte })
    expect((await g.lignes(id)).map(a => a.code)).toEqual(['abf', 'ars'])
    expect((await g.lignes(autre)).map(a => a.code)).toEqual(['abf', 'ars'])
    const page = await lu(await m.w.get(i.acte(acte), m.referent.cookie))
    expect(page).toContain('Sans adresse, à demander depuis la page du dossier')
    expect((await m.w.get(`${i.boite}?avis=attendus`, m.referent.cookie)).status).toBe(200)
    expect(await lu(await m.w.get(`${i.boite}?avis=attendus`, m.referent.cookie))).toContain('Avis attendu')
    const fichier = await (await m.w.get(`${i.boite}?format=csv&avis=attendus`, m.referent.cookie)).text()
    expect(fichier).toContain('Avis\u00a0: Architecte des bâtiments de France')
    expect(fichier).toContain('Attendu')
  })

  it('l’adresse interne n’est jamais dans le fichier public de l’appel, ni sur ses pages', async () => {
    for (const adresse of [paths.appels.donnees('itn7-axe3-corse-2021'), paths.appels.voir('itn7-axe3-corse-2021')]) {
      const texte = await (await m.w.get(adresse)).text()
      expect(texte).not.toContain('udap2a')
      expect(texte).not.toContain('contacts_internes')
    }
    expect(await (await m.w.get(paths.appels.donnees('itn7-axe3-corse-2021'))).text()).toContain('Architecte des bâtiments de France')
  })
})
