import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { avecAvis, gestesAvis, jobs, lu, poserAvis } from '../../test/avis.ts'
import { actesDe, type MondeInstruction, ouvrirInstruction } from '../../test/instruits.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { fermerDocuments } from '../documents/index.ts'
import { constaterSilences } from './constater.ts'
import { relancerAttendus } from './relancer.ts'

let m: MondeInstruction
let g: ReturnType<typeof gestesAvis>
let id: string
const i = paths.instruction
beforeAll(async () => {
  m = await ouvrirInstruction(avecAvis())
  g = gestesAvis(m)
})
beforeEach(async () => {
  await m.w.owner.query('delete from avis where rendu_le is null and silence_le is null')
  id = await m.dossier()
})
afterAll(async () => {
  await m.w.close()
  await fermerDocuments()
})
const constater = () => constaterSilences(jobs(m.w), m.w.horloge.instant)
/** Asked on this day, with thirty days. */
const demande = async (instant: string) => {
  m.w.regler(instant)
  await g.demander(id, 'abf')
  return g.lien('udap2a@guichet.example')
}

describe('le silence, à minuit du dernier jour à Paris', () => {
  // 2021-10-31 has 25 hours in Paris, 2022-03-27 has 23; the last case passes through neither
  it.each([
    ['le jour qui a vingt-cinq heures', '2021-10-01T10:00:00', '2021-10-31T23:59:59', '2021-11-01T00:00:00', '2021-10-31T23:00:00Z'],
    ['le jour qui a vingt-trois heures', '2022-02-25T10:00:00', '2022-03-27T23:59:59', '2022-03-28T00:00:00', '2022-03-27T22:00:00Z'],
    ['l’heure d’été passée entre les deux', '2022-03-10T23:30:00', '2022-04-09T23:59:59', '2022-04-10T00:00:00', '2022-04-09T22:00:00Z'],
    ['l’heure d’hiver revenue entre les deux', '2021-10-10T00:10:00', '2021-11-09T23:59:59', '2021-11-10T00:00:00', '2021-11-09T23:00:00Z'],
  ])('%s\u00a0: une seconde avant, rien\u00a0; à minuit juste, il est constaté', async (_quoi, le, seconde, minuit, utc) => {
    await demande(le)
    expect((await g.ligne(id, 'abf')).avant).toEqual(new Date(utc))
    m.w.regler(seconde)
    expect(await constater()).toBe(0)
    m.w.regler(minuit)
    expect(m.w.horloge.instant).toEqual(new Date(utc))
    expect(await constater()).toBe(1)
    expect(await constater()).toBe(0)
    expect(await g.ligne(id, 'abf')).toMatchObject({ silence_le: new Date(utc), sens: null, rendu_le: null })
    expect((await actesDe(m.w, id)).at(-1)).toMatchObject({ action: 'instruction.avis_silence', effet: 'favorable' })
  })

  it('une réponse de la dernière seconde compte\u00a0; celle de minuit est jointe, et constate elle-même le silence', async () => {
    const lien = await demande('2021-10-01T10:00:00')
    const autre = await m.dossier()
    m.w.regler('2021-10-01T10:00:00')
    await g.demander(autre, 'abf')
    const second = await g.lien('udap2a@guichet.example')
    m.w.regler('2021-10-31T23:59:59')
    expect((await g.rendre(lien, 'defavorable', 'Non.')).headers.get('location')).toContain('fait=rendu')
    m.w.regler('2021-11-01T00:00:00')
    expect(await lu(await m.w.get(second))).toContain('Le délai est passé depuis le 31 octobre 2021')
    const r = await g.rendre(second, 'defavorable', 'Trop tard.')
    expect(r.headers.get('location')).toContain('fait=tardif')
    expect(await lu(await m.w.get(r.headers.get('location')!))).toContain('il est joint au dossier, sans effet')
    expect(await constater()).toBe(0)
    expect(await g.page(id)).toContain('Défavorable')
    const page = await g.page(autre)
    for (const mot of ['Favorable par silence', 'après le délai : elle est jointe, sans effet', 'Trop tard.', 'Attestation (PDF)'])
      expect(page).toContain(mot)
    expect(await g.ligne(autre, 'abf')).toMatchObject({
      silence: 'favorable',
      sens: 'defavorable',
      silence_le: new Date('2021-10-31T23:00:00Z'),
    })
    const actes = (await actesDe(m.w, autre)).slice(-2)
    expect(actes.map(a => a.action)).toEqual(['instruction.avis_silence', 'instruction.avis_rendu'])
    expect(actes[1]).toMatchObject({ tardif: true })
  })

  it('la tâche et la réponse au même instant\u00a0: un silence, une réponse jointe, jamais l’inverse', async () => {
    const lien = await demande('2021-10-01T10:00:00')
    m.w.regler('2021-11-01T00:00:00')
    const [, , r] = await Promise.all([constater(), constater(), g.rendre(lien, 'reserve', 'Le bois.')])
    expect(r.headers.get('location')).toContain('fait=tardif')
    expect((await actesDe(m.w, id)).filter(a => a.action === 'instruction.avis_silence')).toHaveLength(1)
    expect(await g.page(id)).toContain('Favorable par silence')
  })

  it('un silence qui ne se constate pas n’arrête pas ceux d’après\u00a0; la tâche dit sa panne, et le constate une fois réparé', async () => {
    await demande('2021-10-01T10:00:00')
    const autre = await m.dossier()
    m.w.regler('2021-10-01T11:00:00')
    await g.demander(autre, 'abf')
    await m.w.owner.query(`create function en_panne() returns trigger language plpgsql as $$ begin
      if new.dossier_id = '${id}' and new.silence_le is not null then raise exception 'panne d’essai'; end if; return new; end $$`)
    await m.w.owner.query('create trigger en_panne before update on avis for each row execute function en_panne()')
    m.w.regler('2021-11-01T00:00:00')
    await expect(constater()).rejects.toThrow('panne d’essai')
    expect([(await g.ligne(id, 'abf')).silence_le, (await g.ligne(autre, 'abf')).silence_le]).toEqual([null, m.w.horloge.instant])
    expect((await actesDe(m.w, id)).some(a => a.action === 'instruction.avis_silence')).toBe(false)
    await m.w.owner.query('drop function en_panne cascade')
    expect(await constater()).toBe(1)
    expect((await g.ligne(id, 'abf')).silence_le).toEqual(m.w.horloge.instant)
  })

  it('trente jours après le délai, le lien est mort', async () => {
    const lien = await demande('2021-10-01T10:00:00')
    m.w.regler('2021-11-30T23:59:59')
    expect((await m.w.get(lien)).status).toBe(200)
    m.w.regler('2021-12-01T00:00:00')
    expect((await m.w.get(lien)).status).toBe(410)
    expect((await g.rendre(lien)).status).toBe(409)
  })

  it('un avis retiré, ou rendu, n’est pas silencieux', async () => {
    await demande('2021-10-01T10:00:00')
    await m.w.post(i.retraitAvis(id, (await g.ligne(id, 'abf')).id), {}, m.referent.cookie)
    m.w.regler('2022-01-10T00:00:00')
    expect(await constater()).toBe(0)
  })

  it('un silence constaté ne change plus, et sa demande ne se retire plus\u00a0; sans valeur, elle se refait', async () => {
    await demande('2021-10-01T10:00:00')
    await g.demander(id, 'ars')
    m.w.regler('2021-12-01T00:00:00')
    await constater()
    await expect(m.w.owner.query("update avis set silence = 'defavorable' where dossier_id = $1", [id])).rejects.toThrow('ne change plus')
    const retirer = async (code: string) => m.w.post(i.retraitAvis(id, (await g.ligne(id, code)).id), {}, m.referent.cookie)
    expect((await retirer('abf')).status).toBe(409)
    expect(await g.page(id)).toContain('Retirer, pour demander à nouveau')
    expect((await retirer('ars')).status).toBe(303)
    expect((await g.demander(id, 'ars')).status).toBe(303)
  })
})

describe('l’attestation', () => {
  it('dit qui n’a pas répondu, à quoi, et ce que cela vaut\u00a0; les mêmes octets chaque fois', async () => {
    await demande('2021-10-01T10:00:00')
    m.w.regler('2021-11-01T00:00:00')
    await constater()
    const adresse = i.attestationAvis(id, (await g.ligne(id, 'abf')).id)
    const octets = async () => Buffer.from(await (await m.w.get(adresse, m.referent.cookie)).arrayBuffer())
    const [un, deux] = [await octets(), await octets()]
    expect(un.equals(deux)).toBe(true)
    const { texte } = await lirePdf(un)
    const dit = texte.replace(/\s+/g, ' ')
    for (const mot of [
      'Attestation de silence',
      'Architecte des bâtiments de France',
      'Favorable par silence',
      'Le délai a pris fin le 31 octobre 2021 à 24 h',
      'Un guichet en ligne pour les familles',
      'La façade respecte-t-elle le site',
      'Code du patrimoine, L. 632-2',
    ])
      expect(dit).toContain(mot)
    expect((await m.w.get(adresse, m.ailleurs.cookie)).status).toBe(404)
  })

  it('au terme de la conservation, ni elle ni la suite donnée à une réserve ne disent plus qui, ni quoi\u00a0; l’effet reste', async () => {
    await demande('2021-10-01T10:00:00')
    m.w.regler('2021-11-01T00:00:00')
    await constater()
    const par = (await g.ligne(id, 'abf')).demande_par
    await poserAvis(m.w, id, par, {
      code: 'dreal',
      silence: 'rendu',
      force: 'consultatif',
      sens: 'reserve',
      suite: 'sans_effet',
      suiteTexte: 'Le maire a écrit.',
    })
    const { instant } = m.w.horloge
    await m.w.owner.query(
      `insert into preavis (guichet_id, objet, objet_id, terme, envoye_le) select guichet_id, 'refuse', id, $2, $2 from dossier where id = $1`,
      [id, instant],
    )
    await m.w.auGuichet(tx => sql`select effacer_dossier(${id}, ${instant})`.execute(tx))
    const dits = JSON.stringify(await g.lignes(id))
    for (const parti of ['façade', 'Architecte', 'udap2a@guichet.example', 'Le maire a écrit', 'Le bois sera peint'])
      expect(dits, parti).not.toContain(parti)
    expect((await g.ligne(id, 'abf')).attestation).toMatchObject({ organisme: 'Effacé', effet: 'Favorable par silence' })
    expect((await m.w.get(i.attestationAvis(id, (await g.ligne(id, 'abf')).id), m.referent.cookie)).status).toBe(200)
  })

  it('avant le silence, il n’y en a pas', async () => {
    await demande('2021-10-01T10:00:00')
    expect((await m.w.get(i.attestationAvis(id, (await g.ligne(id, 'abf')).id), m.referent.cookie)).status).toBe(404)
  })
})

describe('les rappels', () => {
  const rappeler = () => relancerAttendus(jobs(m.w), m.w.horloge.instant)
  it('sept jours avant, puis deux, à huit heures, chacun une fois, avec un lien neuf', async () => {
    const lien = await demande('2021-10-01T10:00:00')
    m.w.regler('2021-10-24T07:59:00')
    expect(await rappeler()).toBe(0)
    m.w.regler('2021-10-24T08:00:00')
    expect(await rappeler()).toBe(1)
    expect(await rappeler()).toBe(0)
    expect((await m.w.get(lien)).status).toBe(410)
    expect((await m.w.courriels()).at(-1)!.sujet.replaceAll('\u00a0', ' ')).toContain('Encore 7 jours')
    m.w.regler('2021-10-29T08:00:00')
    expect(await rappeler()).toBe(1)
    await g.rendre(await g.lien('udap2a@guichet.example'))
    m.w.regler('2021-10-31T08:00:00')
    expect(await rappeler()).toBe(0)
  })
})
