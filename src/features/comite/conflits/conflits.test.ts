import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { actesDuComite, type MondeComite, ouvrirComite } from '../../../test/comite.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeComite
let ids: string[]
let id: string
const p = paths.comite
beforeAll(async () => {
  m = await ouvrirComite()
})
beforeEach(async () => {
  ids = await m.dossiers(3)
  id = await m.seance(ids)
})
afterAll(() => m.w.close())

const conflitsDe = async (compte: { id: string }) => {
  const sql = 'select dossier_id, declare, origine, motif from conflit where seance_id = $1 and compte_id = $2 order by dossier_id, declare'
  return (await m.w.owner.query(sql, [id, compte.id])).rows as { dossier_id: string; declare: string; origine: string; motif: string }[]
}
const interets = (conflits: Record<string, string> = {}) =>
  Object.fromEntries(
    ids.flatMap(d => [
      [`interet-${d}`, d in conflits ? 'conflit' : 'aucun'],
      [`motif-${d}`, conflits[d] ?? ''],
    ]),
  )
const declarer = (qui: { cookie: string }, corps: Record<string, string> = interets()) => m.w.post(p.conflits(id), corps, qui.cookie)

describe('déclarer ses intérêts', () => {
  it('avant, un membre lit les titres et les porteurs, rien d’autre\u00a0; dossier par dossier il déclare, puis les dossiers s’ouvrent', async () => {
    const avant = await lisible(await m.w.get(p.seance(id), m.regionale.cookie))
    expect(avant).toContain('Un guichet en ligne pour les familles')
    expect(avant).toContain('3 dossiers attendent votre déclaration')
    expect(avant).not.toContain('Aide demandée')
    expect((await declarer(m.regionale, interets({ [ids[1]!]: 'Mon frère y travaille.' }))).status).toBe(303)
    expect((await conflitsDe(m.regionale)).map(c => c.declare).sort()).toEqual(['aucun', 'aucun', 'conflit'])
    const apres = await lisible(await m.w.get(p.seance(id), m.regionale.cookie))
    expect(apres).toContain('Aide demandée')
    expect(apres).toContain('Vous êtes déporté')
    const acte = (await actesDuComite(m.w, id)).at(-1)!
    expect(acte).toMatchObject({ action: 'comite.interets_declares', membre: m.regionale.id, conflit: [ids[1]] })
    expect(JSON.stringify(acte)).not.toContain('frère')
  })

  it('il lit aussi quelles structures sont associées à chaque projet\u00a0: son lien peut être avec elles', async () => {
    const partenaire = async (nom: string, retire: Date | null) =>
      m.w.owner.query(
        'insert into partenaire (id, guichet_id, dossier_id, structure_id, invite_le, retire_le) values ($1, $2, $3, $4, $5, $6)',
        [nouvelId(), m.w.guichetId, ids[0], (await m.w.structure(nom)).id, m.w.horloge.instant, retire],
      )
    await partenaire('Olmeto', null)
    await partenaire('Lumio', m.w.horloge.instant)
    const page = await lisible(await m.w.get(p.conflits(id), m.regionale.cookie))
    expect([page.includes('Olmeto'), page.includes('Lumio')]).toEqual([true, false])
  })

  it('il dit quel lien là où il coche, et coche là où il en dit un\u00a0: sinon le formulaire revient avec ce qu’il a coché', async () => {
    const blancs = Object.fromEntries(ids.map(d => [`motif-${d}`, '']))
    const coche = { ...blancs, [`interet-${ids[0]}`]: 'conflit', [`motif-${ids[1]}`]: 'Mon frère.', autres: 'aucun' }
    const r = await declarer(m.regionale, coche)
    expect(r.status).toBe(422)
    const html = await r.text()
    expect(html).toContain('Dites en quelques mots votre lien avec Vico')
    expect(html).toContain(`href="#interet-${ids[1]}"`)
    expect(html).toContain('ou effacez le lien que vous y dites')
    expect(html).toMatch(new RegExp(`name="interet-${ids[0]}" value="conflit" checked`))
    expect(html).not.toMatch(new RegExp(`name="interet-${ids[1]}" value="conflit" checked`))
    expect(await conflitsDe(m.regionale)).toEqual([])
  })

  it('il dit où il en a un, puis en une fois qu’il n’en a pas pour les autres : un dossier ajouté depuis attend sa réponse', async () => {
    const corps = {
      ...Object.fromEntries(ids.map(d => [`motif-${d}`, ''])),
      [`interet-${ids[0]}`]: 'conflit',
      [`motif-${ids[0]}`]: 'Mon frère.',
    }
    const [ajoute] = (await m.dossiers(1)) as [string]
    await m.w.owner.query('insert into seance_dossier (seance_id, dossier_id, guichet_id, rang) values ($1, $2, $3, 9)', [
      id,
      ajoute,
      m.w.guichetId,
    ])
    const refus = await declarer(m.regionale, { ...corps, autres: 'aucun' })
    expect([refus.status, await lisible(refus)]).toEqual([422, expect.stringContaining('Un dossier s’est ajouté à l’ordre du jour')])
    expect(await conflitsDe(m.regionale)).toEqual([])
    const r = await declarer(m.regionale, { ...corps, [`motif-${ajoute}`]: '', autres: 'aucun' })
    expect(r.status).toBe(303)
    const dits = await conflitsDe(m.regionale)
    expect(dits.map(c => c.declare).sort()).toEqual(['aucun', 'aucun', 'aucun', 'conflit'])
    expect(dits.find(c => c.declare === 'conflit')!.dossier_id).toBe(ids[0])
  })

  it('envoyée deux fois au même instant, la déclaration est faite une fois', async () => {
    const deux = await Promise.all([1, 2].map(() => declarer(m.regional)))
    expect(deux.map(r => r.status)).toEqual([303, 303])
    expect(await conflitsDe(m.regional)).toHaveLength(3)
    expect((await actesDuComite(m.w, id)).filter(e => e.action === 'comite.interets_declares')).toHaveLength(1)
  })

  it('les raisons ne se lisent que par leur auteur dans ses déclarations\u00a0; les autres membres ne les voient pas', async () => {
    await declarer(m.hauteCorse, interets({ [ids[0]!]: 'Un contrat en cours.' }))
    await declarer(m.regionale)
    for (const chemin of [p.seance(id), p.conflits(id)])
      expect(await lisible(await m.w.get(chemin, m.regionale.cookie))).not.toContain('Un contrat en cours')
  })

  it('un dossier ajouté à l’ordre du jour se déclare à son tour', async () => {
    await declarer(m.regionale)
    const [nouveau] = (await m.dossiers(1)) as [string]
    await m.w.post(p.preparation(id), m.saisie([...ids, nouveau]), m.administratrice.cookie)
    const texte = await lisible(await m.w.get(p.seance(id), m.regionale.cookie))
    expect(texte).toContain('1 dossier attend votre déclaration')
    expect(texte).not.toContain('Aide demandée')
  })

  it('la déclaration ne change ni ne s’efface dans la base', async () => {
    await declarer(m.regionale)
    await expect(m.w.owner.query("update conflit set declare = 'aucun'")).rejects.toThrow('on ajoute')
    await expect(m.w.owner.query('delete from conflit')).rejects.toThrow('on ajoute')
  })
})

describe('un conflit découvert après coup', () => {
  it('se déclare sur le dossier, avec sa raison, une fois pour toutes', async () => {
    await declarer(m.regionale)
    const un = () => m.w.post(p.conflit(id, ids[0]!), { motif: 'Je viens d’y être recrutée.' }, m.regionale.cookie)
    expect((await m.w.post(p.conflit(id, ids[0]!), { motif: ' ' }, m.regionale.cookie)).status).toBe(422)
    const fait = await un()
    expect(fait.status).toBe(303)
    const dit = 'Votre conflit d’intérêts est déclaré.'
    expect(await lisible(await m.w.get(fait.headers.get('location')!, m.regionale.cookie))).toContain(dit)
    expect(await lisible(await m.w.get(p.conflits(id), m.regionale.cookie))).not.toContain(dit)
    expect((await un()).status).toBe(403)
    expect((await conflitsDe(m.regionale)).filter(c => c.dossier_id === ids[0]).map(c => c.declare)).toEqual(['aucun', 'conflit'])
    expect(await lisible(await m.w.get(p.conflits(id), m.regionale.cookie))).toContain('Conflit d’intérêts')
  })

  it('une fois la séance close, plus rien ne se déclare', async () => {
    await m.w.owner.query("update seance set etat = 'close', ouverte_le = tenue_le, close_le = tenue_le where id = $1", [id])
    expect((await declarer(m.regionale)).status).toBe(409)
  })
})

describe('qui parle pour une structure du projet', () => {
  const membreDe = (...structures: string[]) =>
    m.w.compte({ nom: 'Adjointe', structures, roles: [{ role: 'membre_comite', departements: [], volets: [] }] })

  it('est en conflit d’office avec son porteur ou son partenaire, sans rien dire\u00a0; c’est gardé quand il déclare', async () => {
    const adjointe = await membreDe('Bastia', 'Ajaccio')
    const [ajaccio] = (await m.dossiers(1, 'Ajaccio')) as [string]
    await m.w.owner.query('insert into partenaire (id, guichet_id, dossier_id, structure_id, invite_le) values ($1, $2, $3, $4, $5)', [
      nouvelId(),
      m.w.guichetId,
      ids[0],
      (await m.w.structure('Bastia')).id,
      m.w.horloge.instant,
    ])
    await m.w.post(p.preparation(id), m.saisie([...ids, ajaccio], { 'siege-0': adjointe.id }), m.administratrice.cookie)
    const html = await (await m.w.get(p.conflits(id), adjointe.cookie)).text()
    for (const d of [ids[0], ajaccio]) expect(html).not.toContain(`name="interet-${d}"`)
    expect(html).toContain('D’office')
    expect((await declarer(adjointe)).status).toBe(303)
    const office = (await conflitsDe(adjointe)).filter(c => c.origine === 'structure')
    expect(office.map(c => c.dossier_id).sort()).toEqual([ids[0], ajaccio].sort())
  })

  it('reste en conflit à la séance suivante, même s’il n’y parle plus pour personne', async () => {
    const ancien = await membreDe('Vico')
    await m.w.post(p.preparation(id), m.saisie(ids, { 'siege-0': ancien.id }), m.administratrice.cookie)
    await declarer(ancien, {})
    await m.w.owner.query("update appartenance set etat = 'retiree' where compte_id = $1", [ancien.id])
    expect(await lisible(await m.w.get(p.conflits(id), ancien.cookie))).not.toContain('Cochez les dossiers')
  })
})

describe('un référent qui se déporte', () => {
  it('ne lit plus le dossier nulle part, même dans son périmètre', async () => {
    const referente = await m.w.compte({
      nom: 'Référente de la Corse-du-Sud',
      roles: [
        { role: 'referent_departemental', departements: ['2A'], volets: ['volet_3'] },
        { role: 'membre_comite', departements: ['2A'], volets: [] },
      ],
    })
    await m.w.post(p.preparation(id), m.saisie(ids, { 'siege-2': referente.id }), m.administratrice.cookie)
    const page = (d: string) => m.w.get(paths.instruction.dossier(d), referente.cookie)
    expect((await page(ids[0]!)).status).toBe(200)
    await declarer(referente, interets({ [ids[0]!]: 'Un mandat dans cette commune.' }))
    expect((await page(ids[0]!)).status).toBe(404)
    expect((await page(ids[1]!)).status).toBe(200)
    const boite = await (await m.w.get(paths.instruction.boite, referente.cookie)).text()
    expect(boite).not.toContain(paths.instruction.dossier(ids[0]!))
    expect(boite).toContain(paths.instruction.dossier(ids[1]!))
  })
})
