import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeDecisions, ouvrirDecisions } from '../../../test/decisions.ts'
import { lisible, SLUG } from '../../../test/vico.ts'
import { avant, type Rang } from './liste.rules.ts'

const a = paths.administration
const MILLE = 100_000

describe('la liste complémentaire monte', () => {
  let m: MondeDecisions
  let premier: string
  let second: string
  let vues: Record<string, string>
  beforeAll(async () => {
    m = await ouvrirDecisions()
  })
  afterAll(() => m.w.close())
  /** A lauréat, then two dossiers on the list, all told. */
  beforeEach(async () => {
    m.w.regler('2021-11-08T14:00:00')
    // those of the tests before are out of the way
    await m.w.owner.query("update dossier set etat = 'retire' where etat in ('liste_complementaire', 'delibere')")
    await m.laisser(10 * MILLE)
    const [laureat, un, deux] = (await m.dossiers(3)) as [string, string, string]
    ;[premier, second] = [un, deux]
    vues = {
      [un]: await m.decide(un, { sens: 'liste_complementaire', rang: 1 }),
      [deux]: await m.decide(deux, { sens: 'liste_complementaire', rang: 2 }),
    }
    await m.notifier([await m.decide(laureat, { sens: 'retenu', montant: 3 * MILLE }), ...Object.values(vues)])
    await m.laisser(0)
    laureatId = laureat
  })
  let laureatId: string
  const renoncer = () => m.w.post(paths.dossiers.renoncement(laureatId), { motif: 'Le projet s’arrête.' }, m.vico.cookie)
  const retenir = (dossier: string, montant: string, plus: Record<string, string> = {}, cookie = m.admin.cookie) =>
    m.w.post(a.rang(SLUG, dossier), { vue: vues[dossier]!, montant, conditions: '', ...plus }, cookie)
  const brut = (html: string) => html.replace(/[\u00a0\u202f]/g, ' ')
  const lire = async (r: Response | Promise<Response>) => brut(await lisible(await r))
  const enVigueur = async (dossier: string) =>
    (
      await m.w.owner.query(
        `select d.id, d.sens, d.montant::int, d.seance_id from decision d where d.dossier_id = $1
        and not exists (select from decision r where r.remplace_id = d.id)`,
        [dossier],
      )
    ).rows[0]

  it('un lauréat renonce\u00a0: je retiens le rang 1 pour ce qui reste, je confirme, sa lettre dit que des crédits sont revenus', async () => {
    expect(await m.lire(a.notifications(SLUG), m.admin.cookie)).toContain('Il ne reste rien pour ce dossier')
    await renoncer()
    const page = await m.lire(a.notifications(SLUG), m.admin.cookie)
    for (const mot of ['Reste de l’enveloppe', '3 000 €', 'Retenir le rang 1', 'Après le rang 1']) expect(page).toContain(mot)
    expect(brut(await (await m.w.get(a.rang(SLUG, premier), m.admin.cookie)).text())).toContain('value="3 000"')
    m.w.regler('2021-11-15T10:00:00')
    const r = await retenir(premier, '3 000', { conditions: 'Associer les usagers' })
    expect(r.headers.get('location')).toBe(`${a.notifications(SLUG)}?fait=rang-1`)
    const decision = await enVigueur(premier)
    expect(decision).toMatchObject({ sens: 'partiel', montant: 3 * MILLE, seance_id: null })
    // nothing outside before the letter
    expect(await m.etat(premier)).toBe('liste_complementaire')
    expect(await m.lire(paths.dossiers.voir(premier), m.vico.cookie)).toContain('sur la liste complémentaire')
    expect(await m.lire(a.notifications(SLUG), m.admin.cookie)).toContain('Venu du rang 1')
    await m.notifier([decision.id])
    expect(await m.etat(premier)).toBe('retenu')
    const lettre = await m.lettre(premier, m.vico.cookie)
    for (const mot of [
      'au rang 1 de la liste complémentaire. Des crédits sont revenus à l’enveloppe.',
      'Cette lettre remplace celle du 8 novembre 2021.',
      'trois mille euros',
      'Associer les usagers',
    ])
      expect(lettre).toContain(mot)
    expect(await m.lettre(premier, m.olmeto.cookie)).toContain('Des crédits sont revenus')
    const liens = await m.w.owner.query(
      `select p.structure_id = n.structure_id as meme, p.envoyee_le < n.envoyee_le as apres from notification n
      join notification p on p.id = n.remplace_id where n.decision_id = $1`,
      [decision.id],
    )
    expect(liens.rows).toEqual(Array(2).fill({ meme: true, apres: true }))
    expect((await m.w.journal()).filter(e => e.objet_id === premier && e.action === 'decision.rang_retenu')).toHaveLength(1)
    expect(await m.lire(paths.instruction.historique(premier), m.referent.cookie)).toContain('au rang 1 de la liste complémentaire')
  })

  it('un centime de trop, un montant illisible, plus que demandé\u00a0: le formulaire revient avec ma saisie, rien n’est pris', async () => {
    await renoncer()
    const avant = await m.accorde()
    for (const [montant, phrase] of [
      ['3 000,01', 'Il ne reste que 3 000 € pour ce dossier'],
      ['0', 'n’est pas une aide'],
      ['beaucoup', 'beaucoup'],
      ['9 999 999', 'dépassent l’aide demandée'],
    ] as const) {
      const r = await retenir(premier, montant)
      expect(r.status, montant).toBe(422)
      const html = brut(await r.text())
      expect(html).toContain(phrase)
      expect(html).toContain(`value="${montant}"`)
    }
    expect(await m.accorde()).toEqual(avant)
    expect((await enVigueur(premier)).id).toBe(vues[premier])
  })

  it('le rang 2 attend le rang 1', async () => {
    await renoncer()
    const r = await retenir(second, '1 000')
    expect(r.status).toBe(422)
    expect(await lire(r)).toContain('Le rang 1 passe avant')
    expect((await retenir(premier, '1 000')).status).toBe(303)
    expect((await retenir(second, '2 000')).status).toBe(303)
    expect((await m.accorde()).accorde).toBe((await m.accorde()).livre)
  })

  it('le rang 1 renonce\u00a0: sa page, son courriel et l’historique le disent, et le rang 2 passe devant', async () => {
    await renoncer()
    expect(await m.lire(paths.dossiers.voir(premier), m.vico.cookie)).toContain('Renoncer à la liste complémentaire')
    const avant = await m.lire(paths.dossiers.renoncement(premier), m.vico.cookie)
    for (const mot of ['laisse le rang 1', 'Garder ce rang']) expect(avant).toContain(mot)
    const motif = 'Nous finançons le projet nous-mêmes.'
    expect((await m.w.post(paths.dossiers.renoncement(premier), { motif: '' }, m.vico.cookie)).status).toBe(422)
    for (const qui of [m.olmeto, m.ailleurs, m.referent]) await m.w.post(paths.dossiers.renoncement(premier), { motif }, qui.cookie)
    expect(await m.etat(premier)).toBe('liste_complementaire')
    const six = await Promise.all(Array.from({ length: 6 }, () => m.w.post(paths.dossiers.renoncement(premier), { motif }, m.vico.cookie)))
    expect(six.map(r => r.status)).toEqual(Array(6).fill(303))
    expect(await m.etat(premier)).toBe('renonce')
    expect(await enVigueur(premier)).toMatchObject({ sens: 'sans_suite', montant: 0 })
    const page = await m.lire(paths.dossiers.voir(premier), m.vico.cookie)
    for (const mot of ['Liste complémentaire quittée', 'Vico a renoncé à son rang 1', motif]) expect(page).toContain(mot)
    expect(await m.lire(paths.instruction.historique(premier), m.referent.cookie)).toContain('renonce au rang 1 de la liste complémentaire')
    const dits = (await m.w.courriels()).filter(c => c.dossier_id === premier && c.sujet.includes('renoncement à la liste complémentaire'))
    expect(dits.length).toBeGreaterThan(1)
    expect(dits.some(c => c.texte.includes('reviennent'))).toBe(false)
    expect((await retenir(premier, '1 000')).status).toBe(409)
    expect(await m.lire(a.notifications(SLUG), m.admin.cookie)).toContain('Retenir le rang 2')
    expect((await retenir(second, '3 000')).status).toBe(303)
  })

  it('renoncer et retenir le même rang à la fois\u00a0: l’un des deux l’emporte, l’argent est juste', async () => {
    await renoncer()
    const avant = (await m.accorde()).accorde
    await Promise.all([m.w.post(paths.dossiers.renoncement(premier), { motif: 'Non.' }, m.vico.cookie), retenir(premier, '3 000')])
    expect(await m.etat(premier)).toBe('renonce')
    expect((await enVigueur(premier)).sens).toBe('sans_suite')
    expect(await m.accorde()).toEqual({ accorde: avant, livre: avant })
  })

  it('un dossier dont la lettre n’est pas partie ne monte pas\u00a0; sorti de la liste, il ne se retient plus', async () => {
    await renoncer()
    await m.w.owner.query("update dossier set etat = 'delibere' where id = $1", [premier])
    expect(await lire(retenir(premier, '1 000'))).toContain('n’est pas encore partie')
    await m.w.owner.query("update dossier set etat = 'liste_complementaire' where id = $1", [premier])
    await retenir(premier, '1 000')
    expect((await retenir(premier, '1 000')).status).toBe(409)
    expect((await retenir(premier, '1 000', { vue: (await enVigueur(premier)).id })).status).toBe(409)
  })

  it('six personnes retiennent le rang 1 en même temps\u00a0: une y parvient, l’enveloppe tient', async () => {
    await renoncer()
    const avant = (await m.accorde()).accorde
    const six = await Promise.all(Array.from({ length: 6 }, () => retenir(premier, '3 000')))
    expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    expect(await m.accorde()).toEqual({ accorde: avant + 3 * MILLE, livre: avant + 3 * MILLE })
  })

  it('les rangs 1 et 2 retenus en même temps ne dépassent jamais ce qui reste', async () => {
    await renoncer()
    const avant = (await m.accorde()).accorde
    await Promise.all([premier, second, premier, second].map(d => retenir(d, '2 000')))
    expect(await m.accorde()).toEqual({ accorde: avant + 2 * MILLE, livre: avant + 2 * MILLE })
  })

  it('qui parle pour une structure du projet le laisse à une autre personne\u00a0; les autres n’ont pas cette page', async () => {
    await renoncer()
    expect(await m.lire(a.notifications(SLUG), m.adjointe.cookie)).toContain('À retenir par une autre personne')
    expect((await m.w.get(a.rang(SLUG, premier), m.adjointe.cookie)).status).toBe(422)
    expect(await lire(retenir(premier, '1 000', {}, m.adjointe.cookie))).toContain('une autre personne s’en charge')
    for (const qui of [m.vico, m.ailleurs, m.referent]) {
      expect((await m.w.get(a.rang(SLUG, premier), qui.cookie)).status).toBe(404)
      expect((await retenir(premier, '1 000', {}, qui.cookie)).status).toBe(404)
    }
    expect((await m.w.get(a.rang(SLUG, premier))).status).toBe(303)
    expect((await retenir(laureatId, '1 000', { vue: vues[premier]! })).status).toBe(409)
    expect((await enVigueur(premier)).id).toBe(vues[premier])
  })
})

describe('l’ordre de la liste', () => {
  const r = (rang: number, reste: number, minimale: number | null = null): Rang => ({
    ...{ rang, reste, minimale, plafond: 10 * MILLE, decisionId: '', dossierId: '', numero: `n${rang}`, titre: '', porteur: '' },
    ...{ notifiee: true, enConflit: false },
  })
  it.each([
    ['le rang 1 passe avant', [r(1, MILLE), r(2, MILLE)], 1],
    ['sauf s’il ne reste rien pour lui', [r(1, 0), r(2, MILLE)], undefined],
    ['ou moins que son aide minimale', [r(1, MILLE, 2 * MILLE), r(2, MILLE)], undefined],
    ['son aide minimale tout juste lui suffit', [r(1, MILLE, MILLE), r(2, MILLE)], 1],
  ] as const)('%s', (_nom, liste, attendu) => {
    expect(avant(liste, liste[1]!)?.rang).toBe(attendu)
  })
})
