import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId, type Role } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { lisible } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { installerDemonstration } from '../../demo/index.ts'
import { releverVagues } from '../releve/relever.ts'
import { brouillonsDe } from './bord.queries.ts'
import { FIGURES } from './figure.ts'

/** The demonstration after the relevé: nine dossiers of 2A, ten of 2B, one of the whole territory; one taken back. */
describe('le tableau de bord', () => {
  let w: World
  let cookies: Record<'admin' | 'deuxA' | 'quatre' | 'lecteur' | 'membre', string>
  let idDeuxA: string
  const VOLETS = ['volet_1', 'volet_2', 'volet_3']
  const agent = (nom: string, role: Role['role'], departements: string[] = [], volets: string[] = []) =>
    w.compte({ nom, roles: [{ role, departements, volets }] })

  beforeAll(async () => {
    w = await openWorld()
    await installerDemonstration(w.deps)
    w.regler('2021-09-21T09:00:00')
    await releverVagues(w.deps, w.horloge.maintenant())
    const deuxA = await agent('Référent de la Corse-du-Sud', 'referent_departemental', ['2A'], VOLETS)
    idDeuxA = deuxA.id
    cookies = {
      admin: (await agent('Administratrice', 'administrateur')).cookie,
      deuxA: deuxA.cookie,
      quatre: (await agent('Référente régionale', 'referent_regional', [], ['volet_4'])).cookie,
      lecteur: (await agent('Lectrice', 'lecteur')).cookie,
      membre: (await w.compte({ structures: ['Vico'] })).cookie,
    }
    await w.owner.query(
      "update instruction set assigne_a = $1, assigne_le = $2 where etat = 'en_instruction' and departement_pilote = '2A'",
      [idDeuxA, w.horloge.instant],
    )
  })
  afterAll(() => w.close())

  type Qui = keyof typeof cookies
  const brut = async (qui: Qui, query = '') => (await w.get(`${paths.instruction.bord}?${query}`, cookies[qui])).text()
  const lire = async (qui: Qui, query = '') => lisible(await w.get(`${paths.instruction.bord}?${query}`, cookies[qui]))
  const csv = async (qui: Qui, figure: string, query = '') => {
    const r = await w.get(`${paths.instruction.figure(figure)}?${query}`, cookies[qui])
    return r.status === 200
      ? (await r.text())
          .replace('\ufeff', '')
          .trim()
          .split(/\r?\n/)
          .map(l => l.split(';'))
      : r.status
  }
  const deposes = async (qui: Qui, query = '') => Number(/<dt>Dossiers déposés<\/dt><dd>(\d+)/.exec(await brut(qui, query))![1])
  const enBase = async (condition: string) =>
    Number((await w.owner.query(`select count(*) as n from instruction where ${condition}`)).rows[0].n)

  it('l’administratrice compte tout le guichet, chaque figure avec sa phrase, son dessin, sa table et son fichier', async () => {
    const html = await brut('admin')
    expect(await deposes('admin')).toBe(await enBase('true'))
    const page = await lire('admin')
    expect(page).toContain('périmètre : Tout le territoire, tous les volets · chiffres du 21/09/2021 à 9 h 00')
    expect(page).toContain('1 retiré depuis, 0 irrecevable')
    for (const id of ['jours', 'cumul', 'volets', 'departements', 'porteurs', 'montants', 'charge'])
      expect(html, id).toContain(`aria-labelledby="${id}-t ${id}-d"`)
    expect(html).not.toMatch(/NaN|Infinity|undefined/)
  })

  it('les fichiers disent ce que disent les tables, en nombres', async () => {
    expect(await csv('admin', 'departements')).toEqual([
      ['Département', 'Dossiers', 'Aide demandée (euros)', 'Aide médiane (euros)', 'Taux (%)'],
      [
        'Corse-du-Sud (2A)',
        '9',
        expect.stringMatching(/^\d+,00$/),
        expect.stringMatching(/^\d+,00$/),
        expect.stringMatching(/^\d+(,\d)?$/),
      ],
      ['Haute-Corse (2B)', '10', expect.any(String), expect.any(String), expect.any(String)],
      ['Tout le territoire', '1', expect.any(String), expect.any(String), expect.any(String)],
      ['Total', '20', expect.any(String), expect.any(String), expect.any(String)],
    ])
    for (const f of FIGURES) if (!['jour', 'delais'].includes(f)) expect(Array.isArray(await csv('admin', f)), f).toBe(true)
    const r = await w.get(paths.instruction.figure('volets'), cookies.admin)
    expect([r.headers.get('content-type'), r.headers.get('content-disposition')]).toEqual([
      'text/csv; charset=utf-8',
      'attachment; filename="itn7-axe3-corse-2021-volets.csv"',
    ])
    expect(await csv('admin', 'nimporte')).toBe(404)
  })

  it('chacun ne compte que son périmètre : jamais un dossier de Haute-Corse pour le référent de Corse-du-Sud', async () => {
    const vus = await enBase(
      "(departement_pilote = '2A' or tout_territoire or '2A' = any(departements)) and volet = any('{volet_1,volet_2,volet_3}')",
    )
    expect(await deposes('deuxA')).toBe(vus)
    expect(vus).toBeLessThan(await enBase('true'))
    expect((await csv('deuxA', 'departements')) as string[][]).toContainEqual(['Haute-Corse (2B)', '0', '0,00', '', ''])
    expect(await deposes('deuxA', 'departement=2B')).toBe(0)
    expect(await deposes('deuxA', 'volet=volet_4')).toBe(0)
    const inconnu = await w.get(`${paths.instruction.bord}?departement=99`, cookies.deuxA)
    expect(await inconnu.text()).toContain('Le département de cette adresse n’est pas dans la liste')
    expect((await w.get(`${paths.instruction.figure('volets')}?departement=99`, cookies.deuxA)).status).toBe(404)
    expect(await deposes('quatre')).toBe(await enBase("volet = 'volet_4'"))
  })

  it('un lecteur lit les mêmes chiffres, sans nom de personne, sans lien vers un dossier', async () => {
    expect(await deposes('lecteur')).toBe(await deposes('admin'))
    const html = await brut('lecteur')
    expect(html).not.toContain('Référent de la Corse-du-Sud')
    expect(html).not.toContain('Charge par instructeur')
    expect(html).not.toContain(`href="${paths.instruction.boite}?`)
    expect(html).toContain('sans instructeur')
    expect(await csv('lecteur', 'charge')).toBe(404)
    const { rows } = await w.owner.query("select porteur from instruction where porteur_type in ('commune', 'epci')")
    expect(rows.filter(r => html.includes(r.porteur as string))).toEqual([])
  })

  it('un membre du comité compte tout ce dont le comité décide, sans nom de personne', async () => {
    const { cookie } = await agent('Membre du comité', 'membre_comite', ['2A'])
    const html = await (await w.get(paths.instruction.bord, cookie)).text()
    expect(html).toContain(`<dt>Dossiers déposés</dt><dd>${await enBase('true')}`)
    expect(html).not.toContain('Référent de la Corse-du-Sud')
    expect((await w.get(paths.instruction.figure('charge'), cookie)).status).toBe(404)
  })

  it('un lecteur dont le rôle nomme un département ne compte que lui', async () => {
    const { cookie } = await agent('Lecteur du 2B', 'lecteur', ['2B'])
    const html = await (await w.get(paths.instruction.bord, cookie)).text()
    expect(html).toContain(
      `<dt>Dossiers déposés</dt><dd>${await enBase("departement_pilote = '2B' or tout_territoire or '2B' = any(departements)")}`,
    )
  })

  // seen to fail: every perimeter of the reader counted, whatever its call
  it('un brouillon n’est compté que dans l’appel d’un périmètre', async () => {
    const { id } = (await w.owner.query('select id from appel')).rows[0]
    const compter = (appel: string) =>
      w.auGuichet(tx => {
        const l = { compteId: nouvelId(), guichetId: w.guichetId, perimetres: [{ appels: [appel], departements: null, volets: null }] }
        return brouillonsDe(tx, l, { appelId: id, appel: 'itn7-axe3-corse-2021', volet: undefined, departement: undefined })
      })
    expect(await compter(id)).toBeGreaterThan(0)
    expect(await compter(nouvelId())).toBe(0)
  })

  it('un porteur ne voit rien ; un inconnu se connecte d’abord', async () => {
    for (const chemin of [paths.instruction.bord, paths.instruction.figure('jours')]) {
      expect((await w.get(chemin, cookies.membre)).status).toBe(404)
      expect((await w.get(chemin)).status).toBe(303)
    }
  })

  it('chaque alerte mène à la liste d’exactement ces dossiers', async () => {
    const html = await brut('admin')
    const alertes = [...html.matchAll(/<li><a href="([^"]+)"><strong>(\d+)<\/strong>/g)]
    expect(alertes.length).toBeGreaterThan(1)
    for (const [, href, n] of alertes) {
      const liste = await (await w.get(href!.replaceAll('&amp;', '&'), cookies.admin)).text()
      expect(/gt-file-total"><p><strong>(\d+)/.exec(liste)?.[1], href).toBe(n)
    }
    const table = html.slice(html.indexOf('id="figures"'))
    const liens = [...table.matchAll(/<th scope="row"><a href="([^"]+)">[^<]*<\/a><\/th><td class="gt-num">(\d+)/g)].filter(
      m => !m[1]!.includes('affecte'),
    )
    expect(liens.length).toBeGreaterThan(5)
    for (const [, href, n] of liens) {
      const liste = await (await w.get(href!.replaceAll('&amp;', '&'), cookies.admin)).text()
      expect(/gt-file-total"><p><strong>(\d+)/.exec(liste)?.[1], href).toBe(n)
    }
  })

  // seen to fail: an unknown call answered with the figures of the last one
  it('la charge nomme qui a quoi ; une adresse bricolée rend la page entière ; un appel inconnu n’a ni page ni fichier', async () => {
    expect((await csv('admin', 'charge')) as string[][]).toContainEqual([
      'Référent de la Corse-du-Sud',
      '0',
      expect.any(String),
      '0',
      expect.any(String),
      '0',
      '0',
      '9',
    ])
    expect(await deposes('admin', 'appel=&volet=x&departement=%00')).toBe(await deposes('admin'))
    for (const chemin of [paths.instruction.bord, paths.instruction.figure('charge')])
      expect((await w.get(`${chemin}?appel=inconnu`, cookies.admin)).status, chemin).toBe(404)
  })

  it('sans appel publié, la page le dit', async () => {
    const vide = await openWorld()
    const { cookie } = await vide.compte({ roles: [{ role: 'lecteur', departements: [], volets: [] }] })
    expect(await lisible(await vide.get(paths.instruction.bord, cookie))).toContain('Aucun appel n’est publié.')
    await vide.close()
  })
})
