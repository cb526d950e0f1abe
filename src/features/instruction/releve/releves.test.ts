import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { lisible } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { installerDemonstration } from '../../demo/index.ts'
import { releverVagues } from './relever.ts'

const SLUG = 'itn7-axe3-corse-2021'
const PAGE = paths.administration.releves(SLUG)

/** The demonstration before its relevé of 20 September 2021. The tests follow one another in time. */
describe('les relevés d’un appel, pour l’administratrice', () => {
  let w: World
  let admin: { id: string; cookie: string }
  let referent: { cookie: string }
  beforeAll(async () => {
    w = await openWorld()
    await installerDemonstration(w.deps)
    admin = await w.compte({ nom: 'Administratrice', roles: [{ role: 'administrateur', departements: [], volets: [] }] })
    referent = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
  })
  afterAll(() => w.close())

  const lire = async (suite = '') => lisible(await w.get(PAGE + suite, admin.cookie))
  const relever = (vague = 'unique', cookie = admin.cookie) => w.post(PAGE, { vague }, cookie)
  const combien = async (etat: string) =>
    Number((await w.owner.query('select count(*) as n from dossier where etat = $1', [etat])).rows[0].n)
  const evenements = async (action: string) => (await w.journal()).filter(e => e.action === action)

  it('avant l’instant fixé, la page dit quand et ce qui serait pris, brouillons compris, et refuse de relever', async () => {
    w.regler('2021-09-18T09:00:00')
    const page = await lire()
    expect(page).toContain('À venir')
    expect(page).toContain('Prévu le 20 septembre 2021 à 0 h 00')
    expect(page).toContain('Ce que le relevé prendrait maintenant')
    expect(page).toMatch(new RegExp(`Total ${await combien('depose')} ${await combien('brouillon')}`))
    expect(page).not.toContain('Relever maintenant')
    const r = await relever()
    expect(r.status).toBe(409)
    expect(await lisible(r)).toContain('il ne peut pas être fait avant')
    expect(await evenements('appel.releve')).toHaveLength(0)
  })

  it('elle n’existe que pour l’administratrice, et pour un appel et une vague du guichet', async () => {
    w.regler('2021-09-20T08:00:00')
    expect((await w.get(PAGE, referent.cookie)).status).toBe(404)
    expect((await relever('unique', referent.cookie)).status).toBe(404)
    expect((await w.get(PAGE)).status).toBe(303)
    expect((await relever('ailleurs')).status).toBe(404)
    expect((await relever('')).status).toBe(404)
    expect((await w.get(paths.administration.releves('rien'), admin.cookie)).status).toBe(404)
    expect((await w.post(paths.administration.releves('rien'), { vague: 'unique' }, admin.cookie)).status).toBe(404)
    expect(await evenements('appel.releve')).toHaveLength(0)
  })

  it('un relevé en retard se fait à la main, une fois, même pressé six fois pendant que le guichet s’en charge', async () => {
    const deposes = await combien('depose')
    expect(await lire()).toContain('En retard')
    expect(await lire()).toContain('Relever maintenant')
    const reponses = await Promise.all(Array.from({ length: 6 }, () => relever()))
    expect(reponses.map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    expect(reponses.filter(r => r.headers.get('location') === `${PAGE}?fait=releve`)).toHaveLength(1)
    expect(await releverVagues(w.deps, w.horloge.maintenant())).toEqual([])
    expect([await combien('depose'), await combien('en_instruction')]).toEqual([0, deposes])
    expect(await evenements('appel.releve')).toMatchObject([{ donnees: { vague: 'unique', deposes } }])
    const { rows } = await w.owner.query("select acteur_id from evenement where action = 'appel.releve'")
    expect(rows).toEqual([{ acteur_id: admin.id }])
    const page = await lire('?fait=releve')
    expect(page).toContain('Fait le 20 septembre 2021 à 8 h 00 , par Administratrice.')
    expect(page).toContain('Le relevé est fait.')
    expect(page).not.toContain('Relever maintenant')
    expect(page).toMatch(new RegExp(`Total ${deposes} ${await combien('brouillon')}`))
  })

  it('le relevé se lit dans l’historique de chaque dossier qu’il a pris', async () => {
    const { rows } = await w.owner.query(
      "select dossier_id from instruction where releve_id is not null and departement_pilote = '2A' limit 2",
    )
    for (const { dossier_id } of rows) {
      const page = await lisible(await w.get(paths.instruction.historique(dossier_id), referent.cookie))
      expect(page).toContain('Administratrice : relève les dossiers déposés, celui-ci parmi les 20')
      expect(page.match(/relève/g)).toHaveLength(1)
    }
  })

  it('un dossier déposé ensuite par dérogation le suit : compté à part, et c’est son propre relevé qu’on lit', async () => {
    const { rows } = await w.owner.query("select dossier_id as id from instruction where departement_pilote = '2A' order by numero limit 1")
    const { id } = rows[0]
    await w.owner.query("update dossier set etat = 'depose' where id = $1", [id])
    await w.owner.query('update instruction set releve_id = null where dossier_id = $1', [id])
    await w.owner.query("update releve set comptes = jsonb_set(comptes, '{deposes}', '19')")
    w.regler('2021-09-22T10:00:00')
    expect((await relever()).headers.get('location')).toBe(`${PAGE}?fait=retardataires`)
    expect(await lire()).toContain('1 dossier déposé ensuite par dérogation l’a suivi.')
    const page = await lisible(await w.get(paths.instruction.historique(id), referent.cookie))
    expect(page).toContain('relève le dossier, déposé après le relevé de l’appel')
    expect(page).not.toContain('celui-ci parmi')
    expect((await relever()).headers.get('location')).toBe(`${PAGE}?fait=rien`)
  })

  it('fait par le guichet, la page le dit ; un dossier jamais relevé n’a pas cet acte', async () => {
    const seul = await openWorld()
    await installerDemonstration(seul.deps)
    const { cookie } = await seul.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
    seul.regler('2021-09-20T00:05:00')
    const avant = (await seul.owner.query('select dossier_id as id from instruction limit 1')).rows[0].id
    expect(await lisible(await seul.get(paths.instruction.historique(avant), cookie))).not.toContain('relève')
    await releverVagues(seul.deps, seul.horloge.maintenant())
    expect(await lisible(await seul.get(PAGE, cookie))).toContain('Fait le 20 septembre 2021 à 0 h 05 , par le guichet lui-même.')
    expect(await lisible(await seul.get(paths.instruction.historique(avant), cookie))).toContain('Le guichet : relève les dossiers déposés')
    await seul.close()
  })

  it('l’appel mène à ses relevés et à son tableau de bord', async () => {
    const html = await (await w.get(paths.administration.appel(SLUG), admin.cookie)).text()
    expect(html).toContain(`href="${PAGE}"`)
    expect(html).toContain(`href="${paths.instruction.bord}?appel=${SLUG}"`)
    expect((await w.get(paths.instruction.historique(nouvelId()), admin.cookie)).status).toBe(404)
  })
})
