import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDe, analyser, caches, ligneDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeInstruction
let id: string
const i = paths.instruction
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
})
afterAll(() => m.w.close())

type Champs = Record<string, string | string[]>
const voir = (qui: { cookie: string } = m.referent) => m.w.get(i.analyse(id), qui.cookie)
const enregistrer = async (champs: Champs) =>
  m.w.post(i.analyse(id), { ...caches(await (await voir()).text()), ...champs }, m.referent.cookie)
const rouvrir = (qui: { cookie: string } = m.referent) => m.w.post(i.reouvertureAnalyse(id), {}, qui.cookie)
const verbes = async () => (await actesDe(m.w, id)).map(a => a.action)
/** The porteur answers complements: another filing, here with the same content. */
const redeposer = () =>
  m.w.owner.query(
    `with neuf as (insert into depot select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'version', 2))).* from depot d
      where d.dossier_id = $1 returning id, version)
    update instruction set depot_id = neuf.id, version = neuf.version from neuf where dossier_id = $1`,
    [id],
  )

describe('terminer la fiche', () => {
  it('tout est dit : elle est terminée une fois, et le dossier peut passer au comité', async () => {
    expect(await lisible(await voir())).toContain('Terminer la fiche')
    expect((await analyser(m, id)).status).toBe(303)
    expect(await verbes()).toEqual(['instruction.rapport', 'instruction.rapport_termine'])
    expect(await ligneDe(m.w, id)).toMatchObject({ fiche_terminee: true, montant_propose: 937_537 })
    const page = await lisible(await voir())
    expect(page).toContain('Fiche terminée le 28 septembre 2021 à 15 h 12 par Référent de la Corse-du-Sud')
    expect(page).not.toContain('Enregistrer')
    expect((await m.w.post(i.comite(id), {}, m.referent.cookie)).status).toBe(303)
    expect((await rouvrir()).status).toBe(409)
  })

  it('six envois à la fois la terminent une fois', async () => {
    const caches_ = caches(await (await voir()).text())
    const criteres = ['portage', 'resultats', 'constat', 'co_construction', 'feuille_de_route', 'logiciel_libre'].map(c => [
      `critere.${c}`,
      '2',
    ])
    const corps = { ...caches_, ...Object.fromEntries(criteres), avis: 'reserve', ligne: ['1', '2'], taux: '50', calcule: 'montant' }
    const six = await Promise.all(Array.from({ length: 6 }, () => m.w.post(i.finAnalyse(id), corps, m.referent.cookie)))
    expect(six.map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    expect(await verbes()).toEqual(['instruction.rapport', 'instruction.rapport_termine'])
  })

  it('ce qui manque est dit, chaque point avec son lien ; rien n’est écrit, ce qui était tapé reste', async () => {
    const r = await analyser(m, id, { 'critere.logiciel_libre': '', avis: '', taux: '', points_forts: 'Un portail' })
    expect(r.status).toBe(422)
    const html = await r.text()
    for (const [champ, phrase] of [
      ['critere.logiciel_libre', 'Il manque l’appréciation du critère (f).'],
      ['avis', 'Il manque l’avis proposé.'],
      ['montant', 'Il manque le montant proposé.'],
    ])
      expect(html).toContain(`<a href="#${champ}">${phrase}</a>`)
    expect(html).toContain('La fiche n’est pas terminée')
    expect(html).toMatch(/name="points_forts"[^>]*>Un portail/)
    expect(await verbes()).toEqual([])
    expect((await m.w.post(i.comite(id), {}, m.referent.cookie)).status).toBe(422)
  })

  it('un critère sans objet n’a pas à être apprécié autrement', async () => {
    expect((await analyser(m, id, { 'critere.logiciel_libre': 'sans_objet' })).status).toBe(303)
  })

  it('d’un autre département la fiche n’existe pas', async () => {
    expect((await analyser({ w: m.w, referent: m.ailleurs }, id)).status).toBe(404)
    expect((await rouvrir(m.ailleurs)).status).toBe(404)
    expect(await verbes()).toEqual([])
  })
})

describe('rouvrir la fiche', () => {
  it('elle change de nouveau, et le dossier ne peut plus passer au comité', async () => {
    await analyser(m, id)
    const tard = await enregistrer({ points_forts: 'Trop tard' })
    expect(tard.status).toBe(409)
    // what was typed is given back
    expect(await lisible(tard)).toContain(
      'Rouvrez-la pour la modifier. Voici ce que vous aviez écrit, pour le recopier : Points forts Trop tard',
    )
    expect((await rouvrir()).status).toBe(303)
    expect((await rouvrir()).status).toBe(303)
    expect((await ligneDe(m.w, id)).fiche_terminee).toBe(false)
    expect((await m.w.post(i.comite(id), {}, m.referent.cookie)).status).toBe(422)
    expect((await enregistrer({ points_forts: 'À temps' })).status).toBe(303)
    expect(await verbes()).toEqual([
      'instruction.rapport',
      'instruction.rapport_termine',
      'instruction.rapport_rouvert',
      'instruction.rapport',
    ])
  })
})

describe('le porteur dépose une nouvelle version après la fiche', () => {
  it('la page le dit, et le comité attend que quelqu’un l’ait relue', async () => {
    await analyser(m, id)
    await redeposer()
    expect(await lisible(await voir())).toContain('Elle juge la version 1. Le porteur a déposé la version 2')
    const refus = await m.w.post(i.comite(id), {}, m.referent.cookie)
    expect(refus.status).toBe(422)
    expect(await lisible(refus)).toContain('La fiche d’analyse juge la version 1. Le porteur a déposé la version 2 depuis.')
    await rouvrir()
    expect(await lisible(await voir())).toContain('J’ai relu la fiche avec la version 2')
    const sansRelire = await analyser(m, id)
    expect(sansRelire.status).toBe(422)
    expect(await lisible(sansRelire)).toContain('Relisez la fiche avec elle, et dites-le.')
    expect((await analyser(m, id, { relue: 'oui' })).status).toBe(303)
    expect((await m.w.post(i.comite(id), {}, m.referent.cookie)).status).toBe(303)
  })

  it('écrire un mot sans relire ne change pas la version jugée', async () => {
    await enregistrer({ points_forts: 'Un portail' })
    await redeposer()
    await enregistrer({ points_forts: 'Un portail commun' })
    expect((await actesDe(m.w, id)).at(-1)).toMatchObject({ action: 'instruction.rapport', version: 1 })
    await enregistrer({ relue: 'oui' })
    expect((await actesDe(m.w, id)).at(-1)).toMatchObject({ action: 'instruction.rapport', version: 2 })
  })
})

it('du relevé au comité par les pages, en un appel', async () => {
  const pret = await m.dossierAuComite({ avis: 'reserve' })
  expect((await ligneDe(m.w, pret)).etat).toBe('au_comite')
})
