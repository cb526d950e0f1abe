import { setTimeout as attendre } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../../paths.ts'
import { actesDuComite } from '../../../../test/comite.ts'
import { type MondeScenarios, ouvrirScenarios, type Qui, texte } from '../../../../test/scenarios.ts'
import { finirCalcul, prendreUnTour } from './file.queries.ts'
import { jouerCalculs } from './jouer.ts'

const p = paths.comite
let m: MondeScenarios
beforeAll(async () => {
  m = await ouvrirScenarios()
})
beforeEach(async () => {
  await m.w.owner.query("update scenario set retire_le = now(), calcul = 'annule' where calcul in ('demande', 'en_cours')")
  await m.recommencer()
})
afterAll(() => m.w.close())

/** Asks for a scenario, and gives its address; nobody calculates it yet. */
const demander = async (nom = 'Meilleures notes') => (await m.proposer({ nom })).headers.get('location')!
const lu = async (href: string) => (await m.w.owner.query('select * from scenario where id = $1', [href.slice(-36)])).rows[0]
const agir = (href: string, acte: 'arret' | 'relance', qui: Qui = m.administratrice) => m.w.post(`${href}/${acte}`, {}, qui.cookie)
/** So many draws that it does not end by itself. */
const sansFin = (href: string) =>
  m.w.owner.query(`update scenario set tirages = jsonb_set(tirages, '{tirages}', '10000000') where id = $1`, [href.slice(-36)])
const enRobustesse = async (href: string) => {
  for (;;) {
    const s = await lu(href)
    if (s.resultat && s.avancement?.phase === 'robustesse') return s
    await attendre(50)
  }
}

describe('un calcul se fait en arrière-plan', () => {
  it('la demande répond tout de suite, la page dit où il en est, puis ce qu’il a trouvé', async () => {
    const href = await demander()
    const avant = await m.lire(href)
    expect(avant).toContain('Prochain calcul de la file')
    expect(avant).toContain('Arrêter le calcul')
    expect(avant).not.toContain('Dupliquer')
    expect(await m.lire(p.scenarios(m.seance))).toContain('En attente')
    await m.calculer()
    const apres = await m.lire(href)
    for (const mot of ['Optimum prouvé', 'Robustesse', '100 %']) expect(apres).toContain(mot)
    expect(apres).not.toContain('Arrêter')
    expect(await lu(href)).toMatchObject({ calcul: 'fini', essai: 1, avancement: null })
  })

  it('la répartition se lit dès qu’elle est trouvée, pendant que la robustesse se mesure\u00a0; arrêté, il la garde', async () => {
    const href = await demander()
    await sansFin(href)
    const calcul = jouerCalculs(m.w.deps)
    await enRobustesse(href)
    const page = await m.lire(href)
    for (const mot of ['Optimum prouvé', 'tirages sur 10 000 000', '2 sur 3']) expect(page).toContain(mot)
    expect((await agir(href, 'arret', m.regionale)).status).toBe(303)
    await calcul
    expect(await lu(href)).toMatchObject({ calcul: 'annule', resultat: { statut: 'optimal', robustesse: null } })
    const arretee = await m.lire(href)
    for (const mot of ['Le calcul a été arrêté', 'La répartition trouvée est gardée', 'Relancer le calcul']) expect(arretee).toContain(mot)
    expect((await actesDuComite(m.w, m.seance)).at(-1)).toMatchObject({ action: 'comite.scenario_arrete', scenario: href.slice(-36) })
  })

  it('coupé par un arrêt du guichet, il le dit et se relance\u00a0; ce qui attendait est calculé', async () => {
    const [coupe, suivant] = [await demander('Coupé'), await demander('Suivant')]
    await sansFin(coupe)
    const arret = new AbortController()
    const calcul = jouerCalculs(m.w.deps, { max: 1, signal: arret.signal })
    await enRobustesse(coupe)
    expect(await lu(suivant)).toMatchObject({ calcul: 'demande' })
    arret.abort()
    await calcul
    expect(await lu(coupe)).toMatchObject({ calcul: 'coupe' })
    expect(await m.lire(coupe)).toContain('interrompu par un arrêt du guichet')
    await m.calculer()
    expect(await lu(suivant)).toMatchObject({ calcul: 'fini' })
    expect(await lu(coupe)).toMatchObject({ calcul: 'coupe' })
    expect((await agir(coupe, 'relance')).status).toBe(303)
    await m.calculer()
    expect(await lu(coupe)).toMatchObject({ calcul: 'fini', essai: 2 })
  })

  it('mort sans prévenir, il le dit aussi, et ne retient pas la file', async () => {
    const [mort, suivant] = [await demander('Mort'), await demander('Suivant')]
    await m.w.auGuichet(tx => prendreUnTour(tx, m.w.guichetId, 1))
    expect(await m.w.auGuichet(tx => prendreUnTour(tx, m.w.guichetId, 1))).toBeUndefined()
    await m.w.owner.query("update scenario set vu_le = now() - interval '1 minute' where id = $1", [mort.slice(-36)])
    expect(await m.lire(mort)).toContain('interrompu par un arrêt du guichet')
    await m.calculer({ max: 1 })
    expect(await lu(suivant)).toMatchObject({ calcul: 'fini' })
    expect(await lu(mort)).toMatchObject({ calcul: 'coupe', essai: 1 })
  })
})

describe('la file', () => {
  it('un calcul fini ne demande plus rien à la base', async () => {
    await demander()
    await m.calculer()
    // more than two signs of life
    expect(await m.w.echanges(() => attendre(1000))).toBe(0)
  })

  it('deux calculs vont à la fois\u00a0: ce qui arrive à l’un n’arrive pas à l’autre', async () => {
    const [un, autre] = [await demander('Un'), await demander('Autre')]
    const tour = () => m.w.auGuichet(tx => prendreUnTour(tx, m.w.guichetId, 2))
    const [pris] = [await tour(), await tour()]
    expect(await m.w.auGuichet(tx => finirCalcul(tx, m.w.guichetId, pris!, { calcul: 'echoue' }))).toBe(true)
    expect([(await lu(un)).calcul, (await lu(autre)).calcul]).toEqual(['echoue', 'en_cours'])
  })

  it('six à la fois, deux places\u00a0: les deux premiers arrivés, les autres savent leur rang', async () => {
    const hrefs: string[] = []
    for (const n of [1, 2, 3, 4, 5, 6]) hrefs.push(await demander(`N${n}`))
    const tours = await Promise.all(Array.from({ length: 6 }, () => m.w.auGuichet(tx => prendreUnTour(tx, m.w.guichetId, 2))))
    const pris = tours.flatMap(t => t?.id ?? [])
    expect(pris.toSorted()).toEqual(
      hrefs
        .slice(0, 2)
        .map(h => h.slice(-36))
        .toSorted(),
    )
    expect((await m.lire(hrefs[4]!)).replace(/\s+/g, ' ')).toContain('3 e dans la file')
    await agir(hrefs[2]!, 'arret')
    expect((await m.lire(hrefs[4]!)).replace(/\s+/g, ' ')).toContain('2 e dans la file')
    expect(await lu(hrefs[2]!)).toMatchObject({ calcul: 'annule', resultat: null, essai: 0 })
  })

  it('six processus pour un calcul, six relances à la fois\u00a0: il se fait une fois', async () => {
    const href = await demander()
    await Promise.all(Array.from({ length: 6 }, () => m.calculer()))
    expect(await lu(href)).toMatchObject({ calcul: 'fini', essai: 1 })
    await m.w.owner.query("update scenario set calcul = 'coupe' where id = $1", [href.slice(-36)])
    const relances = await Promise.all(Array.from({ length: 6 }, () => agir(href, 'relance')))
    expect(relances.map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    expect((await actesDuComite(m.w, m.seance)).filter(a => a.action === 'comite.scenario_relance')).toHaveLength(1)
    await m.calculer()
    expect(await lu(href)).toMatchObject({ calcul: 'fini', essai: 2 })
  })

  it('le temps manque\u00a0: rien n’est dit trouvé, et il se relance', async () => {
    const href = await demander()
    await m.w.owner.query("update scenario set calcul = 'echoue' where id = $1", [href.slice(-36)])
    const page = await m.lire(href)
    for (const mot of ['n’a rien trouvé dans le temps donné', 'Relancer le calcul']) expect(page).toContain(mot)
    expect(await m.lire(p.scenarios(m.seance))).toContain('Interrompu')
  })
})

describe('arrêter et relancer', () => {
  it('un calcul fini ne s’arrête ni ne se relance', async () => {
    const href = await m.propose()
    for (const acte of ['arret', 'relance'] as const) expect((await agir(href, acte)).status).toBe(303)
    expect(await lu(href)).toMatchObject({ calcul: 'fini', essai: 1 })
  })

  it('ni par qui n’a pas tout noté, ni par un déporté, ni depuis une autre séance, ni une fois la séance close', async () => {
    const href = await demander()
    await m.declarer(m.regional)
    await m.declarer(m.corseDuSud, [m.dossiers[2]!])
    expect((await agir(href, 'arret', m.regional)).status).toBe(403)
    expect((await agir(href, 'arret', m.corseDuSud)).status).toBe(403)
    expect((await agir(href, 'arret', m.suppleante)).status).toBe(404)
    const premiere = m.seance
    await m.recommencer()
    expect((await agir(href.replace(premiere, m.seance), 'arret')).status).toBe(404)
    await m.w.owner.query(`update seance set etat = 'close', ouverte_le = $2, close_le = $2 where id = $1`, [premiere, m.w.horloge.instant])
    const r = await agir(href, 'arret')
    expect(r.status).toBe(409)
    expect(await texte(r)).toContain('close')
    expect(await lu(href)).toMatchObject({ calcul: 'demande' })
  })
})
